"""What waits in a plan: the page, what an action waits on, and events outside the plan."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions import dependencies, outside_events
from actions.addresses import action_at, plan_at
from actions.forms.dependencies import EventForm, ExpectForm, WaitForm
from actions.models import Action, Dependency, Plan
from actions.outside_events import Freed
from actions.pages.waiting import open_triggers, read_waiting
from actions.policies import Refusal, Unfinished
from actions.views.editing import may_edit
from governance import clock
from governance.guards import Request
from governance.roles import Permission
from governance.views.steps import said


@require_safe
def waiting(request: Request, plan: str) -> HttpResponse:
    """What is parked until something happens, and which actions wait on others."""
    found = plan_at(request, plan)
    context = {
        "waiting": read_waiting(found, request.access, today=clock.today()),
        "plan": found,
        "today": clock.today(),
        "may_edit": may_edit(request, found),
    }
    return render(request, "actions/waiting.html", context)


@require_http_methods(["GET", "POST"])
def add_wait(request: Request, plan: str, reference: str) -> HttpResponse:
    """Say what the action waits on."""
    found = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    plans = list(Plan.objects.readable(request.access))
    form = WaitForm(said(request), plans=plans, own=found.plan, initial={"kind": "action"})
    if request.method == "POST" and form.is_valid():
        wait = dependencies.wait_on_event if form.is_event else dependencies.wait_on_action
        try:
            made = wait(action=found, content=form.content(), by=request.user, at=clock.now())
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            on = made.on_action.reference if made.on_action else f"“{made.on_event}”"
            messages.success(request, f"{found.reference} waits on {on}.")
            return redirect("actions:action", plan, found.reference)
    return render(request, "actions/add_wait.html", {"action": found, "form": form})


@require_http_methods(["GET", "POST"])
def end_wait(request: Request, plan: str, reference: str, pk: int) -> HttpResponse:
    """Ask once, then say that the action no longer waits on it."""
    found = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    rows = Dependency.objects.select_related("action__plan", "on_action__plan", "on_event")
    tie = get_object_or_404(rows, action=found, pk=pk)
    if request.method == "POST":
        try:
            dependencies.stop_waiting(dependency=tie, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, f"{found.reference} no longer waits on it. The history keeps that it did."
            )
        return redirect("actions:action", plan, found.reference)
    context = {
        "title": f"{found.reference} no longer waits",
        "sentences": [
            f"{found} waits on {tie.on_action or f'“{tie.on_event}”'}. Say so no longer? "
            "The dates of neither change."
        ],
        "button": "It no longer waits",
        "warning": True,
        "back": reverse("actions:action", args=[plan, found.reference]),
    }
    return render(request, "governance/confirm.html", context)


@require_http_methods(["GET", "POST"])
def expect_event(request: Request, plan: str) -> HttpResponse:
    """Say when something outside the plan is expected; ``?event=`` names it."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    form = ExpectForm(said(request), initial={"event": request.GET.get("event", "")})
    if request.method == "POST" and form.is_valid():
        try:
            event = outside_events.expect_event(
                plan=found,
                words=form.cleaned_data["event"],
                expected_words=form.cleaned_data["expected_words"],
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            _add(form, refusal)
        else:
            messages.success(request, f"Expected {event.expected_words}: {event.words}.")
            return redirect("actions:waiting", plan)
    return render(request, "actions/expect_event.html", {"plan": found, "form": form})


@require_http_methods(["GET", "POST"])
def record_event(request: Request, plan: str) -> HttpResponse:
    """Record that something outside the plan happened, and lead to what to do next; ``?event=`` names it."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    events = open_triggers(found)
    form = EventForm(said(request), events=events, initial={"event": request.GET.get("event", "")})
    if request.method == "POST" and form.is_valid():
        try:
            freed = outside_events.record_event(
                plan=found,
                words=form.cleaned_data["event"],
                happened_on=form.cleaned_data["happened_on"],
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            _add(form, refusal)
        else:
            messages.success(request, f"Recorded: {freed.event.words}. {_next(freed)}")
            return redirect("actions:waiting", plan)
    return render(request, "actions/record_event.html", {"plan": found, "form": form, "events": events})


def _next(freed: Freed) -> str:
    """What the coordinator does now."""
    steps = []
    if freed.dated:
        steps.append(f"Free to go on: {_listed(freed.dated)}.")
    if freed.parked:
        steps.append(f"Give {_listed(freed.parked)} a start and a due date next, below.")
    return " ".join(steps) or "Nothing waited for it."


def _listed(actions: Iterable[Action]) -> str:
    return ", ".join(action.reference for action in actions)


def _add(form: forms.Form, refusal: Refusal) -> None:
    """Each sentence beside its field; one about the whole above them."""
    problems = refusal.problems if isinstance(refusal, Unfinished) else [("", str(refusal))]
    for name, sentence in problems:
        form.add_error(name if name in form.fields else None, sentence)
