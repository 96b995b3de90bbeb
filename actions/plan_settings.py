"""The verb of what a plan says of itself: its purpose, and the limits of its rating rules."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db import transaction

from actions import policies
from actions.models import Plan
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from governance.days import in_words
from governance.history import record
from governance.models import Event, Person

LONGEST_DESCRIPTION = 1000
# The greatest limit that makes sense of each: a year's days, a year's quarters.
GREATEST = {"overdue_days": 365, "slip_days": 365, "missed_updates": 4}


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """The limits are all given, with the date from which they count, or none is: then the tracker's stand."""

    description: str = ""
    thresholds_from: dt.date | None = None
    overdue_days: int | None = None
    slip_days: int | None = None
    missed_updates: int | None = None


def settings_of(plan: Plan) -> PlanSettings:
    """The plan as it stands."""
    return PlanSettings(**{field.name: getattr(plan, field.name) for field in fields(PlanSettings)})


def newest_change(plan: Plan) -> int:
    """The key of the plan's newest event, by which a later change is noticed; 0 when there is none."""
    newest = Event.objects.about(plan).first()
    return newest.pk if newest else 0


@transaction.atomic
def change_plan(*, plan: Plan, content: PlanSettings, expected: int, by: Person, at: dt.datetime) -> Plan:
    """Change what the plan says of itself. ``expected`` is its newest change when the page was opened.

    Raises Refusal when the plan is closed or was changed since, Unfinished with fields of ``PlanSettings``.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_plan_open(held)
    if newest_change(held) != expected:
        raise Refusal("Somebody changed this after you opened the page. Open it again to read their words.")
    problems = find_settings_problems(content)
    if problems:
        raise Unfinished(problems)
    old, new = settings_of(held), content
    changed = [one.name for one in fields(content) if getattr(old, one.name) != getattr(new, one.name)]
    if changed:
        changes = {_LABELS[name]: (_words(old, name), _words(new, name)) for name in changed}
        for name in changed:
            setattr(held, name, getattr(new, name))
        held.save(update_fields=changed)
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


_LABELS = {
    "description": "what it is for",
    "thresholds_from": "own limits from",
    "overdue_days": "days overdue",
    "slip_days": "days of slip",
    "missed_updates": "updates missed",
}


def _words(content: PlanSettings, name: str) -> str:
    value = getattr(content, name)
    return in_words(value) if isinstance(value, dt.date) else "" if value is None else str(value)


def find_settings_problems(content: PlanSettings) -> list[Problem]:
    """Pairs of field and sentence."""
    problems: list[Problem] = []
    if len(content.description) > LONGEST_DESCRIPTION:
        problems.append(("description", f"Keep this to {LONGEST_DESCRIPTION} characters or fewer."))
    limits = {name: getattr(content, name) for name in GREATEST}
    wanted = content.thresholds_from is not None or any(value is not None for value in limits.values())
    if wanted and content.thresholds_from is None:
        problems.append(("thresholds_from", "Enter the date from which the plan's own limits count."))
    for name, value in limits.items():
        if wanted and value is None:
            problems.append((name, "Enter this limit too, or leave all of them empty."))
        elif value is not None and not 1 <= value <= GREATEST[name]:
            problems.append((name, f"Enter a number between 1 and {GREATEST[name]}."))
    return problems
