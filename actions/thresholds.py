"""Which thresholds of the rating rules are in force on a date: settings, with the dates they take effect."""

import datetime as dt

from django.conf import settings

from actions.rag import STANDARD, Thresholds


def thresholds_on(date: dt.date) -> Thresholds:
    """The newest of ``settings.RATING_THRESHOLDS`` in effect on the date; before any, the standard ones."""
    found = STANDARD
    for effective_from, limits in sorted(settings.RATING_THRESHOLDS.items()):
        if dt.date.fromisoformat(effective_from) <= date:
            found = Thresholds(**limits)
    return found
