"""The pack's figures tie up, whatever the plan."""

import datetime as dt
import json
from collections import Counter

import pytest
from hypothesis import given, settings

from actions.rag import Rating, Status
from reports.board_pack import (
    BoardPack,
    PackContext,
    Recommendation,
    RecommendationKind,
    assemble,
    count_quarter,
    pack_to_json,
)
from reports.plain_form import from_plain
from reports.positions import ActionPosition
from tests.reports.pack_factory import context, empty_pack, front, objectives_of, pack_of
from tests.reports.positions_factory import plan_of, position
from tests.reports.strategies import plans


def assembled(rows: list[ActionPosition], previous: list[ActionPosition] | None = None) -> BoardPack:
    return assemble(PackContext(front=front()), rows, previous=previous)


@given(plans, plans)
@settings(max_examples=25)
def test_every_position_stands_once_by_status_and_once_by_rating(
    rows: list[ActionPosition], previous: list[ActionPosition]
) -> None:
    headline = assembled(rows, previous).headline
    everything = Counter(row.reference for row in rows)
    wholes = [count for count in headline.by_status if not count.part_of]
    assert Counter(reference for count in wholes for reference in count.references) == everything
    assert Counter(reference for count in headline.by_rating for reference in count.references) == everything
    assert Counter(headline.total.references) == everything


@given(plans, plans)
@settings(max_examples=25)
def test_each_count_is_the_number_of_its_references_and_its_change(
    rows: list[ActionPosition], previous: list[ActionPosition]
) -> None:
    pack = assembled(rows, previous)
    for count in pack.counts:
        assert count.number == len(count.references) == len(set(count.references))
        if count.previous is not None:
            assert count.change == count.number - count.previous
        if count.out_of:
            assert count.percent == int(100 * count.number / count.out_of + 0.5)
    assert len({count.key for count in pack.counts}) == len(list(pack.counts))


@given(plans)
@settings(max_examples=25)
def test_parts_of_a_status_are_among_its_whole(rows: list[ActionPosition]) -> None:
    pack = assembled(rows)
    for part in (count for count in pack.headline.by_status if count.part_of):
        whole = pack.find_count(part.part_of)
        assert whole is not None
        assert set(part.references) <= set(whole.references)
    in_progress = [count for count in pack.headline.by_status if count.part_of == Status.IN_PROGRESS]
    whole = pack.find_count("in_progress")
    assert whole is not None
    closed = sum(row.is_closed for row in rows if row.status is Status.IN_PROGRESS)
    assert sum(count.number for count in in_progress) + closed == whole.number


@given(plans)
@settings(max_examples=25)
def test_objectives_sum_to_the_plan_and_agencies_to_its_leads(
    rows: list[ActionPosition],
) -> None:
    ratings = assembled(rows).ratings
    for table in (ratings.by_strategic, ratings.by_objective):
        for place, cell in enumerate(ratings.whole.cells):
            assert sum(row.cells[place].number for row in table) == cell.number
        assert sum(row.rated for row in table) == ratings.whole.rated
        assert sum(row.overdue for row in table) == ratings.whole.overdue
    leading = sum(max(1, len(row.leading_agencies)) for row in rows)
    assert sum(row.total for row in ratings.by_agency) == leading
    for row in (*ratings.by_objective, *ratings.by_agency, ratings.whole):
        assert row.total == sum(cell.number for cell in row.cells) == len(row.references)
        assert row.rated == sum(cell.number for cell in row.cells if cell.key not in ("grey", "closed"))


@given(plans)
@settings(max_examples=25)
def test_late_travel_and_exceptions_tie_up_with_the_rows(rows: list[ActionPosition]) -> None:
    pack = assembled(rows)
    late = pack.late
    assert late.requested == late.returned + late.missing == sum(one.requested for one in late.agencies)
    assert late.missing == sum(len(one.missing) for one in late.agencies)
    assert late.late == sum(one.late for one in late.agencies)
    assert sum(count.number for count in pack.ratings.travel) == len(rows)
    found = pack.exceptions
    named = [row.reference for row in (*found.red, *found.amber_worse, *found.amber_repeated)]
    assert len(named) == len(set(named)) == found.number
    red = pack.find_count("rating.red")
    assert red is not None
    assert {row.reference for row in found.red} == set(red.references)


@given(plans, plans)
@settings(max_examples=25)
def test_the_whole_pack_goes_to_json_and_back(
    rows: list[ActionPosition], previous: list[ActionPosition]
) -> None:
    pack = assembled(rows, previous)
    assert from_plain(BoardPack, json.loads(json.dumps(pack_to_json(pack)))) == pack


@given(plans)
@settings(max_examples=25)
def test_the_order_rows_come_in_changes_nothing(rows: list[ActionPosition]) -> None:
    assert assembled(rows) == assembled(rows[::-1])


def test_a_full_pack_goes_to_json_and_back_with_its_sections_in_order() -> None:
    pack = pack_of(42)
    plain = pack_to_json(pack)
    assert from_plain(BoardPack, json.loads(json.dumps(plain))) == pack
    assert list(plain) == [
        "schema",
        "front",
        "headline",
        "decisions",
        "exceptions",
        "concerns",
        "late",
        "completed",
        "awaiting_acceptance",
        "ratings",
        "subgroup_reports",
        "next_quarter",
        "key",
        "appendix",
        "addenda",
    ]


def test_two_positions_of_one_reference_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^2 positions are called 4\.1; a pack shows each action once\.$"):
        assembled([position(), position(sort_key=(9,))])


def test_the_words_of_an_update_that_nobody_sent_stay_out() -> None:
    said = {
        "happened": "A draft.",
        "issue": "Not for the board yet.",
        "ask": "Nothing.",
        "reported_rating": Rating.RED,
        "forecast_on": dt.date(2024, 1, 1),
    }
    for state, kept in (
        ("draft", False),
        ("ready", False),
        ("returned", False),
        ("submitted", True),
        ("", True),
    ):
        (row,) = assembled([position(update_state=state, **said)]).appendix
        assert (row.happened == "A draft.") is kept
        assert (row.reported_rating is Rating.RED) is kept
        assert bool(row.issue or row.ask or row.forecast_on) is kept


def test_the_trend_keeps_the_quarters_before_this_one_and_ends_with_it() -> None:
    rows = plan_of(14)
    points = [
        count_quarter(rows, quarter_key=key, quarter_label=key) for key in ("2023-Q3", "2023-Q1", "2022-Q4")
    ]
    trend = assemble(context(), rows, trend=points).ratings.trend
    assert [(point.quarter_key, point.is_this_quarter) for point in trend] == [
        ("2022-Q4", False),
        ("2023-Q1", False),
        ("2023-Q2", True),
    ]
    now = trend[-1]
    assert now.total == 14 == now.blue + now.green + now.amber + now.red + now.grey + now.closed


def test_objectives_without_actions_stand_in_the_table_by_objective_alone() -> None:
    rows = plan_of(4)
    ratings = assemble(context(objectives=objectives_of(rows)), rows).ratings
    assert [(row.label, row.total, row.owner_group) for row in ratings.by_objective] == [
        ("1", 2, ""),
        ("2", 2, ""),
        ("S1", 0, "Safe Accommodation Working Group"),
        ("S2", 0, "Safe Accommodation Working Group"),
    ]
    assert [(row.title, row.total) for row in ratings.by_strategic] == [("Strategic actions", 4)]


def test_standing_words_fill_the_front_sheet_and_recommendations_are_lettered() -> None:
    written = (
        Recommendation(text="Thank the leads.", kind=RecommendationKind.NOTE),
        Recommendation(text="Move the meeting.", kind=RecommendationKind.DECIDE),
    )
    own = assemble(PackContext(front=front(purpose="To report.", recommendations=written)), ()).front
    assert own.purpose == "To report."
    assert [(one.letter, one.text) for one in own.recommendations] == [
        ("a", "Thank the leads."),
        ("b", "Move the meeting."),
    ]
    standing = pack_of(42)
    assert standing.front.purpose.startswith("To tell the VAWG Board where the VAWG Strategy Delivery Plan")
    assert [one.text for one in standing.front.recommendations] == [
        f"The position of 42 actions at the cut-off (section 2), and {standing.exceptions.number} exceptions "
        "(section 4).",
        f"The {standing.decisions.number} matters set out in section 3.",
    ]


def test_an_empty_plan_makes_a_pack_of_noughts() -> None:
    pack = empty_pack()
    assert pack.headline.total.number == 0
    assert {count.number for count in pack.counts} == {0}
    assert {count.percent for count in pack.counts} == {None}
    assert pack.headline.compared_with == ""
    assert (pack.decisions.number, pack.exceptions.number, pack.late.agencies, pack.completed) == (
        0,
        0,
        (),
        (),
    )


def test_a_quarter_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no such quarter"):
        empty_pack(quarter_key="Q2")
