"""The plan on a line of time, as a chart and as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import clock
from governance.guards import Request
from governance.roles import Permission
from reports.addresses import may, quarters_at
from reports.rendering.timeline_chart import draw_timeline
from reports.timeline import lay_out
from reports.views.narrowing import context_of, narrow


@require_safe
def timeline(request: Request, plan: str) -> HttpResponse:
    """Start to due of each action of the newest quarter that the person may read, narrowed by the address."""
    quarters = quarters_at(request, plan, to=Permission.READ_DASHBOARD)
    if quarters.newest is None:
        may_run = may(request, quarters.plan, Permission.RUN_PERIOD)
        return render(request, "reports/no_quarter.html", {"plan": quarters.plan, "may_run": may_run})
    narrowed = narrow(request, quarters.newest, quarters)
    rows = narrowed.pack.appendix
    laid = lay_out(
        rows, starts_on=quarters.plan.starts_on, ends_on=quarters.plan.ends_on, today=clock.today()
    )
    number = f"{len(rows)} action{'' if len(rows) == 1 else 's'}"
    title = f"Timeline of {number}, start to due. The table has the dates."
    return render(
        request,
        "reports/timeline.html",
        context_of(request, narrowed, quarters)
        | {"timeline": laid, "chart": draw_timeline(laid, ident="timeline", title=title)},
    )
