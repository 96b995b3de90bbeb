"""The rating rules one by one: when each fires, and in what words. Pure.

Each rule is given a case and answers the words shown as its reason, or "" where it does not fire. The
sentence above it is printed in the key of every output; its docstring says where it comes from. `RULES`, at
the end, is the order in which they are tried. A missing date fires no rule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from actions.evidence import Evidence, Thresholds
from actions.plan_dates import show_awaiting
from actions.ratings import Call, Rating, Status
from governance.days import in_words

# A due date moved this often caps the rating, however short each move was.
OFTEN_MOVED = 2


@dataclass(frozen=True, slots=True)
class Case:
    """Evidence on the day it is rated. Distances are in calendar days, and 0 where either date is missing."""

    facts: Evidence
    at: date
    limits: Thresholds

    @property
    def overdue(self) -> int:
        """T - D."""
        return _days(self.facts.due, self.at)

    @property
    def slip(self) -> int:
        """F - D."""
        return _days(self.facts.due, self.facts.forecast)

    @property
    def moved(self) -> int:
        """D - O."""
        return _days(self.facts.original_due, self.facts.due)

    @property
    def start_late(self) -> int:
        """T - B."""
        return _days(self.facts.planned_start, self.at)

    @property
    def due_soon(self) -> bool:
        """Whether D is no further ahead than the days allowed for being late."""
        return self.facts.due is not None and -self.overdue <= self.limits.overdue_days


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` is the key's sentence, with places for the thresholds; `tag` what its label shows."""

    number: int
    rating: Rating
    tag: str
    when: str
    dated_only: bool  # not asked of on-going actions
    fire: Callable[[Case], str]

    def reason(self, case: Case) -> str:
        """The words shown, or "" where the rule does not fire."""
        return "" if self.dated_only and case.facts.ongoing else self.fire(case)


def _rule(
    number: int, rating: Rating, when: str, *, tag: str = "", dated_only: bool = False
) -> Callable[[Callable[[Case], str]], Rule]:
    return lambda fire: Rule(number, rating, tag or rating.label, when, dated_only, fire)


@_rule(1, Rating.GREY, "Closed by a decision. Left out of percentages", tag="Closed")
def closed(case: Case) -> str:
    """Work that was cancelled, merged or superseded is neither done nor late."""
    facts = case.facts
    if facts.status != Status.CLOSED or not facts.closed_by:
        return ""
    return f"Closed by {facts.closed_by}" + (f", {in_words(facts.closed_on)}" if facts.closed_on else "")


@_rule(
    2,
    Rating.BLUE,
    "Completed by the cut-off, with a note of what was delivered, and accepted",
    tag="Complete",
)
def accepted(case: Case) -> str:
    """Complete is a claim until somebody else accepts it."""
    facts = case.facts
    if facts.status != Status.COMPLETE or not facts.accepted or not facts.completion_note.strip():
        return ""
    if facts.completed_on is None or facts.completed_on > case.at:
        return ""
    return f"Completed {in_words(facts.completed_on)}"


@_rule(3, Rating.GREY, "On hold by a decision, until a review date that has not passed", tag="On hold")
def held(case: Case) -> str:
    """A decision to wait stands until its review, and no longer."""
    facts = case.facts
    if facts.status != Status.ON_HOLD or not facts.hold_approved or facts.hold_review_on is None:
        return ""
    return f"On hold until {in_words(facts.hold_review_on)}" if facts.hold_review_on >= case.at else ""


@_rule(4, Rating.RED, "On hold without a decision, or past the review date of its hold")
def hold_lapsed(case: Case) -> str:
    """A hold that nobody decided, or nobody reviewed, is work that has stopped."""
    facts = case.facts
    if facts.status != Status.ON_HOLD:
        return ""
    if not facts.hold_approved:
        return "Hold not approved"
    if facts.hold_review_on is None:
        return "On hold with no review date"
    return f"On hold, and its review date has passed ({in_words(facts.hold_review_on)})"


@_rule(0, Rating.GREY, "Waiting for something else to happen before it can be dated", tag="To be confirmed")
def awaiting(case: Case) -> str:
    """A date that is not set yet cannot be missed. A complete action waits for nothing."""
    facts = case.facts
    if facts.status == Status.COMPLETE or facts.due is not None or not facts.awaiting:
        return ""
    return show_awaiting(facts.awaiting)


@_rule(5, Rating.RED, "More than {late} past its due date")
def long_overdue(case: Case) -> str:
    """Bromsgrove: one month late."""
    return _overdue_words(case) if case.overdue > case.limits.overdue_days else ""


@_rule(6, Rating.RED, "Forecast to finish more than {slip} after its due date", dated_only=True)
def slipped_far(case: Case) -> str:
    """Rotherham: an expected slip of three months."""
    if case.slip <= case.limits.slip_days:
        return ""
    allowed = "3 months" if case.limits.slip_days == 92 else count(case.limits.slip_days, "day")
    return f"Forecast more than {allowed} late"


@_rule(7, Rating.RED, "The lead says that it is off track")
def off_track(case: Case) -> str:
    """The lead knows first."""
    return "Lead says off track" if case.facts.call == Call.OFF_TRACK else ""


@_rule(8, Rating.RED, "No update for {silent} running, each one asked for")
def silent(case: Case) -> str:
    """This project's judgement: silence is not good news."""
    if case.facts.missed < case.limits.missed_updates:
        return ""
    return f"No update for {count(case.facts.missed, 'quarter')}"


@_rule(9, Rating.AMBER, "1 to {late} past its due date")
def overdue(case: Case) -> str:
    """Bromsgrove: the fact of being late."""
    return _overdue_words(case) if case.overdue >= 1 else ""


@_rule(10, Rating.AMBER, "Forecast to finish 1 to {slip} after its due date", dated_only=True)
def slipped(case: Case) -> str:
    """Rotherham: an expected slip of less than three months."""
    return f"Forecast {count(case.slip, 'day')} late" if case.slip >= 1 else ""


@_rule(11, Rating.AMBER, "The lead says that it is at risk but recoverable")
def at_risk(case: Case) -> str:
    """The lead knows first."""
    return "Lead says at risk" if case.facts.call == Call.AT_RISK else ""


@_rule(12, Rating.AMBER, "Not started, and more than {late} past its planned start or due within {late}")
def slow_start(case: Case) -> str:
    """A late start is the first sign of a late finish."""
    if case.facts.status != Status.NOT_STARTED:
        return ""
    if case.start_late > case.limits.overdue_days:
        return f"Late starting by {count(case.start_late, 'day')}"
    return "Due soon and not started" if case.due_soon else ""


@_rule(13, Rating.GREY, "Not started, and neither late to start nor due soon", tag="Not started")
def not_started(case: Case) -> str:
    """There is nothing yet to rate."""
    if case.facts.status != Status.NOT_STARTED:
        return ""
    if case.facts.planned_start is None:
        return "Not started, and no start date given"
    return (
        f"Due to start {count(case.start_late, 'day')} ago" if case.start_late > 0 else "Not due to start yet"
    )


@_rule(14, Rating.AMBER, "No update when one was asked for, for fewer than {silent} running")
def unconfirmed(case: Case) -> str:
    """This project's judgement: Green needs somebody to say so."""
    return "Not confirmed this quarter" if case.facts.missed >= 1 else ""


@_rule(
    15,
    Rating.AMBER,
    "Due more than {slip} after its first due date, or moved {often} or more",
    dated_only=True,
)
def redated(case: Case) -> str:
    """Rotherham measures from the first date; Reading, Herefordshire and North Devon saw all made green."""
    facts = case.facts
    if case.moved <= case.limits.slip_days and facts.moves < OFTEN_MOVED:
        return ""
    times = [count(facts.moves, "time")] if facts.moves else []
    origin = [f"from {in_words(facts.original_due)}"] if facts.original_due else []
    return f"Due date already moved ({', '.join(times + origin)})"


@_rule(16, Rating.GREEN, "None of the above")
def on_track(_case: Case) -> str:
    """Nothing says otherwise, so this one always fires."""
    return "On track"


RULES = (
    closed,
    accepted,
    held,
    hold_lapsed,
    awaiting,
    long_overdue,
    slipped_far,
    off_track,
    silent,
    overdue,
    slipped,
    at_risk,
    slow_start,
    not_started,
    unconfirmed,
    redated,
    on_track,
)


def count(number: int, thing: str) -> str:
    """`1, "day"` is "1 day"; `31, "day"` is "31 days"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _days(start: date | None, end: date | None) -> int:
    return (end - start).days if start and end else 0


def _overdue_words(case: Case) -> str:
    return f"Overdue by {count(case.overdue, 'day')}"
