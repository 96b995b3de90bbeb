"""The sections that pick rows: decisions, exceptions, concerns, late and missing, completed, next."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.outlook import warned_until
from actions.rag import Rating, Status, Travel, is_better
from governance.quarters import Quarter
from reports.board_pack.funding import Funding
from reports.board_pack.inputs import BoardQuestion, Concern, DecisionRequest, HeldUp, KeyDate
from reports.positions import ActionPosition

FINISHED = (Status.COMPLETE, Status.CLOSED)
REPEATED = 2
"""Quarters running from which an Amber counts as repeated."""
NOBODY = "No lead named"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """What the board is asked to decide. ``number`` counts requests and ratings together."""

    number: int
    requests: tuple[DecisionRequest, ...]
    ratings: tuple[ActionPosition, ...]
    """Reported better than the rules suggest, and confirmed by nobody yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exceptions:
    """Rows the board should look at; each stands once, in the first group it fits. ``number`` counts rows."""

    number: int
    red: tuple[ActionPosition, ...]
    amber_worse: tuple[ActionPosition, ...]
    amber_repeated: tuple[ActionPosition, ...]
    questions: tuple[BoardQuestion, ...] = ()
    """What the board asked and no update has answered."""
    held_up: tuple[HeldUp, ...] = ()
    """Which wait on what is late, off track or too late for them; of any rating."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Concerns:
    concerns: tuple[Concern, ...]
    open: int
    late: int
    """Of those open."""
    risks: tuple[ActionPosition, ...]
    """Open actions whose lead states a risk."""
    funding: tuple[Funding, ...]
    """What ends on or before ``funding_until``: the worst outlook first, then the soonest."""
    funding_until: dt.date


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingAgency:
    """An agency's answers to the round; an action is asked of its accountable agency alone."""

    agency_short: str
    agency_name: str
    requested: int
    returned: int
    late: int
    """Of those returned."""
    missing: tuple[ActionPosition, ...]
    most_rounds: int
    """The longest run of rounds that one of its missing actions has missed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """What is late: actions past their date (longest first), and updates not returned."""

    overdue: tuple[ActionPosition, ...]
    requested: int
    returned: int
    late: int
    missing: int
    agencies: tuple[MissingAgency, ...]
    """Every agency asked; those that miss most first."""

    @property
    def silent(self) -> tuple[MissingAgency, ...]:
        """The agencies that have not returned all they were asked for."""
        return tuple(agency for agency in self.agencies if agency.missing)


@dataclass(frozen=True, kw_only=True, slots=True)
class NextQuarter:
    key: str
    label: str
    long_label: str
    starts: tuple[ActionPosition, ...]
    due: tuple[ActionPosition, ...]
    reviews: tuple[ActionPosition, ...]
    """On-going actions whose review falls in the quarter."""
    dates: tuple[KeyDate, ...]


def pick_decisions(positions: Sequence[ActionPosition], requests: tuple[DecisionRequest, ...]) -> Decisions:
    ratings = tuple(position for position in positions if differs_from_rules(position))
    return Decisions(number=len(requests) + len(ratings), requests=requests, ratings=ratings)


def differs_from_rules(position: ActionPosition) -> bool:
    """The lead's rating is better than the rules', and neither coordinator nor Board has confirmed one.

    Not of a completion that waits to be accepted: reporting it is no optimism, and it is counted by itself.
    """
    return (
        position.returned
        and not position.is_closed
        and not position.awaits_confirmation
        and position.confirmed_rating is None
        and position.reported_rating is not None
        and is_better(position.reported_rating, position.suggested_rating)
    )


def pick_exceptions(
    positions: Sequence[ActionPosition],
    questions: tuple[BoardQuestion, ...] = (),
    held_up: tuple[HeldUp, ...] = (),
) -> Exceptions:
    open_rows = [position for position in positions if not position.is_closed]
    red = tuple(position for position in open_rows if position.rating is Rating.RED)
    amber = [position for position in open_rows if position.rating is Rating.AMBER]
    worse = tuple(position for position in amber if position.travel is Travel.WORSE)
    repeated = tuple(
        position
        for position in amber
        if position.travel is not Travel.WORSE and position.amber_rounds >= REPEATED
    )
    number = len(red) + len(worse) + len(repeated)
    return Exceptions(
        number=number,
        red=red,
        amber_worse=worse,
        amber_repeated=repeated,
        questions=questions,
        held_up=held_up,
    )


def pick_concerns(
    positions: Sequence[ActionPosition],
    *,
    concerns: tuple[Concern, ...],
    funding: Iterable[Funding],
    quarter: Quarter,
) -> Concerns:
    until = warned_until(quarter)
    ending = [one for one in funding if one.ends_on <= until]
    return Concerns(
        concerns=concerns,
        open=sum(one.state == "Open" for one in concerns),
        late=sum(one.late for one in concerns),
        risks=tuple(position for position in positions if position.risk and position.status not in FINISHED),
        funding=tuple(sorted(ending, key=lambda one: (one.outlook.rank if one.outlook else 0, one.ends_on))),
        funding_until=until,
    )


def pick_late(positions: Sequence[ActionPosition]) -> Late:
    overdue = [position for position in positions if position.is_overdue]
    asked = [position for position in positions if position.requested]
    agencies = [
        _answers_of_agency([position for position in asked if _agency(position) == agency])
        for agency in dict.fromkeys(map(_agency, asked))
    ]
    return Late(
        overdue=tuple(sorted(overdue, key=lambda position: (-position.days_overdue, position.sort_key))),
        requested=len(asked),
        returned=sum(position.returned for position in asked),
        late=sum(position.returned and position.late for position in asked),
        missing=sum(position.is_missing for position in asked),
        agencies=tuple(sorted(agencies, key=lambda one: (-len(one.missing), one.agency_name))),
    )


def _agency(position: ActionPosition) -> tuple[str, str]:
    return position.accountable_agency_short, position.accountable_agency_name or NOBODY


def _answers_of_agency(asked: Sequence[ActionPosition]) -> MissingAgency:
    """``asked`` is never empty: the positions of one agency."""
    short, name = _agency(asked[0])
    missing = tuple(position for position in asked if position.is_missing)
    return MissingAgency(
        agency_short=short,
        agency_name=name,
        requested=len(asked),
        returned=len(asked) - len(missing),
        late=sum(position.returned and position.late for position in asked),
        missing=missing,
        most_rounds=max((position.missed_rounds for position in missing), default=0),
    )


def pick_completed(
    positions: Sequence[ActionPosition], previous: Sequence[ActionPosition] | None
) -> tuple[ActionPosition, ...]:
    """Complete and accepted now, and not so a quarter ago."""
    before = {position.reference for position in previous or () if position.is_complete}
    return tuple(
        position for position in positions if position.is_complete and position.reference not in before
    )


def pick_awaiting(positions: Sequence[ActionPosition]) -> tuple[ActionPosition, ...]:
    """Reported complete, and counted as complete only once somebody accepts that."""
    return tuple(position for position in positions if position.awaits_confirmation)


def look_ahead(
    positions: Sequence[ActionPosition], *, dates: Iterable[KeyDate], quarter: Quarter
) -> NextQuarter:
    """What the quarter after ``quarter`` brings. Key dates beyond it stay out."""
    coming = quarter.next()
    falls = [
        position
        for position in positions
        if position.status not in FINISHED and _falls_in(coming, position.due_on)
    ]
    return NextQuarter(
        key=coming.key,
        label=coming.label,
        long_label=coming.long_label,
        starts=tuple(
            position
            for position in positions
            if position.status is Status.NOT_STARTED and _falls_in(coming, position.start_on)
        ),
        due=tuple(position for position in falls if not position.ongoing),
        reviews=tuple(position for position in falls if position.ongoing),
        dates=tuple(sorted((one for one in dates if _falls_in(coming, one.on)), key=lambda one: one.on)),
    )


def _falls_in(quarter: Quarter, on: dt.date | None) -> bool:
    return on is not None and quarter.start <= on <= quarter.end
