"""Giving somebody a role, and ending one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance import clock
from governance.addresses import person_at, role_of
from governance.forms.people import OF_AGENCY, OF_GROUP, LastDayForm, RoleForm
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.people import end_role as end_role_verb
from governance.people import give_role as give_role_verb
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def give_role(request: Request, pk: int) -> HttpResponse:
    """Give a role for an agency, a board or everywhere, between dates."""
    person = person_at(request, pk, to=Permission.MANAGE_PEOPLE)
    today = clock.today()
    form = RoleForm(said(request), initial={"starts_on": today}, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            held = give_role_verb(person=person, **form.given(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{person} has the role of {held}.")
            return redirect("governance:person", pk)
    context = {"form": form, "person": person, "of_agency": OF_AGENCY, "of_group": OF_GROUP}
    return render(request, "governance/give_role.html", context)


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def end_role(request: Request, pk: int, role: int) -> HttpResponse:
    """End a role with a last day; it stays on the person's page as ended."""
    person = person_at(request, pk, to=Permission.MANAGE_PEOPLE)
    held = role_of(person, role)
    form = LastDayForm(said(request), initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_role_verb(held=held, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"The role of {held} ends.")
            return redirect("governance:person", pk)
    context = {
        "form": form,
        "title": f"End the role of {held}",
        "sentences": [
            f"{person} will no longer do what the role allows. What they did stays in the history."
        ],
        "button": "End the role",
        "warning": True,
        "back": reverse("governance:person", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)
