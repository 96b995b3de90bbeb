"""The packs of a plan: their list, one as a page, and its files."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance import clock
from governance.guards import Request
from governance.roles import Permission
from reports.addresses import Quarters, may, pack_at, quarters_at
from reports.board_pack import BoardPack, PackState, find_unasked, publication_copy
from reports.formats import DOWNLOADS, FORMATS, file_name
from reports.issuing import read_waiting
from reports.models import IssuedPack, PublicPage
from reports.pack_standing import read_standings
from reports.packs import read_pack
from reports.publication_copies import copy_of, publication_of
from reports.rendering.pdf import draw_charts
from reports.sources.rounds import Round
from reports.views.issuing import KEPT, sent

PUBLICATION = "publication"
"""``?copy=publication`` asks for the copy that may be published."""
WAITING = "waiting"
"""``?copy=waiting`` asks for the revision that is not issued yet, for those who approve or issue it."""


@require_safe
def packs(request: Request, plan: str) -> HttpResponse:
    """Every quarter's pack, newest first, with its files."""
    quarters = quarters_at(request, plan, to=Permission.READ_PACK).with_pack
    standings = read_standings(one.kept for one in quarters.shown if one.is_closed)
    context = {
        "plan": quarters.plan,
        "public": PublicPage.objects.filter(plan=quarters.plan, is_on=True).exists(),
        "may_publish": may(request, quarters.plan, Permission.PUBLISH_PLAN),
        "shown": [
            (one, standings.get(one.kept.pk) if one.is_closed else None) for one in quarters.shown[::-1]
        ],
        "formats": [FORMATS[kind] for kind in DOWNLOADS],
        "may_write": may(request, quarters.plan, Permission.WRITE_PACK),
        "may_run": may(request, quarters.plan, Permission.RUN_PERIOD),
        "may_approve": may(request, quarters.plan, Permission.APPROVE_PACK),
        "may_issue": may(request, quarters.plan, Permission.ISSUE_PACK),
    }
    return render(request, "reports/packs.html", context)


@require_safe
def pack(request: Request, plan: str, quarter: str) -> HttpResponse:
    """The pack as a page: the report that the PDF prints."""
    quarters, current = pack_at(request, plan, quarter)
    assembled = _asked(request, quarters, current)
    standing = read_standings([current.kept])[current.kept.pk] if current.is_closed else None
    amends = standing is not None and standing.can_reword and request.GET.get("copy") == WAITING
    may_write = (current.is_draft or amends) and may(request, quarters.plan, Permission.WRITE_PACK)
    context = {
        "plan": quarters.plan,
        "current": current,
        "pack": assembled,
        "doubts": list(find_unasked(assembled)) if may_write else [],
        "standing": standing,
        "may_approve": may(request, quarters.plan, Permission.APPROVE_PACK),
        "may_issue": may(request, quarters.plan, Permission.ISSUE_PACK),
        "copy": request.GET.get("copy", ""),
        "charts": draw_charts(assembled),
        "formats": [FORMATS[kind] for kind in DOWNLOADS],
        "may_write": may_write,
    }
    return render(request, "reports/pack_page.html", context)


@require_safe
def pack_file(request: Request, plan: str, quarter: str, kind: str) -> HttpResponse:
    """The pack as a file: pdf, xlsx or json. A closed pack gives the same bytes each time; an issued one's
    are those that were kept."""
    quarters, current = pack_at(request, plan, quarter)
    if kind not in DOWNLOADS:
        raise Http404
    if current.is_issued and kind in KEPT and request.GET.get("copy") != WAITING:
        issued = _in_force(current)
        kept = copy_of(issued) if request.GET.get("copy") == PUBLICATION else issued
        if kept is not None:
            return sent(kept, kind)
    assembled = _asked(request, quarters, current)
    name = file_name(assembled.front, kind)
    return HttpResponse(
        FORMATS[kind].render(assembled),
        content_type=FORMATS[kind].content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: Request, quarters: Quarters, current: Round) -> BoardPack:
    """The copy that the address asks for. Raises Http404 where there is none, or none for this person."""
    copy, at = request.GET.get("copy"), clock.now()
    if copy == WAITING:
        return _waiting(request, quarters, current, at=at)
    if copy == PUBLICATION and current.is_issued:
        return publication_of(_in_force(current))
    assembled = read_pack(current, quarters.rounds, at=at)
    if copy != PUBLICATION:
        return assembled
    if assembled.front.state is PackState.DRAFT:
        raise Http404
    return publication_copy(assembled)


def _waiting(request: Request, quarters: Quarters, current: Round, *, at: dt.datetime) -> BoardPack:
    settles = (Permission.APPROVE_PACK, Permission.ISSUE_PACK)
    if not current.is_closed or not any(may(request, quarters.plan, one) for one in settles):
        raise Http404
    standing = read_standings([current.kept])[current.kept.pk]
    if standing.issue is not None:
        raise Http404
    return read_waiting(current, quarters.rounds, standing, at=at)


def _in_force(current: Round) -> IssuedPack:
    """The newest issue of an issued quarter."""
    return IssuedPack.objects.filter(snapshot=current.kept).latest("revision")
