"""The whole history of an action, newest first: who, when, what changed from what to what, on whose behalf.

It is made of two records that are never changed: the revisions of its updates, and the business history of
the action, of the talks with its agencies and of what they sent after a quarter closed.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Model, Prefetch, QuerySet
from django.db.models.functions import Cast

from actions.comparison import Difference, answer_differences, answers, differences
from actions.content import content_of
from actions.models import Action, Answer, ContactNote, LateUpdate, ProgressUpdate
from actions.rag import Rating
from governance.access import Access
from governance.models import Event
from governance.roles import Permission

_VERBS = {
    "draft": "update saved as a draft",
    "ready": "update marked as ready",
    "submitted": "update submitted",
    "returned": "update returned",
    "accepted": "update accepted",
}
# Said afresh each quarter; the other answers carry over until they change.
_AFRESH = frozenset(
    {
        "happened", "rating_reason", "risk", "mitigation", "issue", "path_step", "path_who", "path_by", "ask",
        "next_steps",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One deed. ``changes`` are what it altered; of words said afresh, ``first`` is empty."""

    at: dt.datetime
    by_name: str
    on_behalf_of: str
    title: str
    sentence: str
    changes: tuple[Difference, ...]
    is_sample: bool = False


def readable_updates(action: Action, access: Access) -> list[ProgressUpdate]:
    """The revisions that the person may read, oldest first, with what they answer. Two queries."""
    rows = ProgressUpdate.objects.filter(action=action).readable(access)
    answered = Prefetch("answers", Answer.objects.select_related("question"))
    ordered = rows.select_related("period").order_by("period__year", "period__number", "revision")
    return list(ordered.prefetch_related(answered))


def history_of(action: Action, updates: Iterable[ProgressUpdate], access: Access) -> list[Entry]:
    """The history, newest first. ``updates`` are those that the person may read, oldest first. One query."""
    entries = [
        *_of_updates(updates, notes=access.can(Permission.READ_NOTES, action.target())),
        *(_of_event(event) for event in _events(action, access)),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _events(action: Action, access: Access) -> Iterable[Event]:
    """Of the action, and of the talks and late updates about it that the person may read."""
    notes = ContactNote.objects.permitted(access, Permission.READ_DRAFTS).filter(requests__action=action)
    late = LateUpdate.objects.readable(access).filter(request__action=action)
    return Event.objects.about(action) | _events_of(notes) | _events_of(late)


def _events_of[T: Model](rows: QuerySet[T, T]) -> QuerySet[Event, Event]:
    """What happened to any of the rows."""
    keys = rows.annotate(key=Cast("pk", CharField())).values("key")
    return Event.objects.filter(subject_kind=rows.model._meta.label_lower, subject_key__in=keys)


def _of_updates(updates: Iterable[ProgressUpdate], *, notes: bool) -> list[Entry]:
    """``updates`` are one action's, oldest first; out come entries newest first."""
    entries: list[Entry] = []
    before: ProgressUpdate | None = None
    for update in updates:
        entries.append(_entry(update, before, notes=notes))
        before = update
    return entries[::-1]


def _entry(update: ProgressUpdate, before: ProgressUpdate | None, *, notes: bool) -> Entry:
    note = update.confirmed_note if notes else ""
    return Entry(
        at=update.at,
        by_name=update.by_name,
        on_behalf_of=_on_behalf_of(update),
        title=f"{update.period.quarter.label} {_VERBS[update.state]}",
        sentence=update.return_reason if update.state == "returned" else note,
        changes=(*_answered(update, before), *_said(update, before), *_confirmed(update)),
        is_sample=update.is_sample,
    )


def _said(update: ProgressUpdate, before: ProgressUpdate | None) -> Iterable[Difference]:
    """Against the revision before; a new quarter's words replace none, but its choices do."""
    content = content_of(update)
    if before is None:
        return (Difference("", label, "", text) for label, text in answers(content))
    found = differences(content_of(before), content)
    if before.period_id == update.period_id:
        return found
    return (_afresh(change) for change in found if change.second or change.name not in _AFRESH)


def _answered(update: ProgressUpdate, before: ProgressUpdate | None) -> list[Difference]:
    """What it answers of the Board's questions, against the revision before of the same quarter."""
    same = before is not None and before.period_id == update.period_id
    asked = {answer.question_id: answer.question.text for answer in update.answers.all()}
    old = {answer.question_id: answer.text for answer in before.answers.all()} if before and same else {}
    return answer_differences(asked, old, {a.question_id: a.text for a in update.answers.all()})


def _afresh(change: Difference) -> Difference:
    return Difference(change.name, change.label, "", change.second) if change.name in _AFRESH else change


def _confirmed(update: ProgressUpdate) -> list[Difference]:
    if not update.confirmed_rating:
        return []
    reported = Rating(update.reported_rating).label if update.reported_rating else ""
    confirmed = Rating(update.confirmed_rating).label
    was = reported if reported != confirmed else ""
    return [Difference("confirmed_rating", "Confirmed rating", was, confirmed)]


def _on_behalf_of(update: ProgressUpdate) -> str:
    if not update.entered_for:
        return ""
    received = (
        f"received {update.received_how} on {update.received_on:%-d %B %Y}" if update.received_on else ""
    )
    return f"{update.entered_for} ({received})" if received else update.entered_for


def _of_event(event: Event) -> Entry:
    return Entry(
        at=event.at,
        by_name=event.by_name,
        on_behalf_of=event.on_behalf_of,
        title=event.verb[:1].upper() + event.verb[1:],
        sentence=event.sentence,
        changes=tuple(
            Difference(name, name[:1].upper() + name[1:], old, new)
            for name, (old, new) in event.changes.items()
        ),
    )
