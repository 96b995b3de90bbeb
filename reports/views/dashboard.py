"""The chair's page: how a quarter stands, what needs a decision, and the rows behind every figure."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.guards import Request
from governance.roles import Permission
from reports.addresses import Quarters, may, quarter_at, quarters_at
from reports.board_pack import BoardPack
from reports.counted import find_counted
from reports.positions import ActionPosition
from reports.rendering.pdf import draw_charts
from reports.sources.rounds import Round
from reports.views.narrowing import context_of, narrow


@require_safe
def dashboard(request: Request, plan: str) -> HttpResponse:
    """The quarter that is open, for readers of drafts; else the newest that is closed."""
    quarters = quarters_at(request, plan, to=Permission.READ_DASHBOARD)
    if quarters.newest is None:
        may_run = may(request, quarters.plan, Permission.RUN_PERIOD)
        return render(request, "reports/no_quarter.html", {"plan": quarters.plan, "may_run": may_run})
    return _page(request, quarters.newest, quarters)


@require_safe
def quarter_dashboard(request: Request, plan: str, quarter: str) -> HttpResponse:
    """One quarter, open or closed."""
    quarters, current = quarter_at(request, plan, quarter, to=Permission.READ_DASHBOARD)
    return _page(request, current, quarters)


@require_safe
def dashboard_rows(request: Request, plan: str, quarter: str, what: str) -> HttpResponse:
    """The very rows that one figure of the dashboard counts."""
    quarters, current = quarter_at(request, plan, quarter, to=Permission.READ_DASHBOARD)
    narrowed = narrow(request, current, quarters)
    counted = find_counted(narrowed.pack, what)
    if counted is None:
        raise Http404
    return render(
        request, "reports/rows.html", context_of(request, narrowed, quarters) | {"counted": counted}
    )


def _page(request: Request, current: Round, quarters: Quarters) -> HttpResponse:
    narrowed = narrow(request, current, quarters)
    before = [one for one in quarters.shown if one.quarter < current.quarter]
    return render(
        request,
        "reports/dashboard.html",
        context_of(request, narrowed, quarters)
        | {
            "charts": draw_charts(narrowed.pack),
            "before": before[-1] if before else None,
            "worse": _positions(narrowed.pack, "travel.worse"),
            "improved": _positions(narrowed.pack, "travel.improved"),
        },
    )


def _positions(pack: BoardPack, what: str) -> tuple[ActionPosition, ...]:
    counted = find_counted(pack, what)
    return counted.positions if counted else ()
