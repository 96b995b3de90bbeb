"""What the demo's story is made of: a deed on a day, and what comes first on one day."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from zoneinfo import ZoneInfo

from django.conf import settings


class Step(IntEnum):
    """In this order within a day."""

    OPENING = 0
    ASKING = 1
    WRITING = 2
    SUBMITTING = 3
    JUDGING = 4
    CLOSING = 5
    AGREEING = 6
    DECIDING = 7


@dataclass(frozen=True)
class Deed:
    """Something that somebody did on a day; ``do`` is told the moment."""

    on: str
    step: Step
    do: Callable[[dt.datetime], object]


def moment(on: str, step: Step) -> dt.datetime:
    """Office hours of the day, later for what comes later in it."""
    day = dt.date.fromisoformat(on)
    return dt.datetime.combine(day, dt.time(9 + step), tzinfo=ZoneInfo(settings.TIME_ZONE))
