"""How agencies answer over the quarters: a page, and its table as a file."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.addresses import plan_at
from actions.models import Plan
from governance import clock
from governance.guards import Request
from governance.roles import Permission
from reports.addresses import may
from reports.board_pack.engagement import AgencyEngagement, count_engagement
from reports.engagement import as_file, lines_for, sees_all
from reports.formats import FORMATS
from reports.sources.engagement import read_answered
from reports.sources.rounds import read_rounds

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": FORMATS["xlsx"].content_type}


@require_safe
def engagement(request: Request, plan: str) -> HttpResponse:
    """One line an agency, with each quarter's figures beside; a sponsor sees their own agency's."""
    found, lines = _lines(request, plan)
    context = {
        "plan": found,
        "lines": lines,
        "quarters": lines[0].quarters if lines else (),
        "sees_all": sees_all(request.access, found),
        "sees_round": may(request, found, Permission.SEE_ROUND),
        "percent": settings.SAME_WORDS_PERCENT,
    }
    return render(request, "reports/engagement.html", context)


@require_safe
def engagement_file(request: Request, plan: str, kind: str) -> HttpResponse:
    """The same lines, a row an agency and quarter, as csv or xlsx."""
    if kind not in MEDIA_TYPES:
        raise Http404
    found, lines = _lines(request, plan)
    name = f"{found.slug}-engagement-{clock.today():%Y-%m-%d}.{kind}"
    return HttpResponse(
        as_file(lines, kind),
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(request: Request, slug: str) -> tuple[Plan, list[AgencyEngagement]]:
    """Raises Http404 for a plan out of reach, PermissionDenied for whoever may see no agency's line."""
    plan = plan_at(request, slug)
    agencies = request.access.extent(Permission.SEE_ENGAGEMENT).agencies
    if not sees_all(request.access, plan) and not agencies:
        raise PermissionDenied
    answered = read_answered(plan, read_rounds(plan), at=clock.now())
    lines = count_engagement(answered, same_percent=settings.SAME_WORDS_PERCENT)
    return plan, lines_for(request.access, plan, lines)
