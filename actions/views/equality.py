"""A plan's equality impact assessment: its page, and recording a review of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.addresses import plan_at
from actions.equality import record_equality_review
from actions.forms.equality import EqualityForm, initial_of, with_more_rows
from actions.models import Plan
from actions.pages.equality import read_equality, reviews_of
from actions.policies import Refusal, Unfinished, is_open
from actions.views.editing import may_edit
from governance import clock
from governance.days import in_words
from governance.guards import Request
from governance.roles import Permission
from governance.views.steps import said


@require_safe
def equality(request: Request, plan: str) -> HttpResponse:
    """What the newest review found, for whom, what is done about it, and every review before it."""
    found = plan_at(request, plan)
    context = {
        "page": read_equality(found, today=clock.today()),
        "plan": found,
        "may_edit": may_edit(request, found),
    }
    return render(request, "actions/equality.html", context)


@require_http_methods(["GET", "POST"])
def review_equality(request: Request, plan: str) -> HttpResponse:
    """Record the assessment, or the next review of it."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    last = next(iter(reviews_of(found)), None)
    more = request.method == "POST" and request.POST.get("step") == "more"
    initial = with_more_rows(request.POST) if more else initial_of(last)
    form = EqualityForm(None if more else said(request), last=last, initial=initial)
    if request.method == "POST" and not more and form.is_valid() and _record(request, found, form):
        return redirect("actions:equality", plan)
    context: dict[str, Any] = {"plan": found, "form": form, "last": last, "open": is_open(found)}
    return render(request, "actions/review_equality.html", context)


def _record(request: Request, plan: Plan, form: EqualityForm) -> bool:
    try:
        made = record_equality_review(
            plan=plan,
            content=form.content(),
            expected_number=form.number,
            by=request.user,
            at=clock.now(),
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, f"{made.name} recorded. The next review is due on {in_words(made.due_on)}.")
        return True
    return False
