"""Updates that say again what was said before: “no change” running, or an earlier quarter's words.

Pure, but for the setting.
"""

from collections.abc import Sequence

from django.conf import settings

from actions.currency import unchanged_running
from actions.models import ProgressUpdate, UpdateRequest
from actions.wording import same_words


def repetitions(said: ProgressUpdate, earlier: Sequence[UpdateRequest]) -> list[str]:
    """A sentence for each way in which an update repeats.

    ``earlier`` are the action's requests of the quarters before, oldest first, each with its latest revision
    and its period.
    """
    found = []
    running = unchanged_running(earlier) + 1
    if said.no_change and running > 1:
        found.append(f"“No change” for {running} quarters running.")
    source = pasted_from(said.happened, earlier)
    if source is not None:
        found.append(f"What happened is worded as in {source.period.quarter.label}.")
    return found


def pasted_from(happened: str, earlier: Sequence[UpdateRequest]) -> UpdateRequest | None:
    """The newest earlier request whose received words these are, all but a few characters; else None."""
    for request in reversed(earlier):
        before = request.latest
        if before is None or not before.is_received:
            continue
        if same_words(happened, before.happened, percent=settings.SAME_WORDS_PERCENT):
            return request
    return None
