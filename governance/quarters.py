"""A quarter of the UK public sector's financial year, which runs from 1 April to 31 March. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from governance.days import MONTHS

_KEY = re.compile(r"(20\d{2})-Q([1-4])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """`year` is the calendar year in which the financial year starts; `number` is 1 (April to June) to 4.

    Quarters order as time does. A number outside 1 to 4 raises ValueError.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"A financial year has quarters 1 to 4: there is no quarter {self.number}.")

    @classmethod
    def containing(cls, day: date) -> Self:
        """The quarter that `day` falls in: 31 March 2024 is in Q4 2023-24."""
        if day.month < 4:
            return cls(day.year - 1, 4)
        return cls(day.year, (day.month - 1) // 3)

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read a key such as "2023-Q2", of a year from 2000 to 2099. Anything else raises ValueError."""
        found = _KEY.fullmatch(key.strip())
        if found is None:
            raise ValueError(
                "There is no such quarter. Write the year in which the financial year starts, then the "
                "quarter: 2023-Q2 is July to September 2023."
            )
        return cls(int(found[1]), int(found[2]))

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self._calendar_year, self._first_month, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.next().start - timedelta(days=1)

    def next(self) -> Self:
        """The quarter after."""
        return type(self)(self.year + 1, 1) if self.number == 4 else type(self)(self.year, self.number + 1)

    def previous(self) -> Self:
        """The quarter before."""
        return type(self)(self.year - 1, 4) if self.number == 1 else type(self)(self.year, self.number - 1)

    @property
    def key(self) -> str:
        """For addresses and commands: "2023-Q2"."""
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """For headings: "Q2 2023-24"."""
        return f"Q{self.number} {self.year}-{(self.year + 1) % 100:02}"

    @property
    def long_label(self) -> str:
        """For a first mention: "Q2 2023-24 (July to September 2023)"."""
        first, last = MONTHS[self._first_month - 1], MONTHS[self._first_month + 1]
        return f"{self.label} ({first} to {last} {self._calendar_year})"

    def __str__(self) -> str:
        return self.label

    @property
    def _first_month(self) -> int:
        return 1 if self.number == 4 else 1 + 3 * self.number

    @property
    def _calendar_year(self) -> int:
        return self.year + 1 if self.number == 4 else self.year
