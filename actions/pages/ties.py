"""What one action waits on, and what waits on it, with how each stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from actions.held_up import awaited_action, awaited_event, is_done, is_over, what_holds_it_up
from actions.models import Action, DateChange, Dependency, OutsideEvent, Plan
from actions.standing import Standing
from governance.access import Access


@dataclass(frozen=True)
class TieShown:
    """One thing that is waited on (or, of those that wait, an action). ``hurts`` is a sentence, or empty."""

    dependency: Dependency
    standing: Standing | None
    hurts: str = ""

    @property
    def event(self) -> OutsideEvent | None:
        return self.dependency.on_event

    @property
    def is_free(self) -> bool:
        """Nothing is left to wait for: the other action is complete, or the event happened."""
        if self.event is not None:
            return self.event.happened_on is not None
        return self.standing is not None and is_done(self.standing)


@dataclass(frozen=True)
class TiesShown:
    """Both ways, in the order in which they were made."""

    waits: tuple[TieShown, ...]
    waited_for_by: tuple[TieShown, ...]

    @property
    def hurts(self) -> list[str]:
        """What holds the action up, a sentence each."""
        return [one.hurts for one in self.waits if one.hurts]


@dataclass(frozen=True)
class Ties:
    """What was read of one action. ``others`` are the actions at the other ends, each once."""

    waits: tuple[Dependency, ...]
    waited_for_by: tuple[Dependency, ...]
    others: tuple[Action, ...]
    moves: dict[int, int]

    def shown(self, own: Standing, others: Sequence[Standing], *, at: dt.date) -> TiesShown:
        """With how both ends stand."""
        standing = {one.action.pk: one for one in others}
        return TiesShown(
            waits=tuple(
                tie_shown(one, own, standing.get(one.on_action_id or 0), at=at) for one in self.waits
            ),
            waited_for_by=tuple(TieShown(one, standing[one.action_id]) for one in self.waited_for_by),
        )


def tie_shown(tie: Dependency, own: Standing, other: Standing | None, *, at: dt.date) -> TieShown:
    """What ``own`` waits on: the action that stands so, or an event where ``other`` is None."""
    if is_over(own):
        return TieShown(tie, other)
    if tie.on_event is not None:
        awaited = awaited_event(tie.on_event)
    elif other is not None:
        awaited = awaited_action(other, name=name_of(other.action, beside=own.action), waiter=own.action)
    else:
        return TieShown(tie, None)
    return TieShown(tie, other, what_holds_it_up(awaited, due=own.evidence.due, at=at))


def name_of(action: Action, *, beside: Action) -> str:
    """Its reference; of another plan, with its name."""
    return action.reference if action.plan_id == beside.plan_id else f"{action.reference} of {action.plan}"


def read_ties(action: Action, access: Access) -> Ties:
    """Of actions in other plans, those that the person may read. One query."""
    readable = Plan.objects.readable(access).values("pk")
    onward = Q(action=action) & (Q(on_action=None) | Q(on_action__plan__in=readable))
    back = Q(on_action=action, action__plan__in=readable)
    rows = list(with_ends(Dependency.objects.filter(onward | back)).order_by("pk"))
    waits = tuple(row for row in rows if row.action_id == action.pk)
    by = tuple(row for row in rows if row.on_action_id == action.pk)
    others = {row.on_action.pk: row.on_action for row in waits if row.on_action is not None}
    others |= {row.action.pk: row.action for row in by}
    return Ties(waits=waits, waited_for_by=by, others=tuple(others.values()), moves=moves_of(rows))


def with_ends(rows: Any) -> Any:
    """Each with both actions as ``Standing`` wants them, the event, and how often either date moved."""
    ends = ("plan__board", "closure_decision__group")
    both = [f"{end}__{beside}" for end in ("action", "on_action") for beside in ends]
    return rows.select_related(*both, "on_event").annotate(
        action_moves=_moves("action"), on_action_moves=_moves("on_action")
    )


def moves_of(rows: Sequence[Any]) -> dict[int, int]:
    """How often the due date of each action at either end moved, by its key."""
    found = {row.action_id: row.action_moves for row in rows}
    return found | {row.on_action_id: row.on_action_moves for row in rows if row.on_action_id}


def _moves(end: str) -> Coalesce:
    agreed = DateChange.objects.agreed().filter(action=OuterRef(end)).order_by()
    return Coalesce(Subquery(agreed.values("action").annotate(times=Count("pk")).values("times")), 0)
