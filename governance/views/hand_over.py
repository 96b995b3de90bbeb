"""Handing posts over: of anybody, by whoever appoints to them; and one's own, to a deputy."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance import clock
from governance.addresses import person_at
from governance.appointments import deputies_of, hand_over
from governance.days import in_words
from governance.forms.appointments import HandOverForm, OwnHandOverForm, SpanForm
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.models import Appointment, Person, Post
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import carried, is_confirmed, said, wants_change


@requires(Permission.APPOINT)
@require_http_methods(["GET", "POST"])
def hand_over_posts(request: Request, pk: int) -> HttpResponse:
    """Hand one or all posts of a person to another, after saying what that changes."""
    person = person_at(request, pk)
    appointments = _to_hand_over(request, person)
    readable = Person.objects.permitted(request.access, Permission.READ_PEOPLE)
    people = readable.filter(is_active=True).exclude(pk=pk)
    initial = {"posts": [str(held.pk) for held in appointments], "starts_on": clock.today()}
    form = HandOverForm(said(request), initial=initial, appointments=appointments, people=people)
    if request.method == "POST" and form.is_valid() and not wants_change(request):
        to = form.cleaned_data["to"]
        if is_confirmed(request):
            if _hand_over(request, form, form.chosen, to):
                return redirect("governance:person", to.pk)
        else:
            return _check(request, form, form.chosen, to)
    context = {"form": form, "person": person, "appointments": appointments}
    return render(request, "governance/hand_over.html", context)


@require_safe
def my_posts(request: Request) -> HttpResponse:
    """One's own posts, and who acts when one is away."""
    today = clock.today()
    held = list(request.user.appointments.in_force(today).select_related("post__agency"))
    deputies = deputies_of((row.post_id for row in held), at=today, other_than=request.user)
    rows = [(row, deputies[row.post_id]) for row in held]
    return render(request, "governance/my_posts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def hand_over_own(request: Request, pk: int) -> HttpResponse:
    """Hand a post of one's own to its deputy, after saying what that changes."""
    held = _own(request, pk)
    deputies = deputies_of([held.post_id], at=clock.today(), other_than=request.user)[held.post_id]
    only = str(deputies[0].pk) if len(deputies) == 1 else ""
    form = OwnHandOverForm(said(request), initial={"to": only, "starts_on": clock.today()}, deputies=deputies)
    if request.method == "POST" and form.is_valid() and not wants_change(request):
        if is_confirmed(request):
            if _hand_over(request, form, [held], form.chosen):
                return redirect("governance:my_posts")
        else:
            return _check(request, form, [held], form.chosen)
    return render(request, "governance/hand_over_own.html", {"form": form, "held": held})


def _own(request: Request, pk: int) -> Appointment:
    """An appointment of one's own as the holder of a post. Raises Http404 for any other."""
    rows = request.user.appointments.in_force(clock.today()).filter(deputy=False, pk=pk)
    held = rows.select_related("post__agency", "person").first()
    if held is None:
        raise Http404
    return held


def _to_hand_over(request: Request, person: Person) -> list[Appointment]:
    """Appointments of the person that have not ended, to posts that the asker may appoint to."""
    posts = Post.objects.permitted(request.access, Permission.APPOINT)
    rows = person.appointments.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), post__in=posts)
    return list(rows.select_related("post__agency", "person").order_by("post", "starts_on"))


def _hand_over(request: Request, form: SpanForm, chosen: Sequence[Appointment], to: Person) -> bool:
    """True when it is done; else the form says why not."""
    dates = {"starts_on": form.cleaned_data["starts_on"], "until": form.cleaned_data["until"]}
    try:
        hand_over(appointments=chosen, to=to, **dates, by=request.user, at=clock.now())
    except Refused as refused:
        add_problems(form, refused)
        return False
    messages.success(request, f"Handed over to {to}: {'; '.join(str(held.post) for held in chosen)}.")
    return True


def _check(request: Request, form: SpanForm, chosen: Sequence[Appointment], to: Person) -> HttpResponse:
    """Say what will happen."""
    first, until = form.cleaned_data["starts_on"], form.cleaned_data["until"]
    who = chosen[0].person
    sentences = [f"{to} takes over from {in_words(first)}: {'; '.join(str(held.post) for held in chosen)}."]
    if until:
        sentences.append(f"After {in_words(until)} everything is as it is now.")
    else:
        sentences.append(f"From then on {who} no longer acts for {'it' if len(chosen) == 1 else 'these'}.")
    sentences.append("Actions stay with the post, and what was written stays under its writer's name.")
    context = {
        "title": f"Hand over to {to}",
        "sentences": sentences,
        "button": "Hand over",
        "carried": carried(request),
        "back": reverse("governance:person", args=[who.pk]),
    }
    return render(request, "governance/check.html", context)
