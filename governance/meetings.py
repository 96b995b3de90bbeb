"""Verbs of a meeting: plan it, change or cancel it, record who came and what was minuted; and of matters."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from governance.days import in_words
from governance.free_text import find_text_problems
from governance.history import record
from governance.meeting_days import move_rounds
from governance.models import (
    Agency,
    Attendance,
    Group,
    Matter,
    Meeting,
    MeetingState,
    Person,
    Presence,
)
from governance.problems import Problem, Refused


@dataclass(frozen=True, kw_only=True)
class MeetingContent:
    """When and where. ``link`` is where those who are not in the room join."""

    on: dt.date
    starts_at: dt.time | None = None
    place: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Came:
    """One agency's line of the attendance; ``who`` is a post."""

    agency: Agency
    presence: str
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingRecord:
    """What was written down of a meeting: agencies that are not named are not recorded."""

    came: Sequence[Came] = ()
    minutes: str = ""
    minutes_link: str = ""
    not_personal: bool = False


def find_meeting_problems(
    content: MeetingContent, *, group: Group, besides: Meeting | None = None
) -> list[Problem]:
    """Pairs of field and sentence; empty when the group can meet then. One query."""
    problems: list[Problem] = []
    if group.starts_on and content.on < group.starts_on:
        problems.append(("on", f"{group} was set up on {in_words(group.starts_on)}, after that day."))
    if group.ends_on and content.on > group.ends_on:
        problems.append(("on", f"{group} ended on {in_words(group.ends_on)}, before that day."))
    same_day = Meeting.objects.filter(group=group, on=content.on).exclude(state=MeetingState.CANCELLED)
    if besides:
        same_day = same_day.exclude(pk=besides.pk)
    if same_day.exists():
        problems.append(("on", f"{group} meets on {in_words(content.on)} already."))
    return problems + find_text_problems("place", content.place, excused=True, longest=200)


@transaction.atomic
def plan_meeting(
    *, group: Group, content: MeetingContent, by: Person, at: dt.datetime, sample: bool = False
) -> Meeting:
    """Put a meeting in the group's year. Raises Refused (``on``, ``place``)."""
    Group.objects.select_for_update().get(pk=group.pk)
    problems = find_meeting_problems(content, group=group)
    if problems:
        raise Refused(*problems)
    meeting = Meeting.objects.create(group=group, is_sample=sample, **vars(content))
    record(by=by, at=at, subject=meeting, verb="planned", sentence=content.place)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, content: MeetingContent, by: Person, at: dt.datetime) -> Meeting:
    """Another day, hour or place. A round that named the old day names the new one, where it can.

    Raises Refused (``on``, ``place``), and unless it is planned.
    """
    held = _lock_planned(meeting)
    before = held.on
    problems = find_meeting_problems(content, group=held.group, besides=held)
    if problems:
        raise Refused(*problems)
    changes = {
        name: (getattr(held, name) or "", value or "")
        for name, value in vars(content).items()
        if getattr(held, name) != value
    }
    for name, value in vars(content).items():
        setattr(held, name, value)
    held.save(update_fields=list(vars(content)))
    if changes:
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    if held.on != before:
        move_rounds(group=held.group, before=before, after=held.on, by=by, at=at)
    return held


@transaction.atomic
def cancel_meeting(
    *, meeting: Meeting, reason: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Meeting:
    """It does not take place; its day is free for another. Raises Refused (``reason``) and unless planned."""
    held = _lock_planned(meeting)
    problems = find_text_problems("reason", reason, excused=not_personal, longest=1000)
    if not reason.strip():
        problems.append(("reason", "Say why the meeting does not take place."))
    if problems:
        raise Refused(*problems)
    held.state, held.cancelled_because = MeetingState.CANCELLED.value, reason.strip()
    held.save(update_fields=["state", "cancelled_because"])
    record(by=by, at=at, subject=held, verb="cancelled", sentence=held.cancelled_because)
    return held


def _lock_planned(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if not held.is_planned:
        raise Refused(("", f"This meeting is {held.get_state_display().lower()}: it can no longer change."))
    return held


def check_has_come(meeting: Meeting, *, today: dt.date) -> None:
    """Raises Refused while nothing can be written down of a meeting: it was cancelled, or is to come."""
    if meeting.is_cancelled:
        raise Refused(("", "This meeting was cancelled, so nothing can be recorded of it."))
    if meeting.on > today:
        raise Refused(("", f"This meeting is on {in_words(meeting.on)}. Record it on the day or later."))


@transaction.atomic
def record_meeting(*, meeting: Meeting, content: MeetingRecord, by: Person, at: dt.datetime) -> Meeting:
    """Write down who came and what was minuted, over what was written before. The meeting counts as held.

    Raises Refused before its day or when it was cancelled, and for ``minutes`` and ``who_KEY`` of an agency.
    """
    held = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    check_has_come(held, today=at.date())
    problems = _record_problems(content)
    if problems:
        raise Refused(*problems)
    held.state = MeetingState.HELD.value
    held.minutes, held.minutes_link = content.minutes.strip(), content.minutes_link
    held.save(update_fields=["state", "minutes", "minutes_link"])
    held.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=held, agency=one.agency, presence=one.presence, who=one.who.strip())
        for one in content.came
    )
    record(by=by, at=at, subject=held, verb="recorded", sentence=_counted(content.came))
    return held


def _record_problems(content: MeetingRecord) -> list[Problem]:
    excused = content.not_personal
    problems = find_text_problems("minutes", content.minutes, excused=excused, longest=20_000)
    for one in content.came:
        field = f"who_{one.agency.pk}"
        if one.who.strip() and one.presence != Presence.PRESENT:
            problems.append((field, f"{one.agency} is not marked present: leave the post empty."))
        problems += find_text_problems(field, one.who, excused=excused, longest=200)
    return problems


def _counted(came: Sequence[Came]) -> str:
    numbers: Mapping[str, int] = {word: sum(one.presence == word for one in came) for word in Presence.values}
    return ", ".join(f"{number} {word}" for word, number in numbers.items() if number)


@transaction.atomic
def leave_matter(
    *, meeting: Meeting, text: str, owner: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Matter:
    """Note what is left to do, and by which post or body. Raises Refused (``left``, ``owner``)."""
    problems = find_text_problems("left", text, excused=not_personal, longest=1000)
    problems += find_text_problems("owner", owner, excused=not_personal, longest=200)
    if not text.strip():
        problems.append(("left", "Say what is left to do."))
    if not owner.strip():
        problems.append(("owner", "Say who will do it: a post or a body, not a person's name."))
    if problems:
        raise Refused(*problems)
    matter = Matter.objects.create(
        meeting=meeting, text=text.strip(), owner=owner.strip(), recorded_by=by, recorded_at=at
    )
    record(by=by, at=at, subject=matter, verb="left open", sentence=matter.text)
    return matter


@transaction.atomic
def close_matter(
    *, matter: Matter, note: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Matter:
    """It is done with, and arises no more. Raises Refused (``note``), also when it was closed before."""
    held = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    if held.closed_on:
        raise Refused(("", f"This was closed already, on {in_words(held.closed_on)}."))
    problems = find_text_problems("note", note, excused=not_personal)
    if not note.strip():
        problems.append(("note", "Say what came of it."))
    if problems:
        raise Refused(*problems)
    held.closed_on, held.closing_note = at.date(), note.strip()
    held.save(update_fields=["closed_on", "closing_note"])
    record(by=by, at=at, subject=held, verb="closed", sentence=held.closing_note)
    return held
