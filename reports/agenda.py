"""The agenda of a meeting: what waits for the group, in the order in which it is taken."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Max

from actions.models import Action, Plan, PlanState, Recommendation
from actions.models.equality import a_year_after
from actions.pages.concerns import ConcernRow
from actions.pages.meetings import matters_arising
from actions.pages.sign_off import Asked, asked_of, plans_before
from actions.pages.subgroup_reports import ReportLine, reports_by_plan
from actions.standing import cut_off
from governance.access import Access, Target
from governance.models import Concern, Matter, Meeting, ReportingPeriod
from governance.models.concerns import ConcernState
from governance.quarters import Quarter
from governance.roles import Permission
from reports.board_pack import BoardQuestion, DecisionRequest, Decisions
from reports.board_pack.sections import pick_decisions, pick_exceptions
from reports.positions import ActionPosition
from reports.sources.positions import read_live
from reports.sources.questions import read_waiting, show_questions
from reports.sources.requests import find_requests


@dataclass(frozen=True)
class OfPlan:
    """What waits in one plan of the group."""

    plan: Plan
    decisions: Decisions
    red: tuple[ActionPosition, ...]
    questions: tuple[BoardQuestion, ...]
    reports: list[ReportLine]
    is_reported: bool
    """False of a plan that began after the quarter: no report of it is due."""
    equality_due_on: dt.date | None
    """When the yearly review of the equality impact assessment was due, once that day has passed."""

    @property
    def requests(self) -> tuple[DecisionRequest, ...]:
        return self.decisions.requests


@dataclass(frozen=True)
class OfBoard:
    """What waits in the plans of the group, those that began last first; there is one at least."""

    plans: tuple[OfPlan, ...]
    recommendations: int
    """Of reviews, answered by no action."""
    quarter: Quarter
    """The newest that was begun: sub-groups owe their reports of it."""

    @property
    def are_several(self) -> bool:
        """Whether a line must say of which plan it is."""
        return len(self.plans) > 1

    @property
    def main(self) -> Plan:
        """The plan that the quarter is about, as far as there is one."""
        return next((one.plan for one in self.plans if one.is_reported), self.plans[0].plan)


@dataclass(frozen=True)
class Agenda:
    """``of_board`` is None where no plan of the group has begun, or the reader sees no open quarter."""

    meeting: Meeting
    matters: list[Matter]
    of_board: OfBoard | None
    concerns: list[ConcernRow]
    asked: list[Asked]
    """What the group has to agree next on a sign-off route."""


def read_agenda(meeting: Meeting, access: Access, *, today: dt.date) -> Agenda:
    """Eleven queries at most, whatever waits and however many plans run."""
    concerns = Concern.objects.raised_within([meeting.group_id]).exclude(state=ConcernState.CLOSED)
    reviewed = Max("equality_reviews__reviewed_on")
    plans = plans_before(meeting.group, access).select_related("board").order_by("-starts_on")
    before = list(plans.annotate(equality_reviewed_on=reviewed))
    return Agenda(
        meeting=meeting,
        matters=matters_arising(meeting),
        of_board=_of_board(meeting, before, access, today=today),
        concerns=[ConcernRow(one, one.is_late(today)) for one in concerns.with_bodies()],
        asked=asked_of(before),
    )


def _of_board(meeting: Meeting, plans: Iterable[Plan], access: Access, *, today: dt.date) -> OfBoard | None:
    """Of every agreed plan that the group owns and that has begun, until it is closed."""
    if not access.can(Permission.READ_DRAFT_PACK, Target(boards=frozenset({meeting.group_id}))):
        return None
    own = [one for one in plans if one.board_id == meeting.group_id and _is_in_force(one, today)]
    begun = ReportingPeriod.objects.filter(board=meeting.group_id).begun().order_by("year", "number")
    period = begun.last() if own else None
    if period is None:
        return None
    return OfBoard(
        plans=tuple(_of_plans(own, period, today=today)),
        recommendations=Recommendation.objects.without_action().count(),
        quarter=period.quarter,
    )


def _is_in_force(plan: Plan, today: dt.date) -> bool:
    return plan.state == PlanState.AGREED and plan.starts_on <= today


def _of_plans(plans: Sequence[Plan], period: ReportingPeriod, *, today: dt.date) -> Iterator[OfPlan]:
    """All plans are read in one go, and then parted."""
    every = read_live(Action.objects.filter(plan__in=plans), period=period, at=cut_off(period, today=today))
    waiting = read_waiting(plans)
    reports = reports_by_plan([one for one in plans if one.has_quarter(period.quarter)], period)
    for plan in plans:
        rows = [row for row in every if row.action.plan_id == plan.pk]
        positions = [row.position for row in rows]
        yield OfPlan(
            plan=plan,
            decisions=pick_decisions(positions, find_requests(rows)),
            red=pick_exceptions(positions).red,
            questions=show_questions(waiting, rows),
            reports=reports.get(plan.pk, []),
            is_reported=plan.pk in reports,
            equality_due_on=_overdue_since(getattr(plan, "equality_reviewed_on", None), today),
        )


def _overdue_since(reviewed_on: dt.date | None, today: dt.date) -> dt.date | None:
    due_on = a_year_after(reviewed_on) if reviewed_on else None
    return due_on if due_on is not None and due_on < today else None
