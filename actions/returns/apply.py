"""The one write of a return: all the rows that were agreed to, in one transaction, or none."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction

from actions import policies, progress
from actions.models import ProgressUpdate, ReturnState, ReturnUpload, UpdateState
from actions.policies import Refusal, StaleUpdate
from actions.progress import Entered
from actions.returns.judging import Judged, Ruling
from actions.returns.matching import preview_of
from governance.access import Access
from governance.history import record
from governance.models import Person

HOW = "by workbook"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the coordinator decided, each by the key of an action.

    ``seen`` is the revision (0: none) that stood beside the row when it was decided on. ``take`` are the
    conflicts in which the workbook's words are taken, ``vouched`` the rows said to be about no person.
    """

    seen: Mapping[int, int] = field(default_factory=dict)
    take: Collection[int] = ()
    vouched: Collection[int] = ()


@transaction.atomic
def save_return(
    *, upload: ReturnUpload, answers: Answers, access: Access, by: Person, at: dt.datetime
) -> list[ProgressUpdate]:
    """Save the new rows and the conflicts taken as submitted updates; what was saved before is not again.

    Raises Refusal, and saves nothing, when somebody saved one of them after it was looked at, or the round
    has closed.
    """
    held = (
        ReturnUpload.objects.select_for_update(of=("self",))
        .select_related("plan", "period__board", "agency")
        .get(pk=upload.pk)
    )
    policies.check_period_open(held.period)
    rows = preview_of(held, access=access, today=at.date()).to_save
    saved = [_save(held, row, answers, by=by, at=at) for row in rows if _is_wanted(row, answers)]
    if saved:
        held.state = ReturnState.SAVED
        held.saved |= {str(update.action_id): update.revision for update in saved}
        held.save(update_fields=["state", "saved"])
        count = "1 update" if len(saved) == 1 else f"{len(saved)} updates"
        record(by=by, at=at, subject=held.period, verb="saved an Excel return",
               sentence=f"{count} of {held.agency.name}.", on_behalf_of=held.agency.name)  # fmt: skip
    return saved


def _is_wanted(row: Judged, answers: Answers) -> bool:
    if row.needs_word and row.key not in answers.vouched:
        return False
    return row.ruling is Ruling.NEW or row.key in answers.take


def _save(
    upload: ReturnUpload, row: Judged, answers: Answers, *, by: Person, at: dt.datetime
) -> ProgressUpdate:
    page, content = row.page, row.content
    if page is None or content is None or answers.seen.get(row.key) != row.revision:
        raise Refusal(_looked_at_before(row))
    try:
        return progress.save_update(
            action=page.action,
            period=upload.period,
            content=replace(content, not_personal=row.needs_word),
            state=UpdateState.SUBMITTED,
            expected_revision=row.revision,
            by=by,
            at=at,
            answers=row.answers,
            entered=Entered(for_whom=upload.agency.name, how=HOW, on=upload.received_on),
        )
    except StaleUpdate as stale:
        raise Refusal(_looked_at_before(row)) from stale


def _looked_at_before(row: Judged) -> str:
    return f"{row.name} was changed after you looked at this page, so nothing was saved. Look at it again."
