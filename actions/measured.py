"""Success measures with their readings, and what these say beside the ratings of the actions under them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import FilteredRelation

from actions.models import Action, Measure, MeasureReading, Objective
from actions.models.measures import MeasureQuerySet
from actions.outcomes import Read, Scale, is_at_target, travel_of
from actions.rag import Rating, Status, Travel
from governance.models import ReportingPeriod


@dataclass(frozen=True)
class Measured:
    """A measure, and the newest revision of each quarter's reading, oldest quarter first."""

    measure: Measure
    readings: tuple[MeasureReading, ...]

    @property
    def objective(self) -> Objective:
        """That it stands under, by itself or by its action."""
        found = self.measure.action.objective if self.measure.action else self.measure.objective
        if found is None:
            raise LookupError("A measure is of an action or of an objective.")
        return found

    @cached_property
    def scale(self) -> Scale:
        return Scale(better=self.measure.better, unit=self.measure.unit, target=self.measure.target)

    @cached_property
    def read(self) -> tuple[Read, ...]:
        """The readings as ``outcomes`` weighs them."""
        return tuple(Read(quarter=one.period.quarter.label, value=one.value) for one in self.readings)

    @property
    def travel(self) -> Travel | None:
        return travel_of(self.read, self.scale)

    @property
    def at_target(self) -> bool:
        return is_at_target(self.read, self.scale)

    @property
    def newest(self) -> MeasureReading | None:
        return self.readings[-1] if self.readings else None

    def reading_of(self, period: ReportingPeriod) -> MeasureReading | None:
        return next((one for one in self.readings if one.period_id == period.pk), None)

    def lacks(self, period: ReportingPeriod) -> bool:
        """Whether the quarter's number is still wanted; words are welcome, and nobody is chased for them."""
        return self.measure.is_counted and self.reading_of(period) is None


def read_measured(measures: MeasureQuerySet) -> list[Measured]:
    """Each with its readings, in the plan's order. One query, a row a reading."""
    rows = (
        measures.annotate(reading=FilteredRelation("readings"))
        .select_related("agency", "objective", "action__objective", "reading__period")  # type: ignore[misc]  # the relation named above
        .order_by("reading__period__year", "reading__period__number", "reading__revision")
    )
    found: dict[int, tuple[Measure, dict[int, MeasureReading]]] = {}
    for row in rows:
        _, readings = found.setdefault(row.pk, (row, {}))
        reading: MeasureReading | None = getattr(row, "reading", None)
        if reading is not None:
            readings[reading.period_id] = reading
    measured = [Measured(measure, tuple(readings.values())) for measure, readings in found.values()]
    return sorted(measured, key=_place)


def ratings_under(measure: Measure, rated: Iterable[tuple[Action, Rating]]) -> dict[str, Rating]:
    """The ratings, by reference, of the actions in force that it tells of: its own, or its objective's."""
    return {
        action.reference: rating
        for action, rating in rated
        if action.status != Status.CLOSED and is_under(action, measure)
    }


def is_under(action: Action, measure: Measure) -> bool:
    """Wants ``objective`` selected: a measure of an upper objective tells of the lower ones' actions too."""
    if measure.action_id is not None:
        return measure.action_id == action.pk
    return measure.objective_id in {action.objective_id, action.objective.parent_id}


def _place(one: Measured) -> tuple[int, int, int]:
    """An objective's own measures stand before those of its actions."""
    action = one.measure.action
    return (one.objective.order, action.order if action else 0, one.measure.order)
