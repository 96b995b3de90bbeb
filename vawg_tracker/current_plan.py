"""The plan that is worked on now: where the menu and the first page lead when no page names another."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from actions.models import Plan, PlanState, UpdateRequest
from governance.access import Access, Target
from governance.models import PeriodState


@dataclass(frozen=True)
class CurrentPlan:
    """The plan that the menu leads to, and the board that owns it."""

    slug: str
    board: int

    @property
    def target(self) -> Target:
        return Target(boards=frozenset({self.board}))


def current_plan(access: Access, *, today: dt.date, wanted: str = "") -> CurrentPlan | None:
    """The plan ``wanted`` if it may be read, else the agreed one that is worked on, own boards' first.

    That is the one that an open round asks about; else the one that runs; else the last that ended. One
    that has still to begin comes after them all, the soonest first. One query.
    """
    boards = [grant.group for grant in access.grants if grant.group is not None]
    whose = Case(
        When(slug=wanted, then=Value(0)),
        When(board__in=boards, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    running = Q(ends_on__gte=today)
    requests = UpdateRequest.objects.filter(action__plan=OuterRef("pk"), period__state=PeriodState.OPEN)
    asked_of = Q(Exists(requests))
    stage = Case(
        When(starts_on__gt=today, then=Value(4)),
        When(running & asked_of, then=Value(0)),
        When(asked_of, then=Value(1)),
        When(running, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    begins = Case(When(starts_on__gt=today, then=F("starts_on")))
    rows = Plan.objects.readable(access).filter(Q(state=PlanState.AGREED) | Q(slug=wanted))
    found = rows.order_by(whose, stage, begins, "-starts_on", "pk").values_list("slug", "board_id").first()
    return CurrentPlan(*found) if found else None
