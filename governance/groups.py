"""The verb of reporting lines: to whom a group reports, and what is known of it."""

import datetime as dt

from django.db import transaction

from governance.history import record
from governance.models import Group, Person
from governance.problems import Refused
from governance.reporting_lines import closes_a_circle

LONGEST_NOTE = 1000


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
