"""Meetings as their pages show them: the year of one's groups, and one meeting with what was recorded."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from actions.models import Action, DateChange, DecidedAction
from governance.access import Access
from governance.bodies import bodies_around
from governance.decisions import in_minuted_order
from governance.models import Agency, Decision, Group, Matter, Meeting
from governance.models.groups import within
from governance.models.meetings import MeetingQuerySet
from governance.roles import Permission


@dataclass(frozen=True)
class Year:
    """``coming`` are planned, from the first on; ``past`` were held or cancelled, from the last back."""

    coming: list[Meeting]
    past: list[Meeting]


def meetings_for(access: Access, permission: Permission) -> MeetingQuerySet:
    """Those of the groups that the permission reaches, and of the groups below them."""
    extent = access.extent(permission)
    rows = Meeting.objects.select_related("group")
    return rows if extent.everywhere else rows.within(extent.boards)


def groups_to_run(access: Access, *, at: dt.date) -> list[Group]:
    """Those in force whose meetings the person may plan and record. One query."""
    extent = access.extent(Permission.RUN_MEETING)
    rows = Group.objects.in_force(at)
    return list(rows if extent.everywhere else rows.filter(within(extent.boards)))


def read_year(rows: MeetingQuerySet) -> Year:
    """All that the person may read. One query."""
    found = list(rows.order_by("on", "group__name"))
    coming = [one for one in found if one.is_planned]
    return Year(coming, [one for one in reversed(found) if not one.is_planned])


def decisions_of(meeting: Meeting) -> list[Decision]:
    """In the order of the minutes, each with the actions that it is about. Two queries."""
    named = DecidedAction.objects.select_related("action__plan")
    made = Decision.objects.filter(meeting=meeting).prefetch_related(Prefetch("about", named))
    return in_minuted_order(made)


def matters_arising(meeting: Meeting) -> list[Matter]:
    """Left at earlier meetings of the group, and open on its day or closed on it. One query."""
    rows = Matter.objects.filter(meeting__group=meeting.group_id, meeting__on__lt=meeting.on)
    return list(rows.filter(Q(closed_on=None) | Q(closed_on__gte=meeting.on)).select_related("meeting"))


def agencies_of(group: Group) -> list[Agency]:
    """Those with a seat on the group; else those that lead actions of its board. Two queries."""
    seated = Q(seats__group=group) | Q(posts__seats__group=group)
    leading = Q(posts__leads__action__plan__board__in=[group.pk, group.reports_to_id or group.pk])
    found = list(Agency.objects.filter(seated | leading).distinct().order_by("name"))
    with_seat = {one.pk for one in Agency.objects.filter(seated)} if found else set()
    return [one for one in found if one.pk in with_seat] or found


def actions_to_decide(access: Access, meeting: Meeting) -> list[Action]:
    """Of agreed plans round the meeting's group whose decisions the person records, in order. Two queries.

    Each says as ``is_asked`` whether a change of its date waits to be decided.
    """
    boards = bodies_around(meeting.group, at=meeting.on)
    rows = Action.objects.permitted(access, Permission.RECORD_DECISION)
    rows = rows.filter(plan__state="agreed", plan__board__in=boards)
    asked = Exists(DateChange.objects.waiting().filter(action=OuterRef("pk")))
    return list(
        rows.annotate(is_asked=asked)
        .select_related("plan__board")
        .order_by("-plan__starts_on", "plan__title", "plan_id", "order")
    )
