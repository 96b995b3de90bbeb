"""Updates that come after a quarter closed: a lead sends one, the coordinator settles what becomes of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions.addresses import action_at, period_at, plan_at
from actions.forms.late_update import LateUpdateForm, SettleForm
from actions.late_updates import may_write_late, settle_late, write_late
from actions.models import LateOutcome, LateUpdate, UpdateRequest
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def late_update(request: Request, plan: str, reference: str, quarter: str) -> HttpResponse:
    """Say something of a quarter that is closed, beginning with the draft that it closed upon, if any."""
    action = action_at(request, plan, reference, to=Permission.WRITE_UPDATE)
    period = period_at(action.plan, quarter)
    rows = UpdateRequest.objects.select_related("latest", "period", "action__plan")
    asked = get_object_or_404(rows, action=action, period=period)
    if not period.is_closed:
        raise Http404
    if request.method == "GET" and not may_write_late(asked):
        return redirect("actions:update", action.plan.slug, action.reference, period.key)
    begun = asked.latest
    initial = {"status": begun.status or action.status, "happened": begun.happened} if begun else {}
    form = LateUpdateForm(request.POST if request.method == "POST" else kept_post(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _write(request, asked, form):
        messages.success(request, f"{action}: sent to the coordinator, as received after closing.")
        return redirect("actions:action", action.plan.slug, action.reference)
    return render(request, "actions/late_update.html", {"action": action, "period": period, "form": form})


def _write(request: Request, asked: UpdateRequest, form: LateUpdateForm) -> LateUpdate | None:
    try:
        return write_late(
            request=asked,
            content=form.content(),
            by=request.user,
            at=clock.now(),
            not_personal=form.cleaned_data["not_personal"],
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


@require_http_methods(["GET", "POST"])
def settle_late_update(request: Request, plan: str, pk: int) -> HttpResponse:
    """Read it (GET); carry it to the next quarter, or table it as an addendum to the closed pack (POST)."""
    found = plan_at(request, plan, to=Permission.ACCEPT_UPDATE)
    rows = LateUpdate.objects.select_related("request__period", "request__action__plan", "settlement")
    late = get_object_or_404(rows, pk=pk, request__action__plan=found)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = LateOutcome(form.cleaned_data["outcome"])
        try:
            settle_late(late=late, outcome=outcome, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{late.request.action.reference}: {outcome.label.lower()}.")
            return redirect("actions:round", found.slug, late.request.period.key)
    return render(request, "actions/settle_late_update.html", {"plan": found, "late": late, "form": form})
