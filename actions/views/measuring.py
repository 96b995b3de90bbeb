"""The coordinator's work on a plan's success measures: add, change, retire."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies
from actions.addresses import measure_at, plan_at
from actions.forms.measures import MeasureForm, NewMeasureForm, RetireMeasureForm, first_values
from actions.measuring import StaleMeasure
from actions.measuring import add_measure as add
from actions.measuring import change_measure as change
from actions.measuring import retire_measure as retire
from actions.models import Action, Measure, Objective, Plan
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.models import Agency
from governance.roles import Permission
from governance.views.steps import said


@require_http_methods(["GET", "POST"])
def add_measure(request: Request, plan: str) -> HttpResponse:
    """Add a measure to an objective or an action; the address may name which (``?of=objective-7``)."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    if not policies.is_open(found):
        return _closed(request, found)
    form = NewMeasureForm(
        said(request),
        objectives=Objective.objects.filter(plan=found).select_related("parent").order_by("order"),
        actions=Action.objects.filter(plan=found).in_force().order_by("order"),
        level=found.lower_level,
        agencies=_agencies(),
        initial={"of": request.GET.get("of", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = add(of=form.owner, content=form.content(), by=request.user, at=clock.now())
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_problems([("", str(refusal))])
        else:
            messages.success(request, "The measure is added.")
            return redirect("actions:measure", found.slug, made.pk)
    return render(request, "actions/add_measure.html", {"form": form, "plan": found})


@require_http_methods(["GET", "POST"])
def change_measure(request: Request, plan: str, pk: int) -> HttpResponse:
    """Change what a measure says; what somebody else saved meanwhile is shown beside what was typed."""
    found = measure_at(request, plan, pk, to=Permission.EDIT_PLAN)
    if sentence := _shut(found):
        messages.error(request, sentence)
        return redirect("actions:measure", found.plan.slug, found.pk)
    agencies = _agencies([found.agency] if found.agency else [])
    form = MeasureForm(said(request), agencies=agencies, initial=first_values(found))
    theirs: Measure | None = None
    if request.method == "POST" and form.is_valid():
        try:
            change(
                measure=found,
                content=form.content(),
                expected_version=form.version,
                by=request.user,
                at=clock.now(),
            )
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except StaleMeasure as stale:
            theirs = stale.theirs
            form.put_against(stale)
        except Refusal as refusal:
            form.add_problems([("", str(refusal))])
        else:
            messages.success(request, "The measure is saved.")
            return redirect("actions:measure", found.plan.slug, found.pk)
    context = {"form": form, "measure": found, "plan": found.plan, "theirs": theirs}
    return render(request, "actions/change_measure.html", context, status=409 if theirs else 200)


@require_http_methods(["GET", "POST"])
def retire_measure(request: Request, plan: str, pk: int) -> HttpResponse:
    """Nothing more is read of a measure; its readings stay."""
    found = measure_at(request, plan, pk, to=Permission.EDIT_PLAN)
    if sentence := _shut(found):
        messages.error(request, sentence)
        return redirect("actions:measure", found.plan.slug, found.pk)
    form = RetireMeasureForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            retire(measure=found, **form.cleaned_data, by=request.user, at=clock.now())
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_problems([("", str(refusal))])
        else:
            messages.success(request, "The measure is retired.")
            return redirect("actions:measures", found.plan.slug)
    return render(
        request, "actions/retire_measure.html", {"form": form, "measure": found, "plan": found.plan}
    )


def _agencies(named: Iterable[Agency] = ()) -> list[Agency]:
    """Those in force, and those that are named already, by name. One query."""
    rows = Agency.objects.in_force(clock.today())
    return list(rows | Agency.objects.filter(pk__in=[agency.pk for agency in named]))


def _shut(measure: Measure) -> str:
    """Why nothing of the measure can be changed; empty when it can."""
    if measure.is_retired:
        return "This measure is retired, so nothing of it can be changed."
    return "" if policies.is_open(measure.plan) else "This plan is closed, so nothing in it can be changed."


def _closed(request: Request, plan: Plan) -> HttpResponse:
    messages.error(request, "This plan is closed, so nothing in it can be changed.")
    return redirect("actions:measures", plan.slug)
