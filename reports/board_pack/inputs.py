"""What a pack is told, beside the positions: its front sheet, requests, concerns and the like.

Plain values; whoever reads the database or the coordinator's form builds them. Anything marked
``not_for_publication`` stays out of a publication copy.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from actions.outlook import Outlook
from actions.rag import STANDARD, Rating, Status, Thresholds, Travel


class PackState(StrEnum):
    """Draft while the quarter is open; closed once frozen; issued once sent and numbered."""

    DRAFT = "Draft"
    CLOSED = "Closed"
    ISSUED = "Issued"


class RecommendationKind(StrEnum):
    NOTE = "To note"
    DECIDE = "To decide"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommendation:
    """One thing the board is asked to do; ``assemble`` gives the letters a, b, c."""

    text: str
    kind: RecommendationKind
    letter: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontSheet:
    """The first page. No purpose or recommendations: ``assemble`` writes the standing ones."""

    title: str
    plan: str
    plan_slug: str
    quarter_key: str
    quarter_label: str
    quarter_long_label: str
    board: str
    pack_on: dt.date
    cut_off: dt.datetime
    """Aware; shown in the tracker's time zone."""
    meeting_on: dt.date | None = None
    author: str = ""
    state: PackState = PackState.DRAFT
    revision: int = 1
    number: int = 0
    """Of the board's issued packs; 0 until it is issued."""
    issued_on: dt.date | None = None
    approved_by: str = ""
    plan_version: str = ""
    """The name of the plan's version in force; packs that were frozen before versions were kept have none."""
    amendment: str = ""
    """What a later revision amends, and why."""
    marking: str = "OFFICIAL"
    purpose: str = ""
    recommendations: tuple[Recommendation, ...] = ()
    publication_copy: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveShown:
    """A numbered objective of the plan, with or without actions."""

    number: str
    title: str
    strategic_number: str = ""
    strategic_title: str = ""
    owner_group: str = ""


class RequestKind(StrEnum):
    DATE_CHANGE = "date_change"
    CLOSURE = "closure"
    HOLD = "hold"

    @property
    def label(self) -> str:
        return {"date_change": "Change of date", "closure": "Closure", "hold": "Hold"}[self]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRequest:
    """Something the board has been asked to decide of one action."""

    kind: RequestKind
    reference: str
    title: str
    asked: str
    """What is asked, in one sentence."""
    reason: str
    asked_by: str = ""
    """The post that asks, such as "OPCC, Victims Lead"."""
    asked_on: dt.date | None = None
    from_on: dt.date | None = None
    to_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardQuestion:
    """What the board asked of one action, and no update has answered."""

    reference: str
    title: str
    text: str
    asked_by: str
    asked_on: dt.date
    lead: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldUp:
    """An action that waits on something which is late, off track, or comes after it is due."""

    reference: str
    title: str
    why: str
    """Such as "12.1 is overdue by 5 days"."""
    lead: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addendum:
    """What a lead sent of an action after the quarter closed, and the coordinator tabled. Counted nowhere."""

    reference: str
    title: str
    lead: str
    status: Status
    happened: str
    received_on: dt.date
    tabled_on: dt.date
    rating: Rating | None = None
    """The lead's own."""
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Concern:
    """An issue a board or sub-group raised with another body, and the answer."""

    text: str
    raised_by: str
    raised_with: str
    raised_on: dt.date | None = None
    reply_due_on: dt.date | None = None
    answered_on: dt.date | None = None
    answer: str = ""
    state: str = "Open"
    late: bool = False
    """Still open after the day by which a reply was due."""
    not_for_publication: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Funding:
    """Money that ends; ``assemble`` keeps what ends within the next two quarters."""

    source: str
    ends_on: dt.date
    amount: str = ""
    follow_on: str = ""
    """What follows or is sought, in words; empty when nothing does."""
    fallback: str = ""
    """What is done when nothing follows."""
    references: tuple[str, ...] = ()
    not_for_publication: bool = False
    outlook: Outlook | None = None
    """How it stood at the cut-off; those that stand worst come first."""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One measured value, of one quarter."""

    quarter_label: str
    value: float | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A success measure with its readings, oldest first. Numbers where it can be counted.

    What its readings say beside the ratings was judged when the quarter was read, on all of its actions.
    """

    title: str
    objective_number: str = ""
    action_reference: str = ""
    """Of a measure of one action; of an objective's it is empty."""
    unit: str = ""
    better: str = ""
    """The direction that is better: "Higher", "Lower", or empty."""
    baseline: float | None = None
    target: float | None = None
    supplied_by: str = ""
    readings: tuple[Reading, ...] = ()
    travel: Travel | None = None
    """The newest reading against the one before it, towards what is better; None before any."""
    at_target: bool = False
    lacking: bool = False
    """The quarter's number has not been supplied."""
    rated: str = ""
    """The ratings of the actions under it, such as "2 Green, 1 Red"."""
    contradiction: str = ""
    """Where outcome and ratings tell two stories, in a sentence; empty where they agree."""
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SubgroupReport:
    """A sub-group's return for the quarter. ``filed_on`` None: not received, and said so."""

    group: str
    objectives: str = ""
    filed_on: dt.date | None = None
    progress: str = ""
    exceptions: str = ""
    asks: str = ""
    not_for_publication: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyDate:
    on: dt.date
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Abbreviation:
    short: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PackContext:
    """All that a pack is told beside the positions and the earlier quarters."""

    front: FrontSheet
    thresholds: Thresholds = STANDARD
    objectives: tuple[ObjectiveShown, ...] = ()
    """Every numbered objective of the plan in its order, so that those without actions show too."""
    sentences: tuple[str, ...] = ()
    """The coordinator's own words on the quarter; never written by the tracker."""
    requests: tuple[DecisionRequest, ...] = ()
    questions: tuple[BoardQuestion, ...] = ()
    """Asked and not answered, in the plan's order."""
    held_up: tuple[HeldUp, ...] = ()
    """By what they wait on, in the plan's order."""
    concerns: tuple[Concern, ...] = ()
    funding: tuple[Funding, ...] = ()
    measures: tuple[Measure, ...] = ()
    subgroup_reports: tuple[SubgroupReport, ...] = ()
    key_dates: tuple[KeyDate, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    """The tracker's whole list; the pack prints those it uses."""
    data_notes: tuple[str, ...] = ()
