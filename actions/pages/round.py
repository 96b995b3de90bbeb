"""The round of one plan in one period: its rows under what must be done next, and agency by state."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from actions.models import Plan, UpdateRequest, UpdateState
from actions.models.updates import RECEIVED_STATES
from actions.pages.round_contacts import read_contacts
from actions.pages.round_reminders import Bounce, read_notices
from actions.pages.round_rows import RoundRow, read_rows
from governance.access import Access
from governance.models import ReportingPeriod

# The order of the coordinator's work: what waits for them first, what is done last.
SECTIONS = {
    UpdateState.SUBMITTED.value: "Needs accepting",
    UpdateState.RETURNED.value: "Returned to the lead",
    UpdateState.READY.value: "Ready, and waiting for the agency to submit",
    UpdateState.DRAFT.value: "Begun",
    "": "Nothing yet",
    UpdateState.ACCEPTED.value: "Accepted",
}
# The same of a closed round: what stood at closing, and nothing left to do.
CLOSED_SECTIONS = {
    UpdateState.ACCEPTED.value: "Accepted",
    UpdateState.SUBMITTED.value: "Swept up at closing: handed in, not accepted",
    UpdateState.RETURNED.value: "Missing at closing: returned to the lead",
    UpdateState.READY.value: "Missing at closing: ready, never submitted",
    UpdateState.DRAFT.value: "Missing at closing: begun, never handed in",
    "": "Missing at closing: nothing written",
}
# The columns of agency by state, in the order of an update's life; "none" stands for "" in an address.
COLUMNS = (
    ("none", "Nothing yet"),
    ("draft", "Draft"),
    ("ready", "Ready"),
    ("submitted", "Submitted"),
    ("returned", "Returned"),
    ("accepted", "Accepted"),
)
CLOSED_COLUMNS = (("none", "Nothing written"), *COLUMNS[1:])
# Several states together, as the figures above the rows count them.
TOGETHER = (("handed_in", "Handed in"), ("missing", "Not handed in"))
_HANDED_IN = frozenset({UpdateState.SUBMITTED.value, UpdateState.ACCEPTED.value})
NO_AGENCY = "no-lead"


@dataclass(frozen=True)
class AgencyLine:
    """One agency's counts, in the order of ``COLUMNS``; of the totals, ``slug`` is empty."""

    name: str
    slug: str
    asked: int
    counts: tuple[tuple[str, int], ...]
    late: int
    last_told: dt.datetime | None = None
    refused: int = 0

    @property
    def to_remind(self) -> bool:
        """Whether something of it is not handed in, and the agency is named."""
        done = sum(count for state, count in self.counts if state in RECEIVED_STATES)
        return done < self.asked and self.slug != NO_AGENCY


@dataclass(frozen=True)
class Section:
    """Rows in one state, under its heading."""

    heading: str
    rows: tuple[RoundRow, ...]


@dataclass(frozen=True)
class Round:
    """All of a plan's rows in a period, in the plan's order."""

    period: ReportingPeriod
    rows: tuple[RoundRow, ...]
    at: dt.date
    bounces: tuple[Bounce, ...] = ()

    @property
    def days_left(self) -> int:
        """Until the due date; below 0 when it has passed."""
        return (self.period.due_on - self.at).days

    @property
    def days_past(self) -> int:
        """Since the due date."""
        return -self.days_left

    @cached_property
    def lines(self) -> tuple[AgencyLine, ...]:
        """Agency by state, agencies by name, actions without a lead last."""
        by_agency = defaultdict(list)
        for row in self.rows:
            agency = row.agency
            by_agency[(agency.short_name, agency.slug) if agency else ("No lead named", NO_AGENCY)].append(
                row
            )
        ordered = sorted(by_agency, key=lambda named: (named[1] == NO_AGENCY, named[0].lower()))
        return tuple(_line(name, slug, by_agency[name, slug]) for name, slug in ordered)

    @cached_property
    def totals(self) -> AgencyLine:
        return _line("All agencies", "", self.rows)

    @cached_property
    def states(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many wait to be accepted or returned."""
        return self.states[UpdateState.SUBMITTED]

    @property
    def not_begun(self) -> int:
        return self.states[""]

    @property
    def missing(self) -> int:
        """How many are not handed in: in a closed round, for good."""
        return len(self.rows) - self.received

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The states in words, by their names in an address."""
        return CLOSED_COLUMNS if self.period.is_closed else COLUMNS

    @property
    def first_waiting(self) -> UpdateRequest | None:
        """The first of those in the plan's order, for whoever may review it."""
        return next((row.request for row in self.rows if row.may_review), None)

    @property
    def to_remind(self) -> bool:
        """Whether anything is not handed in."""
        return self.received < len(self.rows)

    @property
    def received(self) -> int:
        return self.states[UpdateState.SUBMITTED] + self.states[UpdateState.ACCEPTED]

    def sections(self, rows: Iterable[RoundRow]) -> tuple[Section, ...]:
        """The rows under the headings of their states, what needs accepting first while it is open."""
        headings = CLOSED_SECTIONS if self.period.is_closed else SECTIONS
        by_state = defaultdict(list)
        for row in rows:
            by_state[row.state].append(row)
        return tuple(
            Section(heading, tuple(by_state[state])) for state, heading in headings.items() if by_state[state]
        )


def narrow(
    rows: Iterable[RoundRow], *, agency: str = "", state: str = "", late: bool = False
) -> list[RoundRow]:
    """The rows of an agency (its slug), in a state (``COLUMNS``, ``TOGETHER``), or late; empty means any."""
    return [
        row
        for row in rows
        if (not agency or agency == (row.agency.slug if row.agency else NO_AGENCY))
        and (not state or _is_in(row, state))
        and (not late or row.late)
    ]


def _is_in(row: RoundRow, state: str) -> bool:
    if state in dict(TOGETHER):
        return (row.state in _HANDED_IN) == (state == "handed_in")
    return row.state == ("" if state == "none" else state)


def read_round(plan: Plan, period: ReportingPeriod, *, access: Access, at: dt.date) -> Round:
    """Read the round for a person. Six queries for any number of actions, agencies and e-mails."""
    notices = read_notices(period)
    contacts = read_contacts(period, access)
    rows = read_rows(plan, period, notices=notices, contacts=contacts, access=access, at=at)
    return Round(period, tuple(rows), at, notices.bounces)


def _line(name: str, slug: str, rows: Sequence[RoundRow]) -> AgencyLine:
    states = Counter(row.state or "none" for row in rows)
    return AgencyLine(
        name=name,
        slug=slug,
        asked=len(rows),
        counts=tuple((state, states[state]) for state, _ in COLUMNS),
        late=sum(row.late for row in rows),
        last_told=max((row.notices.last.at for row in rows if row.notices.last), default=None),
        refused=sum(bool(row.notices.refused) for row in rows),
    )
