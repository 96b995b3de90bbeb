"""The list of agencies, and one agency's page. Ending one is in ``actions.views.succession``."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from governance import clock
from governance.addresses import agency_at
from governance.agencies import add_agency as add_agency_verb
from governance.agencies import change_agency as change_agency_verb
from governance.agencies import content_of
from governance.forms.agencies import AgencyForm, as_initial
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.models import Agency, Event
from governance.pages.agency import agency_rows, read_agency
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said

PAGE = 50
EVENTS = 20


@requires(Permission.READ_PEOPLE)
@require_safe
def agencies(request: Request) -> HttpResponse:
    """The agencies that the person may read, those that have ended last, with their vacant posts."""
    found = Agency.objects.permitted(request.access, Permission.READ_PEOPLE)
    found = found.order_by(F("ends_on").asc(nulls_first=True), "name")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = agency_rows(list(page), at=clock.today())
    may_add = request.access.can(Permission.MANAGE_PEOPLE)
    return render(request, "governance/agencies.html", {"page": page, "rows": rows, "may_add": may_add})


@requires(Permission.READ_PEOPLE)
@require_safe
def agency(request: Request, pk: int) -> HttpResponse:
    """What is known of an agency, its posts and who holds them, and its history."""
    found = agency_at(request, pk)
    events = Paginator(Event.objects.about(found), EVENTS).get_page(request.GET.get("page"))
    shown = read_agency(found, access=request.access, at=clock.today())
    return render(request, "governance/agency.html", {"shown": shown, "page": events})


@requires(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_agency(request: Request) -> HttpResponse:
    """Add an agency; its page then asks for posts."""
    form = AgencyForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_agency_verb(content=form.content(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{made} is added. Add its posts, then appoint people to them.")
            return redirect("governance:agency", made.pk)
    return render(request, "governance/add_agency.html", {"form": form})


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def change_agency(request: Request, pk: int) -> HttpResponse:
    """Change what is known of an agency; the history tells what it was."""
    found = agency_at(request, pk, to=Permission.MANAGE_PEOPLE)
    form = AgencyForm(said(request), initial=as_initial(content_of(found)))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_agency_verb(
                agency=found, content=form.content(), by=request.user, at=clock.now()
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{changed} is saved.")
            return redirect("governance:agency", pk)
    return render(request, "governance/change_agency.html", {"form": form, "agency": found})
