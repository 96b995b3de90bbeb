"""When those who have not handed in are reminded, and who (domain.md, "A quarter's life"). Pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from governance.working_days import working_days_from

_WORDS = re.compile(r"(\d+) (working )?days? (before|after)")


class Part(StrEnum):
    """In what part somebody is told, in the order of falling back."""

    LEAD = "lead"
    DEPUTY = "deputy"
    SPONSOR = "sponsor"
    COORDINATOR = "coordinator"

    @property
    def label(self) -> str:
        """The part in words."""
        return self.value.capitalize()


class BadSchedule(ValueError):
    """The setting cannot be read; the message says which line, and how one is written."""


@dataclass(frozen=True)
class Step:
    """One reminder: ``days`` from the due date, below 0 before it. ``words`` are as in the setting."""

    words: str
    days: int
    working: bool
    to: tuple[Part, ...]

    def day(self, due_on: dt.date) -> dt.date:
        """When it falls due."""
        return working_days_from(due_on, self.days) if self.working else due_on + dt.timedelta(self.days)


class Dated(Protocol):
    """What of a period the schedule reads."""

    @property
    def is_open(self) -> bool: ...

    @property
    def due_on(self) -> dt.date: ...

    @property
    def opened_on(self) -> dt.date: ...


def read_schedule(lines: Mapping[str, Sequence[str]]) -> tuple[Step, ...]:
    """From lines such as ``"2 working days before": ["lead"]``. Raises BadSchedule with a sentence."""
    return tuple(_read_line(words, to) for words, to in lines.items())


def due_steps(period: Dated, today: dt.date, schedule: Sequence[Step]) -> dict[Part, Step]:
    """The newest reminder that is due for each part; none when the period is not open.

    A night that was missed is made up for by the newest alone. What fell due on the day of opening
    or before it is passed over: everybody was told on that day.
    """
    if not period.is_open:
        return {}
    days = sorted(((step.day(period.due_on), step) for step in schedule), key=lambda pair: pair[0])
    return {part: step for day, step in days if period.opened_on < day <= today for part in step.to}


def _read_line(words: str, to: Sequence[str]) -> Step:
    found = _WORDS.fullmatch(words)
    unknown = [name for name in to if name not in {part.value for part in Part}]
    if found is None:
        raise BadSchedule(f"REMINDER_SCHEDULE has '{words}'. Write a line as '2 working days before'.")
    if unknown or not to:
        known = ", ".join(part.value for part in Part)
        raise BadSchedule(f"REMINDER_SCHEDULE sends '{words}' to {list(to)}. Name any of {known}.")
    days = int(found[1]) * (-1 if found[3] == "before" else 1)
    return Step(words=words, days=days, working=bool(found[2]), to=tuple(Part(name) for name in to))
