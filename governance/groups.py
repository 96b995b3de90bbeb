"""Verbs of groups: add one, and say to whom it reports and what is known of it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from governance.history import record
from governance.models import Group, Person
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


@transaction.atomic
def add_group(*, content: GroupContent, by: Person, at: dt.datetime) -> Group:
    """Add a board or group; its address is made from its name. Raises Refused (``name``, ``short_name``)."""
    groups = list(Group.objects.select_for_update().order_by("pk"))
    name, short = content.name.strip(), content.short_name.strip()
    slug = slugify(name)[:80].strip("-")
    problems: list[Problem] = []
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
        name=name, short_name=short, slug=slug, kind=content.kind, reports_to=content.reports_to
    )
    record(by=by, at=at, subject=added, verb="added")
    return added


@transaction.atomic
def change_reporting(
    *, group: Group, reports_to: Group | None, note: str, by: Person, at: dt.datetime
) -> Group:
    """Set to whom the group reports, and its note. Raises Refused (``reports_to``, ``note``).

    All groups are locked, so that two changes at once close no circle either.
    """
    groups = list(Group.objects.select_for_update().order_by("pk"))
    held = next(one for one in groups if one.pk == group.pk)
    note = note.strip()
    if reports_to is not None and reports_to.pk == held.pk:
        raise Refused(("reports_to", "A group does not report to itself. Choose another."))
    if reports_to is not None and closes_a_circle(held, above=reports_to, groups=groups):
        raise Refused(
            (
                "reports_to",
                f"{reports_to} reports to {held}, directly or through others, so {held} cannot report to it. "
                "Choose another.",
            )
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(("note", f"Shorten the note to {LONGEST_NOTE} characters or fewer."))
    names = {one.pk: one.name for one in groups}
    before = names.get(held.reports_to_id or 0, "")
    after = reports_to.name if reports_to else ""
    changes = {"reports to": (before, after)} if before != after else {}
    changes |= {"note": (held.note, note)} if held.note != note else {}
    if changes:
        held.reports_to, held.note = reports_to, note
        held.save(update_fields=["reports_to", "note"])
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held
