"""Plays the demo's sample story with the tracker's own verbs, deed by deed in the order of their dates."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from actions.content import UpdateContent
from actions.date_changes import DateChangeContent, ask_date_change, decide_date_change
from actions.halting import ClosureContent, close_action, put_on_hold
from actions.models import Action, Closure, DateChange, Milestone, Plan, UpdateRequest, UpdateState
from actions.progress import Entered, accept, save_update, send_back, submit
from actions.rag import Rating
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
from vawg_tracker.demo.funding import FundingStory
from vawg_tracker.demo.issuing import IssuingStory
from vawg_tracker.demo.measures import MeasuresStory
from vawg_tracker.demo.meetings import MeetingsStory
from vawg_tracker.demo.sign_off import SignOffStory
from vawg_tracker.demo.traces import TracesStory

type Row = dict[str, Any]

# What comes first on one day.
_OPENING, _ASKING, _WRITING, _SUBMITTING, _JUDGING, _CLOSING, _AGREEING, _DECIDING = range(8)


@dataclass(frozen=True)
class Deed:
    """Something that somebody did on a day; ``do`` is told the moment."""

    on: str
    step: int
    do: Callable[[dt.datetime], object]


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
        self.revision: dict[tuple[str, str], int] = {}

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
            deed.do(_moment(deed.on, deed.step))
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
            yield Deed(row["opens_on"], _OPENING, partial(self._open, row))
            for update in row["updates"]:
                yield from self._updates(row["quarter"], update)
            yield Deed(row["note"]["written_on"], _WRITING, partial(self._note, row))
            if row["closed_on"]:
                yield Deed(row["closed_on"], _CLOSING, partial(self._close, row["quarter"]))

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

    def _updates(self, quarter: str, row: Row) -> Iterator[Deed]:
        """Written, handed in, judged; one that was sent back goes through it twice."""
        final = row["state"]
        state = UpdateState.DRAFT if final == "draft" else UpdateState.READY
        before = row["returned_before"]
        if before:
            yield Deed(
                row["written_on"], _WRITING, lambda at: self._write(quarter, row, UpdateState.READY, at)
            )
            yield Deed(before["on"], _SUBMITTING, partial(self._submit, quarter, row))
            yield Deed(before["on"], _JUDGING, partial(self._return, quarter, row, before["reason"]))
            yield Deed(
                row["submitted_on"], _WRITING, lambda at: self._write(quarter, row, UpdateState.READY, at)
            )
        elif row["entered_for"]:
            state = UpdateState.SUBMITTED
        if not before:
            yield Deed(row["written_on"], _WRITING, partial(self._write, quarter, row, state))
        if row["submitted_on"] and not row["entered_for"]:
            yield Deed(row["submitted_on"], _SUBMITTING, partial(self._submit, quarter, row))
        if final == "accepted":
            yield Deed(row["judged_on"], _JUDGING, partial(self._accept, quarter, row))
        elif final == "returned":
            yield Deed(
                row["judged_on"], _JUDGING, lambda at: self._return(quarter, row, row["return_reason"], at)
            )

    def _write(self, quarter: str, row: Row, state: UpdateState, at: dt.datetime) -> None:
        key = (quarter, row["action"])
        entered = None
        if row["entered_for"]:
            received = dt.date.fromisoformat(row["received_on"])
            entered = Entered(for_whom=row["entered_for"], how=row["received_how"], on=received)
        update = save_update(
            action=self._action(row["action"]),
            period=self.periods[quarter],
            content=_content(row["content"]),
            state=state,
            expected_revision=self._latest(*key),
            by=self.people[row["written_by"]],
            at=at,
            entered=entered,
            sample=True,
        )
        self.revision[key] = update.revision

    def _latest(self, quarter: str, reference: str) -> int:
        request = UpdateRequest.objects.filter(
            action__plan=self.plan, action__reference=reference, period=self.periods[quarter]
        ).select_related("latest")
        found = request.first()
        return found.latest.revision if found and found.latest else 0

    def _request(self, quarter: str, reference: str) -> UpdateRequest:
        rows = UpdateRequest.objects.select_related("action__plan", "period")
        return rows.get(action__plan=self.plan, action__reference=reference, period=self.periods[quarter])

    def _submit(self, quarter: str, row: Row, at: dt.datetime) -> None:
        submit(request=self._request(quarter, row["action"]), by=self.people[row["submitted_by"]], at=at)

    def _return(self, quarter: str, row: Row, reason: str, at: dt.datetime) -> None:
        send_back(request=self._request(quarter, row["action"]), reason=reason, by=self.coordinator, at=at)

    def _accept(self, quarter: str, row: Row, at: dt.datetime) -> None:
        accept(
            request=self._request(quarter, row["action"]),
            by=self.coordinator,
            at=at,
            confirmed_rating=Rating(row["confirmed_rating"]) if row["confirmed_rating"] else None,
            confirmed_note=row["confirmed_note"],
        )

    def _date_changes(self) -> Iterator[Deed]:
        for row in self.data["date_changes"]:
            yield Deed(row["requested_on"], _ASKING, partial(self._ask, row))
            if row["decision"]:
                decided_on = self.decisions[row["decision"]]["decided_on"]
                yield Deed(decided_on, _DECIDING, partial(self._decide, row))

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
            yield Deed(on, _WRITING, do)

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
            yield Deed(on, _DECIDING, do)

    def _sign_off(self) -> Iterator[Deed]:
        """What the plan's route and its versions came to, before the Board decides anything else that day."""
        signing = SignOffStory(self.data, plan=self.plan, bodies=self.bodies, coordinator=self.coordinator)
        for on, do in signing.deeds():
            yield Deed(on, _AGREEING, do)

    def _reports(self) -> Iterator[Deed]:
        for row in self.data["group_reports"]:
            yield Deed(row["written_on"], _WRITING, partial(self._report, row))

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
            yield Deed(on, _WRITING, do)

    def _funding(self) -> Iterator[Deed]:
        funding = FundingStory(self.data["funding"], plan=self.plan, coordinator=self.coordinator)
        for on, do in funding.deeds():
            yield Deed(on, _WRITING, do)

    def _halts(self) -> Iterator[Deed]:
        for row in self.data["holds"]:
            on = self.decisions[row["decision"]]["decided_on"]
            yield Deed(on, _DECIDING, partial(self._hold, row))
        for row in self.data["closures"]:
            on = self.decisions[row["decision"]]["decided_on"]
            yield Deed(on, _DECIDING, partial(self._stop, row))

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


def _content(row: Row) -> UpdateContent:
    dates = {name: dt.date.fromisoformat(row[name]) for name in _DATES if row.get(name)}
    return UpdateContent(**(row | dates))


_DATES = ("path_by", "completed_on", "hold_until")


def _moment(on: str, step: int) -> dt.datetime:
    """Office hours of the day, later for what comes later in it."""
    day = dt.date.fromisoformat(on)
    return dt.datetime.combine(day, dt.time(9 + step), tzinfo=ZoneInfo(settings.TIME_ZONE))
