"""What the page of one group shows: lines, seats, plans, what it owns or has to agree, meetings, reports."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from actions.models import Action, Objective, Plan, ReportState, SubgroupReport
from actions.pages.concerns import ConcernRow
from actions.pages.meetings import meetings_for
from actions.pages.sign_off import Asked, asked_of, plans_before
from governance.access import Access, Target
from governance.decisions import in_minuted_order
from governance.models import Concern, Decision, Group, GroupMember, Meeting, ReportingPeriod
from governance.roles import Permission

DECISIONS = 20
CONCERNS = 20
REPORTS = 8
MEETINGS = 12


@dataclass(frozen=True)
class GroupPage:
    """One group. Objectives, each with its actions, and plans are those that the person may read.

    Who may read the group's meetings is shown the newest; anybody else, when its rounds come to it.
    """

    group: Group
    below: Sequence[Group]
    members: Sequence[GroupMember]
    plans: Sequence[Plan]
    objectives: Sequence[Objective]
    decisions: Sequence[Decision]
    meetings: Sequence[Meeting]
    rounds: Sequence[ReportingPeriod]
    concerns: Sequence[ConcernRow]
    reports: Sequence[SubgroupReport]
    asked: Sequence[Asked]
    ended: bool


def group_page(group: Group, access: Access, *, today: dt.date) -> GroupPage:
    """Read all that the page shows. Nine queries."""
    plans = Plan.objects.readable(access)
    before = list(plans_before(group, access).order_by("-starts_on", "title"))
    meets = access.can(Permission.READ_MEETING, Target(boards=group.with_those_above))
    rounds = ReportingPeriod.objects.filter(board=group, meets_on__gte=today)
    owned = Objective.objects.filter(owner_group=group, plan__in=plans)
    actions = Prefetch("actions", Action.objects.order_by("order"))
    concerns = Concern.objects.with_bodies().filter(Q(raised_by=group) | Q(to_group=group))
    reports = SubgroupReport.objects.filter(group=group, state=ReportState.SUBMITTED)
    return GroupPage(
        group=group,
        below=list(group.reported_to_by.order_by("name")),
        members=list(group.members.select_related("agency", "post__agency")),
        plans=[plan for plan in before if plan.board_id == group.pk],
        objectives=list(owned.select_related("plan").prefetch_related(actions).order_by("plan", "order")),
        decisions=in_minuted_order(group.decisions.order_by("-decided_on", "-pk")[:DECISIONS]),
        meetings=list(_meetings(group, access)) if meets else [],
        rounds=[] if meets else list(rounds.order_by("meets_on")),
        concerns=[ConcernRow(one, one.is_late(today)) for one in concerns.order_by("-raised_on")[:CONCERNS]],
        reports=list(reports.select_related("period").order_by("-period__year", "-period__number")[:REPORTS]),
        asked=asked_of(before),
        ended=group.ends_on is not None and group.ends_on < today,
    )


def _meetings(group: Group, access: Access) -> QuerySet[Meeting]:
    """Those that the person may read, the last first."""
    return meetings_for(access, Permission.READ_MEETING).filter(group=group).order_by("-on")[:MEETINGS]
