"""What a plan promises, by value: its own words, each objective and each action, as a version keeps them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.amending import leads_in_words
from actions.models import Action, Closure, LeadRole, Measure, Objective, Plan, Priority
from actions.plan_dates import show
from actions.rag import Status
from governance.days import in_words

SCHEMA = 1
# What each part is called where it is shown, in the order of the page.
LABELS = {
    "title": "Title",
    "description": "Description",
    "runs": "Runs",
    "under": "Under",
    "objective": "Objective",
    "priority": "Priority",
    "owned_by": "Owned by",
    "leads": "Leads",
    "start": "Planned start",
    "due": "Due",
    "steps": "Steps",
    "measures": "Success measures",
    "halted": "Held or closed",
}
_CLOSED = {
    Closure.CANCELLED: "Cancelled",
    Closure.MERGED: "Merged into action {}",
    Closure.SUPERSEDED: "Superseded by action {}",
}


@dataclass(frozen=True)
class Promise:
    """The plan, an objective or an action. ``key`` is its row's, which stays when number or words change.

    ``said`` holds its parts in words, by the names of ``LABELS``; a part that is empty is left out.
    """

    key: int
    reference: str
    name: str
    said: Mapping[str, str]


@dataclass(frozen=True)
class Promises:
    """All that a plan promises, in its order."""

    plan: Promise
    objectives: tuple[Promise, ...]
    actions: tuple[Promise, ...]

    def to_json(self) -> dict[str, Any]:
        """JSON-safe, with the number of its form."""
        return {
            "schema": SCHEMA,
            "plan": vars(self.plan),
            "objectives": [vars(one) for one in self.objectives],
            "actions": [vars(one) for one in self.actions],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Promises":
        """Read it back. Raises ValueError for a form that this tracker does not know."""
        if stored.get("schema") != SCHEMA:
            raise ValueError(f"This version is of form {stored.get('schema')!r}; {SCHEMA} can be read.")
        return cls(
            plan=Promise(**stored["plan"]),
            objectives=tuple(Promise(**one) for one in stored["objectives"]),
            actions=tuple(Promise(**one) for one in stored["actions"]),
        )


def read_promises(plan: Plan) -> Promises:
    """What the plan promises now. Five queries for any number of actions."""
    objectives = list(plan.objectives.select_related("parent", "owner_group").order_by("order"))
    actions = plan.actions.with_leads().select_related("continued_in").prefetch_related("milestones")
    measures = _measures(plan)
    return Promises(
        plan=_of_plan(plan),
        objectives=tuple(_of_objective(one, measures["objective", one.pk]) for one in objectives),
        actions=tuple(_of_action(one, measures["action", one.pk]) for one in actions.order_by("order")),
    )


def _measures(plan: Plan) -> Mapping[tuple[str, int], Sequence[str]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in Measure.objects.of_plan(plan).in_force().order_by("order"):
        of = ("action", one.action_id) if one.action_id else ("objective", one.objective_id or 0)
        found[of].append(_measure(one))
    return found


def _measure(measure: Measure) -> str:
    """ "Fewer calls come back (from 20 to 10 %)"."""
    if measure.target is None:
        return measure.words
    first = "" if measure.baseline is None else f"from {measure.baseline.normalize():f} "
    return f"{measure.words} ({first}to {measure.target.normalize():f} {measure.unit}".rstrip() + ")"


def _of_plan(plan: Plan) -> Promise:
    runs = f"{in_words(plan.starts_on)} to {in_words(plan.ends_on)}"
    said = {"title": plan.title, "description": plan.description, "runs": runs}
    return Promise(plan.pk, plan.slug, str(plan), _given(said))


def _of_objective(objective: Objective, measures: Sequence[str]) -> Promise:
    upper = objective.parent
    said = {
        "title": objective.title,
        "description": objective.description,
        "under": upper.title if upper else "",
        "priority": Priority(objective.priority).label if objective.priority else "",
        "owned_by": str(objective.owner_group or ""),
        "measures": "\n".join(measures),
    }
    name = str(objective) if upper else objective.heading
    return Promise(objective.pk, objective.number, name, _given(said))


def _of_action(action: Action, measures: Sequence[str]) -> Promise:
    steps = [f"{one.title}, by {show(one.due)}" for one in action.milestones.all()]
    said = {
        "title": action.title,
        "description": action.description,
        # By its number alone: an objective that gets another title moves none of its actions.
        "objective": action.objective.number,
        "priority": Priority(action.priority).label,
        "leads": leads_in_words(tuple((lead.post, LeadRole(lead.role)) for lead in action.leads.all())),
        "start": show(action.start) if action.start_words else "",
        "due": show(action.due),
        "steps": "\n".join(steps),
        "measures": "\n".join(measures),
        "halted": _halted(action),
    }
    return Promise(action.pk, action.reference, str(action), _given(said))


def _halted(action: Action) -> str:
    """A hold or closure that a board decided; how far the work has got is no promise."""
    if action.status == Status.CLOSED:
        goes_on = action.continued_in.reference if action.continued_in else ""
        return _CLOSED[Closure(action.closure)].format(goes_on) if action.closure else "Closed"
    if action.hold_decision_id and action.hold_until:
        return f"On hold until {in_words(action.hold_until)}"
    return ""


def _given(said: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in said.items() if words}
