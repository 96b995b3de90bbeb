"""Verbs of the plan: add and change an action, name its leads, change an objective, record a trigger."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from actions import plan_dates, policies
from actions.amending import amend, lock_action, lock_objective, write_leads
from actions.models import Action, Objective, Plan
from actions.models.plan_date_fields import columns
from actions.outside_events import find_happened_problems, mark_happened
from actions.plan_content import (
    ActionContent,
    Leads,
    ObjectiveContent,
    content_of_action,
    find_action_problems,
    find_due_problems,
    find_lead_problems,
    find_objective_problems,
    find_start_problems,
)
from actions.plan_dates import PlanDate
from actions.policies import Unfinished
from actions.problems import Problem
from governance.days import in_words
from governance.history import record
from governance.models import Person

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}", re.ASCII)


@transaction.atomic
def add_action(
    *, content: ActionContent, reference: str, due_words: str, by: Person, at: dt.datetime
) -> Action:
    """Add an action at the end of its objective, not started. Its due date becomes O, which never changes.

    Raises Unfinished, with the fields of ``ActionContent``, ``reference`` and ``due_words``, and Refusal
    when the plan is closed.
    """
    plan = Plan.objects.select_for_update().get(pk=content.objective.plan_id)
    policies.check_plan_open(plan)
    due = plan_dates.parse(due_words)
    reference = reference.strip()
    problems = [
        *_reference_problems(reference, plan),
        *find_action_problems(content, plan=plan, due=PlanDate()),
        *find_due_problems(due_words, start=content.start),
    ]
    if problems:
        raise Unfinished(problems)
    action = Action.objects.create(
        plan=plan,
        objective=content.objective,
        reference=reference,
        order=_make_room(content.objective),
        **_values(content),
        **due_columns(due),
        **columns("original_due", due),
    )
    write_leads(action, content.leads)
    record(by=by, at=at, subject=action, verb="added", sentence=f"Due {action.due_words}")
    return action


@transaction.atomic
def change_action(
    *, action: Action, content: ActionContent, expected_version: int, by: Person, at: dt.datetime
) -> Action:
    """Change what the plan says of an action. D and O stay: a decision moves D.

    Raises StalePlan when another change was saved since, Unfinished when the content will not do,
    Refusal when the action was closed.
    """
    held = lock_action(action, expected_version=expected_version)
    problems = find_action_problems(content, plan=held.plan, due=held.due, unchanged=content_of_action(held))
    if problems:
        raise Unfinished(problems)
    values: dict[str, Any] = {"objective": content.objective, **_values(content)}
    if content.objective.pk != held.objective_id:
        values["order"] = _make_room(content.objective)
    return amend(held, values, leads=content.leads, by=by, at=at, verb="changed")


@transaction.atomic
def set_leads(*, action: Action, leads: Leads, expected_version: int, by: Person, at: dt.datetime) -> Action:
    """Name the posts that lead or support an action, in order. Raises as ``change_action`` does."""
    held = lock_action(action, expected_version=expected_version)
    problems = find_lead_problems(leads)
    if problems:
        raise Unfinished(problems)
    return amend(held, {}, leads=leads, by=by, at=at, verb="changed leads")


@transaction.atomic
def change_objective(
    *, objective: Objective, content: ObjectiveContent, expected_version: int, by: Person, at: dt.datetime
) -> Objective:
    """Change an objective's words, or the group that owns it. Raises StalePlan, Unfinished and Refusal."""
    held = lock_objective(objective, expected_version=expected_version)
    problems = find_objective_problems(content, objective=held, holds_actions=held.actions.exists())
    if problems:
        raise Unfinished(problems)
    values = {
        "title": content.title.strip(),
        "description": content.description.strip(),
        "priority": content.priority,
        "owner_group": content.owner_group,
    }
    return amend(held, values, by=by, at=at, verb="changed")


@transaction.atomic
def record_trigger(
    *,
    action: Action,
    happened_on: dt.date | None,
    start_words: str,
    due_words: str,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> Action:
    """What the action waited for has happened: it gets its start, and its due date as both O and D.

    The event is kept with the plan, so that whatever else waits for it is free too, and told so.

    Raises Refusal when it waits for nothing, StalePlan, and Unfinished with the fields ``happened_on``,
    ``start_words`` and ``due_words``.
    """
    # The event is the plan's: whoever writes one holds the plan, and before any action.
    plan = Plan.objects.select_for_update().get(pk=action.plan_id)
    held = lock_action(action, expected_version=expected_version)
    policies.check_awaiting(held)
    start, due = plan_dates.parse(start_words), plan_dates.parse(due_words)
    problems = [
        *find_happened_problems(happened_on, at.date()),
        *find_start_problems(start_words, due=PlanDate()),
        *find_due_problems(due_words, start=start),
    ]
    if due.awaiting or due.to_be_confirmed:
        problems.append(("due_words", "Enter the due date, now that it no longer waits."))
    if problems or happened_on is None:
        raise Unfinished(problems)
    mark_happened(plan=plan, words=held.awaiting, on=happened_on, by=by, at=at, besides=held)
    sentence = f"{held.awaiting[:1].upper()}{held.awaiting[1:]}: happened on {in_words(happened_on)}."
    values = due_columns(due) | columns("start", start) | columns("original_due", due)
    return amend(held, values, by=by, at=at, verb="recorded a trigger", sentence=sentence)


def suggest_reference(objective: Objective) -> str:
    """The next reference under an objective: after 7.1 and 7.2, 7.3."""
    taken = set(Action.objects.filter(plan=objective.plan_id).values_list("reference", flat=True))
    number = objective.actions.count() + 1
    while f"{objective.number}.{number}" in taken:
        number += 1
    return f"{objective.number}.{number}"


def due_columns(due: PlanDate) -> dict[str, Any]:
    """The columns of an action that hold D, and whether it is on-going or waits."""
    return columns("due", due) | {"ongoing": due.ongoing, "recurs": due.recurs, "awaiting": due.awaiting}


def _values(content: ActionContent) -> dict[str, Any]:
    return {
        "title": content.title.strip(),
        "description": content.description.strip(),
        "priority": content.priority,
        **columns("start", replace(content.start, words=content.start_words.strip())),
    }


def _make_room(objective: Objective) -> int:
    """The order of a new last action of the objective; those of later objectives move down by one."""
    within = Action.objects.filter(plan=objective.plan_id, objective__order__lte=objective.order)
    last: int = within.aggregate(last=Max("order"))["last"] or 0
    Action.objects.filter(plan=objective.plan_id, order__gt=last).update(order=F("order") + 1)
    return last + 1


def _reference_problems(reference: str, plan: Plan) -> list[Problem]:
    if not reference:
        return [("reference", "Enter a reference such as 7.3.")]
    if not _REFERENCE.fullmatch(reference):
        return [("reference", "Write the reference with letters, numbers, dots and hyphens, 20 at most.")]
    if Action.objects.filter(plan=plan, reference__iexact=reference).exists():
        return [("reference", f"Action {reference} is in the plan already. Choose another reference.")]
    return []
