"""Tying actions of different plans together, and what one agency owes in all of them."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions import linking
from actions.addresses import action_at
from actions.forms.link import LinkForm
from actions.models import ActionLink, Plan
from actions.pages.across import across_plans as read_across
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def link_action(request: Request, plan: str, reference: str) -> HttpResponse:
    """Tie the action to one of another plan."""
    found = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    plans = Plan.objects.readable(request.access).exclude(pk=found.plan_id)
    form = LinkForm(request.POST if request.method == "POST" else kept_post(request), plans=list(plans))
    if request.method == "POST" and form.is_valid():
        try:
            link = linking.link_action(action=found, content=form.content(), by=request.user, at=clock.now())
        except Unfinished as unfinished:
            for field, sentence in unfinished.problems:
                form.add_error(field, sentence)
        else:
            messages.success(request, f"Linked: {link.action.reference} delivers {link.other.reference}.")
            return redirect("actions:action", plan, found.reference)
    return render(request, "actions/link_action.html", {"action": found, "form": form})


@require_http_methods(["GET", "POST"])
def unlink_action(request: Request, plan: str, reference: str, pk: int) -> HttpResponse:
    """Ask once, then untie the two."""
    found = action_at(request, plan, reference, to=Permission.EDIT_PLAN)
    link = get_object_or_404(
        ActionLink.objects.select_related("action__plan", "other__plan"),
        Q(action=found) | Q(other=found),
        pk=pk,
    )
    if request.method == "POST":
        try:
            linking.unlink_action(link=link, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The link is removed. The history of both actions keeps it.")
        return redirect("actions:action", plan, found.reference)
    return render(request, "actions/unlink_action.html", {"action": found, "link": link})


@require_safe
def across_plans(request: Request) -> HttpResponse:
    """What one agency leads or supports, in every plan that the person may read."""
    page = read_across(request.access, asked=request.GET.get("agency", ""), today=clock.today())
    return render(request, "actions/across_plans.html", {"page": page})
