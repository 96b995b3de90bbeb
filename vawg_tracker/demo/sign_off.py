"""The demo's sample sign-off: the last body agrees the plan, and an amended version is put forward."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from actions.models import Plan
from actions.routes import RouteStep, route_in_play
from actions.sign_off import VerdictContent, record_verdict
from actions.versions import VersionContent, record_version
from governance.models import Person
from vawg_tracker.demo.bodies import Bodies

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]


class SignOffStory:
    """Turns the rows of the fixture into deeds by the coordinator: answers come in the order of the route."""

    def __init__(self, data: Row, *, plan: Plan, bodies: Bodies, coordinator: Person) -> None:
        self.agreed = data["plan_agreed"]
        self.decisions = {row["key"]: row for row in data["decisions"]}
        self.versions = data["versions"]
        self.plan = plan
        self.bodies = bodies
        self.by = coordinator

    def deeds(self) -> Iterator[Deed]:
        """Every deed, in order."""
        decision = self.decisions[self.agreed["decision"]]
        answer = {"outcome": "agreed", "reference": decision["key"], **decision}
        yield decision["decided_on"], partial(self._answer, answer)
        for row in self.versions:
            yield row["dated_on"], partial(self._record, row)
            for answer in row["answers"]:
                yield answer["decided_on"], partial(self._answer, answer)

    def _answer(self, row: Row, at: dt.datetime) -> None:
        """Of the body whose turn it is."""
        step = route_in_play(self.plan).open[0].approval
        content = VerdictContent(
            outcome=row["outcome"],
            decided_on=dt.date.fromisoformat(row["decided_on"]),
            text=row["text"],
            reference=row["reference"],
        )
        record_verdict(step=step, content=content, by=self.by, at=at)

    def _record(self, row: Row, at: dt.datetime) -> None:
        route = [
            RouteStep(
                group=self.bodies.groups[one["group"]], of_what=one["of_what"], due_words=one["due_words"]
            )
            for one in row["route"]
        ]
        content = VersionContent(
            name=row["name"],
            reason=row["reason"],
            dated_on=dt.date.fromisoformat(row["dated_on"]),
            route=route,
        )
        expected = self.plan.versions.count()
        record_version(plan=self.plan, content=content, expected=expected, by=self.by, at=at, sample=True)
