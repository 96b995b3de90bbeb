"""A plan's success measures beside the ratings of its actions, and one measure with all its readings."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from actions.measured import Measured, is_under, ratings_under, read_measured
from actions.models import Action, Measure, MeasureReading, Objective, Plan
from actions.outcomes import find_contradiction
from actions.rag import Rating, Status
from actions.recording import may_record
from actions.standing import cut_off, standings
from governance.access import Access
from governance.models import Event, ReportingPeriod

SHOWN = 4
"""Quarters that the table shows: a year."""
NOBODY = "Nobody is named to supply it"

type Rated = Sequence[tuple[Action, Rating]]


@dataclass(frozen=True)
class Cell:
    """One quarter of a measure. ``may_record``: the person may enter or correct it here."""

    period: ReportingPeriod
    reading: MeasureReading | None
    may_record: bool


@dataclass(frozen=True)
class MeasureRow:
    """One measure as the table shows it."""

    measured: Measured
    ratings: dict[str, Rating]
    cells: Sequence[Cell]

    @property
    def measure(self) -> Measure:
        return self.measured.measure

    @cached_property
    def contradiction(self) -> str:
        """Where outcome and ratings tell two stories, in a sentence."""
        return find_contradiction(self.measured.read, self.measured.scale, self.ratings)


@dataclass(frozen=True)
class Section:
    """An objective with its measures, and the ratings of its actions in force."""

    objective: Objective
    rated: Rated
    rows: Sequence[MeasureRow]


@dataclass(frozen=True)
class MeasuresPage:
    """``quarters`` are the last that were opened, oldest first; ``open_period`` is one of them, if any is."""

    plan: Plan
    quarters: Sequence[ReportingPeriod]
    rows: Sequence[MeasureRow]
    rated: Rated
    retired: Sequence[Measured]

    @property
    def open_period(self) -> ReportingPeriod | None:
        return next((one for one in self.quarters if one.is_open), None)

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return 5 + len(self.quarters)

    @cached_property
    def sections(self) -> list[Section]:
        """In the plan's order; an objective without a measure is left out."""
        return [
            Section(objective, [pair for pair in self.rated if _counts(pair[0], objective)], list(rows))
            for objective, rows in groupby(self.rows, key=lambda row: row.measured.objective)
        ]

    @cached_property
    def contradictions(self) -> list[MeasureRow]:
        return [row for row in self.rows if row.contradiction]

    @cached_property
    def lacking(self) -> list[tuple[str, list[MeasureRow]]]:
        """Who has not supplied a number for the open quarter, by name, with what is wanted."""
        period = self.open_period
        if period is None:
            return []
        wanted = [row for row in self.rows if row.measured.lacks(period)]
        names = sorted({row.measure.supplied_by for row in wanted}, key=lambda name: (not name, name))
        return [
            (name or NOBODY, [row for row in wanted if row.measure.supplied_by == name]) for name in names
        ]


def measures_page(plan: Plan, access: Access, *, today: dt.date) -> MeasuresPage:
    """Read it all. Five queries for any number of measures, actions and quarters."""
    periods = list(plan.periods().begun().order_by("year", "number"))
    rated = _rated(plan, periods[-1] if periods else None, today=today)
    measured = read_measured(Measure.objects.of_plan(plan))
    for one in measured:
        _tie(one.measure, plan)
    quarters = periods[-SHOWN:]
    return MeasuresPage(
        plan=plan,
        quarters=quarters,
        rows=[_row(one, quarters, rated, access) for one in measured if not one.measure.is_retired],
        rated=rated,
        retired=[one for one in measured if one.measure.is_retired],
    )


@dataclass(frozen=True)
class QuarterReadings:
    """A quarter of one measure: every revision of its reading, newest first."""

    period: ReportingPeriod
    revisions: Sequence[MeasureReading]
    may_record: bool

    @property
    def newest(self) -> MeasureReading | None:
        return self.revisions[0] if self.revisions else None

    @property
    def corrected(self) -> list[tuple[MeasureReading, str]]:
        """The revisions that were corrected, newest first, each with why."""
        return [(old, new.reason) for new, old in pairwise(self.revisions)]


@dataclass(frozen=True)
class MeasurePage:
    """One measure with its quarters, newest first, and what happened to it."""

    measured: Measured
    quarters: Sequence[QuarterReadings]
    events: Sequence[Event]


def measure_page(measure: Measure, access: Access) -> MeasurePage:
    """Read it all. Three queries."""
    periods = measure.plan.periods().begun().order_by("-year", "-number")
    revisions = list(measure.readings.select_related("period").order_by("-revision"))
    quarters = [
        QuarterReadings(
            period=period,
            revisions=[one for one in revisions if one.period_id == period.pk],
            may_record=may_record(measure, period, access),
        )
        for period in periods
    ]
    newest = tuple(one.newest for one in reversed(quarters) if one.newest)
    return MeasurePage(Measured(measure, newest), quarters, list(Event.objects.about(measure)))


def _row(measured: Measured, quarters: Iterable[ReportingPeriod], rated: Rated, access: Access) -> MeasureRow:
    cells = [
        Cell(period, measured.reading_of(period), may_record(measured.measure, period, access))
        for period in quarters
    ]
    return MeasureRow(measured, ratings_under(measured.measure, rated), cells)


def _rated(plan: Plan, period: ReportingPeriod | None, *, today: dt.date) -> Rated:
    """Every action of the plan with the rating that counts now, in the plan's order."""
    actions = list(
        Action.objects.filter(plan=plan)
        .select_related("objective", "closure_decision__group")
        .order_by("order")
    )
    for action in actions:
        action.plan = plan
    at = cut_off(period, today=today) if period and period.is_open else today
    return [(one.action, one.rating) for one in standings(actions, period=period, at=at)]


def _tie(measure: Measure, plan: Plan) -> None:
    """Let the measure know the plan that was read already."""
    owner = measure.action or measure.objective
    if owner is not None:
        owner.plan = plan


def _counts(action: Action, objective: Objective) -> bool:
    """Whether the action is in force, and stands under the objective."""
    return action.status != Status.CLOSED and is_under(action, Measure(objective=objective))
