"""The moves of due dates that a group agreed between two moments."""

import datetime as dt
from collections import defaultdict

from actions.models import DateChange, Plan


def read_moves(plan: Plan, *, after: dt.datetime, until: dt.datetime) -> dict[str, list[DateChange]]:
    """Agreed after one moment and up to another, oldest first, by the action's reference. One query."""
    found: dict[str, list[DateChange]] = defaultdict(list)
    changes = (
        DateChange.objects.agreed()
        .filter(action__plan=plan, decision__recorded_at__gt=after, decision__recorded_at__lte=until)
        .select_related("action", "decision__group")
        .order_by("decision__recorded_at", "pk")
    )
    for change in changes:
        found[change.action.reference].append(change)
    return found
