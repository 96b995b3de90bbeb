"""What is known of one action when it is rated, and which of it cannot be true. Pure."""

from dataclasses import dataclass
from datetime import date

from actions.ratings import Call, Status
from governance.days import in_words


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Calendar days, and requested updates running. Settings, printed in the key of every output.

    A value that would leave no room for its Amber rule raises ValueError.
    """

    overdue_days: int = 30
    slip_days: int = 92
    missed_updates: int = 2

    def __post_init__(self) -> None:
        if min(self.overdue_days, self.slip_days, self.missed_updates) < 1:
            raise ValueError("Each rating threshold must be a whole number of 1 or more.")


STANDARD = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one action. A date written as a month, quarter or season is given as its last day.

    For an on-going action `original_due` and `due` are its next review date. `missed` counts requested
    updates running, `moves` the approved changes of the due date. `awaiting` holds the words of the trigger.
    """

    status: Status
    planned_start: date | None = None
    original_due: date | None = None
    due: date | None = None
    ongoing: bool = False
    awaiting: str = ""
    forecast: date | None = None
    call: Call | None = None
    missed: int = 0
    moves: int = 0
    completed_on: date | None = None
    completion_note: str = ""
    accepted: bool = False
    hold_approved: bool = False
    hold_review_on: date | None = None
    closed_by: str = ""
    closed_on: date | None = None


def contradictions(
    evidence: Evidence, *, at: date, earliest_start: date | None = None
) -> list[tuple[str, str]]:
    """Impossible input, as (field of Evidence, sentence) pairs. A form refuses it; it is no rating.

    `earliest_start` is the first day that the start as written could mean, so that work that starts in
    "March 2027" may be due on 15 March 2027; without it the start is taken as a day.
    """
    found: list[tuple[str, str]] = []
    unfinished = evidence.status not in (Status.COMPLETE, Status.CLOSED)
    start = earliest_start or evidence.planned_start
    if evidence.due and start and evidence.due < start:
        found.append(("due", f"The due date must be on or after the start, {in_words(start)}."))
    if unfinished and evidence.forecast and evidence.forecast < at:
        found.append(
            (
                "forecast",
                f"The forecast finish must be {in_words(at)} or later, because the action is not finished.",
            )
        )
    if evidence.completed_on and evidence.completed_on > at:
        found.append(("completed_on", f"The completion date must be {in_words(at)} or earlier."))
    if evidence.status == Status.ON_HOLD and evidence.hold_review_on is None:
        found.append(("hold_review_on", "Enter the date when the hold will be reviewed."))
    return found
