"""The demo's sample concerns: raised, answered, taken further and closed with the tracker's own verbs."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from governance.concerns import (
    AnswerContent,
    ConcernContent,
    answer_concern,
    close_concern,
    escalate_concern,
    raise_concern,
)
from governance.models import Concern, Person
from vawg_tracker.demo.bodies import Bodies

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]


class ConcernsStory:
    """Turns each row of the fixture into deeds: a day, and what was done on it."""

    def __init__(self, rows: list[Row], *, bodies: Bodies, people: dict[str, Person]) -> None:
        self.rows = rows
        self.bodies = bodies
        self.people = people
        self.raised: dict[str, Concern] = {}

    def deeds(self) -> Iterator[Deed]:
        """Every deed, those of one concern in order."""
        for row in self.rows:
            yield from self._deeds_of(row)

    def _deeds_of(self, row: Row) -> Iterator[Deed]:
        yield row["raised_on"], lambda at: self._raise(row, at)
        if row["answer"]:
            yield row["answer"]["on"], lambda at: self._answer(row, at)
        if row["further"]:
            yield row["further"]["on"], lambda at: self._take_further(row, at)
        if row["closed"]:
            yield row["closed"]["on"], lambda at: self._close(row, at)

    def _content(self, row: Row, more: Row) -> ConcernContent:
        group = more["to_group"]
        return ConcernContent(
            kind=row["kind"],
            forum=row["forum"],
            text=more["text"],
            raised_on=dt.date.fromisoformat(more.get("on") or more["raised_on"]),
            reply_due_on=dt.date.fromisoformat(more["reply_due_on"]),
            to_group=self.bodies.groups[group] if group else None,
            to_body=more["to_body"],
            joint_with=more["joint_with"],
        )

    def _raise(self, row: Row, at: dt.datetime) -> None:
        self.raised[row["key"]] = raise_concern(
            raiser=self.bodies.groups[row["raised_by"]],
            content=self._content(row, row),
            by=self.people[row["recorded_by"]],
            at=at,
            sample=True,
        )

    def _answer(self, row: Row, at: dt.datetime) -> None:
        said = row["answer"]
        content = AnswerContent(
            answer=said["text"], answered_on=dt.date.fromisoformat(said["on"]), answered_by=said["by"]
        )
        self._do(row, answer_concern, at, content=content)

    def _take_further(self, row: Row, at: dt.datetime) -> None:
        self._do(row, escalate_concern, at, content=self._content(row, row["further"]))

    def _close(self, row: Row, at: dt.datetime) -> None:
        self._do(row, close_concern, at, note=row["closed"]["note"])

    def _do(self, row: Row, verb: Callable[..., Concern], at: dt.datetime, **said: object) -> None:
        verb(concern=self.raised[row["key"]], by=self.people[row["recorded_by"]], at=at, **said)
