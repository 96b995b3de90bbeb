"""What the board has been asked to decide of a plan's actions: moves of a date, and holds."""

from collections.abc import Iterable, Iterator, Sequence

from actions import plan_dates
from actions.models import DateChange
from actions.rag import Status
from governance.days import in_words
from reports.board_pack import DecisionRequest, RequestKind
from reports.sources.positions import LiveRow

HOLD_RULE = 4
"""The rule of a hold that no decision covers (``rag.md``)."""


def find_requests(rows: Sequence[LiveRow]) -> tuple[DecisionRequest, ...]:
    """Moves of a due date that wait for a decision, then holds: all of it came with the rows."""
    return (*_moves(rows), *_holds(rows))


def _moves(rows: Iterable[LiveRow]) -> Iterator[DecisionRequest]:
    for row in rows:
        change = row.waiting
        if change is None:
            continue
        post = row.asking_post
        yield DecisionRequest(
            kind=RequestKind.DATE_CHANGE,
            reference=row.position.reference,
            title=row.position.title,
            asked=_move_in_words(change),
            reason=change.reason,
            asked_by=next((str(lead.post) for lead in row.action.leads.all() if lead.post_id == post), ""),
            asked_on=change.requested_at.date(),
            from_on=change.from_on,
            to_on=change.to_on,
        )


def _move_in_words(change: DateChange) -> str:
    to = plan_dates.show(change.to_date)
    if not change.from_words:
        return f"Set the due date to {to}."
    return f"Move the due date from {plan_dates.show(change.from_date)} to {to}."


def _holds(rows: Iterable[LiveRow]) -> Iterator[DecisionRequest]:
    """On hold without a decision that covers the date: none was taken, or its review has passed."""
    for row in rows:
        position = row.position
        if position.status is not Status.ON_HOLD or position.suggested_rule != HOLD_RULE:
            continue
        until = in_words(position.hold_until) if position.hold_until else ""
        if row.action.hold_decision_id is None:
            asked = f"Agree that the action stands on hold{f' until {until}' if until else ''}."
        else:
            asked = f"Review the hold, which was agreed until {until}."
        yield DecisionRequest(
            kind=RequestKind.HOLD,
            reference=position.reference,
            title=position.title,
            asked=asked,
            reason=position.happened or position.suggested_reason,
            asked_by=position.accountable_words,
        )
