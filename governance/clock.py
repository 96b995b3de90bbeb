"""What time it is, asked by views and commands alone.

Verbs and rules are told the time (``at=``). The demo's clock stands at a date inside the plan's
year, by the setting ``TRACKER_TODAY``; elsewhere the clock is the real one.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def now() -> dt.datetime:
    """The moment, aware; on a stopped clock, that date at the real time of day."""
    real = timezone.now()
    stopped: dt.date | None = settings.TRACKER_TODAY
    if stopped is None:
        return real
    local = timezone.localtime(real)
    return local.replace(year=stopped.year, month=stopped.month, day=stopped.day, fold=0)


def today() -> dt.date:
    """The date in the tracker's time zone (Europe/London)."""
    return timezone.localtime(now()).date()


def is_stopped() -> bool:
    """True when the demo's date stands in for the real one."""
    return settings.TRACKER_TODAY is not None
