"""The demo's sample updates: written, handed in, accepted or sent back with the tracker's own verbs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from actions.content import UpdateContent
from actions.models import Plan, UpdateRequest, UpdateState
from actions.progress import Entered, accept, save_update, send_back, submit
from actions.rag import Rating
from governance.models import Person, ReportingPeriod
from vawg_tracker.demo.deeds import Deed, Step

type Row = dict[str, Any]
_DATES = ("path_by", "completed_on", "hold_until")


class UpdatesStory:
    """Turns each update of the fixture into deeds. ``periods`` fill up as the story opens them."""

    def __init__(
        self,
        *,
        plan: Plan,
        people: dict[str, Person],
        coordinator: Person,
        periods: Mapping[str, ReportingPeriod],
    ) -> None:
        self.plan = plan
        self.people = people
        self.coordinator = coordinator
        self.periods = periods

    def deeds_of(self, quarter: str, row: Row) -> Iterator[Deed]:
        """Written, handed in, judged; one that was sent back goes through it twice."""
        final = row["state"]
        state = UpdateState.DRAFT if final == "draft" else UpdateState.READY
        before = row["returned_before"]
        if before:
            yield Deed(
                row["written_on"], Step.WRITING, lambda at: self._write(quarter, row, UpdateState.READY, at)
            )
            yield Deed(before["on"], Step.SUBMITTING, partial(self._submit, quarter, row))
            yield Deed(before["on"], Step.JUDGING, partial(self._return, quarter, row, before["reason"]))
            yield Deed(
                row["submitted_on"], Step.WRITING, lambda at: self._write(quarter, row, UpdateState.READY, at)
            )
        elif row["entered_for"]:
            state = UpdateState.SUBMITTED
        if not before:
            yield Deed(row["written_on"], Step.WRITING, partial(self._write, quarter, row, state))
        if row["submitted_on"] and not row["entered_for"]:
            yield Deed(row["submitted_on"], Step.SUBMITTING, partial(self._submit, quarter, row))
        if final == "accepted":
            yield Deed(row["judged_on"], Step.JUDGING, partial(self._accept, quarter, row))
        elif final == "returned":
            yield Deed(
                row["judged_on"],
                Step.JUDGING,
                lambda at: self._return(quarter, row, row["return_reason"], at),
            )

    def _write(self, quarter: str, row: Row, state: UpdateState, at: dt.datetime) -> None:
        entered = None
        if row["entered_for"]:
            received = dt.date.fromisoformat(row["received_on"])
            entered = Entered(for_whom=row["entered_for"], how=row["received_how"], on=received)
        save_update(
            action=self.plan.actions.select_related("plan").get(reference=row["action"]),
            period=self.periods[quarter],
            content=_content(row["content"]),
            state=state,
            expected_revision=self._latest(quarter, row["action"]),
            by=self.people[row["written_by"]],
            at=at,
            entered=entered,
            sample=True,
        )

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


def _content(row: Row) -> UpdateContent:
    dates = {name: dt.date.fromisoformat(row[name]) for name in _DATES if row.get(name)}
    return UpdateContent(**(row | dates))
