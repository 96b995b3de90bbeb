"""How agencies answer over the quarters. Pure: counted from the positions that the packs show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from actions.wording import same_words
from reports.positions import ActionPosition


@dataclass(frozen=True, kw_only=True)
class AnsweredQuarter:
    """One quarter as it was, or stands. ``positions`` and ``days_late`` are by the key of the action.

    ``days_late`` holds the updates that were handed in late; a quarter that ``is_open`` may yet be answered.
    """

    key: str
    label: str
    is_open: bool
    positions: Mapping[int, ActionPosition]
    days_late: Mapping[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class QuarterEngagement:
    """One agency in one quarter: updates asked of it as the accountable lead, and how it answered.

    ``unchanged`` said "no change"; ``pasted`` were worded as an earlier one of the same action and agency.
    """

    key: str
    label: str
    is_open: bool
    asked: int
    returned: int
    late: int
    days_late: int
    unchanged: int
    pasted: int

    @property
    def percent(self) -> int | None:
        """Of those asked; None when nothing was."""
        return round(100 * self.returned / self.asked) if self.asked else None

    @property
    def is_missed(self) -> bool:
        """The round closed without any answer."""
        return not self.is_open and self.asked > 0 and self.returned == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyEngagement:
    """One agency over the quarters, oldest first, each of them, asked or not.

    ``asked`` and ``returned`` are of the closed ones: an open quarter may yet be answered.
    ``longest_run`` is the most quarters running in which one of its actions said "no change".
    """

    short: str
    name: str
    quarters: tuple[QuarterEngagement, ...]
    longest_run: int

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.quarters if not one.is_open)

    @property
    def returned(self) -> int:
        return sum(one.returned for one in self.quarters if not one.is_open)

    @property
    def percent(self) -> int | None:
        """None when no closed quarter asked it."""
        return round(100 * self.returned / self.asked) if self.asked else None

    @property
    def late(self) -> int:
        return sum(one.late for one in self.quarters)

    @property
    def days_late(self) -> int:
        """Calendar days, added up over its late updates."""
        return sum(one.days_late for one in self.quarters)

    @property
    def pasted(self) -> int:
        return sum(one.pasted for one in self.quarters)

    @property
    def rounds_missed(self) -> int:
        return sum(one.is_missed for one in self.quarters)

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """What stands out over all quarters, in the order of the table's last columns."""
        return self.days_late, self.longest_run, self.pasted, self.rounds_missed


def count_engagement(
    quarters: Sequence[AnsweredQuarter], *, same_percent: float
) -> tuple[AgencyEngagement, ...]:
    """One line an agency, by name: of each agency that was asked in any of the quarters (oldest first)."""
    asked = (
        (position.accountable_agency_name, position.accountable_agency_short)
        for one in quarters
        for position in one.positions.values()
        if position.requested and position.accountable_agency_name
    )
    return tuple(_line(name, short, quarters, same_percent) for name, short in sorted(dict.fromkeys(asked)))


def _line(
    name: str, short: str, quarters: Sequence[AnsweredQuarter], same_percent: float
) -> AgencyEngagement:
    told: dict[int, list[str]] = {}
    running: dict[int, int] = {}
    longest = 0
    counted = []
    for one in quarters:
        own = {
            key: position
            for key, position in one.positions.items()
            if position.requested and position.accountable_agency_name == name
        }
        answers = {key: position for key, position in own.items() if position.returned}
        for key, position in answers.items():
            running[key] = running.get(key, 0) + 1 if position.no_change else 0
        longest = max([longest, *running.values()])
        counted.append(_quarter(one, own, answers, _pasted(answers, told, same_percent)))
        for key, position in answers.items():
            told.setdefault(key, []).append(position.happened)
    return AgencyEngagement(name=name, short=short, quarters=tuple(counted), longest_run=longest)


def _quarter(
    one: AnsweredQuarter,
    own: Mapping[int, ActionPosition],
    answers: Mapping[int, ActionPosition],
    pasted: int,
) -> QuarterEngagement:
    late = [key for key, position in answers.items() if position.late]
    return QuarterEngagement(
        key=one.key,
        label=one.label,
        is_open=one.is_open,
        asked=len(own),
        returned=len(answers),
        late=len(late),
        days_late=sum(one.days_late.get(key, 0) for key in late),
        unchanged=sum(position.no_change for position in answers.values()),
        pasted=pasted,
    )


def _pasted(
    answers: Mapping[int, ActionPosition], told: Mapping[int, Iterable[str]], same_percent: float
) -> int:
    """How many are worded as any that the agency told of the same action before."""
    return sum(
        any(same_words(position.happened, before, percent=same_percent) for before in told.get(key, ()))
        for key, position in answers.items()
    )
