"""What a pack is told, beside the positions: its front sheet, requests, concerns and the like.

Plain values; whoever reads the database or the coordinator's form builds them. Anything marked
``not_for_publication`` stays out of a publication copy.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from actions.rag import STANDARD, Rating, Status, Thresholds
from reports.board_pack.funding import Funding
from reports.board_pack.measures import Measure


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
