"""Stopping an action by a decision: hold it, take it up again, close it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import halting, policies
from actions.addresses import action_at
from actions.amending import StalePlan
from actions.forms.decision import CloseForm, DecisionForm, HoldForm, ResumeForm
from actions.models import Action, Closure
from actions.policies import Refusal, Unfinished
from actions.rag import Status
from governance import clock
from governance.bodies import deciding_bodies
from governance.decisions import UnfinishedDecision
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def put_on_hold(request: Request, plan: str, reference: str) -> HttpResponse:
    """Hold an action until a review date; take a held one up again, or hold it for longer."""
    action = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    resuming = request.POST.get("step") == "resume"
    data = request.POST if request.method == "POST" else kept_post(request)
    groups = deciding_bodies(action.plan.board, at=clock.today())
    hold = HoldForm(None if resuming else data, groups=groups)
    resume = ResumeForm(request.POST if resuming else None)
    done = False
    if resuming:
        done = resume.is_valid() and _attempt(resume, lambda: _resume(request, action, resume))
    elif request.method == "POST":
        done = hold.is_valid() and _attempt(hold, lambda: _hold(request, action, hold))
    if done:
        return redirect("actions:action", action.plan.slug, action.reference)
    context = {
        "action": action,
        "form": resume if resume.is_bound else hold,
        "hold": hold,
        "resume": resume,
        "may_hold": policies.can_hold(action),
        "held": policies.can_resume(action),
    }
    return render(request, "actions/put_on_hold.html", context)


def _hold(request: Request, action: Action, form: HoldForm) -> None:
    halting.put_on_hold(
        action=action,
        decision=form.decision(),
        until=form.cleaned_data["until"],
        expected_version=_version(request),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{action} is on hold.")


def _resume(request: Request, action: Action, form: ResumeForm) -> None:
    halting.resume(
        action=action,
        status=Status(form.cleaned_data["status"]),
        expected_version=_version(request),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{action} is taken up again.")


@require_http_methods(["GET", "POST"])
def close_action(request: Request, plan: str, reference: str) -> HttpResponse:
    """Close an action that will not be completed. The page says what will happen; it cannot be undone."""
    action = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    data = request.POST if request.method == "POST" else kept_post(request)
    form = CloseForm(
        data, others=_others(action), groups=deciding_bodies(action.plan.board, at=clock.today())
    )
    if request.method == "POST" and form.is_valid() and _attempt(form, lambda: _close(request, action, form)):
        return redirect("actions:action", action.plan.slug, action.reference)
    context = {"action": action, "form": form, "may_close": policies.can_be_closed(action)}
    return render(request, "actions/close_action.html", context)


def _others(action: Action) -> list[Action]:
    """The actions of its plan that could take its work on: those not finished. One query."""
    rows = Action.objects.filter(plan=action.plan_id).in_force().exclude(status=Status.COMPLETE)
    return list(rows.exclude(pk=action.pk).order_by("order"))


def _close(request: Request, action: Action, form: CloseForm) -> None:
    halting.close_action(
        action=action,
        content=halting.ClosureContent(
            closure=Closure(form.cleaned_data["closure"]), continued_in=form.successor
        ),
        decision=form.decision(),
        expected_version=_version(request),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{action} is closed.")


def _version(request: Request) -> int:
    """The version of the action that the page showed; 0 when it does not say."""
    typed = request.POST.get("expected_version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _attempt(form: DecisionForm | ResumeForm, deed: Callable[[], None]) -> bool:
    """Do it; or put each reason why not beside its field, and answer False."""
    try:
        deed()
    except (Unfinished, UnfinishedDecision) as unfinished:
        for name, sentence in unfinished.problems:
            form.add_error(name if name in form.fields else None, sentence)
    except StalePlan as stale:
        form.add_error(None, stale.read_again)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return not form.errors
