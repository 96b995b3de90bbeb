"""Closing a period: says what will be kept, asks once, and does it for good."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies
from actions.addresses import plan_and_period_at
from actions.models import Plan
from actions.standing import cut_off
from governance import clock
from governance.guards import Request
from governance.models import ReportingPeriod
from governance.roles import Permission
from reports.forms import CloseForm
from reports.snapshots import close_period
from reports.sources.answers import read_answers


@require_http_methods(["GET", "POST"])
def close_round(request: Request, plan: str, quarter: str) -> HttpResponse:
    """The page that asks, and the closing itself."""
    found, period = plan_and_period_at(request, plan, quarter, to=Permission.RUN_PERIOD)
    try:
        policies.check_can_close(period)
    except policies.Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("actions:round", found.slug, period.key)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _close(request, found, period)
    context = {
        "plan": found,
        "period": period,
        "form": form,
        "answers": read_answers(period),
        "cut_off": cut_off(period, today=clock.today()),
        "early": clock.today() < period.due_on,
        "close_words": f"Close {period.quarter.label}",
    }
    return render(request, "reports/close_round.html", context)


def _close(request: Request, plan: Plan, period: ReportingPeriod) -> HttpResponse:
    """Somebody else may have closed it since the page was opened: then say so, and show what was kept."""
    try:
        close_period(period=period, by=request.user, at=clock.now())
    except policies.Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, f"{period.quarter.label} is closed, and its pack can be downloaded.")
    return redirect("reports:pack", plan.slug, period.key)
