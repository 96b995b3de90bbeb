"""Whether somebody may sign in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance import clock
from governance.addresses import person_at
from governance.guards import Request, requires
from governance.models import Person
from governance.people import disable, enable
from governance.problems import Refused
from governance.roles import Permission


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def disable_person(request: Request, pk: int) -> HttpResponse:
    """End all of somebody's sessions at once and let them sign in no more, after saying so."""
    person = person_at(request, pk, to=Permission.MANAGE_PEOPLE)
    if request.method == "POST":
        try:
            disable(person=person, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{person} is disabled and signed out everywhere.")
        return redirect("governance:person", pk)
    held = person.appointments.in_force(clock.today()).select_related("post__agency")
    context = {
        "title": f"Disable {person}",
        "sentences": _what_disabling_does(person, [str(row.post) for row in held]),
        "button": "Disable the account",
        "warning": True,
        "back": reverse("governance:person", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def enable_person(request: Request, pk: int) -> HttpResponse:
    """Let a disabled person sign in again, after saying what that gives back."""
    person = person_at(request, pk, to=Permission.MANAGE_PEOPLE)
    if request.method == "POST":
        try:
            enable(person=person, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{person} may sign in again.")
        return redirect("governance:person", pk)
    context = {
        "title": f"Enable {person}",
        "sentences": [
            f"{person} will be able to sign in again with the password they had.",
            "The roles and posts on their page will count again.",
        ],
        "button": "Enable the account",
        "back": reverse("governance:person", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)


def _what_disabling_does(person: Person, posts: list[str]) -> list[str]:
    sentences = [
        f"{person} will be signed out everywhere at once, and cannot sign in any more.",
        "What they wrote stays, under their name. You can enable the account again.",
    ]
    if posts:
        sentences.append(
            f"They stay named in {' and '.join(posts)}, where nobody else may be able to act. "
            "Hand their posts over first."
        )
    return sentences
