"""Who reports to whom: the map with its list, the page of one group, changing a line and its seats."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.pages.group import group_page
from governance import clock
from governance.access import Target
from governance.forms.groups import ReportingForm, SeatForm
from governance.forms.problems import add_problems
from governance.groups import change_reporting as change_reporting_verb
from governance.guards import Request, requires
from governance.kept_words import kept_post
from governance.models import Group, GroupMember
from governance.problems import Refused
from governance.reporting_lines import lay_out
from governance.roles import Permission
from governance.seats import add_seat as add_seat_verb
from governance.seats import end_seat as end_seat_verb


@requires(Permission.READ_PLAN)
@require_safe
def groups(request: Request) -> HttpResponse:
    """The map of reporting lines and its list; ``?ended=yes`` shows groups that have ended too."""
    ended = request.GET.get("ended") == "yes"
    known = Group.objects.select_related("reports_to")
    rows = known if ended else known.in_force(clock.today())
    may_add = request.access.can(Permission.ADD_GROUP)
    return render(
        request, "actions/groups.html", {"lines": lay_out(rows), "ended": ended, "may_add": may_add}
    )


@requires(Permission.READ_PLAN)
@require_safe
def group(request: Request, slug: str) -> HttpResponse:
    """One group: whom it reports to, what reports to it, its seats, plans, what it owns and does."""
    found = get_object_or_404(Group.objects.select_related("reports_to"), slug=slug)
    page = group_page(found, request.access, today=clock.today())
    may_edit = request.access.can(Permission.EDIT_GROUP, Target(boards=found.with_those_above))
    return render(request, "actions/group.html", {"page": page, "group": found, "may_edit": may_edit})


@requires(Permission.EDIT_GROUP)
@require_http_methods(["GET", "POST"])
def change_reporting(request: Request, slug: str) -> HttpResponse:
    """Change to whom a group reports, and from when to when it stands."""
    found = _group_to_edit(request, slug)
    form = ReportingForm(request.POST if request.method == "POST" else kept_post(request), group=found)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_reporting_verb(
                group=found, content=form.content(), by=request.user, at=clock.now()
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{changed} is saved.")
            return redirect("actions:group", slug)
    return render(request, "actions/change_reporting.html", {"form": form, "group": found})


@requires(Permission.EDIT_GROUP)
@require_http_methods(["GET", "POST"])
def add_seat(request: Request, slug: str) -> HttpResponse:
    """Give a post, an agency or another body a seat on the group."""
    found = _group_to_edit(request, slug)
    form = SeatForm(request.POST if request.method == "POST" else kept_post(request), at=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            seat = add_seat_verb(group=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{seat} sits on {found} from today.")
            return redirect("actions:group", slug)
    return render(request, "actions/add_seat.html", {"form": form, "group": found})


@requires(Permission.EDIT_GROUP)
@require_http_methods(["GET", "POST"])
def end_seat(request: Request, slug: str, pk: int) -> HttpResponse:
    """Ask once, then end a seat today."""
    found = _group_to_edit(request, slug)
    seat = get_object_or_404(GroupMember.objects.select_related("group"), group=found, pk=pk)
    if request.method == "POST":
        try:
            end_seat_verb(seat=seat, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{seat} left {seat.group} today.")
        return redirect("actions:group", slug)
    return render(request, "actions/end_seat.html", {"seat": seat})


def _group_to_edit(request: Request, slug: str) -> Group:
    """A group that the person may change. Raises Http404, and PermissionDenied for another's."""
    found = get_object_or_404(Group.objects.select_related("reports_to"), slug=slug)
    if not request.access.can(Permission.EDIT_GROUP, Target(boards=found.with_those_above)):
        raise PermissionDenied
    return found
