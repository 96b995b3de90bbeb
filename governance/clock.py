"""What time it is, asked by views and commands alone.

Verbs and rules are told the time (``at=``). The demo's clock stands at a date inside the plan's
year, by the setting ``TRACKER_TODAY``; elsewhere the clock is the real one.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def now() -> dt.datetime:
    """The moment, aware, in the tracker's time zone; on a stopped clock, that date at the real time of day.

    Its ``.date()`` is thus the day as people here count it, also in the hour after midnight in summer.
    """
    local = timezone.localtime()
    stopped: dt.date | None = settings.TRACKER_TODAY
    if stopped is None:
        return local
    return local.replace(year=stopped.year, month=stopped.month, day=stopped.day, fold=0)


def today() -> dt.date:
    """The date in the tracker's time zone (Europe/London)."""
    return now().date()


def is_stopped() -> bool:
    """True when the demo's date stands in for the real one."""
    return settings.TRACKER_TODAY is not None
