"""The plan as one table: every objective and action, narrowed and sorted as the address says."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from actions.filters import ActionFilter
from actions.models import Action, LeadRole, Objective, Plan, PlanState, Priority
from actions.rag import Rating
from actions.standing import Standing, standings
from governance.models import Agency, Post, ReportingPeriod

_URGENCY = {value: place for place, value in enumerate(Priority.values)}
_WORST_FIRST = [Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE, Rating.GREY]
_SORTS: dict[str, Callable[[Standing], Any]] = {
    "reference": lambda s: s.action.order,
    "title": lambda s: s.action.title.lower(),
    "lead": lambda s: str(s.action.accountable.post).lower() if s.action.accountable else "",
    "priority": lambda s: _URGENCY[s.action.priority],
    "due": lambda s: s.action.due_on or dt.date.max,
    "status": lambda s: list(type(s.status)).index(s.status),
    "rating": lambda s: _WORST_FIRST.index(s.rating),
}


@dataclass(frozen=True)
class Section:
    """An objective with the actions shown under it; without an objective, one list in the order asked for."""

    objective: Objective | None
    rows: list[Standing]
    opens: Objective | None = None
    """The upper objective that begins with this section; its own actions, where ``objective`` is None."""


@dataclass(frozen=True)
class PlanTable:
    """What the page and the exports show: the same rows in the same order."""

    plan: Plan
    period: ReportingPeriod | None
    sections: list[Section]
    total: int
    filter: ActionFilter
    sort: str

    @property
    def is_rated(self) -> bool:
        """False for a plan that was closed without a round: nobody said how its actions went."""
        return self.period is not None or self.plan.state != PlanState.CLOSED

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 8 if self.is_rated else 4

    @property
    def rows(self) -> list[Standing]:
        """Every row shown, in order."""
        return [row for section in self.sections for row in section.rows]


def build_plan_table(
    plan: Plan, *, period: ReportingPeriod | None, at: dt.date, asked: QueryDict
) -> PlanTable:
    """Read the plan's actions and how they stand, narrow and sort them. Six queries for any number."""
    objectives = list(plan.objectives.select_related("owner_group"))
    posts = list(Post.objects.filter(leads__action__plan=plan).select_related("agency").distinct())
    narrowing = ActionFilter(
        asked,
        Action.objects.filter(plan=plan).select_related("closure_decision__group").prefetch_related("leads"),
        level=plan.lower_level,
        objectives=objectives,
        agencies=_once(post.agency for post in posts),
    )
    actions = list(narrowing.qs)
    _join(actions, plan, objectives, posts)
    known = standings(actions, period=period, at=at)
    kept = [standing for standing in known if narrowing.keeps(standing)]
    sort = asked.get("sort", "")
    key = _SORTS.get(sort.removeprefix("-"))
    if key is None:
        sections = _by_objective(objectives, kept, whole=not narrowing.chosen)
    else:
        # Two stable passes, so that equals keep the plan's order both ways.
        ordered = sorted(sorted(kept, key=_SORTS["reference"]), key=key, reverse=sort.startswith("-"))
        sections = [Section(None, ordered)]
    total = plan.actions.count() if narrowing.chosen else len(known)
    return PlanTable(plan, period, sections, total, narrowing, sort if key else "")


def _once(agencies: Iterable[Agency]) -> list[Agency]:
    return list({agency.pk: agency for agency in agencies}.values())


def _join(actions: list[Action], plan: Plan, objectives: list[Objective], posts: list[Post]) -> None:
    """Tie the rows to what was read once. Reading them again with every row took longest."""
    objective_of = {objective.pk: objective for objective in objectives}
    post_of = {post.pk: post for post in posts}
    for objective in objectives:
        objective.plan = plan
        objective.parent = objective_of[objective.parent_id] if objective.parent_id else None
    for action in actions:
        action.plan = plan
        action.objective = objective_of[action.objective_id]
        for lead in action.leads.all():
            lead.post = post_of[lead.post_id]


def _by_objective(objectives: list[Objective], rows: list[Standing], *, whole: bool) -> list[Section]:
    """Objectives in the plan's order; those without a row only when the whole plan is shown.

    In a plan whose upper objectives hold the actions themselves, its lower ones hold none and are left out.
    """
    upper = {o.pk: o for o in objectives if o.parent_id is None}
    by_upper = any(row.action.objective_id in upper for row in rows)
    sections: list[Section] = []
    last: int | None = None
    for objective in sorted(
        objectives,
        key=lambda o: (o.owner_group_id is not None, upper[o.parent_id or o.pk].order, o.order),
    ):
        mine = [row for row in rows if row.action.objective_id == objective.pk]
        if objective.parent_id is None:
            if mine:
                sections.append(Section(None, mine, objective))
                last = objective.pk
        elif mine or (whole and not by_upper):
            opens = upper[objective.parent_id] if objective.parent_id != last else None
            last = objective.parent_id
            sections.append(Section(objective, mine, opens))
    return sections


def leads_in_words(action: Action, *, role: LeadRole | None = None) -> str:
    """The posts that lead (or, by role, have a part in) an action, parted by semicolons."""
    wanted = [lead for lead in action.leads.all() if role is None or lead.role == role]
    return "; ".join(str(lead.post) for lead in wanted)
