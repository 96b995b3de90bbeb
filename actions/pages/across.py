"""What one agency owes in all plans: its actions, plan by plan, as they stand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from actions.models import Action, LeadRole, Plan
from actions.standing import Standing, standings_across
from governance.access import Access
from governance.models import Agency


@dataclass(frozen=True)
class Owed:
    """One action: how it stands, and the part that the agency has in it."""

    standing: Standing
    part: str


@dataclass(frozen=True)
class PlanOwed:
    """The agency's actions in one plan, in the plan's order."""

    plan: Plan
    rows: Sequence[Owed]


@dataclass(frozen=True)
class AcrossPlans:
    """``agency`` is None until one is chosen, or when nobody goes by that name: ``unknown`` says so."""

    agencies: Sequence[Agency]
    agency: Agency | None
    unknown: bool
    plans: Sequence[PlanOwed]

    @property
    def total(self) -> int:
        return sum(len(one.rows) for one in self.plans)


def across_plans(access: Access, *, asked: str, today: dt.date) -> AcrossPlans:
    """The agency ``asked`` for by its slug; else the person's own, if they have one. Six queries at most."""
    readable = Plan.objects.readable(access)
    agencies = list(Agency.objects.filter(posts__leads__action__plan__in=readable).distinct())
    own = access.agencies()
    chosen = next((a for a in agencies if (a.slug == asked if asked else a.pk in own)), None)
    if chosen is None:
        return AcrossPlans(agencies, None, bool(asked), [])
    actions = Action.objects.readable(access).filter(leads__post__agency=chosen).distinct().with_leads()
    rows = actions.select_related("plan__board").order_by("-plan__starts_on", "plan", "order")
    known = standings_across(list(rows), today=today)
    parts = [[*group] for _, group in groupby(known, key=lambda one: one.action.plan_id)]
    plans = [
        PlanOwed(group[0].action.plan, [Owed(row, _part(row.action, chosen)) for row in group])
        for group in parts
    ]
    return AcrossPlans(agencies, chosen, False, plans)


def _part(action: Action, agency: Agency) -> str:
    """The greatest part that a post of the agency has."""
    held = {lead.role for lead in action.leads.all() if lead.post.agency_id == agency.pk}
    return next(role.label for role in LeadRole if role in held)
