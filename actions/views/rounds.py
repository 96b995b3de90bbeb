"""The round as the coordinator runs it: who has returned what, and what waits."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actions import policies
from actions.addresses import plan_and_period_at, plan_at
from actions.forms.round import RoundFilterForm
from actions.models import LateUpdate, Plan, Question
from actions.pages.round import TOGETHER, narrow, read_round
from actions.pages.subgroup_reports import reports_in
from actions.rounds import periods_of
from governance import clock
from governance.access import Target
from governance.guards import Request
from governance.models import PeriodState, ReportingPeriod
from governance.quarters import Quarter
from governance.roles import Permission


@require_safe
def current_round(request: Request, plan: str) -> HttpResponse:
    """The open round, else the next planned, else the newest; without any, how to begin."""
    found = plan_at(request, plan, to=Permission.SEE_ROUND)
    periods = periods_of(found)
    opened = [period for period in periods if period.is_open]
    planned = [period for period in periods if period.state == PeriodState.PLANNED]
    best = next(iter([*opened, *planned, *reversed(periods)]), None)
    if best is not None:
        return redirect("actions:round", found.slug, best.key)
    return render(request, "actions/no_round.html", {"plan": found, "may_run": _may_run(request, found)})


@require_safe
def round_page(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Agency by state, then the rows, what needs accepting first; narrowed as the address says."""
    found, period = plan_and_period_at(request, plan, quarter, to=Permission.SEE_ROUND)
    periods = periods_of(found)
    table = read_round(found, period, access=request.access, at=clock.today())
    form = RoundFilterForm(request.GET, lines=table.lines, states=[*table.columns, *TOGETHER])
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in ("agency", "state", "late")}
    rows = narrow(
        table.rows, agency=asked["agency"] or "", state=asked["state"] or "", late=bool(asked["late"])
    )
    context = {
        "plan": found,
        "period": period,
        "periods": periods,
        "table": table,
        "columns": table.columns,
        "sections": table.sections(rows),
        "shown": len(rows),
        "form": form,
        "narrowed": any(asked.values()),
        "questions": _questions(found, period),
        "group_reports": reports_in(found, period),
        "late_updates": _late_updates(request, found, period),
        "may_run": _may_run(request, found),
        "can_close": policies.can_close(period),
        "next_quarter": _next_of(period, periods),
    }
    return render(request, "actions/round.html", context)


def _questions(plan: Plan, period: ReportingPeriod) -> list[Question]:
    """What the Board has asked of the plan and waits for, while the round is open. One query."""
    if not period.is_open:
        return []
    rows = Question.objects.waiting().filter(action__plan=plan).select_related("action")
    return list(rows.order_by("action__order", "asked_at"))


def _late_updates(request: Request, plan: Plan, period: ReportingPeriod) -> list[LateUpdate]:
    """What was sent after the round closed, as far as the person may read it. One query of a closed one."""
    if not period.is_closed:
        return []
    rows = LateUpdate.objects.readable(request.access).filter(
        request__period=period, request__action__plan=plan
    )
    return list(rows.select_related("request__action", "settlement").order_by("request__action__order", "at"))


def _next_of(period: ReportingPeriod, periods: Sequence[ReportingPeriod]) -> Quarter | None:
    """The quarter to open from the newest closed round; None of an older one, or while another is open."""
    begun = [one for one in periods if one.state != PeriodState.PLANNED]
    newest = begun[-1] if begun else None
    return period.quarter.next() if period == newest and period.is_closed else None


def _may_run(request: Request, plan: Plan) -> bool:
    return request.access.can(Permission.RUN_PERIOD, Target(boards=frozenset({plan.board_id})))
