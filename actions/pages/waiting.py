"""What waits in a plan: actions parked until something happens outside it, and those that wait on others."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from actions.models import Action, Dependency, OutsideEvent, Plan
from actions.pages.ties import TieShown, moves_of, tie_shown, with_ends
from actions.rag import Status
from actions.standing import Standing, standings_now
from governance.access import Access


@dataclass
class Trigger:
    """Something outside the plan. ``event`` is None until somebody says when it is expected, or happened."""

    words: str
    event: OutsideEvent | None = None
    parked: list[Action] = field(default_factory=list)
    """They have no dates until it has happened and somebody gives them."""
    dated: list[TieShown] = field(default_factory=list)
    """They have dates of their own, and wait for it."""

    @property
    def has_happened(self) -> bool:
        return self.event is not None and self.event.happened_on is not None


@dataclass(frozen=True)
class WaitingRow:
    """An action that waits on another, with how both stand."""

    own: Standing
    tie: TieShown


@dataclass(frozen=True)
class Waiting:
    """The page. ``came`` are triggers that have happened and still park an action."""

    plan: Plan
    came: Sequence[Trigger]
    expected: Sequence[Trigger]
    rows: Sequence[WaitingRow]

    @property
    def hurting(self) -> list[WaitingRow]:
        return [row for row in self.rows if row.tie.hurts]

    @property
    def is_empty(self) -> bool:
        return not (self.came or self.expected or self.rows)


def read_waiting(plan: Plan, access: Access, *, today: dt.date) -> Waiting:
    """Everything that waits in the plan. Four queries for any number."""
    readable = Q(on_action=None) | Q(on_action__plan__in=Plan.objects.readable(access).values("pk"))
    ties = list(
        with_ends(Dependency.objects.filter(readable, action__plan=plan)).order_by("action__order", "pk")
    )
    actions = {one.action.pk: one.action for one in ties}
    actions |= {one.on_action.pk: one.on_action for one in ties if one.on_action is not None}
    known = standings_now(list(actions.values()), today=today, moves=moves_of(ties)) if actions else []
    standing = {one.action.pk: one for one in known}
    rows = []
    dated: dict[int, list[TieShown]] = {}
    for one in ties:
        own = standing[one.action_id]
        tie = tie_shown(one, own, standing.get(one.on_action_id or 0), at=today)
        if one.on_event_id is not None:
            dated.setdefault(one.on_event_id, []).append(tie)
        elif own.status is not Status.CLOSED and not (tie.is_free or own.status is Status.COMPLETE):
            rows.append(WaitingRow(own, tie))
    triggers = triggers_of(plan, dated)
    return Waiting(
        plan=plan,
        came=[one for one in triggers if one.has_happened and one.parked],
        expected=[one for one in triggers if not one.has_happened],
        rows=rows,
    )


def triggers_of(plan: Plan, dated: dict[int, list[TieShown]] | None = None) -> list[Trigger]:
    """Each event of the plan, with what is parked on it; ``dated`` are by the event's key. Two queries."""
    found: dict[str, Trigger] = {}
    for event in OutsideEvent.objects.filter(plan=plan).order_by("expected_on", "pk"):
        found[event.words.casefold()] = Trigger(event.words, event, dated=(dated or {}).get(event.pk, []))
    for action in _parked(plan):
        found.setdefault(action.awaiting.casefold(), Trigger(action.awaiting)).parked.append(action)
    return sorted(found.values(), key=_when)


def open_triggers(plan: Plan) -> list[str]:
    """The words of each that has not happened. Two queries."""
    return [one.words for one in triggers_of(plan) if not one.has_happened]


def also_parked(action: Action) -> list[Action]:
    """The others that wait, without dates, for what this one waited for. One query."""
    rows = Action.objects.filter(plan=action.plan_id, awaiting__iexact=action.awaiting)
    return list(rows.exclude(pk=action.pk).exclude(status=Status.CLOSED).order_by("order"))


def _parked(plan: Plan) -> Iterable[Action]:
    rows = Action.objects.filter(plan=plan).exclude(awaiting="").exclude(status=Status.CLOSED)
    return rows.order_by("order")


def _when(trigger: Trigger) -> tuple[bool, dt.date]:
    expected = trigger.event.expected_on if trigger.event else None
    return expected is None, expected or dt.date.max
