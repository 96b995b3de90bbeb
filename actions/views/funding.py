"""The money that pays for a plan's actions: all of it, one fund, and the coordinator's work on them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions import funding as verbs
from actions import policies
from actions.addresses import plan_at
from actions.forms.funding import CloseFundingForm, FundingForm, first_values
from actions.forms.vouching import VouchingForm
from actions.funding import StaleFunding
from actions.models import Action, Funding, Plan
from actions.pages.funding import fund_page, funding_page
from actions.policies import Refusal, Unfinished
from actions.views.editing import may_edit
from governance import clock
from governance.guards import Request
from governance.roles import Permission
from governance.views.steps import said


@require_safe
def funding(request: Request, plan: str) -> HttpResponse:
    """Every fund of the plan, those to worry about first."""
    found = plan_at(request, plan)
    page = funding_page(found, today=clock.today())
    return render(request, "actions/funding.html", {"page": page, "may_edit": may_edit(request, found)})


@require_safe
def fund(request: Request, plan: str, pk: int) -> HttpResponse:
    """One fund with its history."""
    found = _fund_at(request, plan, pk)
    context = {
        "page": fund_page(found, today=clock.today()),
        "fund": found,
        "may_edit": may_edit(request, found.plan) and not found.is_closed,
    }
    return render(request, "actions/fund.html", context)


@require_http_methods(["GET", "POST"])
def add_funding(request: Request, plan: str) -> HttpResponse:
    """Put a fund on the list; the address may name an action that it pays for (``?action=5.1``)."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    if not policies.is_open(found):
        messages.error(request, "This plan is closed, so nothing in it can be changed.")
        return redirect("actions:funding", found.slug)
    first = {"actions": request.GET.getlist("action")}
    form = FundingForm(said(request), actions=_payable(found), initial=first)

    def do() -> Funding:
        return verbs.add_funding(plan=found, content=form.content(), by=request.user, at=clock.now())

    if made := _done(request, form, do):
        messages.success(request, "The fund is on the list.")
        return redirect("actions:fund", found.slug, made.pk)
    return render(request, "actions/fund_form.html", {"form": form, "plan": found, "fund": None})


@require_http_methods(["GET", "POST"])
def change_funding(request: Request, plan: str, pk: int) -> HttpResponse:
    """Change what is known of a fund; what somebody saved meanwhile is shown beside what was typed."""
    found = _fund_at(request, plan, pk, to=Permission.EDIT_PLAN)
    if shut := _shut(request, found):
        return shut
    form = FundingForm(said(request), actions=_payable(found.plan), initial=first_values(found))
    theirs: Funding | None = None

    def do() -> Funding:
        return verbs.change_funding(
            fund=found, content=form.content(), expected_version=form.version, by=request.user, at=clock.now()
        )

    try:
        if _done(request, form, do):
            messages.success(request, "The fund is saved.")
            return redirect("actions:fund", found.plan.slug, found.pk)
    except StaleFunding as stale:
        theirs = stale.theirs
        form.put_against(stale)
    context = {"form": form, "plan": found.plan, "fund": found, "theirs": theirs}
    return render(request, "actions/fund_form.html", context, status=409 if theirs else 200)


@require_http_methods(["GET", "POST"])
def close_funding(request: Request, plan: str, pk: int) -> HttpResponse:
    """Take a fund off the list."""
    found = _fund_at(request, plan, pk, to=Permission.EDIT_PLAN)
    if shut := _shut(request, found):
        return shut
    form = CloseFundingForm(said(request))

    def do() -> Funding:
        return verbs.close_funding(fund=found, **form.cleaned_data, by=request.user, at=clock.now())

    if _done(request, form, do):
        messages.success(request, "The fund is off the list.")
        return redirect("actions:funding", found.plan.slug)
    return render(request, "actions/close_fund.html", {"form": form, "plan": found.plan, "fund": found})


def _done(request: Request, form: VouchingForm, do: Callable[[], Funding]) -> Funding | None:
    """What came of a form that was sent and is right; its problems are shown in it otherwise.

    Raises StaleFunding.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return do()
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except StaleFunding:
        raise
    except Refusal as refusal:
        form.add_problems([("", str(refusal))])
    return None


def _fund_at(request: Request, slug: str, pk: int, *, to: Permission | None = None) -> Funding:
    """The fund with its plan and actions. Three queries."""
    plan = plan_at(request, slug, to=to)
    found: Funding = get_object_or_404(Funding.objects.filter(plan=plan).prefetch_related("actions"), pk=pk)
    found.plan = plan
    return found


def _payable(plan: Plan) -> list[Action]:
    """Every action of the plan: money may be spent on one that is complete. One query."""
    return list(Action.objects.filter(plan=plan).order_by("order"))


def _shut(request: Request, fund: Funding) -> HttpResponse | None:
    """Back to the fund, which says why nothing of it can be changed; None when it can."""
    if fund.is_closed:
        messages.error(request, "This fund is off the list, so nothing of it can be changed.")
    elif not policies.is_open(fund.plan):
        messages.error(request, "This plan is closed, so nothing in it can be changed.")
    else:
        return None
    return redirect("actions:fund", fund.plan.slug, fund.pk)
