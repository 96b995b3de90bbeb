"""Updates that say again what was said before: “no change” running, or an earlier quarter's words.

Pure, but for the setting.
"""

from collections.abc import Sequence

from django.conf import settings
from rapidfuzz import fuzz

from actions.currency import unchanged_running
from actions.models import ProgressUpdate, UpdateRequest

# A sentence shorter than this is alike by chance; only the very same one counts.
SHORTEST = 60


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
        if before is not None and before.is_received and same_words(happened, before.happened):
            return request
    return None


def same_words(now: str, before: str) -> bool:
    """Whether one narrative is the other, but for case, spacing and a few characters."""
    now, before = _plain(now), _plain(before)
    if not now or not before:
        return False
    if min(len(now), len(before)) < SHORTEST:
        return now == before
    return fuzz.ratio(now, before) >= settings.SAME_WORDS_PERCENT


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
