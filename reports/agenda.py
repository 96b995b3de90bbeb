"""The agenda of a meeting: what waits for the group, in the order in which it is taken."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from actions.models import Action, Plan, PlanState, Recommendation
from actions.models.equality import a_year_after
from actions.pages.concerns import ConcernRow
from actions.pages.meetings import matters_arising
from actions.pages.sign_off import Asked, asked_of, plans_before
from actions.pages.subgroup_reports import ReportLine, reports_in
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
from reports.sources.questions import read_questions
from reports.sources.requests import find_requests


@dataclass(frozen=True)
class OfPlan:
    """What waits in the group's plan."""

    plan: Plan
    decisions: Decisions
    red: tuple[ActionPosition, ...]
    questions: tuple[BoardQuestion, ...]
    recommendations: int
    """Of reviews, answered by no action."""
    quarter: Quarter
    """The newest that was begun: sub-groups owe their reports of it."""
    reports: list[ReportLine]
    equality_due_on: dt.date | None
    """When the yearly review of the equality impact assessment was due, once that day has passed."""

    @property
    def requests(self) -> tuple[DecisionRequest, ...]:
        return self.decisions.requests


@dataclass(frozen=True)
class Agenda:
    """``of_plan`` is None where the group owns no plan, or the reader sees no quarter before it closes."""

    meeting: Meeting
    matters: list[Matter]
    of_plan: OfPlan | None
    concerns: list[ConcernRow]
    asked: list[Asked]
    """What the group has to agree next on a sign-off route."""


def read_agenda(meeting: Meeting, access: Access, *, today: dt.date) -> Agenda:
    """Eleven queries at most, whatever waits."""
    concerns = Concern.objects.raised_within([meeting.group_id]).exclude(state=ConcernState.CLOSED)
    reviewed = Max("equality_reviews__reviewed_on")
    plans = plans_before(meeting.group, access).select_related("board").order_by("-starts_on")
    before = list(plans.annotate(equality_reviewed_on=reviewed))
    return Agenda(
        meeting=meeting,
        matters=matters_arising(meeting),
        of_plan=_of_plan(meeting, before, access, today=today),
        concerns=[ConcernRow(one, one.is_late(today)) for one in concerns.with_bodies()],
        asked=asked_of(before),
    )


def _of_plan(meeting: Meeting, plans: Sequence[Plan], access: Access, *, today: dt.date) -> OfPlan | None:
    """Of the newest plan in force that the group owns."""
    if not access.can(Permission.READ_DRAFT_PACK, Target(boards=frozenset({meeting.group_id}))):
        return None
    own = (one for one in plans if one.board_id == meeting.group_id and one.state == PlanState.AGREED)
    plan = next(own, None)
    begun = ReportingPeriod.objects.filter(board=meeting.group_id).begun().order_by("year", "number")
    period = begun.last() if plan else None
    if plan is None or period is None:
        return None
    rows = read_live(Action.objects.filter(plan=plan), period=period, at=cut_off(period, today=today))
    positions = [row.position for row in rows]
    return OfPlan(
        plan=plan,
        decisions=pick_decisions(positions, find_requests(rows)),
        red=pick_exceptions(positions).red,
        questions=read_questions(plan, rows),
        recommendations=Recommendation.objects.without_action().count(),
        quarter=period.quarter,
        reports=reports_in(plan, period),
        equality_due_on=_overdue_since(getattr(plan, "equality_reviewed_on", None), today),
    )


def _overdue_since(reviewed_on: dt.date | None, today: dt.date) -> dt.date | None:
    due_on = a_year_after(reviewed_on) if reviewed_on else None
    return due_on if due_on is not None and due_on < today else None
