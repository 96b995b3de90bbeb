"""The plan on one page, the list of plans, search across plans, and the export of what is shown."""

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actions.addresses import plan_at
from actions.models import Action, Plan, PlanState
from actions.pages.about import about_plan as read_about
from actions.pages.plan import PlanTable, build_plan_table
from actions.policies import is_open
from actions.resources import export_plan
from actions.routes import route_in_play
from actions.standing import cut_off
from actions.views.editing import may_edit
from governance import clock
from governance.access import Target
from governance.guards import Request
from governance.roles import Permission

SEARCH_LIMIT = 100


@require_safe
def plans(request: Request) -> HttpResponse:
    """Every plan that the person may read."""
    rows = Plan.objects.readable(request.access).select_related("board")
    return render(
        request,
        "actions/plans.html",
        {
            "plans": rows.annotate(action_count=Count("actions")).order_by("-starts_on", "title"),
            "may_add": request.access.can(Permission.EDIT_PLAN),
        },
    )


@require_safe
def plan(request: Request, plan: str) -> HttpResponse:
    """The whole plan: objectives, actions, dates, status and rating, narrowed and sorted by the address."""
    table = _table(request, plan)
    board = Target(boards=frozenset({table.plan.board_id}))
    context = {
        "table": table,
        "plan": table.plan,
        "form": table.filter.form,
        "chosen": [
            (f"{label}: {words}", _without(request, name)) for name, label, words in table.filter.in_words()
        ],
        "ignored": _ignored(request, table),
        "exports": [(kind, _export_address(request, table.plan, kind)) for kind in ("xlsx", "csv")],
        "unsorted": _without(request, "sort"),
        "may_edit": may_edit(request, table.plan),
        "may_ask": is_open(table.plan) and request.access.can(Permission.ASK_QUESTION, board),
        # Of a draft alone: which body has to agree next.
        "next_step": route_in_play(table.plan).next if table.plan.state == PlanState.DRAFT else None,
        "action_root": reverse("actions:plan", args=[table.plan.slug]) + "actions/",
    }
    return render(request, "actions/plan.html", context)


@require_safe
def about_plan(request: Request, plan: str) -> HttpResponse:
    """What the plan says of itself: headings, what is in place, measures, doubts about its source."""
    found = plan_at(request, plan)
    board = Target(boards=frozenset({found.board_id}))
    editing = may_edit(request, found)
    context = {
        "about": read_about(found, today=clock.today()),
        "may_edit": editing,
        "may_record": editing and request.access.can(Permission.RECORD_DECISION, board),
    }
    return render(request, "actions/about_plan.html", context)


@require_safe
def plan_export(request: Request, plan: str, kind: str) -> HttpResponse:
    """The rows that the page at the same query shows, as a workbook or as CSV."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    table = _table(request, plan)
    content, media_type = export_plan(table, kind, access=request.access)
    name = f"{table.plan.slug}-{clock.today():%Y-%m-%d}.{kind}"
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
def search(request: Request) -> HttpResponse:
    """Actions of every readable plan in which each word stands somewhere."""
    words = request.GET.get("q", "").strip()[:200]
    found: list[Action] = []
    if words:
        rows = Action.objects.readable(request.access).with_words(words).with_leads()
        found = list(rows.order_by("plan", "order")[: SEARCH_LIMIT + 1])
    context = {"words": words, "found": found[:SEARCH_LIMIT], "more": len(found) > SEARCH_LIMIT}
    return render(request, "actions/search.html", context)


def _table(request: Request, slug: str) -> PlanTable:
    plan = plan_at(request, slug)
    # A draft is asked about in no round, so no quarter's ratings are its own.
    begun = plan.periods().begun().order_by("year", "number")
    period = begun.last() if plan.state != PlanState.DRAFT else None
    today = clock.today()
    at = cut_off(period, today=today) if period and period.is_open else today
    return build_plan_table(plan, period=period, at=at, asked=request.GET)


def _ignored(request: HttpRequest, table: PlanTable) -> list[str]:
    """Sentences on what the address asks for and the plan cannot do, so that no list is taken for another."""
    told = [
        f"The plan has no filter called “{name[:40]}”, so it was left out." for name in table.filter.unknown
    ]
    sort = request.GET.get("sort", "")
    if sort and not table.sort:
        told.append(f"The plan cannot be sorted by “{sort[:40]}”, so it stands in its own order.")
    return told


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return f"?{query.urlencode()}"


def _export_address(request: HttpRequest, plan: Plan, kind: str) -> str:
    query = request.GET.urlencode()
    return reverse("actions:plan_export", args=[plan.slug, kind]) + (f"?{query}" if query else "")
