"""Plays the demo's sample story with the tracker's own verbs, deed by deed in the order of their dates."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from actions.date_changes import DateChangeContent, ask_date_change, decide_date_change
from actions.halting import ClosureContent, close_action, put_on_hold
from actions.models import Action, Closure, DateChange, Milestone, Plan
from actions.rounds import open_period, plan_period
from actions.subgroup_reporting import ReportContent, save_report
from governance.decisions import DecisionContent
from governance.models import Decision, Person, ReportingPeriod
from governance.quarters import Quarter
from reports.board_pack import Recommendation, RecommendationKind
from reports.notes import NoteContent, write_note
from reports.snapshots import close_period
from vawg_tracker.demo.bodies import Bodies
from vawg_tracker.demo.concerns import ConcernsStory
from vawg_tracker.demo.deeds import Deed, Step, moment
from vawg_tracker.demo.funding import FundingStory
from vawg_tracker.demo.issuing import IssuingStory
from vawg_tracker.demo.measures import MeasuresStory
from vawg_tracker.demo.meetings import MeetingsStory
from vawg_tracker.demo.sign_off import SignOffStory
from vawg_tracker.demo.traces import TracesStory
from vawg_tracker.demo.updates import UpdatesStory

type Row = dict[str, Any]


class Story:
    """The sample story of one plan: knows its rows, and turns each into deeds."""

    def __init__(self, data: Row, *, plan: Plan, bodies: Bodies, people: dict[str, Person]) -> None:
        self.data = data
        self.plan = plan
        self.bodies = bodies
        self.people = people
        self.coordinator = people[data["coordinator"]]
        self.decisions = {row["key"]: row for row in data["decisions"]}
        self.periods: dict[str, ReportingPeriod] = {}
        self.updates = UpdatesStory(
            plan=plan, people=people, coordinator=self.coordinator, periods=self.periods
        )

    def play(self) -> None:
        """Do every deed, oldest first."""
        deeds = [
            *self._rounds(),
            *self._date_changes(),
            *self._halts(),
            *self._board(),
            *self._reports(),
            *self._measures(),
            *self._funding(),
            *self._issues(),
            *self._sign_off(),
        ]
        for deed in sorted(deeds, key=lambda deed: (deed.on, deed.step)):
            deed.do(moment(deed.on, deed.step))
        Decision.objects.exclude(recorded_by=None).update(is_sample=True)
        for row in self.data["milestones_reached"]:
            steps = Milestone.objects.filter(action=self._action(row["action"]), title=row["title"])
            steps.update(done_on=row["done_on"])

    def _action(self, reference: str) -> Action:
        return Action.objects.select_related("plan").get(plan=self.plan, reference=reference)

    def _decision(self, key: str) -> DecisionContent:
        row = self.decisions[key]
        return DecisionContent(
            group=self.bodies.groups[row["group"]],
            decided_on=dt.date.fromisoformat(row["decided_on"]),
            text=row["text"],
            reference=key,
        )

    def _rounds(self) -> Iterator[Deed]:
        for row in self.data["periods"]:
            yield Deed(row["opens_on"], Step.OPENING, partial(self._open, row))
            for update in row["updates"]:
                yield from self.updates.deeds_of(row["quarter"], update)
            yield Deed(row["note"]["written_on"], Step.WRITING, partial(self._note, row))
            if row["closed_on"]:
                yield Deed(row["closed_on"], Step.CLOSING, partial(self._close, row["quarter"]))

    def _open(self, row: Row, at: dt.datetime) -> None:
        period = plan_period(
            board=self.plan.board,
            quarter=Quarter.parse(row["quarter"]),
            opens_on=dt.date.fromisoformat(row["opens_on"]),
            due_on=dt.date.fromisoformat(row["due_on"]),
            meets_on=dt.date.fromisoformat(row["meets_on"]),
            by=self.coordinator,
            at=at,
        )
        open_period(period=period, by=self.coordinator, at=at)
        self.periods[row["quarter"]] = period

    def _note(self, row: Row, at: dt.datetime) -> None:
        note = row["note"]
        content = NoteContent(
            purpose=note["purpose"],
            sentences=tuple(note["sentences"]),
            recommendations=tuple(
                Recommendation(kind=RecommendationKind(kind), text=text)
                for kind, text in note["recommendations"]
            ),
        )
        period = self.periods[row["quarter"]]
        write_note(
            period=period, plan=self.plan, content=content, expected_version=0, by=self.coordinator, at=at
        )

    def _close(self, quarter: str, at: dt.datetime) -> None:
        close_period(period=self.periods[quarter], by=self.coordinator, at=at)

    def _date_changes(self) -> Iterator[Deed]:
        for row in self.data["date_changes"]:
            yield Deed(row["requested_on"], Step.ASKING, partial(self._ask, row))
            if row["decision"]:
                decided_on = self.decisions[row["decision"]]["decided_on"]
                yield Deed(decided_on, Step.DECIDING, partial(self._decide, row))

    def _ask(self, row: Row, at: dt.datetime) -> None:
        ask_date_change(
            action=self._action(row["action"]),
            content=DateChangeContent(new_date=row["to_words"], reason=row["reason"]),
            by=self.people[row["requested_by"]],
            at=at,
            sample=True,
        )

    def _decide(self, row: Row, at: dt.datetime) -> None:
        decide_date_change(
            change=DateChange.objects.waiting().get(action=self._action(row["action"])),
            agreed=row["state"] == "agreed",
            decision=self._decision(row["decision"]),
            by=self.coordinator,
            at=at,
        )

    def _board(self) -> Iterator[Deed]:
        """Concerns, recommendations, and meetings, which are planned before anything is decided at them."""
        concerns = ConcernsStory(self.data["concerns"], bodies=self.bodies, people=self.people)
        meetings = MeetingsStory(
            self.data["meetings"],
            planned_on=self.data["roles_from"],
            bodies=self.bodies,
            coordinator=self.coordinator,
        )
        traces = TracesStory(self.data, bodies=self.bodies, coordinator=self.coordinator)
        for on, do in (*concerns.deeds(), *meetings.deeds(), *traces.deeds()):
            yield Deed(on, Step.WRITING, do)

    def _issues(self) -> Iterator[Deed]:
        """Packs that were issued, and the public page that was then switched on."""
        issuing = IssuingStory(
            self.data["issued"],
            self.data["public_page"],
            plan=self.plan,
            coordinator=self.coordinator,
            people=self.people,
        )
        for on, do in issuing.deeds():
            yield Deed(on, Step.DECIDING, do)

    def _sign_off(self) -> Iterator[Deed]:
        """What the plan's route and its versions came to, before the Board decides anything else that day."""
        signing = SignOffStory(self.data, plan=self.plan, bodies=self.bodies, coordinator=self.coordinator)
        for on, do in signing.deeds():
            yield Deed(on, Step.AGREEING, do)

    def _reports(self) -> Iterator[Deed]:
        for row in self.data["group_reports"]:
            yield Deed(row["written_on"], Step.WRITING, partial(self._report, row))

    def _report(self, row: Row, at: dt.datetime) -> None:
        save_report(
            group=self.bodies.groups[row["group"]],
            period=self.periods[row["quarter"]],
            content=ReportContent(progress=row["progress"], exceptions=row["exceptions"], asks=row["asks"]),
            submit=row["state"] == "submitted",
            expected_version=0,
            by=self.people[row["written_by"]],
            at=at,
            sample=True,
        )

    def _measures(self) -> Iterator[Deed]:
        measures = MeasuresStory(
            self.data["measures"],
            plan=self.plan,
            bodies=self.bodies,
            people=self.people,
            coordinator=self.coordinator,
            periods=self.periods,
        )
        for on, do in measures.deeds():
            yield Deed(on, Step.WRITING, do)

    def _funding(self) -> Iterator[Deed]:
        funding = FundingStory(self.data["funding"], plan=self.plan, coordinator=self.coordinator)
        for on, do in funding.deeds():
            yield Deed(on, Step.WRITING, do)

    def _halts(self) -> Iterator[Deed]:
        for row in self.data["holds"]:
            on = self.decisions[row["decision"]]["decided_on"]
            yield Deed(on, Step.DECIDING, partial(self._hold, row))
        for row in self.data["closures"]:
            on = self.decisions[row["decision"]]["decided_on"]
            yield Deed(on, Step.DECIDING, partial(self._stop, row))

    def _hold(self, row: Row, at: dt.datetime) -> None:
        action = self._action(row["action"])
        put_on_hold(
            action=action,
            decision=self._decision(row["decision"]),
            until=dt.date.fromisoformat(row["review_on"]),
            expected_version=action.version,
            by=self.coordinator,
            at=at,
        )

    def _stop(self, row: Row, at: dt.datetime) -> None:
        action = self._action(row["action"])
        close_action(
            action=action,
            content=ClosureContent(closure=Closure(row["kind"]), continued_in=self._action(row["into"])),
            decision=self._decision(row["decision"]),
            expected_version=action.version,
            by=self.coordinator,
            at=at,
        )
