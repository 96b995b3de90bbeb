"""Which thresholds of the rating rules are in force on a date, each with the date it takes effect.

A plan's own come first, then those of the settings.
"""

import datetime as dt

from django.conf import settings

from actions.models import Plan
from actions.rag import STANDARD, Thresholds


def thresholds_on(date: dt.date, *, plan: Plan) -> Thresholds:
    """The plan's own once they are in effect; else the newest of ``settings.RATING_THRESHOLDS``.

    Before any of these, the standard ones.
    """
    if plan.thresholds_from is not None and plan.thresholds_from <= date:
        return _own(plan)
    found = STANDARD
    for effective_from, limits in sorted(settings.RATING_THRESHOLDS.items()):
        if dt.date.fromisoformat(effective_from) <= date:
            found = Thresholds(**limits)
    return found


def _own(plan: Plan) -> Thresholds:
    """The plan's own; they are there all or none, as the table sees to."""
    return Thresholds(
        overdue_days=plan.overdue_days or STANDARD.overdue_days,
        slip_days=plan.slip_days or STANDARD.slip_days,
        missed_updates=plan.missed_updates or STANDARD.missed_updates,
    )
