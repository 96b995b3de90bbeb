"""Sub-groups' reports as their writers and the coordinator see them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from actions.models import Objective, Plan, PlanState, SubgroupReport
from governance.access import Access
from governance.models import Group, PeriodState, ReportingPeriod
from governance.models.groups import within
from governance.roles import Permission


@dataclass(frozen=True)
class Owed:
    """One sub-group's report in one period; ``report`` is None while nothing is written."""

    group: Group
    plan: Plan
    period: ReportingPeriod
    report: SubgroupReport | None
    objectives: Sequence[Objective] = ()

    @property
    def state(self) -> str:
        return self.report.get_state_display() if self.report else "Nothing yet"

    @property
    def is_submitted(self) -> bool:
        return self.report is not None and self.report.is_submitted


def groups_to_write_for(access: Access) -> list[Group]:
    """Those that own an objective and whose reports the person writes, by name. One query."""
    extent = access.extent(Permission.WRITE_GROUP_REPORT)
    owners = Objective.objects.exclude(owner_group=None).values("owner_group")
    rows = Group.objects.filter(pk__in=owners)
    return list(rows if extent.everywhere else rows.filter(within(extent.boards)))


def reports_of(access: Access) -> list[Owed]:
    """Every period that was begun, newest first, of every group the person writes for. Four queries.

    Left out is a group that does not stand when the period is due, and wrote nothing.
    """
    groups = groups_to_write_for(access)
    rows = Objective.objects.filter(owner_group__in=groups, plan__state=PlanState.AGREED)
    objectives = list(rows.select_related("plan").order_by("order"))
    boards = {one.plan.board_id for one in objectives}
    periods = ReportingPeriod.objects.filter(board__in=boards).begun().order_by("-year", "-number")
    written = SubgroupReport.objects.filter(group__in=groups)
    reports = {(one.group_id, one.period_id): one for one in written}
    found = []
    for period in periods:
        for group in groups:
            own = [
                one
                for one in objectives
                if one.owner_group_id == group.pk
                and one.plan.board_id == period.board_id
                and one.plan.has_quarter(period.quarter)
            ]
            report = reports.get((group.pk, period.pk))
            if own and (report or group.stands_on(period.due_on)):
                found.append(Owed(group, own[0].plan, period, report, own))
    return found


@dataclass(frozen=True)
class ReportLine:
    """How far one sub-group has got with its report of one period; ``state`` is empty for nothing yet."""

    group: Group
    numbers: str
    state: str
    submitted_on: dt.date | None


def reports_in(plan: Plan, period: ReportingPeriod) -> list[ReportLine]:
    """What the sub-groups of one plan that are asked have sent in one period, by group. One query."""
    return reports_by_plan([plan], period)[plan.pk]


def reports_by_plan(plans: Sequence[Plan], period: ReportingPeriod) -> dict[int, list[ReportLine]]:
    """As ``reports_in``, of each plan by its key. One query."""
    of_the_period = Q(owner_group__quarter_reports__period=period.pk)
    rows = (
        Objective.objects.filter(plan__in=plans)
        .exclude(owner_group=None)
        .annotate(told=FilteredRelation("owner_group__quarter_reports", condition=of_the_period))
        .annotate(told_state=F("told__state"), told_on=F("told__submitted_on"))
        .select_related("owner_group")
        .order_by("owner_group__name", "order")
    )
    owned: dict[int, dict[Group, list[Objective]]] = {plan.pk: {} for plan in plans}
    for row in rows:
        if row.owner_group:
            owned[row.plan_id].setdefault(row.owner_group, []).append(row)
    lines = {key: [_line(group, own) for group, own in groups.items()] for key, groups in owned.items()}
    return {
        key: [line for line in of_plan if line.state or line.group.stands_on(period.due_on)]
        for key, of_plan in lines.items()
    }


def _line(group: Group, own: Sequence[Objective]) -> ReportLine:
    return ReportLine(
        group=group,
        numbers=", ".join(one.number for one in own),
        state=getattr(own[0], "told_state", "") or "",
        submitted_on=getattr(own[0], "told_on", None),
    )


def may_write(group: Group, access: Access) -> bool:
    """At most one query."""
    extent = access.extent(Permission.WRITE_GROUP_REPORT)
    if extent.everywhere or group.pk in extent.boards:
        return True
    return bool(extent) and Group.objects.filter(within(extent.boards), pk=group.pk).exists()


def is_open(period: ReportingPeriod) -> bool:
    return period.state == PeriodState.OPEN
