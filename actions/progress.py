"""Verbs of an update: save, mark ready, submit, accept, return. Each adds one revision, under a row lock."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions import policies
from actions.content import UpdateContent, content_of, find_problems
from actions.models import Action, ProgressUpdate, UpdateRequest, UpdateState
from actions.rag import Rating, Status, Suggestion, suggest
from actions.standing import evidence_of, standings
from actions.thresholds import thresholds_on
from governance.history import record
from governance.models import Person, ReportingPeriod


class Unfinished(policies.Refusal):
    """The update cannot be handed in yet. ``problems`` pairs each field with a sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems


@dataclass(frozen=True)
class Entered:
    """Who a coordinator enters an update for, and how and when it was received."""

    for_whom: str
    how: str
    on: dt.date


def lock_request(*, action: Action, period: ReportingPeriod, at: dt.datetime) -> UpdateRequest:
    """The request of an action in a period, locked until the transaction ends; made when there is none.

    The period is locked first, so that nothing is saved while it closes. Raises ClosedPeriod.
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    policies.check_period_open(held)
    UpdateRequest.objects.get_or_create(action=action, period=held, defaults={"asked": False, "asked_at": at})
    request = UpdateRequest.objects.select_for_update().get(action=action, period=held)
    request.period = held
    request.action = action
    return request


def suggestion_with(
    content: UpdateContent, *, action: Action, period: ReportingPeriod, at: dt.date
) -> Suggestion:
    """What the rules would say of the action if this content were received."""
    [standing] = standings([action], period=period, at=at)
    said = ProgressUpdate(action=action, period=period, state=UpdateState.SUBMITTED, **content.columns())
    if not said.status:
        said.status = action.status
    evidence = evidence_of(action, update=said, missed=0, moves=standing.moves)
    return suggest(evidence, at=at, thresholds=thresholds_on(at))


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
) -> ProgressUpdate:
    """Add a revision in the state draft, ready or submitted.

    ``expected_revision`` is the one the writer started from (0: none). Raises StaleUpdate when
    another was saved since, Unfinished when the content does not allow the state, ClosedPeriod and
    Refusal when the state of the period or of the update does not.
    """
    request = lock_request(action=action, period=period, at=at)
    _check_fresh(request, expected_revision)
    policies.check_can_write(request)
    suggestion = suggestion_with(content, action=action, period=period, at=at.date())
    problems = find_problems(
        content, action=action, suggestion=suggestion, today=at.date(), whole=state != UpdateState.DRAFT
    )
    if problems:
        raise Unfinished(problems)
    values = _completed(content.columns()) if state != UpdateState.DRAFT else content.columns()
    if entered is not None:
        values |= {"entered_for": entered.for_whom, "received_how": entered.how, "received_on": entered.on}
    if state == UpdateState.SUBMITTED:
        values |= _frozen(suggestion)
    return _add_revision(request, state=state, by=by, at=at, is_sample=sample, **values)


@transaction.atomic
def submit(*, request: UpdateRequest, by: Person, at: dt.datetime) -> ProgressUpdate:
    """Sign off a ready update. Raises Refusal when it is not ready, Unfinished when no longer whole."""
    held = lock_request(action=request.action, period=request.period, at=at)
    policies.check_can_submit(held)
    ready = _latest(held)
    suggestion = suggestion_with(content_of(ready), action=held.action, period=held.period, at=at.date())
    problems = find_problems(
        UpdateContent(**_values(ready), not_personal=True),
        action=held.action, suggestion=suggestion, today=at.date(), whole=True,
    )  # fmt: skip
    if problems:
        raise Unfinished(problems)
    return _copy(held, ready, state=UpdateState.SUBMITTED, by=by, at=at, **_frozen(suggestion))


@transaction.atomic
def accept(
    *,
    request: UpdateRequest,
    by: Person,
    at: dt.datetime,
    confirmed_rating: Rating | None = None,
    confirmed_note: str = "",
) -> ProgressUpdate:
    """Accept a submitted update and confirm its rating (by default the reported, else the suggested one).

    The action then takes the status that was reported. Raises Refusal when it is not submitted, or
    when another rating than the reported is confirmed without a note.
    """
    held = lock_request(action=request.action, period=request.period, at=at)
    policies.check_can_judge(held)
    said = _latest(held)
    reported = said.reported_rating or said.suggested_rating
    confirmed = confirmed_rating.value if confirmed_rating else reported
    if confirmed != reported and not confirmed_note.strip():
        raise Unfinished([("confirmed_note", "Say why the rating confirmed differs from the one reported.")])
    update = _copy(
        held, said, state=UpdateState.ACCEPTED, by=by, at=at,
        confirmed_rating=confirmed, confirmed_note=confirmed_note.strip(),
    )  # fmt: skip
    _carry_to_action(update, handed_in=said.at, by=by, at=at)
    return update


@transaction.atomic
def send_back(*, request: UpdateRequest, reason: str, by: Person, at: dt.datetime) -> ProgressUpdate:
    """Return a submitted update with a reason. Raises Refusal when not submitted, Unfinished without one."""
    held = lock_request(action=request.action, period=request.period, at=at)
    policies.check_can_judge(held)
    if not reason.strip():
        raise Unfinished([("return_reason", "Say what must change, so that the lead can mend it.")])
    return _copy(held, _latest(held), state=UpdateState.RETURNED, by=by, at=at, return_reason=reason.strip())


def _check_fresh(request: UpdateRequest, expected_revision: int) -> None:
    latest = request.latest
    if latest is not None and latest.revision != expected_revision:
        raise policies.StaleUpdate(latest)


def _latest(request: UpdateRequest) -> ProgressUpdate:
    if request.latest is None:
        raise policies.Refusal("Nothing has been written for this action yet.")
    return request.latest


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


_OWN = {"id", "action", "period", "revision", "state", "by", "by_name", "at", "late"}


def _values(update: ProgressUpdate) -> dict[str, Any]:
    return {name: value for name, value in vars(content_of(update)).items() if name != "not_personal"}


def _copy(
    request: UpdateRequest,
    update: ProgressUpdate,
    *,
    state: UpdateState,
    by: Person,
    at: dt.datetime,
    **changes: Any,
) -> ProgressUpdate:
    """The same words again in another state: what was said stays as it was said."""
    kept = {f.name: getattr(update, f.name) for f in ProgressUpdate._meta.fields if f.name not in _OWN}
    return _add_revision(request, state=state, by=by, at=at, **(kept | changes))


def _add_revision(
    request: UpdateRequest, *, state: UpdateState, by: Person, at: dt.datetime, **values: Any
) -> ProgressUpdate:
    before = request.latest
    update = ProgressUpdate.objects.create(
        action=request.action,
        period=request.period,
        revision=before.revision + 1 if before else 1,
        state=state,
        by=by,
        by_name=by.name,
        at=at,
        late=at.date() > request.period.due_on,
        **values,
    )
    request.latest = update
    request.save(update_fields=["latest"])
    return update


def _carry_to_action(
    update: ProgressUpdate, *, handed_in: dt.datetime, by: Person, at: dt.datetime
) -> None:
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
