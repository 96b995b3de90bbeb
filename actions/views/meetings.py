"""Meetings: the year, one meeting, its record, and the matters that it leaves."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions.forms.meetings import CancelMeetingForm, CloseMatterForm, MeetingForm, MeetingRecordForm
from actions.forms.vouching import VouchingForm
from actions.pages.meetings import (
    agencies_of,
    decisions_of,
    groups_to_run,
    matters_arising,
    meetings_for,
    read_year,
)
from governance import clock
from governance import meetings as verbs
from governance.days import in_words
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.meeting_days import rounds_that_name
from governance.models import Matter, Meeting
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.READ_MEETING)
@require_safe
def meetings(request: Request) -> HttpResponse:
    """The meetings of one's groups: those to come, then those that were."""
    year = read_year(meetings_for(request.access, Permission.READ_MEETING))
    context = {
        "year": year,
        "may_plan": request.access.can(Permission.RUN_MEETING),
    }
    return render(request, "actions/meetings.html", context)


@requires(Permission.READ_MEETING)
@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    """One meeting: who came, what was decided and minuted, and what is left to do."""
    found = meeting_at(request, pk)
    may_run = may(request, found, Permission.RUN_MEETING)
    has_come = not found.is_cancelled and found.on <= clock.today()
    context = {
        "meeting": found,
        "attendances": found.attendances.select_related("agency"),
        "decisions": decisions_of(found),
        "arising": matters_arising(found),
        "left": found.matters.all(),
        "may_run": may_run,
        "may_record": may_run and has_come,
        "may_decide": has_come and may(request, found, Permission.RECORD_DECISION),
    }
    return render(request, "actions/meeting.html", context)


@requires(Permission.RUN_MEETING)
@require_http_methods(["GET", "POST"])
def plan_meeting(request: Request) -> HttpResponse:
    """Put a meeting in a group's year."""
    groups = groups_to_run(request.access, at=clock.today())
    form = MeetingForm(said(request), groups=groups, since=_a_year_ago())
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.plan_meeting(
                group=form.chosen, content=form.content(), by=request.user, at=clock.now()
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"The meeting is planned: {made}.")
            return redirect("actions:meeting", made.pk)
    context = {"form": form, "meeting": None, "back": reverse("actions:meetings")}
    return render(request, "actions/plan_meeting.html", context)


def _a_year_ago() -> dt.date:
    return clock.today() - dt.timedelta(days=366)


@requires(Permission.READ_MEETING)
@require_http_methods(["GET", "POST"])
def change_meeting(request: Request, pk: int) -> HttpResponse:
    """Another day or place."""
    found = meeting_at(request, pk, to=Permission.RUN_MEETING)
    first: dict[str, Any] = {"group": found.group_id} | {
        name: getattr(found, name) for name in ("on", "starts_at", "place", "link")
    }
    since = min(found.on, _a_year_ago())
    form = MeetingForm(said(request), groups=[found.group], since=since, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_meeting(meeting=found, content=form.content(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, "The meeting is changed.")
            _say_rounds(request, found, cancels=False)
            return redirect("actions:meeting", pk)
    return render(request, "actions/plan_meeting.html", {"form": form, **_of(found)})


@requires(Permission.READ_MEETING)
@require_http_methods(["GET", "POST"])
def cancel_meeting(request: Request, pk: int) -> HttpResponse:
    """Say why it does not take place; the page of the meeting keeps it."""
    found = meeting_at(request, pk, to=Permission.RUN_MEETING)
    form: VouchingForm = CancelMeetingForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.cancel_meeting(meeting=found, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_problems(refused.problems)
        else:
            messages.success(request, "The meeting is cancelled.")
            _say_rounds(request, found, cancels=True)
            return redirect("actions:meeting", pk)
    return render(request, "actions/cancel_meeting.html", {"form": form, **_of(found)})


def _say_rounds(request: Request, before: Meeting, *, cancels: bool) -> None:
    """Which rounds speak of the meeting: those that moved with it, and those that still name its old day."""
    now = Meeting.objects.get(pk=before.pk)
    if not cancels and now.on == before.on:
        return
    left = rounds_that_name(before.group, before.on)
    for period in left:
        said = f"The round of {period.quarter.label} still says that the Board meets on"
        messages.warning(request, f"{said} {in_words(before.on)}, and so will its pack.")
    for period in [] if cancels else rounds_that_name(before.group, now.on):
        said = f"The round of {period.quarter.label} says now that the Board meets on {in_words(now.on)}."
        messages.info(request, said)


@requires(Permission.READ_MEETING)
@require_http_methods(["GET", "POST"])
def record_meeting(request: Request, pk: int) -> HttpResponse:
    """Write down who came and what was minuted."""
    found = meeting_at(request, pk, to=Permission.RUN_MEETING)
    form = MeetingRecordForm(
        said(request),
        agencies=agencies_of(found.group),
        known=list(found.attendances.select_related("agency")),
        initial={"minutes": found.minutes, "minutes_link": found.minutes_link},
    )
    if request.method == "POST" and form.is_valid():
        try:
            verbs.record_meeting(meeting=found, content=form.content(), by=request.user, at=clock.now())
        except Refused as refused:
            form.add_problems(refused.problems)
        else:
            messages.success(request, "The record of the meeting is saved.")
            return redirect("actions:meeting", pk)
    return render(request, "actions/record_meeting.html", {"form": form, **_of(found)})


@requires(Permission.READ_MEETING)
@require_http_methods(["GET", "POST"])
def close_matter(request: Request, pk: int) -> HttpResponse:
    """Say what came of a matter arising; it arises no more. ``at`` names the meeting that takes it."""
    matter = get_object_or_404(Matter.objects.select_related("meeting__group"), pk=pk)
    found = meeting_at(request, matter.meeting_id, to=Permission.RUN_MEETING)
    later = request.GET.get("at", "")
    taken = meeting_at(request, int(later)) if later.isdecimal() and len(later) < 10 else found
    form: VouchingForm = CloseMatterForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.close_matter(matter=matter, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_problems(refused.problems)
        else:
            messages.success(request, "The matter is closed.")
            return redirect("actions:meeting", taken.pk)
    return render(request, "actions/close_matter.html", {"form": form, "matter": matter, **_of(taken)})


def _of(found: Meeting) -> dict[str, Any]:
    return {"meeting": found, "back": reverse("actions:meeting", args=[found.pk])}


def meeting_at(request: Request, pk: int, *, to: Permission | None = None) -> Meeting:
    """Raises Http404 out of reach, and PermissionDenied where the person may not do ``to`` to it."""
    found: Meeting = get_object_or_404(meetings_for(request.access, Permission.READ_MEETING), pk=pk)
    if to is not None and not may(request, found, to):
        raise PermissionDenied
    return found


def may(request: Request, found: Meeting, to: Permission) -> bool:
    """Whether the permission reaches the meeting's group, or one above it. At most one query."""
    extent = request.access.extent(to)
    if extent.everywhere or found.group_id in extent.boards:
        return True
    return bool(extent) and meetings_for(request.access, to).filter(pk=found.pk).exists()
