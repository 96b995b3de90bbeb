"""The page of one action, and the asking for its due date to move."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions import policies
from actions.addresses import action_at
from actions.date_changes import ask_date_change
from actions.forms.date_change import DateChangeForm
from actions.models import Action, DateChange
from actions.pages.action import action_page
from actions.plan_dates import shown_due
from actions.policies import Refusal, Unfinished
from actions.problems import may_be_vouched_for
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_safe
def action(request: Request, plan: str, reference: str) -> HttpResponse:
    """All that is known of an action: who, when, how it goes, and its whole history."""
    found = action_at(request, plan, reference)
    page = action_page(found, request.access, today=clock.today())
    return render(request, "actions/action.html", {"page": page})


@require_http_methods(["GET", "POST"])
def date_change(request: Request, plan: str, reference: str) -> HttpResponse:
    """Ask for the due date to move."""
    found = action_at(request, plan, reference, to=Permission.ASK_DATE_CHANGE)
    if request.method == "POST":
        return _ask(request, found)
    return _show(request, found, DateChangeForm(kept_post(request)))


def _ask(request: Request, found: Action) -> HttpResponse:
    form = DateChangeForm(request.POST)
    form.is_valid()
    try:
        change = ask_date_change(action=found, content=form.content(), by=request.user, at=clock.now())
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
        return _show(request, found, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, found, form)
    messages.success(request, f"Asked to move the due date of {found.reference} to {change.to_words}.")
    return redirect("actions:action", found.plan.slug, found.reference)


def _show(request: Request, found: Action, form: DateChangeForm) -> HttpResponse:
    changes = DateChange.objects.filter(action=found).select_related("requested_by")
    waiting = next((change for change in changes if change.state == "requested"), None)
    moves = sum(change.state == "agreed" for change in changes)
    reason = form["reason"].value() or ""
    context = {
        "action": found,
        "form": form,
        "waiting": waiting,
        "sentence": _why_not(found, waiting),
        "due": shown_due(found.due, found.original_due, moves),
        "vouch": form.is_bound and may_be_vouched_for([reason]),
    }
    return render(request, "actions/date_change.html", context)


def _why_not(found: Action, waiting: DateChange | None) -> str:
    """Why the date cannot be asked to move; empty when it can."""
    try:
        policies.check_can_ask_date_change(found, waiting=waiting)
    except Refusal as refusal:
        return str(refusal)
    return ""
