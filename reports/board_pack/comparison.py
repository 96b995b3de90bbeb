"""Two quarters side by side: what improved, worsened, was added, closed, finished, re-dated."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from actions.rag import Rating, Travel, travel
from reports.positions import ActionPosition


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One action in both quarters; ``earlier`` fields are None or empty where it was not yet in the plan."""

    reference: str
    title: str
    earlier_rating: Rating | None
    later_rating: Rating
    travel: Travel
    earlier_due_on: dt.date | None
    later_due_on: dt.date | None
    earlier_due_shown: str
    later_due_shown: str
    reason: str
    """Why it has its later rating: the lead's words, or else the rule's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Each action of the later quarter stands once in the first five groups."""

    improved: tuple[Change, ...]
    worse: tuple[Change, ...]
    no_change: tuple[Change, ...]
    not_comparable: tuple[Change, ...]
    """Either end is Grey."""
    added: tuple[Change, ...]
    removed: tuple[ActionPosition, ...]
    """In the earlier quarter alone."""
    closed: tuple[Change, ...]
    completed: tuple[Change, ...]
    redated: tuple[Change, ...]


def compare(earlier: Iterable[ActionPosition], later: Iterable[ActionPosition]) -> Comparison:
    """What happened between the two quarters, each group in the plan's order."""
    before = {position.reference: position for position in earlier}
    now = sorted(later, key=lambda position: (position.sort_key, position.reference))
    pairs = [(before.get(position.reference), position) for position in now]
    changes = [change_between(old, new) for old, new in pairs]
    present = {position.reference for position in now}
    return Comparison(
        **{group.value: tuple(_travelled(changes, group)) for group in Travel if group is not Travel.NEW},
        added=tuple(_travelled(changes, Travel.NEW)),
        removed=tuple(
            sorted(
                (old for reference, old in before.items() if reference not in present),
                key=lambda position: (position.sort_key, position.reference),
            )
        ),
        closed=tuple(change_between(old, new) for old, new in pairs if old and _closed_since(old, new)),
        completed=tuple(change_between(old, new) for old, new in pairs if old and _completed_since(old, new)),
        redated=tuple(change_between(old, new) for old, new in pairs if old and old.due_on != new.due_on),
    )


def change_between(old: ActionPosition | None, new: ActionPosition) -> Change:
    return Change(
        reference=new.reference,
        title=new.title,
        earlier_rating=old.rating if old else None,
        later_rating=new.rating,
        travel=travel(old.rating if old else None, new.rating),
        earlier_due_on=old.due_on if old else None,
        later_due_on=new.due_on,
        earlier_due_shown=old.due_shown if old else "",
        later_due_shown=new.due_shown,
        reason=new.issue or new.risk or new.rating_reason or new.suggested_reason,
    )


def _travelled(changes: Iterable[Change], group: Travel) -> Iterable[Change]:
    return (change for change in changes if change.travel is group)


def _closed_since(old: ActionPosition, new: ActionPosition) -> bool:
    return new.is_closed and not old.is_closed


def _completed_since(old: ActionPosition, new: ActionPosition) -> bool:
    return new.is_complete and not old.is_complete
