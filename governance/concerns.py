"""Verbs of a concern: raise it with another body, write its answer down, take it further, close it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from governance.days import in_words
from governance.free_text import find_text_problems
from governance.history import record
from governance.models import Concern, ConcernKind, ConcernState, Group, Person
from governance.problems import Problem, Refused


@dataclass(frozen=True, kw_only=True)
class ConcernContent:
    """What is raised and with whom: a group of the tracker, or a body by name, never both.

    ``joint_with`` names the bodies that write together with the raiser; empty when it writes alone.
    """

    kind: str
    text: str
    raised_on: dt.date
    reply_due_on: dt.date
    to_group: Group | None = None
    to_body: str = ""
    forum: str = ""
    joint_with: str = ""
    not_for_publication: bool = False
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerContent:
    """What the body answered, when, and which post or body gave the answer."""

    answer: str
    answered_on: dt.date
    answered_by: str
    not_personal: bool = False


def find_concern_problems(content: ConcernContent, *, raiser: Group, today: dt.date) -> list[Problem]:
    """Pairs of field and sentence; empty when the concern can be raised by the group."""
    problems = [*_recipient_problems(content, raiser), *_day_problems(content, raiser, today)]
    if content.kind not in ConcernKind.values:
        problems.append(("kind", "Choose what the concern is about."))
    if not content.text.strip():
        problems.append(("text", "Say what the concern is, in a sentence or more."))
    for name, text, longest in (
        ("text", content.text, 4000),
        ("to_body", content.to_body, 200),
        ("forum", content.forum, 200),
        ("joint_with", content.joint_with, 300),
    ):
        problems += find_text_problems(name, text, excused=content.not_personal, longest=longest)
    return problems


def _recipient_problems(content: ConcernContent, raiser: Group) -> list[Problem]:
    """At most one."""
    if content.to_group and content.to_body.strip():
        return [("to_body", f"Leave this empty: {content.to_group} is chosen. Or choose another body above.")]
    if content.to_group == raiser:
        return [("to_group", f"{raiser} raises the concern, so it cannot be raised with it.")]
    if content.to_body.strip().casefold() in {raiser.name.casefold(), raiser.short_name.casefold()} - {""}:
        return [("to_body", f"{raiser} raises the concern, so it cannot be raised with it.")]
    if not content.to_group and not content.to_body.strip():
        return [("to_body", "Choose the group that it is raised with, or name another body.")]
    return []


def _day_problems(content: ConcernContent, raiser: Group, today: dt.date) -> list[Problem]:
    problems: list[Problem] = []
    if content.raised_on > today:
        problems.append(("raised_on", "The day when it was raised must be today or in the past."))
    for group in filter(None, (raiser, content.to_group)):
        if group.starts_on and content.raised_on < group.starts_on:
            began = in_words(group.starts_on)
            problems.append(("raised_on", f"{group} was set up on {began}, after that day."))
        if group.ends_on and content.raised_on > group.ends_on:
            problems.append(("raised_on", f"{group} ended on {in_words(group.ends_on)}, before that day."))
    if content.reply_due_on < content.raised_on:
        raised = in_words(content.raised_on)
        problems.append(("reply_due_on", f"The reply must be due on or after {raised}, when it was raised."))
    return problems


@transaction.atomic
def raise_concern(
    *, raiser: Group, content: ConcernContent, by: Person, at: dt.datetime, sample: bool = False
) -> Concern:
    """Write down what a group raised with another body. Raises Refused (the fields of the content)."""
    return _create(raiser, content, by=by, at=at, sample=sample)


@transaction.atomic
def answer_concern(*, concern: Concern, content: AnswerContent, by: Person, at: dt.datetime) -> Concern:
    """Write down the answer. Raises Refused when it was answered or closed before, or a part is missing."""
    held = _lock(concern)
    _refuse_closed(held)
    if not held.is_open:
        raise Refused(("", "This concern was answered already. Take it further, or close it."))
    problems = find_answer_problems(content, concern=held, today=at.date())
    if problems:
        raise Refused(*problems)
    held.state = ConcernState.ANSWERED.value
    held.answer, held.answered_on = content.answer.strip(), content.answered_on
    held.answered_by, held.changed_at = content.answered_by.strip(), at
    held.save(update_fields=["state", "answer", "answered_on", "answered_by", "changed_at"])
    _record(held, "answered", held.answer, by=by, at=at)
    return held


def find_answer_problems(content: AnswerContent, *, concern: Concern, today: dt.date) -> list[Problem]:
    """Pairs of field and sentence; empty when the answer can be written down."""
    problems: list[Problem] = []
    if not content.answer.strip():
        problems.append(("answer", "Say what was answered."))
    if not content.answered_by.strip():
        problems.append(("answered_by", "Say who answered: a post or a body, not a person's name."))
    if content.answered_on > today:
        problems.append(("answered_on", "The day of the answer must be today or in the past."))
    if content.answered_on < concern.raised_on:
        raised = in_words(concern.raised_on)
        problems.append(("answered_on", f"The concern was raised on {raised}, after that day."))
    excused = content.not_personal
    problems += find_text_problems("answer", content.answer, excused=excused)
    return problems + find_text_problems("answered_by", content.answered_by, excused=excused, longest=200)


@transaction.atomic
def close_concern(
    *, concern: Concern, note: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Concern:
    """Nothing more is to be done about it. Raises Refused (``note``), also when it was closed before."""
    held = _lock(concern)
    _refuse_closed(held)
    words = note.strip()
    problems = find_text_problems("note", words, excused=not_personal)
    if not words and held.is_open:
        problems.append(("note", "Say why the concern is closed without an answer."))
    if problems:
        raise Refused(*problems)
    return _close(held, words, by=by, at=at)


@transaction.atomic
def escalate_concern(*, concern: Concern, content: ConcernContent, by: Person, at: dt.datetime) -> Concern:
    """Take a concern on to another body: this one closes, and the new one leads back to it.

    Raises Refused when it was closed before, when it goes to the body that has it, and as raising does.
    """
    held = _lock(concern)
    _refuse_closed(held)
    new = content.to_group.name if content.to_group else content.to_body.strip()
    if new.casefold() == held.recipient.casefold():
        field = "to_group" if content.to_group else "to_body"
        raise Refused((field, f"The concern is with {held.recipient} already. Choose another body."))
    if content.raised_on < held.raised_on:
        day = in_words(held.raised_on)
        raise Refused(("raised_on", f"The concern was first raised on {day}, after that day."))
    onward = _create(held.raised_by, content, by=by, at=at, sample=held.is_sample, carries_on=held)
    _close(held, f"Taken on to {onward.recipient}.", by=by, at=at)
    return onward


def _create(raiser: Group, content: ConcernContent, *, by: Person, at: dt.datetime, **more: Any) -> Concern:
    problems = find_concern_problems(content, raiser=raiser, today=at.date())
    if problems:
        raise Refused(*problems)
    concern = Concern.objects.create(
        raised_by=raiser,
        forum=content.forum.strip(),
        to_group=content.to_group,
        to_body=content.to_body.strip(),
        joint_with=content.joint_with.strip(),
        kind=content.kind,
        text=content.text.strip(),
        raised_on=content.raised_on,
        reply_due_on=content.reply_due_on,
        not_for_publication=content.not_for_publication,
        recorded_by=by,
        recorded_at=at,
        changed_at=at,
        is_sample=more.pop("sample"),
        **more,
    )
    _record(concern, "raised", concern.text, by=by, at=at)
    return concern


def _close(concern: Concern, note: str, *, by: Person, at: dt.datetime) -> Concern:
    concern.state = ConcernState.CLOSED.value
    concern.closed_on, concern.closing_note, concern.changed_at = at.date(), note, at
    concern.save(update_fields=["state", "closed_on", "closing_note", "changed_at"])
    _record(concern, "closed", note, by=by, at=at)
    return concern


def _lock(concern: Concern) -> Concern:
    """The row as it stands now, held until the deed is done."""
    rows = Concern.objects.select_for_update(of=("self",)).select_related("raised_by", "to_group")
    return rows.get(pk=concern.pk)


def _refuse_closed(concern: Concern) -> None:
    if concern.is_closed:
        raise Refused(("", "This concern is closed. Raise a new one if it has come back."))


def _record(concern: Concern, verb: str, sentence: str, *, by: Person, at: dt.datetime) -> None:
    record(by=by, at=at, subject=concern, verb=verb, sentence=sentence, on_behalf_of=str(concern.raised_by))
