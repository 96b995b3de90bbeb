"""Changing what a plan says of itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import plan_settings, policies
from actions.addresses import plan_at
from actions.forms.plan_settings import PlanSettingsForm
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.roles import Permission


@require_http_methods(["GET", "POST"])
def change_plan(request: Request, plan: str) -> HttpResponse:
    """Its purpose, and the limits of its rating rules."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    if not policies.is_open(found):
        messages.error(request, "This plan is closed, so nothing in it can be changed.")
        return redirect("actions:about_plan", plan)
    initial = vars(plan_settings.settings_of(found)) | {"expected": plan_settings.newest_change(found)}
    data = request.POST if request.method == "POST" else kept_post(request)
    form = PlanSettingsForm(data, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            plan_settings.change_plan(
                plan=found,
                content=form.content(),
                expected=form.cleaned_data["expected"] or 0,
                by=request.user,
                at=clock.now(),
            )
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found} is saved.")
            return redirect("actions:about_plan", plan)
    return render(request, "actions/change_plan.html", {"form": form, "plan": found})
