"""Verbs that stop an action by a board's decision: hold it, take it up again, close it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions import policies
from actions.amending import amend, lock_action
from actions.models import Action, Closure, UpdateRequest
from actions.policies import Unfinished
from actions.problems import Problem
from actions.rag import Status
from governance.decisions import DecisionContent, check_decides_for, record_decision
from governance.models import Decision, PeriodState, Person


@dataclass(frozen=True, kw_only=True)
class ClosureContent:
    """How an action ends without being complete, and the action that takes its work on, if one does."""

    closure: Closure
    continued_in: Action | None = None


@transaction.atomic
def put_on_hold(
    *,
    action: Action,
    decision: DecisionContent,
    until: dt.date | None,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> Action:
    """Hold an action by a decision, until a review date; a held one is held for longer.

    Raises StalePlan, Refusal when it is finished, Unfinished (``until``) and UnfinishedDecision.
    """
    held = lock_action(action, expected_version=expected_version)
    policies.check_can_hold(held)
    problems = _review_problems(until, at.date())
    if problems:
        raise Unfinished(problems)
    check_decides_for(held.plan.board, decision)
    made = record_decision(content=decision, by=by, at=at)
    values = {
        "status": Status.ON_HOLD.value,
        "hold_decision": made,
        "hold_until": until,
        "status_decided_at": at,
    }
    return amend(held, values, by=by, at=at, verb="put on hold", sentence=_sentence(made))


@transaction.atomic
def resume(*, action: Action, status: Status, expected_version: int, by: Person, at: dt.datetime) -> Action:
    """End a hold; ``status`` is Not started or In progress. Raises StalePlan, and Refusal when not held."""
    held = lock_action(action, expected_version=expected_version)
    policies.check_can_resume(held)
    if status not in (Status.NOT_STARTED, Status.IN_PROGRESS):
        raise Unfinished([("status", "Choose whether the action is not started or in progress.")])
    values: dict[str, Any] = {
        "status": status.value,
        "hold_decision": None,
        "hold_until": None,
        "status_decided_at": at,
    }
    return amend(held, values, by=by, at=at, verb="resumed")


@transaction.atomic
def close_action(
    *,
    action: Action,
    content: ClosureContent,
    decision: DecisionContent,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> Action:
    """Close an action that will not be completed, by a decision. This cannot be undone.

    Nobody is asked about it any more: a request of an open round with nothing written is withdrawn, and
    one with a draft is no longer counted as missed. Raises StalePlan, Refusal when it is finished,
    Unfinished (``continued_in``) and UnfinishedDecision.
    """
    held = lock_action(action, expected_version=expected_version)
    policies.check_can_be_closed(held)
    problems = _successor_problems(content, held)
    if problems:
        raise Unfinished(problems)
    check_decides_for(held.plan.board, decision)
    made = record_decision(content=decision, by=by, at=at)
    values = {
        "status": Status.CLOSED.value,
        "closure": content.closure.value,
        "closure_decision": made,
        "continued_in": content.continued_in,
        "hold_decision": None,
        "hold_until": None,
        "status_decided_at": at,
    }
    amend(held, values, by=by, at=at, verb="closed", sentence=_sentence(made))
    waiting = UpdateRequest.objects.filter(action=held, period__state=PeriodState.OPEN)
    waiting.filter(latest=None).delete()
    waiting.exclude(latest=None).update(asked=False)
    return held


def _review_problems(until: dt.date | None, today: dt.date) -> list[Problem]:
    if until is None:
        return [("until", "Enter the date when the hold will be reviewed.")]
    if until <= today:
        return [("until", "The review date must be in the future.")]
    return []


def _successor_problems(content: ClosureContent, action: Action) -> list[Problem]:
    other = content.continued_in
    if content.closure == Closure.CANCELLED:
        return [("continued_in", "A cancelled action goes on nowhere: leave this empty.")] if other else []
    if other is None:
        return [("continued_in", "Choose the action that takes its work on.")]
    if other.pk == action.pk:
        return [("continued_in", "Choose another action: this one cannot take on its own work.")]
    if other.status in {Status.CLOSED, Status.COMPLETE}:
        finished = Status(other.status).label.lower()
        return [("continued_in", f"Action {other.reference} is {finished}. Choose one that is not finished.")]
    return []


def _sentence(decision: Decision) -> str:
    minute = f", minute {decision.reference}" if decision.reference else ""
    return f"{decision}{minute}: {decision.text}"
