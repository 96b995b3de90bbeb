"""The decision on a move of a due date."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies
from actions.addresses import plan_at
from actions.date_changes import decide_date_change as decide
from actions.forms.decision import DecideForm
from actions.models import DateChange, Plan
from actions.notices.telling import tell_of_decision
from actions.plan_dates import shown_due
from actions.policies import Refusal
from actions.views.posting import send_now
from governance import clock
from governance.bodies import deciding_bodies
from governance.decisions import UnfinishedDecision
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def decide_date_change(request: Request, plan: str, pk: int) -> HttpResponse:
    """Record what a group decided of a date change; agreed, the due date moves."""
    found = plan_at(request, plan, to=Permission.RECORD_DECISION)
    change = _change(found, pk)
    data = request.POST if request.method == "POST" else kept_post(request)
    form = DecideForm(data, groups=deciding_bodies(found.board, at=clock.today()))
    if request.method == "POST" and form.is_valid() and _decide(request, change, form):
        moved = "moves" if form.agreed else "stays"
        messages.success(
            request, f"The decision is recorded: the due date of {change.action.reference} {moved}."
        )
        return redirect("actions:action", found.slug, change.action.reference)
    moves = DateChange.objects.agreed().filter(action=change.action).count()
    context = {
        "plan": found,
        "change": change,
        "form": form,
        "due": shown_due(change.action.due, change.action.original_due, moves),
        "may_decide": policies.can_decide(change),
    }
    return render(request, "actions/decide_date_change.html", context)


def _change(plan: Plan, pk: int) -> DateChange:
    rows = DateChange.objects.filter(action__plan=plan)
    return get_object_or_404(rows.select_related("action__plan", "requested_by", "decision__group"), pk=pk)


def _decide(request: Request, change: DateChange, form: DecideForm) -> bool:
    at = clock.now()
    try:
        with transaction.atomic():
            made = decide(change=change, agreed=form.agreed, decision=form.decision(), by=request.user, at=at)
            told = tell_of_decision(change=made, by=request.user, at=at)
        send_now(request, told)
    except UnfinishedDecision as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return not form.errors
