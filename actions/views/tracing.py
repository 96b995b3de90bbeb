"""Answering a recommendation: its actions, or why it needs none."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions import tracing
from actions.forms.recommendations import SettleForm, TraceForm
from actions.models import Action, Plan, Recommendation, RecommendationTrace
from actions.views.recommendations import recommendation_at
from governance import clock
from governance.guards import Request, requires
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def trace_recommendation(request: Request, pk: int) -> HttpResponse:
    """Say which actions answer it, of any plan that the person reads."""
    found = recommendation_at(pk)
    form = TraceForm(said(request), plans=list(Plan.objects.readable(request.access)))
    if request.method == "POST" and form.is_valid():
        actions = _named(form)
        if actions is not None and _trace(request, found, form, actions):
            return redirect("actions:recommendation", pk)
    return render(request, "actions/trace_recommendation.html", _context(found, form))


def _named(form: TraceForm) -> list[Action] | None:
    """The actions in the order typed; None, with a sentence, when the plan lacks one."""
    plan, references = form.chosen_plan, form.cleaned_data["references"]
    rows = Action.objects.filter(plan=plan).select_related("plan")
    known = {action.reference.casefold(): action for action in rows}
    missing = [one for one in references if one.casefold() not in known]
    if missing:
        form.add_error("references", f"{plan} has no action {' or '.join(missing)}. Enter its reference.")
        return None
    return [known[one.casefold()] for one in references]


def _trace(request: Request, found: Recommendation, form: TraceForm, actions: list[Action]) -> bool:
    try:
        tracing.trace_recommendation(
            recommendation=found,
            actions=actions,
            note=form.cleaned_data["note"],
            not_personal=form.cleaned_data["not_personal"],
            by=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        form.add_problems(refused.problems)
        return False
    references = ", ".join(action.reference for action in actions)
    messages.success(request, f"Traced to {references} of {form.chosen_plan}.")
    return True


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def untrace_recommendation(request: Request, pk: int, trace: int) -> HttpResponse:
    """Ask once, then say that the action does not answer it."""
    found = recommendation_at(pk)
    rows = RecommendationTrace.objects.filter(recommendation=found).select_related("action__plan")
    readable = Plan.objects.readable(request.access)
    tied = get_object_or_404(rows.filter(action__plan__in=readable), pk=trace)
    if request.method == "POST":
        try:
            tracing.untrace_recommendation(trace=tied, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, f"{tied.action.reference} no longer answers it. Both histories keep that."
            )
        return redirect("actions:recommendation", pk)
    context = {
        "title": f"Take {tied.action.reference} off the recommendation",
        "sentences": [
            f"{found} is no longer traced to action {tied.action} of {tied.action.plan}.",
            "If nothing else answers it, it stands among those with no action.",
        ],
        "button": "Take it off",
        "warning": True,
        "back": reverse("actions:recommendation", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def settle_recommendation(request: Request, pk: int) -> HttpResponse:
    """Say why it needs no action."""
    found = recommendation_at(pk)
    form = SettleForm(said(request), initial={"settled_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            settled = tracing.settle_recommendation(
                recommendation=found, content=form.content(), by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_problems(refused.problems)
        else:
            messages.success(request, f"Settled: {settled.get_settled_as_display().lower()}.")
            return redirect("actions:recommendation", pk)
    return render(request, "actions/settle_recommendation.html", _context(found, form))


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def reopen_recommendation(request: Request, pk: int) -> HttpResponse:
    """Ask once, then take back that it needs no action."""
    found = recommendation_at(pk)
    back = reverse("actions:recommendation", args=[pk])
    if request.method == "POST":
        try:
            tracing.reopen_recommendation(recommendation=found, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "It stands among those with no action again. Trace it to one.")
        return redirect(back)
    context = {
        "title": "Take back that no action is needed",
        "sentences": [
            f"{found} is settled as {found.get_settled_as_display().lower() or 'nothing'}. "
            "Taken back, it waits for an action. The history keeps the reason that was given."
        ],
        "button": "Take it back",
        "back": back,
    }
    return render(request, "governance/confirm.html", context)


def _context(found: Recommendation, form: TraceForm | SettleForm) -> dict[str, object]:
    return {"one": found, "form": form, "back": reverse("actions:recommendation", args=[found.pk])}
