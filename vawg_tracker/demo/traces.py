"""The demo's sample recommendations, events, waits and equality assessment, by the tracker's own verbs."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from actions.dependencies import WaitContent, wait_on_action, wait_on_event
from actions.equality import EqualityContent, MitigationContent, record_equality_review
from actions.models import Action, OutsideEvent, Plan, Recommendation
from actions.outside_events import expect_event, record_event
from actions.recommending import RecommendationContent, register_recommendation
from actions.tracing import SettlementContent, settle_recommendation, trace_recommendation
from governance.models import Person, RegisteredDocument
from vawg_tracker.demo.bodies import Bodies

type Row = dict[str, Any]
type Deed = tuple[str, Callable[[dt.datetime], object]]


class TracesStory:
    """Turns each row of the fixture into deeds by the coordinator."""

    def __init__(self, data: Row, *, bodies: Bodies, coordinator: Person) -> None:
        self.data = data
        self.bodies = bodies
        self.by = coordinator

    def deeds(self) -> Iterator[Deed]:
        """Every deed, those of one recommendation in order."""
        for row in self.data["recommendations"]:
            yield row["registered_on"], partial(self._register, row)
            if row["traced"]:
                yield row["traced"]["on"], partial(self._trace, row)
            if row["settled"]:
                yield row["settled"]["on"], partial(self._settle, row)
        for row in self.data["events"]:
            yield row["on"], partial(self._expect, row)
        for row in self.data["waits"]:
            yield row["made_on"], partial(self._wait, row)
        for row in self.data["equality"]:
            yield row["recorded_on"], partial(self._assess, row)

    def _register(self, row: Row, at: dt.datetime) -> None:
        content = RecommendationContent(
            document=RegisteredDocument.objects.get(number=row["review"]),
            reference=row["reference"],
            text=row["text"],
            made_on=dt.date.fromisoformat(row["made_on"]),
            agency=self.bodies.agencies[row["agency"]] if row["agency"] else None,
            addressed_to=row["addressed_to"],
        )
        register_recommendation(content=content, by=self.by, at=at, sample=True)

    def _trace(self, row: Row, at: dt.datetime) -> None:
        traced = row["traced"]
        rows = Action.objects.filter(plan__slug=traced["plan"]).select_related("plan")
        trace_recommendation(
            recommendation=_registered(row),
            actions=[rows.get(reference=reference) for reference in traced["actions"]],
            note=traced["note"],
            by=self.by,
            at=at,
        )

    def _settle(self, row: Row, at: dt.datetime) -> None:
        settled = row["settled"]
        content = SettlementContent(
            settled_as=settled["as"],
            reason=settled["reason"],
            settled_on=dt.date.fromisoformat(settled["on"]),
        )
        settle_recommendation(recommendation=_registered(row), content=content, by=self.by, at=at)

    def _expect(self, row: Row, at: dt.datetime) -> None:
        plan = Plan.objects.get(slug=row["plan"])
        known: Row = {"plan": plan, "words": row["words"], "by": self.by, "at": at}
        if row["expected_words"]:
            expect_event(**known, expected_words=row["expected_words"], sample=True)
        if row["happened_on"]:
            happened = record_event(**known, happened_on=dt.date.fromisoformat(row["happened_on"]))
            OutsideEvent.objects.filter(pk=happened.event.pk).update(is_sample=True)

    def _wait(self, row: Row, at: dt.datetime) -> None:
        on = row["on"] or {"plan": row["plan"], "reference": ""}
        content = WaitContent(
            plan=Plan.objects.get(slug=on["plan"]),
            reference=on["reference"],
            event=row["event"],
            expected_words=row["expected_words"],
            note=row["note"],
        )
        action = Action.objects.select_related("plan").get(plan__slug=row["plan"], reference=row["action"])
        wait = wait_on_action if row["on"] else wait_on_event
        wait(action=action, content=content, by=self.by, at=at, sample=True)

    def _assess(self, row: Row, at: dt.datetime) -> None:
        content = EqualityContent(
            reviewed_on=dt.date.fromisoformat(row["reviewed_on"]),
            mitigations=tuple(MitigationContent(**one) for one in row["mitigations"]),
            groups=tuple(row["groups"]),
            **{name: row[name] for name in ("done_by", "other_groups", "summary", "changed", "address")},
        )
        plan = Plan.objects.get(slug=row["plan"])
        number = plan.equality_reviews.count() + 1
        record_equality_review(
            plan=plan, content=content, expected_number=number, by=self.by, at=at, sample=True
        )


def _registered(row: Row) -> Recommendation:
    return Recommendation.objects.get(document__number=row["review"], reference=row["reference"])
