"""The success measures of a plan in force, with their readings, beside the ratings of one quarter."""

from collections.abc import Sequence
from decimal import Decimal

from actions.measured import Measured, ratings_under, read_measured
from actions.models import Measure as Kept
from actions.models import MeasureReading
from actions.outcomes import find_contradiction, in_words
from actions.rag import Rating
from reports.board_pack import Measure, Reading
from reports.sources.positions import LiveRow
from reports.sources.rounds import Round

_BETTER = {"up": "Higher", "down": "Lower"}


def read_measures(current: Round, rows: Sequence[LiveRow]) -> tuple[Measure, ...]:
    """In the plan's order, as they stand beside ``rows``. One query."""
    measured = read_measured(Kept.objects.of_plan(current.plan).in_force())
    rated = [(row.action, row.position.rating) for row in rows]
    return tuple(_shown(one, current, ratings=ratings_under(one.measure, rated)) for one in measured)


def _shown(one: Measured, current: Round, *, ratings: dict[str, Rating]) -> Measure:
    measure = one.measure
    return Measure(
        title=measure.words.removesuffix("."),
        objective_number=one.objective.number,
        action_reference=measure.action.reference if measure.action else "",
        unit=measure.unit,
        better=_BETTER.get(measure.better, ""),
        baseline=_number(measure.baseline),
        target=_number(measure.target),
        supplied_by=measure.supplied_by,
        readings=tuple(map(_reading, one.readings)),
        travel=one.travel,
        at_target=one.at_target,
        lacking=one.lacks(current.period),
        rated=in_words(ratings),
        contradiction=find_contradiction(one.read, one.scale, ratings),
        sample=measure.is_sample,
    )


def _reading(reading: MeasureReading) -> Reading:
    return Reading(
        quarter_label=reading.period.quarter.label, value=_number(reading.value), note=reading.note
    )


def _number(value: Decimal | None) -> float | None:
    """As reports hold numbers."""
    return None if value is None else float(value)
