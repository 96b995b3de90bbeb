"""Concerns: the list, one concern, and what is done about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions.forms.concerns import AnswerForm, CloseConcernForm, ConcernFilterForm, ConcernForm
from actions.forms.vouching import VouchingForm
from actions.models import Notice
from actions.notices.telling import tell_of_answer
from actions.pages.concerns import (
    ConcernRow,
    answered_for,
    chain_of,
    concerns_to_list,
    groups_to_raise_for,
    may_handle,
)
from actions.views.posting import send_now
from governance import clock
from governance.concerns import answer_concern as answer
from governance.concerns import close_concern as close
from governance.concerns import escalate_concern as escalate
from governance.concerns import raise_concern as raise_one
from governance.guards import Request, requires
from governance.models import Concern, Event, Group
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said

PAGE = 25


@requires(Permission.READ_PLAN)
@require_safe
def concerns(request: Request) -> HttpResponse:
    """What the groups have raised with other bodies, open first, narrowed by the address."""
    today = clock.today()
    form = ConcernFilterForm(request.GET, groups=list(Group.objects.all()))
    rows = concerns_to_list(form.chosen(), at=today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": [(words, _without(request, name)) for name, words in form.in_words()],
        "clear_url": request.path,
        "page": page,
        "rows": [ConcernRow(one, one.is_late(today)) for one in page],
        "answered": answered_for(request.access),
        "may_raise": request.access.can(Permission.RAISE_CONCERN),
    }
    return render(request, "actions/concerns.html", context)


@requires(Permission.READ_PLAN)
@require_safe
def concern(request: Request, pk: int) -> HttpResponse:
    """One concern, where it came from and went, and its history."""
    found = _concern_at(request, pk)
    context = {
        "concern": found,
        "is_late": found.is_late(clock.today()),
        "chain": chain_of(found),
        "events": Event.objects.about(found),
        "may_handle": may_handle(found, request.access),
    }
    return render(request, "actions/concern.html", context)


@requires(Permission.RAISE_CONCERN)
@require_http_methods(["GET", "POST"])
def raise_concern(request: Request) -> HttpResponse:
    """Raise a concern with another body."""
    today = clock.today()
    raisers = groups_to_raise_for(request.access, at=today)
    recipients = list(Group.objects.in_force(today))
    first = {"raised_on": today, "raised_by": raisers[0].pk if raisers else ""}
    form = ConcernForm(said(request), raisers=raisers, recipients=recipients, initial=first)

    def do() -> Concern:
        return raise_one(raiser=form.raiser, content=form.content(), by=request.user, at=clock.now())

    if made := _done(request, form, do):
        messages.success(request, f"The concern is raised with {made.recipient}.")
        return redirect("actions:concern", made.pk)
    context = {"form": form, "concern": None, "back": reverse("actions:concerns")}
    return render(request, "actions/raise_concern.html", context)


@requires(Permission.READ_PLAN)
@require_http_methods(["GET", "POST"])
def escalate_concern(request: Request, pk: int) -> HttpResponse:
    """Take a concern on to another body."""
    found = _concern_at(request, pk, handle=True)
    recipients = list(Group.objects.in_force(clock.today()))
    first = {
        "raised_by": found.raised_by_id,
        "forum": found.forum,
        "kind": found.kind,
        "text": found.text,
        "not_for_publication": found.not_for_publication,
        "raised_on": clock.today(),
    }
    form = ConcernForm(said(request), raisers=[found.raised_by], recipients=recipients, initial=first)

    def do() -> Concern:
        return escalate(concern=found, content=form.content(), by=request.user, at=clock.now())

    if made := _done(request, form, do):
        messages.success(request, f"The concern is taken on to {made.recipient}.")
        return redirect("actions:concern", made.pk)
    return render(request, "actions/raise_concern.html", {"form": form, **_of(found)})


@requires(Permission.READ_PLAN)
@require_http_methods(["GET", "POST"])
def answer_concern(request: Request, pk: int) -> HttpResponse:
    """Write down what the body answered."""
    found = _concern_at(request, pk, handle=True)
    form = AnswerForm(said(request), initial={"answered_on": clock.today(), "answered_by": found.recipient})

    told: list[Notice] = []

    def do() -> Concern:
        at = clock.now()
        with transaction.atomic():
            made = answer(concern=found, content=form.content(), by=request.user, at=at)
            told.extend(tell_of_answer(concern=made, by=request.user, at=at))
        return made

    if _done(request, form, do):
        messages.success(request, "The answer is written down.")
        send_now(request, told)
        return redirect("actions:concern", pk)
    return render(request, "actions/answer_concern.html", {"form": form, **_of(found)})


@requires(Permission.READ_PLAN)
@require_http_methods(["GET", "POST"])
def close_concern(request: Request, pk: int) -> HttpResponse:
    """Close a concern about which nothing more is to be done."""
    found = _concern_at(request, pk, handle=True)
    form = CloseConcernForm(said(request))

    def do() -> Concern:
        return close(concern=found, **form.cleaned_data, by=request.user, at=clock.now())

    if _done(request, form, do):
        messages.success(request, "The concern is closed.")
        return redirect("actions:concern", pk)
    return render(request, "actions/close_concern.html", {"form": form, **_of(found)})


def _of(found: Concern) -> dict[str, Any]:
    return {"concern": found, "back": reverse("actions:concern", args=[found.pk])}


def _done(request: Request, form: VouchingForm, do: Callable[[], Concern]) -> Concern | None:
    """What came of a form that was sent and is right; its problems are shown in it otherwise."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return do()
    except Refused as refused:
        form.add_problems(refused.problems)
        return None


def _concern_at(request: Request, pk: int, *, handle: bool = False) -> Concern:
    """Raises Http404, and PermissionDenied where the person may only read it."""
    found = get_object_or_404(Concern.objects.with_bodies(), pk=pk)
    if handle and not may_handle(found, request.access):
        raise PermissionDenied
    return found


def _without(request: Request, name: str) -> str:
    """The address without one choice."""
    query = request.GET.copy()
    for gone in (name, "page"):
        query.pop(gone, None)
    return f"?{query.urlencode()}"
