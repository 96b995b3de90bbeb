"""Loads a plan's fixture: the plan, its sign-off route, objectives and actions, and what stands round it."""

import datetime as dt
from typing import Any

from actions import plan_dates
from actions.models import (
    Action,
    ActionLead,
    ActionLink,
    ActionPartner,
    Approval,
    Dependency,
    Funding,
    InPlace,
    Interdependency,
    Measure,
    Milestone,
    Objective,
    Plan,
    PlanState,
    Priority,
    Verdict,
    VerdictOutcome,
)
from actions.models.plan_date_fields import columns
from actions.rag import Status
from actions.routes import route_in_play
from actions.versions import FIRST, bring_into_force, keep_version, lock_promises
from governance.models import Decision, RegisteredDocument
from vawg_tracker.demo.bodies import Bodies

_OF_WHAT = {"strategy": "The strategy", "delivery_plan": "The delivery plan"}


def load_plan(data: dict[str, Any], bodies: Bodies, *, at: dt.datetime) -> Plan:
    """Make the plan with all that belongs to it, and its first version; a draft while a body has to agree."""
    head = data["plan"]
    plan = Plan.objects.create(
        slug=head["slug"],
        title=head["title"],
        short_title=head["short_title"],
        board=bodies.groups[head["board"]],
        description=head.get("description", ""),
        starts_on=dt.date.fromisoformat(head["starts_on"]),
        ends_on=dt.date.fromisoformat(head["ends_on"]),
        upper_level=head["level_names"][0],
        lower_level=head["level_names"][1],
        flags=head["flags"],
    )
    _load_approvals(plan, head["approvals"], bodies, at=at)
    objectives = _load_objectives(plan, data, bodies)
    actions = {
        row["reference"]: _load_action(plan, objectives[row["objective"]], order, row, bodies)
        for order, row in enumerate(data["actions"], start=1)
    }
    for row in data["actions"]:
        for before in row.get("depends_on", []):
            Dependency.objects.create(action=actions[row["reference"]], on_action=actions[before])
    _load_interdependencies(plan, data.get("interdependencies", []))
    if route_in_play(plan).next is None:
        _load_version(plan, head, at=at)
    return plan


def _load_version(plan: Plan, head: dict[str, Any], *, at: dt.datetime) -> None:
    """The plan as its document has it; a closed one stays closed."""
    plan.state = PlanState(head["state"])
    name = head["version"] or FIRST
    version = keep_version(plan, name=name, dated_on=None, promises=lock_promises(plan), by=None, at=at)
    bring_into_force(plan, version)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load_approvals(plan: Plan, rows: list[dict[str, Any]], bodies: Bodies, *, at: dt.datetime) -> None:
    """The route as its document has it: what each body decided, and when the others are due."""
    for row in rows:
        group, due = bodies.groups[row["group"]], "" if row["decided_on"] else row["words"]
        step = Approval.objects.create(
            plan=plan,
            order=row["order"],
            group=group,
            of_what=_OF_WHAT[row["subject"]],
            **columns("due", plan_dates.parse(due)),
        )
        if row["decided_on"]:
            outcome = VerdictOutcome(row["outcome"])
            decided = Decision.objects.create(
                group=group,
                decided_on=dt.date.fromisoformat(row["decided_on"]),
                text=step.plainly(outcome),
                recorded_at=at,
            )
            Verdict.objects.create(step=step, outcome=outcome, decision=decided)


def _load_objectives(plan: Plan, data: dict[str, Any], bodies: Bodies) -> dict[str, Objective]:
    """Upper ones by their key, lower ones by their reference; the order is that of the document."""
    found: dict[str, Objective] = {}
    rows = [(row["key"], None, row) for row in data["strategic_objectives"]]
    rows += [(row["reference"], row["parent"], row) for row in data["objectives"]]
    for order, (number, parent, row) in enumerate(rows, start=1):
        owner = row.get("owner_group", "")
        found[number] = Objective.objects.create(
            plan=plan,
            parent=found[parent] if parent else None,
            number=number,
            title=row["title"],
            description=row["description"],
            owner_group=bodies.groups[owner] if owner else None,
            priority=row.get("priority", ""),
            order=order,
            note=row["note"],
        )
    for row in data["objectives"]:
        found[row["reference"]].related.add(*(found[number] for number in row.get("related", [])))
    InPlace.objects.bulk_create(
        InPlace(objective=found[row["key"]], words=words, order=place)
        for row in data["strategic_objectives"]
        for place, words in enumerate(row.get("in_place", []), start=1)
    )
    return found


def _load_action(plan: Plan, objective: Objective, order: int, row: dict[str, Any], bodies: Bodies) -> Action:
    start = plan_dates.parse(row.get("start_words", ""))
    end = plan_dates.parse(row.get("end_words", ""))
    action = Action.objects.create(
        plan=plan,
        objective=objective,
        reference=row["reference"],
        order=order,
        title=row["title"],
        description=row["description"],
        priority=row.get("priority", Priority.TBC),
        status=row.get("status", Status.NOT_STARTED),
        ongoing=row.get("ongoing", False),
        recurs=row.get("recurs", ""),
        awaiting=row["awaiting"],
        flags=row["flags"],
        **columns("start", start),
        **columns("original_due", end),
        **columns("due", end),
    )
    ActionLead.objects.bulk_create(
        ActionLead(action=action, post=bodies.posts[lead["post"]], role=lead["role"], order=place)
        for place, lead in enumerate(row["leads"], start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(action=action, title=step["title"], **columns("due", plan_dates.parse(step["words"])))
        for step in row.get("milestones", [])
    )
    Measure.objects.bulk_create(
        Measure(action=action, words=words, order=place)
        for place, words in enumerate(row.get("measures", []), start=1)
    )
    for fund in row.get("funding", []):
        Funding.objects.create(
            plan=plan,
            source=fund["source"],
            ends_on=dt.date.fromisoformat(fund["ends_on"]),
            follow_on=fund["follow_on"],
            what_follows=fund["what_follows"],
            fallback=fund["fallback"],
        ).actions.add(action)
    ActionPartner.objects.bulk_create(
        ActionPartner(action=action, name=name, order=place)
        for place, name in enumerate(row.get("partners", []), start=1)
    )
    return action


def _load_interdependencies(plan: Plan, rows: list[dict[str, Any]]) -> None:
    documents = {document.number: document for document in RegisteredDocument.objects.all()}
    Interdependency.objects.bulk_create(
        Interdependency(
            plan=plan,
            name=row["name"],
            document=documents[row["document"]] if row["document"] else None,
            note=row["note"],
            order=place,
        )
        for place, row in enumerate(rows, start=1)
    )


def load_links(plan: Plan, rows: list[dict[str, Any]], *, at: dt.datetime) -> None:
    """Tie actions of the plan to those of another that they deliver."""
    ActionLink.objects.bulk_create(
        ActionLink(
            action=plan.actions.get(reference=row["action"]),
            other=Action.objects.get(plan__slug=row["plan"], reference=reference),
            note=row["note"],
            made_at=at,
        )
        for row in rows
        for reference in row["to"]
    )
