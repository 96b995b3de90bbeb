"""Positions and their stored form."""

import datetime as dt
import json
import re

import pytest
from hypothesis import given

from actions.rag import Call, Rating, Status, Travel
from reports.positions import (
    ActionPosition,
    LeadRole,
    LeadShown,
    RatingSource,
    count_days_overdue,
    rating_that_counts,
)
from tests.reports.positions_factory import lead, plan_of, position
from tests.reports.strategies import positions


@given(positions())
def test_a_position_stored_as_json_reads_back_equal(row: ActionPosition) -> None:
    assert ActionPosition.from_json(json.loads(json.dumps(row.to_json()))) == row


def test_the_stored_form_is_plain_and_in_the_order_of_the_fields() -> None:
    row = position(
        due_on=dt.date(2024, 3, 31),
        call=Call.AT_RISK,
        leads=(lead(1, LeadRole.JOINT),),
        flags=("As printed.",),
    )
    stored = row.to_json()
    assert stored["schema"] == 1
    assert stored["due_on"] == "2024-03-31"
    assert stored["call"] == "at_risk"
    assert stored["flags"] == ["As printed."]
    assert stored["leads"] == [
        {
            "agency_short": "OPCC",
            "agency_name": "Office of the Police and Crime Commissioner for Warwickshire",
            "post": "Victims Lead",
            "role": "joint",
            "person": "Person 1",
        }
    ]
    assert list(stored)[:4] == ["schema", "reference", "sort_key", "title"]


def test_a_snapshot_from_before_a_field_existed_takes_its_default() -> None:
    stored = position(no_change=True).to_json()
    del stored["no_change"]
    assert ActionPosition.from_json(stored) == position(no_change=False)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("schema", 2, "This snapshot is of form 2; this version of the tracker reads 1."),
        ("colour", "red", "ActionPosition has no colour."),
        ("moves", "two", "ActionPosition.moves should be int, not str."),
        ("moves", True, "ActionPosition.moves should be int, not bool."),
        ("leads", ["WCC"], "LeadShown should be an object of named values."),
    ],
)
def test_a_snapshot_of_another_form_is_refused(key: str, value: object, sentence: str) -> None:
    stored = position().to_json() | {key: value}
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ActionPosition.from_json(stored)


def test_a_snapshot_that_lacks_a_fact_is_refused() -> None:
    stored = position().to_json()
    del stored["rating"]
    with pytest.raises(ValueError, match="ActionPosition lacks a value"):
        ActionPosition.from_json(stored)


@pytest.mark.parametrize(
    ("confirmed", "reported", "returned", "expected"),
    [
        (Rating.RED, Rating.GREEN, True, (Rating.RED, RatingSource.CONFIRMED)),
        (None, Rating.GREEN, True, (Rating.GREEN, RatingSource.REPORTED)),
        (None, Rating.GREEN, False, (Rating.AMBER, RatingSource.SUGGESTED)),
        (None, None, True, (Rating.AMBER, RatingSource.SUGGESTED)),
    ],
)
def test_the_rating_that_counts(
    confirmed: Rating | None, reported: Rating | None, returned: bool, expected: tuple[Rating, RatingSource]
) -> None:
    counted = rating_that_counts(
        confirmed=confirmed, reported=reported, returned=returned, suggested=Rating.AMBER
    )
    assert counted == expected


@pytest.mark.parametrize(
    ("status", "due", "hold", "days"),
    [
        (Status.IN_PROGRESS, dt.date(2023, 10, 1), False, 12),
        (Status.IN_PROGRESS, dt.date(2023, 10, 13), False, 0),
        (Status.IN_PROGRESS, dt.date(2023, 10, 14), False, 0),
        (Status.IN_PROGRESS, None, False, 0),
        (Status.NOT_STARTED, dt.date(2023, 10, 12), False, 1),
        (Status.COMPLETE, dt.date(2023, 10, 1), False, 0),
        (Status.CLOSED, dt.date(2023, 10, 1), False, 0),
        (Status.ON_HOLD, dt.date(2023, 10, 1), True, 0),
        (Status.ON_HOLD, dt.date(2023, 10, 1), False, 12),
    ],
)
def test_days_overdue(status: Status, due: dt.date | None, hold: bool, days: int) -> None:
    at = dt.date(2023, 10, 13)
    assert count_days_overdue(status=status, due=due, at=at, hold_in_force=hold) == days


def test_complete_and_closed_want_more_than_the_lead_s_word() -> None:
    claimed = position(status=Status.COMPLETE, suggested_rating=Rating.GREEN, rating=Rating.BLUE)
    accepted = position(status=Status.COMPLETE, suggested_rating=Rating.BLUE, suggested_rule=2)
    decided = position(status=Status.CLOSED, suggested_rating=Rating.GREY, suggested_rule=1)
    undecided = position(status=Status.CLOSED, suggested_rating=Rating.RED, suggested_rule=5)
    assert [(row.is_complete, row.awaits_confirmation, row.is_closed) for row in (claimed, accepted)] == [
        (False, True, False),
        (True, False, False),
    ]
    assert [row.is_closed for row in (decided, undecided)] == [True, False]


def test_who_leads_an_action_in_words() -> None:
    named = position(
        leads=(lead(1), lead(2, LeadRole.JOINT), lead(1, LeadRole.JOINT), lead(3, LeadRole.SUPPORTING))
    )
    assert named.accountable_words == "OPCC, Victims Lead"
    assert [short for short, _name in named.leading_agencies] == ["OPCC", "WP"]
    assert position(leads=()).accountable_words == "WCC"
    assert LeadShown(agency_short="ICP", agency_name="Integrated Care Partnership").words == "ICP"


def test_the_factory_s_plan_shows_every_status_rating_and_travel() -> None:
    plan = plan_of(42)
    assert {row.status for row in plan} == set(Status)
    assert {row.rating for row in plan} == set(Rating)
    assert {row.travel for row in plan} == set(Travel)
    assert {row.update_state for row in plan} == {"", "draft", "submitted", "returned", "accepted"}


def test_a_row_that_waits_to_be_accepted_says_so_beside_its_rating() -> None:
    row = position(
        status=Status.COMPLETE,
        suggested_rating=Rating.RED,
        rating=Rating.RED,
        suggested_reason="Overdue by 60 days",
        completed_on=dt.date(2023, 12, 8),
    )

    assert row.rating_words == (
        "Overdue by 60 days (suggested by the rules); reported complete, and awaits acceptance"
    )
