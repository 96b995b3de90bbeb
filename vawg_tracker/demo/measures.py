"""The demo's sample measures and their readings: added and put down with the tracker's own verbs."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from actions.measuring import MeasureContent, add_measure
from actions.models import Measure, MeasureReading, Plan
from actions.recording import ReadingContent, record_reading
from governance.models import Person, ReportingPeriod
from vawg_tracker.demo.bodies import Bodies

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]


class MeasuresStory:
    """Turns each row of the fixture into deeds. ``periods`` fill up as the story opens them."""

    def __init__(
        self,
        rows: list[Row],
        *,
        plan: Plan,
        bodies: Bodies,
        people: dict[str, Person],
        coordinator: Person,
        periods: Mapping[str, ReportingPeriod],
    ) -> None:
        self.rows = rows
        self.plan = plan
        self.bodies = bodies
        self.people = people
        self.coordinator = coordinator
        self.periods = periods
        self.added: dict[str, Measure] = {}

    def deeds(self) -> Iterator[Deed]:
        """Every deed, those of one measure in order."""
        for row in self.rows:
            yield row["added_on"], partial(self._add, row)
            for reading in row["readings"]:
                yield reading["on"], partial(self._record, row, reading)

    def _add(self, row: Row, at: dt.datetime) -> None:
        content = MeasureContent(
            words=row["words"],
            unit=row["unit"],
            baseline=_number(row["baseline"]),
            target=_number(row["target"]),
            better=row["better"],
            agency=self.bodies.agencies[row["agency"]] if row["agency"] else None,
            supplier=row["supplier"],
        )
        of = (
            self.plan.actions.get(reference=row["action"])
            if row["action"]
            else self.plan.objectives.get(number=row["objective"])
        )
        self.added[row["words"]] = add_measure(
            of=of, content=content, by=self.coordinator, at=at, sample=True
        )

    def _record(self, row: Row, reading: Row, at: dt.datetime) -> None:
        measure, period = self.added[row["words"]], self.periods[reading["quarter"]]
        before = MeasureReading.objects.filter(measure=measure, period=period).count()
        record_reading(
            measure=measure,
            period=period,
            content=ReadingContent(
                value=_number(reading["value"]), note=reading["note"], reason=reading["reason"]
            ),
            expected_revision=before,
            by=self.people[reading["by"]],
            at=at,
            after_closing=self.people[reading["by"]] == self.coordinator,
            sample=True,
        )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
