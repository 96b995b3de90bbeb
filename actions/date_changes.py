"""Verbs of a due date's move: ask for it, and decide. D moves when a decision agrees; O never does."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from actions import plan_dates, policies
from actions.amending import amend
from actions.models import Action, DateChange, DateChangeState
from actions.models.plan_date_fields import columns
from actions.plan_dates import PlanDate
from actions.policies import Unfinished
from actions.problems import Problem
from governance.days import in_words
from governance.decisions import DecisionContent, check_decides_for, record_decision
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

_NO_DATE = "Enter a date such as March 2027 or 31 March 2027."


@dataclass(frozen=True, kw_only=True)
class DateChangeContent:
    """The date asked for, as typed, and why. ``not_personal``: what looks like personal data is none."""

    new_date: str = ""
    reason: str = ""
    not_personal: bool = False

    @property
    def to(self) -> PlanDate:
        """The date that the words mean."""
        return plan_dates.parse(self.new_date)


def find_date_problems(content: DateChangeContent, *, action: Action, today: dt.date) -> list[Problem]:
    """Pairs of field name and sentence; empty when the move can be asked for."""
    problems = [("new_date", sentence) for sentence in _date_sentences(content, action, today)]
    if not content.reason.strip():
        problems.append(("reason", "Say why the date must move, so that the Board can decide."))
    problems += too_long_problems("new_date", content.new_date, 200)
    problems += too_long_problems("reason", content.reason)
    return problems + personal_problems("reason", content.reason, excused=content.not_personal)


def _date_sentences(content: DateChangeContent, action: Action, today: dt.date) -> list[str]:
    """At most one sentence."""
    to = content.to
    if not content.new_date.strip():
        return ["Enter the new due date, such as March 2027 or 31 March 2027."]
    if not to.understood:
        return [_NO_DATE if to.problem == plan_dates.HELP else to.problem]
    if to.last_day is None or to.ongoing:
        return [
            "Enter a date such as March 2027. Only the coordinator can make an action on-going or undated."
        ]
    if action.due_on == to.last_day:
        return [f"{in_words(to.last_day)} is the due date already. Enter a later date."]
    if action.due_on and to.last_day < action.due_on:
        return [
            f"The new due date must be after the one in force, {in_words(action.due_on)}. "
            "To finish sooner, give an earlier forecast in your update."
        ]
    if to.last_day < today:
        return ["The new due date must be today or later."]
    return []


@transaction.atomic
def ask_date_change(
    *, action: Action, content: DateChangeContent, by: Person, at: dt.datetime, sample: bool = False
) -> DateChange:
    """Ask for the due date to move. It stays where it is until a group decides.

    Raises Refusal when the action is finished, waits on an event or has a request waiting, and
    Unfinished (``new_date``, ``reason``).
    """
    held = Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)
    waiting = DateChange.objects.waiting().filter(action=held).first()
    policies.check_can_ask_date_change(held, waiting=waiting)
    problems = find_date_problems(content, action=held, today=at.date())
    if problems:
        raise Unfinished(problems)
    change = DateChange.objects.create(
        action=held,
        reason=content.reason.strip(),
        requested_by=by,
        requested_at=at,
        is_sample=sample,
        **columns("from", held.due),
        **columns("to", content.to),
    )
    moved = {"due date asked for": (plan_dates.show(held.due), plan_dates.show(content.to))}
    record(
        by=by, at=at, subject=held, verb="asked to move the due date", sentence=change.reason, changes=moved
    )
    return change


@transaction.atomic
def decide_date_change(
    *, change: DateChange, agreed: bool, decision: DecisionContent, by: Person, at: dt.datetime
) -> DateChange:
    """Record what a group decided of a move; agreed, the due date moves with it.

    Raises Refusal when it was decided before, or was agreed of an action that is finished by now, and
    UnfinishedDecision.
    """
    rows = Action.objects.select_for_update(of=("self",)).select_related("plan__board")
    action = rows.get(pk=change.action_id)
    held = DateChange.objects.select_for_update().get(pk=change.pk)
    policies.check_can_decide(held)
    if agreed:
        policies.check_can_move(action)
    check_decides_for(action.plan.board, decision)
    made = record_decision(content=decision, by=by, at=at)
    held.state = DateChangeState.AGREED if agreed else DateChangeState.REFUSED
    held.decision = made
    held.save(update_fields=["state", "decision"])
    said = f"{made}: {made.text}"
    if agreed:
        values = columns("due", held.to_date)
        amend(action, values, by=by, at=at, verb="agreed to move the due date", sentence=said)
    else:
        record(by=by, at=at, subject=action, verb="refused to move the due date", sentence=said)
    return held
