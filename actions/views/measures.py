"""A plan's success measures, one measure with its readings, and the putting down of a reading."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions import policies
from actions.addresses import measure_at, period_at, plan_at
from actions.figures import show_figure
from actions.forms.measures import ReadingForm
from actions.models import Measure, MeasureReading
from actions.pages.measures import measure_page, measures_page
from actions.policies import ClosedPeriod, Refusal, Unfinished
from actions.recording import StaleReading, check_takes_readings, may_record, record_reading
from actions.views.editing import may_edit
from governance import clock
from governance.guards import Request
from governance.models import ReportingPeriod
from governance.roles import Permission
from governance.views.steps import said


@require_safe
def measures(request: Request, plan: str) -> HttpResponse:
    """Every measure with its last readings, beside the ratings of its actions."""
    found = plan_at(request, plan)
    page = measures_page(found, request.access, today=clock.today())
    return render(request, "actions/measures.html", {"page": page, "may_edit": may_edit(request, found)})


@require_safe
def measure(request: Request, plan: str, pk: int) -> HttpResponse:
    """One measure: what it says, each quarter's reading with its corrections, and its history."""
    found = measure_at(request, plan, pk)
    page = measure_page(found, request.access)
    context = {"page": page, "measure": found, "may_edit": may_edit(request, found.plan)}
    return render(request, "actions/measure.html", context)


@require_http_methods(["GET", "POST"])
def reading(request: Request, plan: str, pk: int, quarter: str) -> HttpResponse:
    """Put down a quarter's reading, or correct it."""
    found = measure_at(request, plan, pk)
    period = period_at(found.plan, quarter)
    before = _newest(found, period)
    if not may_record(found, period, request.access):
        return _refused(request, found, period)
    form = ReadingForm(said(request), measure=found, before=before, initial=_first(before))
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, found, period, form)
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except StaleReading as stale:
            before = stale.theirs
            form = _against(request, found, stale)
        except Refusal as refusal:
            form.add_problems([("", str(refusal))])
        else:
            messages.success(request, f"The reading for {period.quarter.label} is put down.")
            return redirect("actions:measure", found.plan.slug, found.pk)
    context = {"form": form, "measure": found, "plan": found.plan, "period": period, "before": before}
    return render(request, "actions/reading.html", context)


def _newest(measure: Measure, period: ReportingPeriod) -> MeasureReading | None:
    rows = MeasureReading.objects.filter(measure=measure, period=period).select_related("period")
    return rows.order_by("revision").last()


def _refused(request: Request, measure: Measure, period: ReportingPeriod) -> HttpResponse:
    """Back to the measure, which says why nothing is put down; 403 for whom it is not theirs to do."""
    if not request.access.can(Permission.RECORD_READING, measure.whose()):
        raise PermissionDenied
    messages.error(request, _why_not(measure, period))
    return redirect("actions:measure", measure.plan.slug, measure.pk)


def _why_not(measure: Measure, period: ReportingPeriod) -> str:
    if measure.is_retired:
        return "This measure is retired, so nothing more is read of it."
    if not policies.is_open(measure.plan):
        return "This plan is closed, so nothing in it can be changed."
    try:
        check_takes_readings(period, after_closing=False)
    except ClosedPeriod as closed:
        return str(closed)
    return "That quarter is of another board than the one this measure answers to."


def _first(before: MeasureReading | None) -> dict[str, Any]:
    """What the boxes begin with: the reading that would be corrected."""
    if before is None:
        return {"expected_revision": 0}
    value = show_figure(before.value)
    return {"value": value, "note": before.note, "expected_revision": before.revision}


def _against(request: Request, measure: Measure, stale: StaleReading) -> ReadingForm:
    """What was typed, to be saved as a correction of the reading that is now shown beside it."""
    sent = request.POST.copy()
    sent["expected_revision"] = str(stale.theirs.revision)
    form = ReadingForm(sent, measure=measure, before=stale.theirs)
    form.is_valid()
    form.add_problems([("", str(stale))])
    return form


def _record(request: Request, measure: Measure, period: ReportingPeriod, form: ReadingForm) -> None:
    record_reading(
        measure=measure,
        period=period,
        content=form.content(),
        expected_revision=form.revision,
        after_closing=request.access.can(Permission.EDIT_PLAN, measure.whose()),
        by=request.user,
        at=clock.now(),
    )
