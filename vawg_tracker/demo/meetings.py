"""The demo's sample meetings: planned for the year, and recorded once held, with the tracker's own verbs."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from governance.meetings import (
    Came,
    MeetingContent,
    MeetingRecord,
    close_matter,
    leave_matter,
    plan_meeting,
    record_meeting,
)
from governance.models import Matter, Meeting, Person
from vawg_tracker.demo.bodies import Bodies

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]


class MeetingsStory:
    """Turns each row of the fixture into deeds by the coordinator. ``planned_on``: when the year was set."""

    def __init__(self, rows: list[Row], *, planned_on: str, bodies: Bodies, coordinator: Person) -> None:
        self.rows = rows
        self.planned_on = planned_on
        self.bodies = bodies
        self.by = coordinator

    def deeds(self) -> Iterator[Deed]:
        """Every deed, those of one meeting in order."""
        for row in self.rows:
            yield self.planned_on, partial(self._plan, row)
            if not row["came"]:
                continue
            yield row["on"], partial(self._record, row)
            for left in row["left"]:
                yield row["on"], partial(self._leave, row, left)
                if left["closed"]:
                    yield left["closed"]["on"], partial(self._close, left)

    def _meeting(self, row: Row) -> Meeting:
        return Meeting.objects.get(group=self.bodies.groups[row["group"]], on=row["on"])

    def _plan(self, row: Row, at: dt.datetime) -> None:
        content = MeetingContent(
            on=dt.date.fromisoformat(row["on"]),
            starts_at=dt.time.fromisoformat(row["starts_at"]),
            place=row["place"],
        )
        group = self.bodies.groups[row["group"]]
        plan_meeting(group=group, content=content, by=self.by, at=at, sample=True)

    def _record(self, row: Row, at: dt.datetime) -> None:
        came = [
            Came(agency=self.bodies.agencies[one["agency"]], presence=one["presence"], who=one["who"])
            for one in row["came"]
        ]
        content = MeetingRecord(came=came, minutes=row["minutes"])
        record_meeting(meeting=self._meeting(row), content=content, by=self.by, at=at)

    def _leave(self, row: Row, left: Row, at: dt.datetime) -> None:
        leave_matter(meeting=self._meeting(row), text=left["text"], owner=left["owner"], by=self.by, at=at)

    def _close(self, left: Row, at: dt.datetime) -> None:
        matter = Matter.objects.get(text=left["text"])
        close_matter(matter=matter, note=left["closed"]["note"], by=self.by, at=at)
