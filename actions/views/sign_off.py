"""The sign-off route: set it, and record what the next body on it answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions import sign_off
from actions.addresses import plan_at
from actions.forms.sign_off import RouteForm, VerdictForm
from actions.models import Approval, Plan, PlanState, Verdict
from actions.plan_settings import newest_change
from actions.policies import Refusal, Unfinished
from actions.routes import Route, RouteStep, route_in_play
from governance import clock
from governance.access import Target
from governance.guards import Request
from governance.models import Group
from governance.roles import Permission
from governance.views.steps import said


@require_http_methods(["GET", "POST"])
def change_route(request: Request, plan: str) -> HttpResponse:
    """Which bodies have still to agree, in order, of what and by when."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    back = about(found)
    route = route_in_play(found)
    try:
        sign_off.check_route_open(found, route)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect(back)
    given = [one for one in route.steps if one.given]
    form = RouteForm(
        said(request),
        groups=bodies(),
        steps=_steps(route),
        first=len(given) + 1,
        expected=newest_change(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            sign_off.set_route(
                plan=found,
                steps=form.steps(),
                expected=form.seen,
                by=request.user,
                at=clock.now(),
                not_personal=form.cleaned_data["not_personal"],
            )
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The route is saved.")
            return redirect(back)
    context = {"form": form, "plan": found, "version": route.version, "given": given, "back": back}
    return render(request, "actions/change_route.html", context)


@require_http_methods(["GET", "POST"])
def record_approval(request: Request, plan: str, pk: int) -> HttpResponse:
    """What the body of one step answered. Out of its turn the page says whose it is."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    if not may_record(request, found):
        raise PermissionDenied
    steps = Approval.objects.select_related("group", "version").filter(plan=found)
    step: Approval = get_object_or_404(steps, pk=pk)
    back = about(found)
    form = VerdictForm(said(request))
    turn = _turn(found, step)
    if request.method == "POST" and form.is_valid():
        try:
            verdict = sign_off.record_verdict(
                step=step, content=form.content(), by=request.user, at=clock.now()
            )
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _told(found, verdict))
            return redirect(back)
    if request.method == "GET" and turn and not form.is_bound:
        messages.info(request, turn)
        return redirect(back)
    context = {"form": form, "plan": found, "step": step, "back": back}
    return render(request, "actions/record_approval.html", context)


def about(plan: Plan) -> str:
    """Where the route stands on the page about the plan."""
    return reverse("actions:about_plan", args=[plan.slug]) + "#sign-off"


def may_record(request: Request, plan: Plan) -> bool:
    """Who changes the plan and records decisions of its board."""
    board = Target(boards=frozenset({plan.board_id}))
    wanted = (Permission.EDIT_PLAN, Permission.RECORD_DECISION)
    return all(request.access.can(one, board) for one in wanted)


def bodies() -> list[Group]:
    """Every group that stands today. One query."""
    return list(Group.objects.in_force(clock.today()).order_by("name"))


def _steps(route: Route) -> list[RouteStep]:
    return [
        RouteStep(group=one.approval.group, of_what=one.approval.of_what, due_words=one.approval.due_words)
        for one in route.open
    ]


def _turn(plan: Plan, step: Approval) -> str:
    """Why it is not this body's turn; empty when it is."""
    try:
        sign_off.check_turn(plan, route_in_play(plan), step)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _told(plan: Plan, verdict: Verdict) -> str:
    plan.refresh_from_db()
    group, answered = verdict.step.group, verdict.get_outcome_display().lower()
    following = route_in_play(plan).next
    if not verdict.is_given:
        return f"Recorded: {group} {answered}. It stays next on the route."
    if following:
        return f"Recorded: {group} {answered}. {following.approval.group} is next."
    if plan.state == PlanState.AGREED and plan.version:
        return f"Recorded: {group} {answered}. Version {plan.version} of {plan} is in force."
    return f"Recorded: {group} {answered}."
