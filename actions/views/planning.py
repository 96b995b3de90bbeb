"""Changing the plan: add an action, change one, change an objective, record what an action waited for."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import planning, policies
from actions.addresses import action_at, objective_at, plan_at
from actions.amending import StalePlan
from actions.forms.objective import ObjectiveForm
from actions.forms.planning import ActionForm, NewActionForm, initial_of, with_more_rows
from actions.forms.trigger import TriggerForm
from actions.models import Action, Objective, Plan
from actions.outside_events import find_event
from actions.pages.waiting import also_parked
from actions.plan_comparison import action_differences, objective_differences
from actions.plan_content import content_of_action, content_of_objective
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.bodies import bodies_around
from governance.guards import Request
from governance.kept_words import kept_post
from governance.models import Agency, Post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def add_action(request: Request, plan: str) -> HttpResponse:
    """Add an action to the plan; ``?objective=7`` says to which objective."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    if not policies.is_open(found):
        return _closed(request, found)
    data, initial = _typed(request)
    form = NewActionForm(
        data, objectives=_objectives(found), posts=_posts(), initial=initial or _start(request, found)
    )
    if request.method == "POST" and form.is_bound and form.is_valid():
        added = _add(request, form)
        if added is not None:
            messages.success(request, f"{added} is in the plan.")
            return redirect("actions:action", found.slug, added.reference)
    return render(request, "actions/add_action.html", {"plan": found, "form": form})


def _add(request: Request, form: NewActionForm) -> Action | None:
    content = form.content()
    if content is None:
        return None
    said = form.cleaned_data
    try:
        return planning.add_action(
            content=content,
            reference=said["reference"],
            due_words=said["due_words"],
            by=request.user,
            at=clock.now(),
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    return None


@require_http_methods(["GET", "POST"])
def edit_action(request: Request, plan: str, reference: str) -> HttpResponse:
    """Change an action's words, place and leads. Its due date moves by a decision alone."""
    action = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    data, initial = _typed(request)
    form = ActionForm(
        data,
        objectives=_objectives(action.plan),
        posts=_posts(lead.post for lead in action.leads.all()),
        initial=initial or initial_of(content_of_action(action), version=action.version),
    )
    if request.method == "POST" and form.is_bound and form.is_valid():
        return _change(request, action, form)
    return _show_action(request, action, form)


def _change(request: Request, action: Action, form: ActionForm) -> HttpResponse:
    content = form.content()
    if content is None:
        return _show_action(request, action, form)
    try:
        changed = planning.change_action(
            action=action,
            content=content,
            expected_version=form.version,
            by=request.user,
            at=clock.now(),
        )
    except StalePlan as stale:
        theirs = Action.objects.with_leads().get(pk=action.pk)
        differences = action_differences(content_of_action(theirs), content)
        return _show_action(
            request, action, form, stale=stale, differences=differences, version=theirs.version
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
        return _show_action(request, action, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show_action(request, action, form)
    same = changed.version == form.version
    messages.success(request, f"{changed}: {'nothing was changed' if same else 'changed'}.")
    return redirect("actions:action", action.plan.slug, action.reference)


def _show_action(request: Request, action: Action, form: ActionForm, **stale: Any) -> HttpResponse:
    context = {
        "action": action,
        "form": form,
        "may_change": policies.can_change(action) or form.is_bound,
        "version": form["expected_version"].value(),
    }
    return render(request, "actions/edit_action.html", context | stale, status=409 if stale else 200)


@require_http_methods(["GET", "POST"])
def edit_objective(request: Request, plan: str, number: str) -> HttpResponse:
    """Change an objective's words, or the sub-group that owns it."""
    objective = objective_at(request, plan, number, to=Permission.EDIT_PLAN)
    if not policies.is_open(objective.plan):
        return _closed(request, objective.plan)
    content = content_of_objective(objective)
    initial = vars(content) | {
        "owner_group": str(content.owner_group.pk) if content.owner_group else "",
        "expected_version": objective.version,
    }
    groups = bodies_around(objective.plan.board, at=clock.today())
    if content.owner_group and content.owner_group not in groups:
        groups.append(content.owner_group)
    data = request.POST if request.method == "POST" else kept_post(request)
    form = ObjectiveForm(data, groups=groups, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _change_objective(request, objective, form)
    return _show_objective(request, objective, form)


def _change_objective(request: Request, objective: Objective, form: ObjectiveForm) -> HttpResponse:
    content = form.content()
    try:
        changed = planning.change_objective(
            objective=objective,
            content=content,
            expected_version=form.version,
            by=request.user,
            at=clock.now(),
        )
    except StalePlan as stale:
        theirs = Objective.objects.select_related("owner_group").get(pk=objective.pk)
        differences = objective_differences(content_of_objective(theirs), content)
        return _show_objective(
            request, objective, form, stale=stale, differences=differences, version=theirs.version
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
        return _show_objective(request, objective, form)
    same = changed.version == form.version
    messages.success(request, f"{changed}: {'nothing was changed' if same else 'changed'}.")
    return redirect("actions:plan", objective.plan.slug)


def _show_objective(
    request: Request, objective: Objective, form: ObjectiveForm, **stale: Any
) -> HttpResponse:
    context = {"objective": objective, "form": form, "version": form["expected_version"].value()}
    return render(request, "actions/edit_objective.html", context | stale, status=409 if stale else 200)


@require_http_methods(["GET", "POST"])
def record_trigger(request: Request, plan: str, reference: str) -> HttpResponse:
    """What the action waited for has happened: give it its dates."""
    action = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    data = request.POST if request.method == "POST" else kept_post(request)
    beside = also_parked(action) if action.awaiting else []
    form = TriggerForm(data, initial=_known_of_trigger(action))
    if request.method == "POST" and form.is_valid():
        try:
            planning.record_trigger(
                action=action,
                happened_on=form.cleaned_data["happened_on"],
                start_words=form.cleaned_data["start_words"],
                due_words=form.cleaned_data["due_words"],
                expected_version=form.version,
                by=request.user,
                at=clock.now(),
            )
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except StalePlan as stale:
            form.add_error(None, stale.read_again)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{action} has its dates now, and is asked about from the next round.")
            if beside:
                named = ", ".join(one.reference for one in beside)
                messages.info(request, f"The same event frees {named}: give what is left its dates too.")
                return redirect("actions:waiting", action.plan.slug)
            return redirect("actions:action", action.plan.slug, action.reference)
    context = {"action": action, "form": form, "waits": policies.is_awaiting(action), "beside": beside}
    return render(request, "actions/record_trigger.html", context)


def _known_of_trigger(action: Action) -> dict[str, Any]:
    """What the boxes begin with. A start that only names what was waited for is no date to keep."""
    event = find_event(action.plan, action.awaiting) if action.awaiting else None
    start = action.start_words if action.start_on else ""
    happened = event.happened_on if event else None
    return {"expected_version": action.version, "start_words": start, "happened_on": happened}


def _closed(request: Request, plan: Plan) -> HttpResponse:
    """Back to the plan, which says why nothing of it can be changed."""
    messages.error(request, "This plan is closed, so nothing in it can be changed.")
    return redirect("actions:plan", plan.slug)


def _typed(request: Request) -> tuple[Any, dict[str, Any] | None]:
    """What to bind a form to and, when more rows for leads are asked for, what to begin it with instead."""
    if request.method == "POST" and request.POST.get("step") == "more":
        return None, with_more_rows(request.POST)
    return (request.POST if request.method == "POST" else kept_post(request)), None


def _start(request: Request, plan: Plan) -> dict[str, Any]:
    """A new action's boxes: the objective named in the address, with the next reference under it."""
    number = request.GET.get("objective", "")
    objective = Objective.objects.filter(plan=plan, number=number).first() if number else None
    if objective is None:
        return {}
    return {"objective": str(objective.pk), "reference": planning.suggest_reference(objective)}


def _objectives(plan: Plan) -> list[Objective]:
    """Those that may hold actions. One query."""
    rows = Objective.objects.holding().filter(plan=plan).select_related("parent", "owner_group")
    return list(rows.order_by("order"))


def _posts(named: Iterable[Post] = ()) -> list[Post]:
    """The posts in force of agencies in force, and those that are named already, by agency. One query."""
    today = clock.today()
    standing = Post.objects.in_force(today).filter(agency__in=Agency.objects.in_force(today))
    rows = standing | Post.objects.filter(pk__in=[post.pk for post in named])
    return list(rows.select_related("agency").order_by("agency__name", "title"))
