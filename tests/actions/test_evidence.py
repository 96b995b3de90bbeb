"""Evidence that cannot be true is a sentence beside its field, and never a rating."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.rag import Evidence, Status, contradictions

T = date(2023, 12, 31)
BEFORE, AFTER = T - timedelta(days=1), T + timedelta(days=1)
FAR = date(2024, 12, 31)

WORKING = Evidence(status=Status.IN_PROGRESS, planned_start=date(2023, 6, 1), due=FAR, forecast=FAR)
UNSTARTED = replace(WORKING, status=Status.NOT_STARTED)
DONE = replace(WORKING, status=Status.COMPLETE, completed_on=T, completion_note="Report published")
HELD = replace(WORKING, status=Status.ON_HOLD, hold_approved=True, hold_review_on=FAR)
CLOSED = replace(WORKING, status=Status.CLOSED, closed_by="VAWG Board", closed_on=T)
WAITING = Evidence(status=Status.NOT_STARTED, awaiting="the Bill receives Royal Assent")

COMPLETED = ("completed_on", "The completion date must be 31 December 2023 or earlier.")
FORECAST = (
    "forecast",
    "The forecast finish must be 31 December 2023 or later, because the action is not finished.",
)
DUE = ("due", "The due date must be on or after the start, 1 March 2024.")
HOLD = ("hold_review_on", "Enter the date when the hold will be reviewed.")
STARTS = date(2024, 3, 1)

IMPOSSIBLE = [
    (WORKING, []),
    (UNSTARTED, []),
    (DONE, []),
    (HELD, []),
    (CLOSED, []),
    (WAITING, []),
    (replace(DONE, completed_on=BEFORE), []),
    (replace(DONE, completed_on=AFTER), [COMPLETED]),
    (replace(WORKING, completed_on=AFTER), [COMPLETED]),
    (replace(WORKING, forecast=T), []),
    (replace(WORKING, forecast=BEFORE), [FORECAST]),
    (replace(UNSTARTED, forecast=BEFORE), [FORECAST]),
    (replace(HELD, forecast=BEFORE), [FORECAST]),
    (replace(DONE, forecast=BEFORE), []),
    (replace(CLOSED, forecast=BEFORE), []),
    (replace(WORKING, planned_start=STARTS, due=STARTS), []),
    (replace(WORKING, planned_start=STARTS, due=date(2024, 2, 29)), [DUE]),
    (replace(WORKING, planned_start=None, due=date(2024, 2, 29)), []),
    (replace(WORKING, planned_start=STARTS, due=None), []),
    (replace(HELD, hold_review_on=None), [HOLD]),
    (replace(HELD, hold_review_on=BEFORE), []),
    (
        replace(HELD, planned_start=STARTS, due=T, forecast=BEFORE, completed_on=AFTER, hold_review_on=None),
        [DUE, FORECAST, COMPLETED, HOLD],
    ),
]


@pytest.mark.parametrize(("evidence", "expected"), IMPOSSIBLE)
def test_impossible_input_is_a_sentence_beside_its_field(
    evidence: Evidence, expected: list[tuple[str, str]]
) -> None:
    assert contradictions(evidence, at=T) == expected


def test_work_may_end_within_the_month_that_it_starts_in() -> None:
    evidence = replace(WORKING, planned_start=date(2024, 3, 31), due=date(2024, 3, 15))
    assert contradictions(evidence, at=T, earliest_start=STARTS) == []
    assert contradictions(replace(evidence, due=date(2024, 2, 29)), at=T, earliest_start=STARTS) == [DUE]
    assert contradictions(evidence, at=T) == [
        ("due", "The due date must be on or after the start, 31 March 2024.")
    ]


some_day = st.dates(date(2022, 1, 1), date(2026, 12, 31))
maybe_a_day = st.none() | some_day
any_evidence = st.builds(
    Evidence,
    status=st.sampled_from(Status),
    planned_start=maybe_a_day,
    due=maybe_a_day,
    forecast=maybe_a_day,
    completed_on=maybe_a_day,
    hold_review_on=maybe_a_day,
)


@given(evidence=any_evidence, at=some_day)
def test_each_contradiction_names_a_field_of_the_evidence(evidence: Evidence, at: date) -> None:
    found = contradictions(evidence, at=at)
    assert len(found) == len({field for field, _ in found})
    for field, sentence in found:
        assert hasattr(evidence, field)
        assert sentence.endswith(".")


def test_nothing_is_claimed_that_is_not_said() -> None:
    assert Evidence(status=Status.IN_PROGRESS) == Evidence(
        status=Status.IN_PROGRESS,
        planned_start=None,
        original_due=None,
        due=None,
        ongoing=False,
        awaiting="",
        forecast=None,
        call=None,
        missed=0,
        moves=0,
        completed_on=None,
        completion_note="",
        accepted=False,
        hold_approved=False,
        hold_review_on=None,
        closed_by="",
        closed_on=None,
    )
