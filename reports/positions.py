"""What was known of one action at one moment.

Everything a page, a pack or a snapshot shows of an action stands here by value, so that a closed
quarter reads the same whatever happens to the plan afterwards.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from actions.rag import Call, Rating, Status, Travel
from reports.plain_form import from_plain, to_plain

CLOSED_RULE = 1
SCHEMA = 1
"""The form snapshots are stored in. Raised when a field changes its meaning, not when one is added."""


class LeadRole(StrEnum):
    """What an agency's team or post does for an action."""

    ACCOUNTABLE = "accountable"
    JOINT = "joint"
    SUPPORTING = "supporting"

    @property
    def label(self) -> str:
        return {"accountable": "Accountable lead", "joint": "Joint lead", "supporting": "Supporting"}[self]

    @property
    def leads(self) -> bool:
        """Whether the agency leads the action (and does not only support it)."""
        return self is not LeadRole.SUPPORTING


class RatingSource(StrEnum):
    """Whose rating it is that counts."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    SUGGESTED = "suggested"

    @property
    def label(self) -> str:
        return {
            "confirmed": "Confirmed",
            "reported": "Reported by the lead",
            "suggested": "Suggested by the rules",
        }[self]


@dataclass(frozen=True, kw_only=True, slots=True)
class LeadShown:
    """A team or post that leads or supports an action, as it was called then."""

    agency_short: str
    agency_name: str
    post: str = ""
    role: LeadRole = LeadRole.ACCOUNTABLE
    person: str = ""

    @property
    def words(self) -> str:
        """Such as "OPCC, Victims Lead"."""
        return ", ".join(part for part in (self.agency_short, self.post) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionPosition:
    """One action as it stood at the cut-off. Empty text and None mean: not known, or not said."""

    # What is promised, and by whom.
    reference: str
    sort_key: tuple[int, ...]
    """Orders references as people do: 2.1, 2.2, 10.1."""
    title: str
    description: str = ""
    objective_number: str = ""
    objective_title: str = ""
    strategic_number: str = ""
    strategic_title: str = ""
    owner_group: str = ""
    priority: str = ""
    """In words: High, Medium, Low, To be confirmed."""
    leads: tuple[LeadShown, ...] = ()
    accountable_agency_short: str = ""
    accountable_agency_name: str = ""

    # Dates: as typed, as shown, and what they mean (a month means its last day).
    start_words: str = ""
    start_shown: str = ""
    start_on: dt.date | None = None
    due_words: str = ""
    due_shown: str = ""
    due_on: dt.date | None = None
    """D, the due date in force; of an on-going action its next review; None until a trigger is met."""
    original_due_on: dt.date | None = None
    moves: int = 0
    ongoing: bool = False
    awaiting: str = ""
    """The trigger an action waits for, in words; empty when it waits for none."""
    forecast_on: dt.date | None = None
    days_overdue: int = 0
    """Calendar days past D at the cut-off; 0 when not overdue, finished, closed or on an approved hold."""
    hold_until: dt.date | None = None
    completed_on: dt.date | None = None
    completion_note: str = ""
    closed_by: str = ""
    closed_on: dt.date | None = None

    # Status and the three ratings.
    status: Status
    call: Call | None = None
    suggested_rating: Rating
    suggested_rule: int
    suggested_reason: str
    suggested_tag: str
    """The word beside a suggestion: Complete, On hold, Not started, Closed, To be confirmed, Green..."""
    reported_rating: Rating | None = None
    rating_reason: str = ""
    confirmed_rating: Rating | None = None
    rating: Rating
    """The rating that counts; choose it with ``rating_that_counts`` and keep it: it is never recomputed."""
    rating_source: RatingSource
    previous_rating: Rating | None = None
    """The rating that counted at the end of the quarter before."""
    travel: Travel

    # The update round.
    update_state: str = ""
    """Empty, draft, ready, submitted, returned or accepted. The words below are this update's."""
    requested: bool = False
    returned: bool = False
    """The lead has answered: the update was submitted or accepted (not: sent back)."""
    late: bool = False
    """Answered after the day it was due."""
    missed_rounds: int = 0
    """Requested updates missed running, this one included."""
    last_update_on: dt.date | None = None
    no_change: bool = False
    amber_rounds: int = 0
    """How many quarters running it has been Amber, this one included."""

    # The lead's words.
    happened: str = ""
    next_steps: str = ""
    risk: str = ""
    mitigation: str = ""
    issue: str = ""
    path_step: str = ""
    path_who: str = ""
    path_by: dt.date | None = None
    ask: str = ""

    # What a reader must know of the row itself.
    flags: tuple[str, ...] = ()
    """Sentences: contradictions kept from the plan as it was written."""
    sample: bool = False
    """Made up, to show the tracker at work."""
    not_for_publication: bool = False

    @property
    def is_closed(self) -> bool:
        """Closed by a decision (rule 1): outside the ratings and their percentages."""
        return self.status is Status.CLOSED and self.suggested_rule == CLOSED_RULE

    @property
    def is_complete(self) -> bool:
        """Finished and accepted: rule 2 of the ratings."""
        return self.status is Status.COMPLETE and self.suggested_rating is Rating.BLUE

    @property
    def awaits_confirmation(self) -> bool:
        """Reported as finished, and nobody has accepted that yet."""
        return self.status is Status.COMPLETE and not self.is_complete

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0

    @property
    def is_missing(self) -> bool:
        """An update was asked for, and the lead has not answered."""
        return self.requested and not self.returned

    @property
    def accountable_words(self) -> str:
        """The accountable lead, such as "OPCC, Victims Lead"; the agency alone when no lead is named."""
        named = (lead.words for lead in self.leads if lead.role is LeadRole.ACCOUNTABLE)
        return next(named, self.accountable_agency_short)

    @property
    def rating_label(self) -> str:
        """The rating's word, with what a Grey one stands for: "Grey: on hold"."""
        if self.awaits_confirmation:
            return f"{self.rating.label}, awaiting confirmation"
        if self.rating is Rating.GREY is self.suggested_rating and self.suggested_tag != self.rating.label:
            return f"{self.rating.label}: {self.suggested_tag[:1].lower()}{self.suggested_tag[1:]}"
        return self.rating.label

    @property
    def rating_words(self) -> str:
        """Why it is rated so: the rules' reason, whose rating it is, and the rules' where that differs."""
        source = self.rating_source.label
        waits = "; reported complete, and awaits acceptance" if self.awaits_confirmation else ""
        if self.rating is self.suggested_rating:
            return f"{self.suggested_reason} ({source.lower()}){waits}"
        return f"{source}; the rules suggest {self.suggested_rating.label}: {self.suggested_reason}{waits}"

    @property
    def leading_agencies(self) -> tuple[tuple[str, str], ...]:
        """(short name, name) of each agency that leads it, once, in the order of the plan."""
        named = ((lead.agency_short, lead.agency_name) for lead in self.leads if lead.role.leads)
        return tuple(dict.fromkeys(named))

    def to_json(self) -> dict[str, Any]:
        """JSON-safe data that ``from_json`` reads back to an equal position."""
        return {"schema": SCHEMA, **to_plain(self)}

    @staticmethod
    def from_json(stored: dict[str, Any]) -> "ActionPosition":
        """Read a stored position. Raises ValueError with a sentence when it is of another form."""
        plain = dict(stored)
        schema = plain.pop("schema", None)
        if schema != SCHEMA:
            raise ValueError(
                f"This snapshot is of form {schema!r}; this version of the tracker reads {SCHEMA}."
            )
        return from_plain(ActionPosition, plain)


def rating_that_counts(
    *, confirmed: Rating | None, reported: Rating | None, returned: bool, suggested: Rating
) -> tuple[Rating, RatingSource]:
    """Confirmed by coordinator or Board, else reported by an update that was returned, else suggested.

    A reported Blue does not count: rule 2 asks that a completion be accepted, and accepting confirms it.
    """
    if confirmed is not None:
        return confirmed, RatingSource.CONFIRMED
    if reported is not None and reported is not Rating.BLUE and returned:
        return reported, RatingSource.REPORTED
    return suggested, RatingSource.SUGGESTED


def count_days_overdue(
    *, status: Status, due: dt.date | None, at: dt.date, hold_in_force: bool = False
) -> int:
    """Calendar days past the due date in force; 0 for what is finished, closed, on hold or has no date."""
    if due is None or hold_in_force or status in (Status.COMPLETE, Status.CLOSED):
        return 0
    return max(0, (at - due).days)
