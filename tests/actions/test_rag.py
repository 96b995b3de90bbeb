"""Ratings: one case a rule, each boundary on both sides, and each clash of two rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.rag import RULES, Call, Evidence, Rating, Status, Suggestion, suggest

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
HELD = Evidence(
    status=Status.ON_HOLD,
    planned_start=days(-200),
    original_due=FAR,
    due=FAR,
    hold_approved=True,
    hold_review_on=date(2024, 3, 31),
)
CLOSED = Evidence(status=Status.CLOSED, due=FAR, closed_by="VAWG Board", closed_on=date(2023, 11, 14))
WAITING = Evidence(status=Status.NOT_STARTED, awaiting="the Bill receives Royal Assent")


def red(rule: int, reason: str) -> Suggestion:
    return Suggestion(Rating.RED, rule, reason, "Red", False)


def amber(rule: int, reason: str) -> Suggestion:
    return Suggestion(Rating.AMBER, rule, reason, "Amber", False)


def grey(rule: int, reason: str, tag: str) -> Suggestion:
    return Suggestion(Rating.GREY, rule, reason, tag, False)


GREEN = Suggestion(Rating.GREEN, 16, "On track", "Green", False)
BLUE = Suggestion(Rating.BLUE, 2, "Completed 11 December 2023", "Complete", False)
NOT_DUE = grey(13, "Not due to start yet", "Not started")
NO_START = grey(13, "Not started, and no start date given", "Not started")
TO_CONFIRM = grey(0, "To be confirmed once the Bill receives Royal Assent", "To be confirmed")
HOLDING = grey(3, "On hold until 31 March 2024", "On hold")
OFF_BOOKS = grey(1, "Closed by VAWG Board, 14 November 2023", "Closed")
OFF_TRACK = red(7, "Lead says off track")
AT_RISK = amber(11, "Lead says at risk")
SILENT = red(8, "No update for 2 quarters")
DUE_SOON = amber(12, "Due soon and not started")
UNCONFIRMED = amber(14, "Not confirmed this quarter")


def awaiting_confirmation(suggestion: Suggestion) -> Suggestion:
    return replace(suggestion, tag=f"{suggestion.tag}, awaiting confirmation", awaiting_confirmation=True)


ONE_CASE_A_RULE = [
    (CLOSED, OFF_BOOKS),
    (DONE, BLUE),
    (HELD, HOLDING),
    (replace(HELD, hold_approved=False), red(4, "Hold not approved")),
    (WAITING, TO_CONFIRM),
    (replace(WORKING, due=days(-45)), red(5, "Overdue by 45 days")),
    (replace(WORKING, forecast=FAR + timedelta(days=120)), red(6, "Forecast more than 3 months late")),
    (replace(WORKING, call=Call.OFF_TRACK), OFF_TRACK),
    (replace(WORKING, missed=2), SILENT),
    (replace(WORKING, due=days(-12)), amber(9, "Overdue by 12 days")),
    (replace(WORKING, forecast=FAR + timedelta(days=12)), amber(10, "Forecast 12 days late")),
    (replace(WORKING, call=Call.AT_RISK), AT_RISK),
    (replace(UNSTARTED, planned_start=days(-45)), amber(12, "Late starting by 45 days")),
    (UNSTARTED, NOT_DUE),
    (replace(WORKING, missed=1), UNCONFIRMED),
    (
        replace(WORKING, original_due=date(2026, 9, 30), due=date(2027, 3, 31), moves=2),
        amber(15, "Due date already moved (2 times, from 30 September 2026)"),
    ),
    (replace(WORKING, call=Call.ON_TRACK, forecast=FAR), GREEN),
]


@pytest.mark.parametrize(
    ("evidence", "expected"), ONE_CASE_A_RULE, ids=lambda value: getattr(value, "rule", "")
)
def test_each_rule_has_its_case(evidence: Evidence, expected: Suggestion) -> None:
    assert suggest(evidence, at=T) == expected


def test_the_table_of_cases_leaves_no_rule_out() -> None:
    assert [expected.rule for _, expected in ONE_CASE_A_RULE] == [rule.number for rule in RULES]


BOUNDARIES = [
    # Rule 1 needs a decision.
    (replace(CLOSED, closed_on=None), grey(1, "Closed by VAWG Board", "Closed")),
    (replace(CLOSED, closed_by="", closed_on=None), GREEN),
    # Rule 2: the completion date against the cut-off, and each of its conditions.
    (
        replace(DONE, completed_on=T, due=FAR),
        Suggestion(Rating.BLUE, 2, "Completed 31 December 2023", "Complete", False),
    ),
    (replace(DONE, completed_on=days(1), original_due=FAR, due=FAR), awaiting_confirmation(GREEN)),
    (replace(DONE, completion_note=""), awaiting_confirmation(GREEN)),
    (replace(DONE, completion_note=" \n"), awaiting_confirmation(GREEN)),
    (replace(DONE, accepted=False), awaiting_confirmation(GREEN)),
    (replace(DONE, completed_on=None, due=T), awaiting_confirmation(GREEN)),
    # Rules 3 and 4: the review date against the cut-off.
    (replace(HELD, hold_review_on=T), grey(3, "On hold until 31 December 2023", "On hold")),
    (
        replace(HELD, hold_review_on=days(-1)),
        red(4, "On hold, and its review date has passed (30 December 2023)"),
    ),
    (replace(HELD, hold_review_on=None), red(4, "On hold with no review date")),
    # Rule 0 needs both a trigger and no date.
    (replace(WAITING, due=FAR), NO_START),
    (replace(WAITING, awaiting=""), NO_START),
    # Rules 5 and 9: days past the due date.
    (replace(WORKING, due=days(-31)), red(5, "Overdue by 31 days")),
    (replace(WORKING, due=days(-30)), amber(9, "Overdue by 30 days")),
    (replace(WORKING, due=days(-2)), amber(9, "Overdue by 2 days")),
    (replace(WORKING, due=days(-1)), amber(9, "Overdue by 1 day")),
    (replace(WORKING, due=T), GREEN),
    # Rules 6 and 10: days that the forecast is past the due date.
    (replace(WORKING, forecast=FAR + timedelta(days=93)), red(6, "Forecast more than 3 months late")),
    (replace(WORKING, forecast=FAR + timedelta(days=92)), amber(10, "Forecast 92 days late")),
    (replace(WORKING, forecast=FAR + timedelta(days=1)), amber(10, "Forecast 1 day late")),
    (replace(WORKING, forecast=FAR), GREEN),
    (replace(WORKING, forecast=FAR - timedelta(days=1)), GREEN),
    # Rules 8 and 14: requested updates missed running.
    (replace(WORKING, missed=3), red(8, "No update for 3 quarters")),
    (replace(WORKING, missed=0), GREEN),
    # Rule 12: days past the planned start, and days until due.
    (replace(UNSTARTED, planned_start=days(-31)), amber(12, "Late starting by 31 days")),
    (replace(UNSTARTED, planned_start=days(-30)), grey(13, "Due to start 30 days ago", "Not started")),
    (replace(UNSTARTED, planned_start=T), NOT_DUE),
    (replace(UNSTARTED, planned_start=None), NO_START),
    (replace(UNSTARTED, original_due=days(31), due=days(31)), NOT_DUE),
    (replace(UNSTARTED, original_due=days(30), due=days(30)), DUE_SOON),
    (replace(UNSTARTED, original_due=T, due=T), DUE_SOON),
    (replace(UNSTARTED, planned_start=days(-31), due=days(30)), amber(12, "Late starting by 31 days")),
    # Rule 15: days moved since the original date, and the number of moves.
    (
        replace(WORKING, original_due=FAR - timedelta(days=93), moves=1),
        amber(15, "Due date already moved (1 time, from 29 September 2024)"),
    ),
    (replace(WORKING, original_due=FAR - timedelta(days=92), moves=1), GREEN),
    (
        replace(WORKING, original_due=FAR - timedelta(days=92), moves=2),
        amber(15, "Due date already moved (2 times, from 30 September 2024)"),
    ),
    (replace(WORKING, moves=3), amber(15, "Due date already moved (3 times, from 31 December 2024)")),
    (replace(WORKING, original_due=None, moves=2), amber(15, "Due date already moved (2 times)")),
    (
        replace(WORKING, original_due=days(0), due=FAR, moves=0),
        amber(15, "Due date already moved (from 31 December 2023)"),
    ),
    (replace(WORKING, original_due=FAR, due=days(60)), GREEN),
]


@pytest.mark.parametrize(("evidence", "expected"), BOUNDARIES)
def test_each_boundary_is_exact(evidence: Evidence, expected: Suggestion) -> None:
    assert suggest(evidence, at=T) == expected


LATE_BY_A_YEAR = {"original_due": days(-365), "due": days(-365)}

CLASHES = [
    # Closed by decision stands over everything.
    (replace(CLOSED, due=days(-365), call=Call.OFF_TRACK, missed=9, moves=9), OFF_BOOKS),
    (replace(CLOSED, due=None, awaiting="funding is agreed"), OFF_BOOKS),
    # Accepted as complete stands over lateness, silence and the lead's call.
    (replace(DONE, original_due=days(-365), due=days(-365), missed=4, call=Call.OFF_TRACK, moves=3), BLUE),
    (replace(DONE, original_due=None, due=None, awaiting="funding is agreed"), BLUE),
    # A hold stands over lateness and silence; a lapsed hold is the reason given.
    (replace(HELD, due=days(-365), missed=4, call=Call.OFF_TRACK), HOLDING),
    (replace(HELD, due=days(-365), missed=4, hold_approved=False), red(4, "Hold not approved")),
    (replace(HELD, due=None, awaiting="funding is agreed"), HOLDING),
    (replace(HELD, due=None, awaiting="funding is agreed", hold_approved=False), red(4, "Hold not approved")),
    # Waiting for a trigger stands over the lead's call, silence and a late start.
    (replace(WAITING, call=Call.OFF_TRACK, missed=5, planned_start=days(-365)), TO_CONFIRM),
    (replace(WAITING, status=Status.IN_PROGRESS, forecast=days(-1)), TO_CONFIRM),
    (replace(WAITING, due=days(-45)), red(5, "Overdue by 45 days")),
    # Red: overdue, forecast, call and silence in that order.
    (
        replace(WORKING, due=days(-45), forecast=FAR, call=Call.OFF_TRACK, missed=4),
        red(5, "Overdue by 45 days"),
    ),
    (
        replace(WORKING, forecast=FAR + timedelta(days=93), call=Call.OFF_TRACK, missed=4),
        red(6, "Forecast more than 3 months late"),
    ),
    (replace(WORKING, call=Call.OFF_TRACK, missed=4), OFF_TRACK),
    # Any Red stands over any Amber and over Not started.
    (replace(WORKING, due=days(-12), forecast=days(90)), red(6, "Forecast more than 3 months late")),
    (replace(WORKING, due=days(-12), call=Call.OFF_TRACK), OFF_TRACK),
    (replace(WORKING, due=days(-12), missed=2), SILENT),
    (replace(WORKING, call=Call.AT_RISK, missed=2), SILENT),
    (replace(UNSTARTED, call=Call.OFF_TRACK), OFF_TRACK),
    (replace(UNSTARTED, missed=2), SILENT),
    (replace(UNSTARTED, due=days(-31)), red(5, "Overdue by 31 days")),
    # Amber: overdue, forecast, call, start, silence, moves in that order.
    (
        replace(WORKING, due=days(-12), forecast=days(1), call=Call.AT_RISK, missed=1, moves=2),
        amber(9, "Overdue by 12 days"),
    ),
    (
        replace(WORKING, forecast=FAR + timedelta(days=12), call=Call.AT_RISK, missed=1, moves=2),
        amber(10, "Forecast 12 days late"),
    ),
    (replace(WORKING, call=Call.AT_RISK, missed=1, moves=2), AT_RISK),
    (replace(UNSTARTED, call=Call.AT_RISK, planned_start=days(-45)), AT_RISK),
    (replace(UNSTARTED, due=days(-12), planned_start=days(-45)), amber(9, "Overdue by 12 days")),
    (replace(UNSTARTED, planned_start=days(-45), missed=1, moves=2), amber(12, "Late starting by 45 days")),
    (replace(UNSTARTED, missed=1, moves=2), NOT_DUE),
    (replace(WORKING, missed=1, moves=2), UNCONFIRMED),
    # The lead's good word changes nothing that the facts say.
    (replace(WORKING, due=days(-31), call=Call.ON_TRACK, forecast=T), red(5, "Overdue by 31 days")),
    (replace(WORKING, missed=1, call=Call.ON_TRACK), UNCONFIRMED),
    # Closed with no decision is work like any other.
    (replace(CLOSED, closed_by="", due=days(-45)), red(5, "Overdue by 45 days")),
    (replace(CLOSED, closed_by="", call=Call.AT_RISK), AT_RISK),
]


@pytest.mark.parametrize(("evidence", "expected"), CLASHES)
def test_the_first_rule_that_fires_decides(evidence: Evidence, expected: Suggestion) -> None:
    assert suggest(evidence, at=T) == expected
