"""Ratings where a rule needs reading: unaccepted claims, on-going work, missing dates, other thresholds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.rag import Call, Evidence, Rating, Status, Suggestion, Thresholds, suggest

T = date(2023, 12, 31)
FAR = date(2024, 12, 31)


def days(number: int) -> date:
    """The day `number` days from the cut-off; before it when negative."""
    return T + timedelta(days=number)


WORKING = Evidence(status=Status.IN_PROGRESS, planned_start=days(-200), original_due=FAR, due=FAR)
UNSTARTED = Evidence(status=Status.NOT_STARTED, planned_start=days(90), original_due=FAR, due=FAR)
DONE = Evidence(
    status=Status.COMPLETE,
    planned_start=days(-200),
    original_due=days(-5),
    due=days(-5),
    completed_on=days(-20),
    completion_note="Report published",
    accepted=True,
)


def red(rule: int, reason: str) -> Suggestion:
    return Suggestion(Rating.RED, rule, reason, "Red", False)


def amber(rule: int, reason: str) -> Suggestion:
    return Suggestion(Rating.AMBER, rule, reason, "Amber", False)


def grey(rule: int, reason: str, tag: str) -> Suggestion:
    return Suggestion(Rating.GREY, rule, reason, tag, False)


GREEN = Suggestion(Rating.GREEN, 16, "On track", "Green", False)
NOT_DUE = grey(13, "Not due to start yet", "Not started")
OFF_TRACK = red(7, "Lead says off track")
AT_RISK = amber(11, "Lead says at risk")
SILENT = red(8, "No update for 2 quarters")
DUE_SOON = amber(12, "Due soon and not started")
UNCONFIRMED = amber(14, "Not confirmed this quarter")


def awaiting_confirmation(suggestion: Suggestion) -> Suggestion:
    return replace(suggestion, tag=f"{suggestion.tag}, awaiting confirmation", awaiting_confirmation=True)


CLAIMED = replace(DONE, accepted=False)

CLAIMS = [
    # Late against the cut-off, but not when it was finished.
    (replace(CLAIMED, due=days(-60), original_due=days(-60), completed_on=days(-60)), GREEN),
    (replace(CLAIMED, due=days(-60), completed_on=days(-59)), amber(9, "Overdue by 1 day")),
    (replace(CLAIMED, due=days(-60), completed_on=days(-30)), amber(9, "Overdue by 30 days")),
    (replace(CLAIMED, due=days(-60), completed_on=days(-29)), red(5, "Overdue by 31 days")),
    (replace(CLAIMED, missed=2), SILENT),
    (replace(CLAIMED, missed=1), UNCONFIRMED),
    (replace(CLAIMED, call=Call.OFF_TRACK), OFF_TRACK),
    (replace(CLAIMED, call=Call.AT_RISK), AT_RISK),
    (replace(CLAIMED, moves=2), amber(15, "Due date already moved (2 times, from 26 December 2023)")),
    # Finished work waits for no trigger, and is not unstarted.
    (replace(CLAIMED, due=None, original_due=None, awaiting="funding is agreed"), GREEN),
    (replace(CLAIMED, planned_start=days(-1)), GREEN),
    # A date after the cut-off is never read ahead of it.
    (replace(CLAIMED, due=days(2), completed_on=days(40)), GREEN),
    (replace(CLAIMED, due=days(-2), completed_on=days(40)), amber(9, "Overdue by 2 days")),
    # With no completion date the cut-off is all there is.
    (replace(CLAIMED, due=days(-31), completed_on=None), red(5, "Overdue by 31 days")),
]


@pytest.mark.parametrize(("evidence", "as_unconfirmed"), CLAIMS)
def test_complete_but_not_accepted_is_rated_as_at_its_completion(
    evidence: Evidence, as_unconfirmed: Suggestion
) -> None:
    assert suggest(evidence, at=T) == awaiting_confirmation(as_unconfirmed)


RUNNING = replace(WORKING, ongoing=True)

ON_GOING = [
    (RUNNING, GREEN),
    (replace(RUNNING, due=days(-31)), red(5, "Overdue by 31 days")),
    (replace(RUNNING, due=days(-30)), amber(9, "Overdue by 30 days")),
    (replace(RUNNING, forecast=FAR + timedelta(days=93)), GREEN),
    (replace(RUNNING, forecast=FAR + timedelta(days=92)), GREEN),
    (replace(RUNNING, original_due=FAR - timedelta(days=365), moves=4), GREEN),
    (replace(RUNNING, due=None, original_due=None), GREEN),
    (replace(RUNNING, call=Call.OFF_TRACK), OFF_TRACK),
    (replace(RUNNING, call=Call.AT_RISK), AT_RISK),
    (replace(RUNNING, missed=2), SILENT),
    (replace(RUNNING, missed=1), UNCONFIRMED),
    (replace(UNSTARTED, ongoing=True), NOT_DUE),
    (replace(UNSTARTED, ongoing=True, due=days(30)), DUE_SOON),
]


@pytest.mark.parametrize(("evidence", "expected"), ON_GOING)
def test_on_going_work_is_measured_against_its_review(evidence: Evidence, expected: Suggestion) -> None:
    assert suggest(evidence, at=T) == expected


UNDATED = Evidence(status=Status.IN_PROGRESS)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (UNDATED, GREEN),
        (replace(UNDATED, forecast=FAR), GREEN),
        (replace(UNDATED, call=Call.AT_RISK), AT_RISK),
        (replace(UNDATED, call=Call.OFF_TRACK), OFF_TRACK),
        (replace(UNDATED, missed=1), UNCONFIRMED),
        (
            replace(UNDATED, status=Status.NOT_STARTED),
            grey(13, "Not started, and no start date given", "Not started"),
        ),
        (
            replace(UNDATED, status=Status.NOT_STARTED, planned_start=days(-31)),
            amber(12, "Late starting by 31 days"),
        ),
        (replace(UNDATED, status=Status.ON_HOLD), red(4, "Hold not approved")),
        (replace(UNDATED, status=Status.COMPLETE), awaiting_confirmation(GREEN)),
        (replace(UNDATED, status=Status.CLOSED), GREEN),
    ],
)
def test_a_missing_date_fires_no_rule(evidence: Evidence, expected: Suggestion) -> None:
    assert suggest(evidence, at=T) == expected


TIGHT = Thresholds(overdue_days=14, slip_days=31, missed_updates=3)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (replace(WORKING, due=days(-15)), red(5, "Overdue by 15 days")),
        (replace(WORKING, due=days(-14)), amber(9, "Overdue by 14 days")),
        (replace(WORKING, forecast=FAR + timedelta(days=32)), red(6, "Forecast more than 31 days late")),
        (replace(WORKING, forecast=FAR + timedelta(days=31)), amber(10, "Forecast 31 days late")),
        (replace(WORKING, missed=3), red(8, "No update for 3 quarters")),
        (replace(WORKING, missed=2), UNCONFIRMED),
        (replace(UNSTARTED, planned_start=days(-15)), amber(12, "Late starting by 15 days")),
        (replace(UNSTARTED, planned_start=days(-14)), grey(13, "Due to start 14 days ago", "Not started")),
        (replace(UNSTARTED, due=days(14)), DUE_SOON),
        (replace(UNSTARTED, due=days(15)), NOT_DUE),
        (
            replace(WORKING, original_due=FAR - timedelta(days=32), moves=1),
            amber(15, "Due date already moved (1 time, from 29 November 2024)"),
        ),
        (replace(WORKING, original_due=FAR - timedelta(days=31), moves=1), GREEN),
    ],
)
def test_thresholds_are_settings(evidence: Evidence, expected: Suggestion) -> None:
    assert suggest(evidence, at=T, thresholds=TIGHT) == expected


def test_one_missed_update_may_be_enough() -> None:
    strict = Thresholds(missed_updates=1)
    assert suggest(replace(WORKING, missed=1), at=T, thresholds=strict) == red(8, "No update for 1 quarter")


@pytest.mark.parametrize("wrong", [{"overdue_days": 0}, {"slip_days": -1}, {"missed_updates": 0}])
def test_a_threshold_of_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"^Each rating threshold must be a whole number of 1 or more\.$"):
        Thresholds(**wrong)
