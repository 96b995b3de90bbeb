"""Reminders by hand, and the page that an e-mail leads to."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions.addresses import plan_and_period_at
from actions.forms.remind import RemindForm
from actions.models import Notice, NoticeKind, Plan
from actions.notices.reminding import hand_on, plan_by_hand, remind_by_hand
from actions.pages.round_reminders import read_notices
from actions.policies import Refusal
from actions.views.posting import send_now
from governance import clock
from governance.guards import Request
from governance.models import ReportingPeriod
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def remind_now(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Say who would be reminded, of one agency or all (GET); remind those who are ticked (POST)."""
    found, period = plan_and_period_at(request, plan, quarter, to=Permission.RUN_PERIOD)
    if not period.is_open:
        raise Http404
    agency = request.GET.get("agency", "")
    planned = plan_by_hand(period, agency=agency, at=clock.now())
    form = RemindForm(request.POST if request.method == "POST" else None, planned=planned)
    if request.method == "POST" and form.is_valid():
        try:
            _remind(request, period, form.cleaned_data["people"], agency)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("actions:round", found.slug, period.key)
    return render(request, "actions/remind_now.html", _context(found, period, form, agency, len(planned)))


def _context(
    plan: Plan, period: ReportingPeriod, form: RemindForm, agency: str, people: int
) -> dict[str, object]:
    sent = Notice.objects.filter(period=period).select_related("person")
    return {
        "plan": plan,
        "period": period,
        "form": form,
        "agency": agency,
        "people": people,
        "sent": sent,
        "bounces": read_notices(period).bounces,
    }


def _remind(request: Request, period: ReportingPeriod, chosen: Sequence[str], agency: str) -> None:
    queued = remind_by_hand(period=period, chosen=chosen, agency=agency, by=request.user, at=clock.now())
    outcomes = send_now(request, queued)
    passed_on = hand_on(period, outcomes, by=request.user, at=clock.now())
    if passed_on:
        messages.warning(request, "What was refused goes to the next in turn.")
        send_now(request, passed_on)


@require_safe
def notice(request: Request, pk: int) -> HttpResponse:
    """Where an e-mail leads: to the update or the action that it is about. One's own e-mails alone."""
    found = get_object_or_404(
        Notice.objects.select_related("action__plan", "period"), pk=pk, person=request.user
    )
    if found.concern_id is not None:
        return redirect("actions:concern", found.concern_id)
    if found.action is None:
        return redirect("actions:my_updates")
    of_action = [found.action.plan.slug, found.action.reference]
    if found.kind == NoticeKind.RETURNED and found.period is not None:
        return redirect(reverse("actions:update", args=[*of_action, found.period.key]))
    return redirect(reverse("actions:action", args=of_action))
