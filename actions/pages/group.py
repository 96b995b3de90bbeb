"""What the page of one group shows: lines, seats, plans, objectives it owns, decisions and dates."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import Objective, Plan
from governance.access import Access
from governance.models import Decision, Group, GroupMember, ReportingPeriod

DECISIONS = 20


@dataclass(frozen=True)
class GroupPage:
    """One group. Objectives and plans are those that the person may read; meetings are still to come."""

    group: Group
    below: Sequence[Group]
    members: Sequence[GroupMember]
    plans: Sequence[Plan]
    objectives: Sequence[Objective]
    decisions: Sequence[Decision]
    meetings: Sequence[ReportingPeriod]
    ended: bool


def group_page(group: Group, access: Access, *, today: dt.date) -> GroupPage:
    """Read all that the page shows. Six queries."""
    plans = Plan.objects.readable(access)
    meetings = ReportingPeriod.objects.filter(board=group, meets_on__gte=today)
    owned = Objective.objects.filter(owner_group=group, plan__in=plans)
    return GroupPage(
        group=group,
        below=list(group.reported_to_by.order_by("name")),
        members=list(group.members.select_related("agency", "post__agency")),
        plans=list(plans.filter(board=group).order_by("-starts_on", "title")),
        objectives=list(owned.select_related("plan").order_by("plan", "order")),
        decisions=list(group.decisions.order_by("-decided_on", "-pk")[:DECISIONS]),
        meetings=list(meetings.order_by("meets_on")),
        ended=group.ends_on is not None and group.ends_on < today,
    )
