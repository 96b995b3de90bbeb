"""Loads ``fixtures/vawg_2023_24.json``: the plan, its sign-off route, objectives and actions."""

import datetime as dt
from typing import Any

from actions import plan_dates
from actions.models import Action, ActionLead, Approval, Milestone, Objective, Plan, PlanState
from actions.models.plan_date_fields import columns
from vawg_tracker.demo.bodies import Bodies

_OF_WHAT = {"strategy": "The strategy", "delivery_plan": "The delivery plan"}


def load_plan(data: dict[str, Any], bodies: Bodies) -> Plan:
    """Make the plan with all that belongs to it."""
    head = data["plan"]
    plan = Plan.objects.create(
        slug=head["slug"],
        title=head["title"],
        short_title=head["short_title"],
        board=bodies.groups[head["board"]],
        state=PlanState.AGREED,
        version="1.0",
        starts_on=dt.date.fromisoformat(head["starts_on"]),
        ends_on=dt.date.fromisoformat(head["ends_on"]),
        upper_level=head["level_names"][0],
        lower_level=head["level_names"][1],
        flags=head["flags"],
    )
    _load_approvals(plan, head["approvals"], bodies)
    objectives = _load_objectives(plan, data, bodies)
    actions = {
        row["reference"]: _load_action(plan, objectives[row["objective"]], order, row, bodies)
        for order, row in enumerate(data["actions"], start=1)
    }
    for row in data["actions"]:
        for before in row["depends_on"]:
            action = actions[row["reference"]]
            action.follows = actions[before]
            action.save(update_fields=["follows"])
    return plan


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load_approvals(plan: Plan, rows: list[dict[str, Any]], bodies: Bodies) -> None:
    Approval.objects.bulk_create(
        Approval(
            plan=plan,
            order=row["order"],
            group=bodies.groups[row["group"]],
            of_what=_OF_WHAT[row["subject"]],
            outcome=row["outcome"] if row["decided_on"] else "",
            decided_on=_day(row["decided_on"]),
            due_words="" if row["decided_on"] else row["words"],
        )
        for row in rows
    )


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
        found[row["reference"]].related.add(*(found[number] for number in row["related"]))
    return found


def _load_action(plan: Plan, objective: Objective, order: int, row: dict[str, Any], bodies: Bodies) -> Action:
    start = plan_dates.parse(row["start_words"])
    end = plan_dates.parse(row["end_words"])
    action = Action.objects.create(
        plan=plan,
        objective=objective,
        reference=row["reference"],
        order=order,
        title=row["title"],
        description=row["description"],
        priority=row["priority"],
        status=row["status"],
        ongoing=row["ongoing"],
        recurs=row["recurs"],
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
        for step in row["milestones"]
    )
    return action
