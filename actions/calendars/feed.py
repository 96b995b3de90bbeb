"""What stands in a person's calendar: deadlines, board dates, and reviews of on-going actions."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse

from actions.calendars.deadline import board_meeting, deadline
from actions.calendars.entries import Entry, calendar_file
from actions.models import Action, Plan, PlanState
from actions.models.equality import a_year_after
from actions.rag import Status
from governance.access import Access
from governance.models import ReportingPeriod
from governance.roles import Permission

# What is over stays this long, so that a calendar does not lose the quarter that one looks back on.
KEPT_FOR = dt.timedelta(days=366)


def feed_of(access: Access, *, address: str, at: dt.datetime) -> bytes:
    """The calendar file of a person, by what they may do on the day. Four queries for any length."""
    entries = [
        *_rounds(access, address, at.date()),
        *_reviews(access, address),
        *_equality_reviews(access, address),
    ]
    return calendar_file(entries, name=f"{settings.PROTECTIVE_MARKING}: VAWG action plan", at=at)


def _rounds(access: Access, address: str, today: dt.date) -> list[Entry]:
    """Of the boards that the person serves, and of those that their own actions answer to."""
    reads = access.extent(Permission.READ_DASHBOARD)
    boards: Q = Q() if reads.everywhere else Q(board__in=reads.boards) | Q(board__in=_own_boards(access))
    periods = ReportingPeriod.objects.filter(boards, meets_on__gte=today - KEPT_FOR).select_related("board")
    runs = access.extent(Permission.SEE_ROUND)
    plans = list(Plan.objects.filter(state=PlanState.AGREED).order_by("pk"))
    entries = []
    for period in periods:
        link = address + reverse("actions:my_updates")
        own = (one for one in plans if one.board_id == period.board_id and one.has_quarter(period.quarter))
        plan = next(own, None)
        if plan and (runs.everywhere or period.board_id in runs.boards):
            link = address + reverse("actions:round", args=[plan.slug, period.key])
        entries += [deadline(period, link=link), board_meeting(period, link=link)]
    return entries


def _reviews(access: Access, address: str) -> list[Entry]:
    """On-going actions that the person's posts or agency lead or support, or that their boards own."""
    own = Action.objects.permitted(access, Permission.WRITE_UPDATE)
    run = Action.objects.permitted(access, Permission.EDIT_PLAN)
    rows = Action.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=run.values("pk")))
    rows = rows.filter(ongoing=True, due_on__isnull=False, plan__state=PlanState.AGREED)
    rows = rows.exclude(status__in=[Status.COMPLETE, Status.CLOSED]).select_related("plan")
    return [_review(action, address) for action in rows.order_by("due_on", "pk")]


def _review(action: Action, address: str) -> Entry:
    """Its reference alone: a calendar is kept where the plan is not."""
    if action.due_on is None:
        raise ValueError(f"{action.reference} has no review date.")
    link = address + reverse("actions:action", args=[action.plan.slug, action.reference])
    uid = f"{action.plan.slug}-{action.reference}-review"
    return Entry(uid, action.due_on, f"Review of action {action.reference}", link)


def _equality_reviews(access: Access, address: str) -> list[Entry]:
    """The yearly reviews of the equality impact assessments of the plans that the person amends."""
    own = Plan.objects.permitted(access, Permission.EDIT_PLAN).filter(state=PlanState.AGREED)
    known = own.annotate(last=Max("equality_reviews__reviewed_on")).exclude(last=None).order_by("pk")
    return [
        Entry(
            f"{slug}-equality-review",
            a_year_after(last),
            "Review of the equality assessment",
            address + reverse("actions:equality", args=[slug]),
        )
        for slug, last in known.values_list("slug", "last")
    ]


def _own_boards(access: Access) -> Any:
    own = Action.objects.permitted(access, Permission.WRITE_UPDATE)
    return own.filter(plan__state=PlanState.AGREED).values("plan__board")
