"""Verbs of groups: add one, and say to whom it reports and what is known of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.text import slugify

from governance.days import in_words
from governance.history import record
from governance.models import Group, MeetingState, Person
from governance.problems import Problem, Refused
from governance.reporting_lines import closes_a_circle

LONGEST_NOTE = 1000
LONGEST_NAME, LONGEST_SHORT_NAME = 200, 60
NOT_A_SLUG = {"", "add"}
"""What a group's address cannot be: the page that adds one has it."""


@dataclass(frozen=True, kw_only=True)
class GroupContent:
    """What a new group is; ``kind`` is one of ``governance.models.groups.KINDS``."""

    name: str
    short_name: str
    kind: str
    reports_to: Group | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """To whom a group reports, what is known of it, and from when to when it stands; None: no such day."""

    reports_to: Group | None = None
    note: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@transaction.atomic
def add_group(*, content: GroupContent, by: Person, at: dt.datetime) -> Group:
    """Add a board or group; its address is made from its name.

    Raises Refused (``name``, ``short_name``, ``ends_on``).
    """
    groups = list(Group.objects.select_for_update().order_by("pk"))
    name, short = content.name.strip(), content.short_name.strip()
    slug = slugify(name)[:80].strip("-")
    problems = find_day_problems(content.starts_on, content.ends_on)
    if len(name) > LONGEST_NAME:
        problems.append(("name", f"Shorten the name to {LONGEST_NAME} characters or fewer."))
    if len(short) > LONGEST_SHORT_NAME:
        problems.append(
            ("short_name", f"Shorten the short name to {LONGEST_SHORT_NAME} characters or fewer.")
        )
    if slug in NOT_A_SLUG:
        problems.append(("name", "Give the group a name of letters, such as VAWG Board."))
    elif any(one.slug == slug or one.name.casefold() == name.casefold() for one in groups):
        problems.append(("name", f"There is a group called {name} already. Choose another name."))
    if problems:
        raise Refused(*problems)
    added = Group.objects.create(
        name=name,
        short_name=short,
        slug=slug,
        kind=content.kind,
        reports_to=content.reports_to,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
    )
    record(by=by, at=at, subject=added, verb="added")
    return added


@transaction.atomic
def change_reporting(*, group: Group, content: GroupLine, by: Person, at: dt.datetime) -> Group:
    """Set to whom the group reports, its note and its days. Raises Refused (fields of ``GroupLine``).

    All groups are locked, so that two changes at once close no circle either.
    """
    groups = list(Group.objects.select_for_update().order_by("pk"))
    held = next(one for one in groups if one.pk == group.pk)
    content = replace(content, note=content.note.strip())
    problems = [*_line_problems(held, content, groups), *_day_problems(held, content)]
    if problems:
        raise Refused(*problems)
    changes = {
        label: (_in_words(getattr(held, name)), _in_words(getattr(content, name)))
        for name, label in _LABELS.items()
        if getattr(held, name) != getattr(content, name)
    }
    if changes:
        for name in _LABELS:
            setattr(held, name, getattr(content, name))
        held.save(update_fields=list(_LABELS))
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


_LABELS = {"reports_to": "reports to", "note": "note", "starts_on": "starts", "ends_on": "ends"}


def _in_words(value: Group | dt.date | str | None) -> str:
    return in_words(value) if isinstance(value, dt.date) else str(value or "")


def _line_problems(held: Group, content: GroupLine, groups: Sequence[Group]) -> list[Problem]:
    above = content.reports_to
    problems: list[Problem] = []
    if above is not None and above.pk == held.pk:
        problems.append(("reports_to", "A group does not report to itself. Choose another."))
    elif above is not None and closes_a_circle(held, above=above, groups=groups):
        why = f"{above} reports to {held}, directly or through others, so {held} cannot report to it."
        problems.append(("reports_to", f"{why} Choose another."))
    if len(content.note) > LONGEST_NOTE:
        problems.append(("note", f"Shorten the note to {LONGEST_NOTE} characters or fewer."))
    return problems


def find_day_problems(starts_on: dt.date | None, ends_on: dt.date | None) -> list[Problem]:
    """At most one: it would end before it starts."""
    if starts_on is None or ends_on is None or ends_on >= starts_on:
        return []
    return [("ends_on", f"It must end on or after {in_words(starts_on)}, when it starts.")]


def _day_problems(held: Group, content: GroupLine) -> list[Problem]:
    """Also of a day that leaves a meeting outside. One query."""
    problems = find_day_problems(content.starts_on, content.ends_on)
    days = held.meetings.exclude(state=MeetingState.CANCELLED).values_list("on", flat=True).order_by("on")
    met = list(days)
    if content.starts_on and met and met[0] < content.starts_on:
        problems.append(("starts_on", f"It met on {in_words(met[0])}, before that day."))
    if content.ends_on and met and met[-1] > content.ends_on:
        problems.append(
            ("ends_on", f"It meets on {in_words(met[-1])}, after that day. Cancel that meeting first.")
        )
    return problems
