"""How each action stands at each cut-off of the demo's story, worked out from ``fixtures/`` alone.

The rating rules are the project's own (``actions.rag``); only the reading of the fixtures is done here.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from actions.rag import Call, Evidence, Rating, Status, Suggestion, Travel, suggest, travel
from tests.house.shapes import Row, load

DEMO = load("demo.json")
ACTIONS: dict[str, Row] = {action["reference"]: action for action in load("vawg_2023_24.json")["actions"]}
PERIODS: dict[str, Row] = {period["quarter"]: period for period in DEMO["periods"]}
DECIDED_ON = {decision["key"]: decision["decided_on"] for decision in DEMO["decisions"]}
QUARTERS = tuple(PERIODS)
RECEIVED = ("submitted", "accepted")


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def cut_off(quarter: str) -> dt.date:
    """The due date of a closed period; today in the open one."""
    found = day(PERIODS[quarter]["due_on"] if PERIODS[quarter]["state"] == "closed" else DEMO["today"])
    assert found is not None
    return found


def update_of(reference: str, quarter: str) -> Row | None:
    return next((u for u in PERIODS[quarter]["updates"] if u["action"] == reference), None)


@dataclass(frozen=True)
class Stand:
    """One action in one quarter, as at a date: decisions taken by then and updates received so far."""

    reference: str
    quarter: str
    at: dt.date

    @property
    def so_far(self) -> tuple[str, ...]:
        """Quarters up to this one, newest first."""
        return tuple(reversed(QUARTERS[: QUARTERS.index(self.quarter) + 1]))

    @cached_property
    def current(self) -> Row | None:
        """The update of the quarter itself, when it was received."""
        update = update_of(self.reference, self.quarter)
        return update if update and update["state"] in RECEIVED else None

    @cached_property
    def newest(self) -> Row | None:
        """The newest update received, of this quarter or an earlier one."""
        updates = (update_of(self.reference, quarter) for quarter in self.so_far)
        return next((u for u in updates if u and u["state"] in RECEIVED), None)

    @cached_property
    def missed(self) -> int:
        """Requests of closed quarters running, newest first, that nobody answered."""
        count = 0
        for quarter in self.so_far:
            update = update_of(self.reference, quarter)
            if update and update["state"] in RECEIVED:
                break
            asked = self.reference in PERIODS[quarter]["requested"]
            count += asked and PERIODS[quarter]["state"] == "closed"
        return count

    @cached_property
    def moves(self) -> list[Row]:
        agreed = [c for c in DEMO["date_changes"] if c["action"] == self.reference and c["state"] == "agreed"]
        return [change for change in agreed if DECIDED_ON[change["decision"]] <= self.at.isoformat()]

    def decided(self, kind: str) -> Row | None:
        """The hold or the closure of the action that stands on the date."""
        rows = [row for row in DEMO[kind] if row["action"] == self.reference]
        return next((row for row in rows if DECIDED_ON[row["decision"]] <= self.at.isoformat()), None)

    @cached_property
    def evidence(self) -> Evidence:
        return self.evidence_with(self.newest, missed=self.missed)

    def evidence_with(self, update: Row | None, *, missed: int) -> Evidence:
        """What the rules are given when this update is the newest."""
        action = ACTIONS[self.reference]
        said = update["content"] if update else {"status": action["status"]}
        closure, hold = self.decided("closures"), self.decided("holds")
        original = day(action["review_on"] if action["ongoing"] else action["end_on"])
        return Evidence(
            status=Status.CLOSED if closure else Status(said["status"]),
            planned_start=day(action["start_on"]),
            original_due=original,
            due=day(self.moves[-1]["to_on"]) if self.moves else original,
            ongoing=action["ongoing"],
            awaiting=action["awaiting"],
            forecast=day(update["forecast_on"]) if update else None,
            call=Call(said["call"]) if said.get("call") else None,
            missed=missed,
            moves=len(self.moves),
            completed_on=day(said.get("completed_on")),
            completion_note=said.get("completion_note", ""),
            accepted=update is not None and update["state"] == "accepted",
            hold_approved=hold is not None,
            hold_review_on=day(hold["review_on"] if hold else said.get("hold_until")),
            closed_by="VAWG Board" if closure else "",
            closed_on=day(DECIDED_ON[closure["decision"]]) if closure else None,
        )

    @cached_property
    def suggestion(self) -> Suggestion:
        return suggest(self.evidence, at=self.at)

    @cached_property
    def rating(self) -> Rating:
        """The rating that counts: confirmed, else reported this quarter, else suggested."""
        if self.current is None:
            return self.suggestion.rating
        return Rating(self.current["confirmed_rating"] or self.current["content"]["reported_rating"])

    @cached_property
    def travel(self) -> Travel:
        before = QUARTERS.index(self.quarter) - 1
        if before < 0:
            return travel(None, self.rating)
        earlier = QUARTERS[before]
        return travel(Stand(self.reference, earlier, cut_off(earlier)).rating, self.rating)


def stands(quarter: str, at: dt.date | None = None) -> list[Stand]:
    """Every action of the plan in a quarter, at its cut-off or at another date."""
    return [Stand(reference, quarter, at or cut_off(quarter)) for reference in ACTIONS]
