"""How the plan is amended: one row locked, one version more, one event with each old and new value."""

import datetime as dt
from typing import Any

from actions import policies
from actions.models import Action, ActionLead, LeadRole, Objective, Priority
from actions.plan_content import Leads
from actions.rag import Status
from governance.days import in_words
from governance.history import record
from governance.models import Event, Person

# What the history calls each column. A date's last day and precision follow its words, and are left out.
WORDS = {
    "title": "title",
    "description": "description",
    "priority": "priority",
    "objective": "objective",
    "owner_group": "owned by",
    "start_words": "planned start",
    "original_due_words": "original due date",
    "due_words": "due date",
    "awaiting": "waiting for",
    "status": "status",
    "hold_until": "on hold until",
    "closure": "closed as",
    "continued_in": "goes on in",
    "completed_on": "completed on",
}


class StalePlan(policies.Refusal):
    """Somebody else changed it first. ``theirs`` is the row as it stands; nothing is written."""

    def __init__(self, theirs: Action | Objective) -> None:
        last = Event.objects.about(theirs).first()
        who = last.by_name if last else "Somebody else"
        super().__init__(f"{who} changed this while you were writing. Compare the two below.")
        self.theirs = theirs
        self.by = last.by if last else None
        # For a page that has nothing to compare.
        self.read_again = f"{who} changed it after you opened the page. Read it again first."


def lock_action(action: Action, *, expected_version: int) -> Action:
    """The action, locked until the transaction ends.

    Raises StalePlan, and Refusal when it or its plan was closed.
    """
    held = Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)
    policies.check_in_force(held)
    if held.version != expected_version:
        raise StalePlan(held)
    return held


def lock_objective(objective: Objective, *, expected_version: int) -> Objective:
    """The objective, locked until the transaction ends. Raises StalePlan, and Refusal in a closed plan."""
    held = Objective.objects.select_for_update(of=("self",)).select_related("plan").get(pk=objective.pk)
    policies.check_plan_open(held.plan)
    if held.version != expected_version:
        raise StalePlan(held)
    return held


def amend[T: (Action, Objective)](
    held: T,
    values: dict[str, Any],
    *,
    by: Person,
    at: dt.datetime,
    verb: str,
    sentence: str = "",
    leads: Leads | None = None,
) -> T:
    """Write the values (and, of an action, its leads) that differ, with one event; nothing when none does.

    What the history has no word for counts too: a decision on a hold that an update had reported already.
    """
    before = {name: getattr(held, name) for name, new in values.items() if getattr(held, name) != new}
    for name in before:
        setattr(held, name, values[name])
    changes = {
        WORDS[name]: (in_text(name, old), in_text(name, values[name]))
        for name, old in before.items()
        if name in WORDS
    }
    if isinstance(held, Action) and leads is not None:
        changes |= _replace_leads(held, leads)
    if before or changes:
        held.version += 1
        held.save(update_fields=[*values, "version"])
        record(by=by, at=at, subject=held, verb=verb, sentence=sentence, changes=changes)
    return held


def leads_in_words(leads: Leads) -> str:
    """``OPCC, Victims Lead (accountable lead); Warwickshire Police (supporting)``."""
    return "; ".join(f"{post} ({role.label.lower()})" for post, role in leads)


def write_leads(action: Action, leads: Leads) -> None:
    """Put these posts, in this order, in place of those that stood."""
    ActionLead.objects.filter(action=action).delete()
    ActionLead.objects.bulk_create(
        ActionLead(action=action, post=post, role=role, order=order)
        for order, (post, role) in enumerate(leads, start=1)
    )


def _replace_leads(action: Action, leads: Leads) -> dict[str, tuple[str, str]]:
    rows = ActionLead.objects.filter(action=action).select_related("post__agency")
    before: Leads = tuple((row.post, LeadRole(row.role)) for row in rows)
    if before == leads:
        return {}
    write_leads(action, leads)
    return {"leads": (leads_in_words(before), leads_in_words(leads))}


def in_text(name: str, value: Any) -> str:
    """A column's value as the history shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return in_words(value)
    if name == "priority":
        return Priority(value).label
    if name == "status":
        return Status(value).label
    if name == "closure":
        return str(dict(Action._meta.get_field("closure").flatchoices)[value])
    return str(value)
