"""Appointing people to posts, from either side, and ending an appointment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from governance import clock
from governance.addresses import appointment_of, person_at, post_at
from governance.appointments import appoint
from governance.appointments import end_appointment as end_appointment_verb
from governance.forms.appointments import PersonForPostForm, PostForPersonForm
from governance.forms.people import LastDayForm
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.models import Person, Post
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.APPOINT)
@require_http_methods(["GET", "POST"])
def appoint_person(request: Request, pk: int) -> HttpResponse:
    """Appoint a person to one of the posts that the asker may appoint to."""
    person = person_at(request, pk, to=Permission.APPOINT)
    today = clock.today()
    posts = Post.objects.permitted(request.access, Permission.APPOINT).in_force(today)
    form = PostForPersonForm(said(request), initial={"starts_on": today, "part": "holder"}, posts=posts)
    if request.method == "POST" and form.is_valid():
        post = form.cleaned_data["post"]
        try:
            made = appoint(person=person, post=post, **form.given(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"Appointed: {made}.")
            return redirect("governance:person", pk)
    return render(request, "governance/appoint_person.html", {"form": form, "person": person})


@requires(Permission.APPOINT)
@require_http_methods(["GET", "POST"])
def appoint_to_post(request: Request, pk: int) -> HttpResponse:
    """Appoint one of the people whom the asker may read to a post."""
    post = post_at(request, pk, to=Permission.APPOINT)
    people = Person.objects.permitted(request.access, Permission.READ_PEOPLE).filter(is_active=True)
    initial = {"starts_on": clock.today(), "part": "holder"}
    form = PersonForPostForm(said(request), initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            made = appoint(person=person, post=post, **form.given(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"Appointed: {made}.")
            return redirect("governance:post", pk)
    return render(request, "governance/appoint_to_post.html", {"form": form, "post": post})


@requires(Permission.APPOINT)
@require_http_methods(["GET", "POST"])
def end_appointment(request: Request, pk: int, appointment: int) -> HttpResponse:
    """End an appointment with a last day."""
    person = person_at(request, pk)
    held = appointment_of(request, person, appointment)
    form = LastDayForm(said(request), initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_appointment_verb(held=held, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"The appointment ends: {held}.")
            return redirect("governance:person", pk)
    context = {
        "form": form,
        "title": f"End the appointment to {held.post}",
        "sentences": [
            f"{person} will no longer act for {held.post}. Its actions stay with the post.",
            "If somebody takes over, hand the post over instead: it does both in one step.",
        ],
        "button": "End the appointment",
        "warning": True,
        "back": reverse("governance:person", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)
