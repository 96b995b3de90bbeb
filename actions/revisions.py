"""Revisions of an update: written whole, one after another, under the lock of the request they belong to."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from actions import policies
from actions.models import Action, Answer, ProgressUpdate, UpdateRequest, UpdateState
from governance.models import Person, ReportingPeriod

# What belongs to one revision alone: everything else may be said again by the next.
_OWN = {"id", "action", "period", "revision", "state", "by", "by_name", "at", "late"}


def lock_request(*, action: Action, period: ReportingPeriod, at: dt.datetime) -> UpdateRequest:
    """The request of an action in a period, locked until the transaction ends; made when there is none.

    The period is locked first, so that nothing is saved while it closes. Raises ClosedPeriod, and Refusal
    when the period is another board's.
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    policies.check_period_open(held)
    policies.check_asks_about(held, action)
    UpdateRequest.objects.get_or_create(action=action, period=held, defaults={"asked": False, "asked_at": at})
    request = UpdateRequest.objects.select_for_update().get(action=action, period=held)
    request.period = held
    request.action = action
    return request


def check_fresh(request: UpdateRequest, expected_revision: int) -> None:
    """Raises StaleUpdate when another revision was saved than the one that the writer started from."""
    latest = request.latest
    if latest is not None and latest.revision != expected_revision:
        raise policies.StaleUpdate(latest)


def latest_of(request: UpdateRequest) -> ProgressUpdate:
    """The newest revision. Raises Refusal when there is none."""
    if request.latest is None:
        raise policies.Refusal("Nothing has been written for this action yet.")
    return request.latest


def add_revision(
    request: UpdateRequest, *, state: UpdateState, by: Person, at: dt.datetime, **values: Any
) -> ProgressUpdate:
    """Write the next revision and let the request, which the caller holds locked, point at it."""
    before = request.latest
    # Whoever judges an update late does not make it late: what was said of that stands.
    accepted = before if state == UpdateState.ACCEPTED else None
    late = accepted.late if accepted else at.date() > request.period.due_on
    update = ProgressUpdate.objects.create(
        action=request.action,
        period=request.period,
        revision=before.revision + 1 if before else 1,
        state=state,
        by=by,
        by_name=by.name,
        at=at,
        late=late,
        **values,
    )
    request.latest = update
    request.save(update_fields=["latest"])
    return update


def copy_revision(
    request: UpdateRequest,
    update: ProgressUpdate,
    *,
    state: UpdateState,
    by: Person,
    at: dt.datetime,
    **changes: Any,
) -> ProgressUpdate:
    """The same words again in another state: what was said, and answered, stays as it was said."""
    kept = {f.name: getattr(update, f.name) for f in ProgressUpdate._meta.fields if f.name not in _OWN}
    added = add_revision(request, state=state, by=by, at=at, **(kept | changes))
    write_answers(added, {answer.question_id: answer.text for answer in update.answers.all()})
    return added


def write_answers(update: ProgressUpdate, answers: Mapping[int, str]) -> None:
    """Keep what a revision answers: the key of each question, and the words. Empty words are no answer."""
    Answer.objects.bulk_create(
        Answer(question_id=question, update=update, text=text) for question, text in answers.items() if text
    )
