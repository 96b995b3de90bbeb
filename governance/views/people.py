"""The list of people, and one person's page."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from governance import clock
from governance.addresses import person_at
from governance.forms.people import IdentityForm, PeopleFilterForm
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.models import Agency, Appointment, Event, Person, RoleAssignment
from governance.models.people import PersonQuerySet
from governance.pages.person import read_person
from governance.people import change_person as change_person_verb
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said

PAGE = 50
EVENTS = 20
_SORTS = {
    "name": (F("name").asc(), "pk"),
    "-name": (F("name").desc(), "pk"),
    "seen": (F("last_login").asc(nulls_first=True), "name", "pk"),
    "-seen": (F("last_login").desc(nulls_last=True), "name", "pk"),
}


@requires(Permission.READ_PEOPLE)
@require_safe
def people(request: Request) -> HttpResponse:
    """Those whom the person may read, with roles and posts of today, narrowed and sorted by the address."""
    today = clock.today()
    agencies = Agency.objects.permitted(request.access, Permission.READ_PEOPLE)
    form = PeopleFilterForm(request.GET, agencies=agencies)
    rows = Person.objects.permitted(request.access, Permission.READ_PEOPLE)
    chosen = []
    if form.is_valid():
        rows = _narrowed(rows, form, today)
        chosen = [(words, _without(request, field)) for field, words in form.in_words()]
    rows = rows.order_by(*_SORTS.get(request.GET.get("sort", ""), _SORTS["name"]))
    page = Paginator(_with_holdings(rows, today), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": chosen,
        "clear_url": request.path,
        "page": page,
        "may_invite": request.access.can(Permission.MANAGE_PEOPLE),
    }
    return render(request, "governance/people.html", context)


@requires(Permission.READ_PEOPLE)
@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """What somebody may do and since when, and what was done about them."""
    found = person_at(request, pk)
    events = Paginator(Event.objects.about(found), EVENTS).get_page(request.GET.get("page"))
    shown = read_person(found, access=request.access, at=clock.today())
    return render(request, "governance/person.html", {"shown": shown, "page": events})


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def change_person(request: Request, pk: int) -> HttpResponse:
    """Change a name, or the address that somebody signs in with."""
    found = person_at(request, pk, to=Permission.MANAGE_PEOPLE)
    form = IdentityForm(said(request), initial={"name": found.name, "email": found.email})
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_person_verb(person=found, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{changed.name} is saved.")
            return redirect("governance:person", pk)
    return render(request, "governance/change_person.html", {"form": form, "person": found})


def _narrowed(rows: PersonQuerySet, form: PeopleFilterForm, today: dt.date) -> PersonQuerySet:
    chosen = form.cleaned_data
    rows = rows.with_words(chosen["q"])
    if chosen["agency"]:
        rows = rows.of_agency(chosen["agency"], at=today)
    by_state = {"joined": rows.joined, "invited": rows.invited, "disabled": rows.disabled}
    return by_state[chosen["state"]]() if chosen["state"] else rows


def _with_holdings(rows: PersonQuerySet, today: dt.date) -> PersonQuerySet:
    roles = RoleAssignment.objects.in_force(today).select_related("agency", "group")
    appointments = Appointment.objects.in_force(today).select_related("post__agency")
    rows = rows.prefetch_related(Prefetch("roles", roles))
    return rows.prefetch_related(Prefetch("appointments", appointments))


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("page", None)
    return f"?{query.urlencode()}"
