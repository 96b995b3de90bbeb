"""A quarter as the address narrows it: what every page of the dashboard begins with."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actions.models import Plan
from governance import clock
from governance.guards import Request
from governance.roles import Permission
from reports.addresses import Quarters, may
from reports.board_pack import BoardPack
from reports.filters import CHOICES, DashboardFilter
from reports.links import RowsLinks
from reports.packs import QuarterRows, read_quarter
from reports.sources.rounds import Round


@dataclass(frozen=True)
class Narrowed:
    """One quarter's rows after the filter, with the pack they make."""

    rows: QuarterRows
    filter: DashboardFilter
    pack: BoardPack
    links: RowsLinks


def narrow(request: Request, current: Round, quarters: Quarters) -> Narrowed:
    """Read the quarter, and narrow it and every earlier one by their own rows when the address asks."""
    asked = any(request.GET.get(name) for name in CHOICES)
    rows = read_quarter(current, quarters.rounds, at=clock.now(), whole=asked)
    form = DashboardFilter(request.GET, positions=rows.positions)
    if form.chosen:
        rows = rows.narrowed(form.keeps)
    links = RowsLinks(current.plan.slug, current.quarter.key, form.chosen)
    return Narrowed(rows=rows, filter=form, pack=rows.assemble(), links=links)


def context_of(request: Request, narrowed: Narrowed, quarters: Quarters) -> dict[str, Any]:
    """What the templates of a narrowed quarter share."""
    return {
        "plan": quarters.plan,
        "current": narrowed.rows.current,
        "shown": quarters.shown,
        "pack": narrowed.pack,
        "links": narrowed.links,
        "query": narrowed.links.query(),
        "form": narrowed.filter,
        "chosen": choices_of(request, narrowed.filter),
        "action_root": action_root(quarters.plan),
        "shows_pack": quarters.shows_pack_of(narrowed.rows.current),
        "may_ask": may(request, quarters.plan, Permission.ASK_QUESTION),
    }


def choices_of(request: Request, form: DashboardFilter) -> list[tuple[str, str]]:
    """Each choice in words, with the address that is without it."""
    return [(words, without(request, name)) for name, words in form.in_words()]


def without(request: Request, name: str) -> str:
    """The address without one choice."""
    query = request.GET.copy()
    query.pop(name, None)
    return f"?{query.urlencode()}"


def action_root(plan: Plan) -> str:
    """The address that an action's reference is added to."""
    return reverse("actions:plan", args=[plan.slug]) + "actions/"
