"""Verbs of an update: save, mark ready, submit, accept, return. Each adds revisions, under a row lock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from actions import policies
from actions.answering import answer_gaps, check_answered, waiting_for
from actions.content import UpdateContent, content_of
from actions.models import Action, ProgressUpdate, UpdateRequest, UpdateState
from actions.policies import Unfinished
from actions.problems import confirmation_problems, return_problems
from actions.rag import Rating, Status, Suggestion
from actions.reading import read_content, suggestion_with
from actions.revisions import (
    add_revision,
    check_fresh,
    copy_revision,
    latest_of,
    lock_request,
    write_answers,
)
from governance.history import record
from governance.models import Person, ReportingPeriod

__all__ = [
    "Entered",
    "Unfinished",
    "accept",
    "keep_theirs",
    "lock_request",
    "save_update",
    "send_back",
    "submit",
    "suggestion_with",
]


@dataclass(frozen=True)
class Entered:
    """Who a coordinator enters an update for, and how and when it was received."""

    for_whom: str
    how: str
    on: dt.date


@transaction.atomic
def save_update(
    *,
    action: Action,
    period: ReportingPeriod,
    content: UpdateContent,
    state: UpdateState,
    expected_revision: int,
    by: Person,
    at: dt.datetime,
    entered: Entered | None = None,
    sample: bool = False,
    answers: Mapping[int, str] | None = None,
) -> ProgressUpdate:
    """Add a revision in the state draft, ready or submitted.

    ``answers`` are what it answers of the questions that wait, by their keys; of a draft they may lack.
    ``expected_revision`` is the one the writer started from (0: none). Raises StaleUpdate when
    another was saved since, Unfinished when the content does not allow the state, ClosedPeriod and
    Refusal when the state of the period or of the update does not.
    """
    request = lock_request(action=action, period=period, at=at)
    policies.check_in_force(action)
    policies.check_can_write(request)
    check_fresh(request, expected_revision)
    whole = state != UpdateState.DRAFT
    reading = read_content(content, action=action, period=period, at=at.date(), whole=whole)
    questions, said = waiting_for(action), answers or {}
    problems = [
        *answer_gaps(questions, said, whole=whole, excused=content.not_personal), *reading.problems
    ]  # fmt: skip
    if problems:
        raise Unfinished(problems)
    values = _completed(reading.content.columns()) if whole else content.columns()
    if entered is not None:
        values |= {"entered_for": entered.for_whom, "received_how": entered.how, "received_on": entered.on}
    if state == UpdateState.SUBMITTED:
        values |= _frozen(reading.suggestion)
    elif request.latest is not None:
        # Why it was returned is said until it is handed in again.
        values["return_reason"] = request.latest.return_reason
    update = add_revision(request, state=state, by=by, at=at, is_sample=sample, **values)
    write_answers(update, {question.pk: said.get(question.pk, "").strip() for question in questions})
    return update


@transaction.atomic
def keep_theirs(
    *,
    action: Action,
    period: ReportingPeriod,
    mine: UpdateContent,
    expected_revision: int,
    by: Person,
    at: dt.datetime,
    answers: Mapping[int, str] | None = None,
) -> ProgressUpdate:
    """Give way to the revision that somebody else saved first; one's own words stay in the history.

    ``expected_revision`` is theirs. Raises what ``save_update`` raises for a draft.
    """
    request = lock_request(action=action, period=period, at=at)
    theirs = latest_of(request)
    save_update(
        action=action, period=period, content=mine, state=UpdateState.DRAFT,
        expected_revision=expected_revision, by=by, at=at, answers=answers,
    )  # fmt: skip
    request.refresh_from_db(fields=["latest"])
    return copy_revision(request, theirs, state=UpdateState(theirs.state), by=by, at=at)


@transaction.atomic
def submit(
    *, request: UpdateRequest, by: Person, at: dt.datetime, expected_revision: int | None = None
) -> ProgressUpdate:
    """Sign off a ready update; with ``expected_revision``, as it stood when it was read.

    Raises Refusal when it is not ready or has changed since, Unfinished when it is no longer whole.
    """
    held = lock_request(action=request.action, period=request.period, at=at)
    policies.check_in_force(held.action)
    policies.check_can_submit(held)
    ready = _as_read(held, expected_revision)
    check_answered(ready)
    reading = read_content(
        replace(content_of(ready), not_personal=True),
        action=held.action, period=held.period, at=at.date(), whole=True,
    )  # fmt: skip
    if reading.problems:
        raise Unfinished(reading.problems)
    return copy_revision(
        held,
        ready,
        state=UpdateState.SUBMITTED,
        by=by,
        at=at,
        return_reason="",
        **_frozen(reading.suggestion),
    )


@transaction.atomic
def accept(
    *,
    request: UpdateRequest,
    by: Person,
    at: dt.datetime,
    confirmed_rating: Rating | None = None,
    confirmed_note: str = "",
    not_personal: bool = False,
    expected_revision: int | None = None,
) -> ProgressUpdate:
    """Accept a submitted update and confirm its rating (by default the reported, else the suggested one).

    The action then takes the status that was reported. Raises Refusal when it is not submitted or, with
    ``expected_revision``, was handed in anew since; Unfinished (``confirmed_rating``, ``confirmed_note``).
    """
    held = lock_request(action=request.action, period=request.period, at=at)
    policies.check_can_judge(held)
    said = _as_read(held, expected_revision)
    reported = said.reported_rating or said.suggested_rating
    confirmed = confirmed_rating.value if confirmed_rating else reported
    problems = confirmation_problems(said, Rating(confirmed), confirmed_note.strip(), excused=not_personal)
    if problems:
        raise Unfinished(problems)
    update = copy_revision(
        held, said, state=UpdateState.ACCEPTED, by=by, at=at,
        confirmed_rating=confirmed, confirmed_note=confirmed_note.strip(),
    )  # fmt: skip
    _carry_to_action(update, handed_in=said.at, by=by, at=at)
    return update


@transaction.atomic
def send_back(
    *,
    request: UpdateRequest,
    reason: str,
    by: Person,
    at: dt.datetime,
    not_personal: bool = False,
    expected_revision: int | None = None,
) -> ProgressUpdate:
    """Return a submitted update to its lead. Raises as ``accept`` does; Unfinished (``return_reason``)."""
    held = lock_request(action=request.action, period=request.period, at=at)
    policies.check_can_judge(held)
    said = _as_read(held, expected_revision)
    problems = return_problems(reason.strip(), excused=not_personal)
    if problems:
        raise Unfinished(problems)
    return copy_revision(held, said, state=UpdateState.RETURNED, by=by, at=at, return_reason=reason.strip())


def _as_read(held: UpdateRequest, expected_revision: int | None) -> ProgressUpdate:
    """The newest revision, when it is the one that was read."""
    latest = latest_of(held)
    if expected_revision not in (None, latest.revision):
        raise policies.Refusal(f"{latest.by_name} changed it after you opened the page. Read it again first.")
    return latest


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """Complete is Blue by definition, so nobody is asked to choose it twice."""
    if values["status"] == Status.COMPLETE and not values["reported_rating"]:
        values["reported_rating"] = Rating.BLUE.value
    return values


def _frozen(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "suggested_rating": suggestion.rating.value,
        "suggested_rule": suggestion.rule,
        "suggested_reason": suggestion.reason,
    }


def _carry_to_action(update: ProgressUpdate, *, handed_in: dt.datetime, by: Person, at: dt.datetime) -> None:
    """The action takes the status that was accepted, with its date and note, unless it was closed, or a
    decision has set it since the update was handed in: then the decision stands.
    """
    action = Action.objects.select_for_update().get(pk=update.action_id)
    before = action.status
    if before == Status.CLOSED:
        return
    if action.status_decided_at is not None and handed_in <= action.status_decided_at:
        action.status_decided_at = at
        action.save(update_fields=["status_decided_at"])
        return
    action.status = update.status
    action.completed_on = update.completed_on if update.status == Status.COMPLETE else None
    action.completion_note = update.completion_note if update.status == Status.COMPLETE else ""
    if update.status != Status.ON_HOLD:
        action.hold_decision, action.hold_until = None, None
    elif action.hold_decision_id is None:
        action.hold_until = update.hold_until
    action.save(update_fields=["status", "completed_on", "completion_note", "hold_decision", "hold_until"])
    if before != action.status:
        record(by=by, at=at, subject=action, verb="changed status",
               changes={"status": (Status(before).label, Status(action.status).label)})  # fmt: skip
