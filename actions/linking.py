"""Verbs that tie an action of one plan to the action of another that it delivers."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from actions.models import Action, ActionLink, Plan
from actions.naming import name_for_all
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from governance.history import record
from governance.models import Person

LONGEST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class LinkContent:
    """``plan`` and ``reference`` name the other action; ``delivers`` says that ours delivers it."""

    plan: Plan
    reference: str
    delivers: bool
    note: str = ""


@transaction.atomic
def link_action(*, action: Action, content: LinkContent, by: Person, at: dt.datetime) -> ActionLink:
    """Tie the two, with an event in the history of both.

    Raises Unfinished with the fields of ``LinkContent``.
    """
    other = Action.objects.filter(plan=content.plan, reference__iexact=content.reference.strip()).first()
    problems = _problems(action, other, content)
    if problems or other is None:
        raise Unfinished(problems)
    first, second = (action, other) if content.delivers else (other, action)
    link = ActionLink.objects.create(
        action=first, other=second, note=content.note.strip(), made_by=by, made_at=at
    )
    _tell(link, by=by, at=at, verb="linked")
    return link


@transaction.atomic
def unlink_action(*, link: ActionLink, by: Person, at: dt.datetime) -> None:
    """Untie the two; the history of both keeps that they were tied. Raises Refusal when it was done."""
    rows = ActionLink.objects.select_for_update(of=("self",)).select_related("action__plan", "other__plan")
    held = rows.filter(pk=link.pk).first()
    if held is None:
        raise Refusal("These are linked no more: somebody removed the link before you.")
    _tell(held, by=by, at=at, verb="removed a link")
    held.delete()


def _problems(action: Action, other: Action | None, content: LinkContent) -> list[Problem]:
    problems: list[Problem] = []
    if content.plan.pk == action.plan_id:
        problems.append(("plan", "Choose another plan. Within one plan an action waits on another."))
    elif not content.reference.strip():
        problems.append(("reference", "Enter the reference of the other action, such as 2.1.3."))
    elif other is None:
        problems.append(
            ("reference", f"{content.plan} has no action {content.reference.strip()}. Enter its reference.")
        )
    elif ActionLink.objects.filter(Q(action=action, other=other) | Q(action=other, other=action)).exists():
        problems.append(("reference", f"Action {other.reference} is linked to this one already."))
    if len(content.note.strip()) > LONGEST_NOTE:
        problems.append(("note", f"Keep the note to {LONGEST_NOTE} characters or fewer."))
    return problems


def _tell(link: ActionLink, *, by: Person, at: dt.datetime, verb: str) -> None:
    ours, theirs = link.action, link.other
    record(by=by, at=at, subject=ours, verb=verb, sentence=f"It delivers {name_for_all(theirs)}.")
    first = name_for_all(ours)
    record(by=by, at=at, subject=theirs, verb=verb, sentence=f"{first[:1].upper()}{first[1:]} delivers it.")
