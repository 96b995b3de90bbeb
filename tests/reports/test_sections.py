"""Which rows stand in which section, and why."""

import datetime as dt
from typing import Any

import pytest

from actions.rag import Rating, Status, Thresholds, Travel
from reports.board_pack import (
    Abbreviation,
    BoardPack,
    Funding,
    KeyDate,
    MissingAgency,
    PackContext,
    assemble,
    count_quarter,
)
from reports.positions import ActionPosition, LeadRole
from tests.reports.pack_factory import context, front
from tests.reports.positions_factory import lead, position


def row(reference: str, **facts: Any) -> ActionPosition:
    first, second = reference.split(".")
    return position(reference=reference, sort_key=(int(first), int(second)), **facts)


def pack_with(*rows: ActionPosition, **inputs: Any) -> BoardPack:
    previous = inputs.pop("previous", None)
    return assemble(PackContext(front=front(), **inputs), rows, previous=previous)


def names(rows: tuple[ActionPosition, ...]) -> list[str]:
    return [one.reference for one in rows]


def test_the_headline_counts_by_status_and_by_rating_with_change_and_share() -> None:
    closed = {"status": Status.CLOSED, "suggested_rule": 1, "suggested_rating": Rating.GREY}
    pack = pack_with(
        row("1.1", rating=Rating.GREEN),
        row("1.2", rating=Rating.AMBER),
        row("1.3", status=Status.NOT_STARTED, rating=Rating.RED),
        row("1.4", rating=Rating.GREY, **closed),
        previous=[row("1.1", rating=Rating.AMBER), row("1.2", rating=Rating.AMBER)],
    )
    shown = [
        (count.key, count.number, count.change, count.percent, count.out_of)
        for count in (*pack.headline.by_status, *pack.headline.by_rating)
    ]
    assert shown == [
        ("complete", 0, 0, 0, 3),
        ("in_progress", 2, 0, 67, 3),
        ("in_progress.green", 1, 1, None, None),
        ("in_progress.amber", 1, -1, None, None),
        ("in_progress.red", 0, 0, None, None),
        ("not_started", 1, 1, 33, 3),
        ("not_started.red", 1, 1, None, None),
        ("on_hold", 0, 0, 0, 3),
        ("closed", 1, 1, None, None),
        ("rating.blue", 0, 0, 0, 3),
        ("rating.green", 1, 1, 33, 3),
        ("rating.amber", 1, -1, 33, 3),
        ("rating.red", 1, 1, 33, 3),
        ("rating.grey", 0, 0, None, None),
        ("rating.closed", 1, 1, None, None),
    ]
    amber = pack.find_count("rating.amber")
    assert amber is not None
    assert (amber.references, amber.out_of_words) == (("1.2",), "rated actions")
    assert pack.find_count("rating.purple") is None


def test_changes_are_counted_from_the_last_quarter_that_closed() -> None:
    rows = [position()]
    earlier = [count_quarter(rows, quarter_key="2022-Q4", quarter_label="Q4 2022-23")]
    assert assemble(context(), rows, previous=rows, trend=earlier).headline.compared_with == "Q4 2022-23"
    assert assemble(context(), rows, previous=rows).headline.compared_with == "Q1 2023-24"
    assert assemble(context(), rows).headline.compared_with == ""


def test_ratings_better_than_the_rules_are_listed_until_somebody_confirms() -> None:
    better = {"returned": True, "suggested_rating": Rating.AMBER, "reported_rating": Rating.GREEN}
    pack = pack_with(
        row("1.1", **better),
        row("1.2", **better | {"confirmed_rating": Rating.AMBER}),
        row("1.3", **better | {"returned": False}),
        row("1.4", **better | {"reported_rating": Rating.RED}),
        row("1.5", **better | {"suggested_rating": Rating.GREY}),
        row("1.6", **better | {"status": Status.CLOSED, "suggested_rule": 1}),
    )
    assert names(pack.decisions.ratings) == ["1.1"]
    assert pack.decisions.number == 1
    assert pack.front.recommendations[-1].text == "The 1 matter set out in section 3."


def test_exceptions_stand_once_red_then_worse_then_repeated_amber() -> None:
    amber = {"rating": Rating.AMBER}
    pack = pack_with(
        row("1.1", **amber, travel=Travel.WORSE, amber_rounds=2),
        row("1.2", **amber, travel=Travel.NO_CHANGE, amber_rounds=2),
        row("1.3", **amber, travel=Travel.NO_CHANGE, amber_rounds=1),
        row("1.4", rating=Rating.RED, travel=Travel.WORSE, amber_rounds=3),
        row("1.5", rating=Rating.RED, status=Status.CLOSED, suggested_rule=1),
        row("1.6", rating=Rating.GREEN, travel=Travel.WORSE),
    )
    assert names(pack.exceptions.red) == ["1.4"]
    assert names(pack.exceptions.amber_worse) == ["1.1"]
    assert names(pack.exceptions.amber_repeated) == ["1.2"]
    assert pack.exceptions.number == 3


def test_overdue_rows_stand_longest_first_and_missing_ones_by_agency() -> None:
    police = {"accountable_agency_short": "WP", "accountable_agency_name": "Warwickshire Police"}
    nobody = {"accountable_agency_short": "", "accountable_agency_name": "", "leads": ()}
    pack = pack_with(
        row("1.1", requested=True, returned=True, late=True, days_overdue=3),
        row("1.2", requested=True, missed_rounds=1, **police),
        row("1.3", requested=True, missed_rounds=3, days_overdue=40, **police),
        row("1.4", requested=True, returned=True, **police),
        row("1.5", days_overdue=3, **police),
        row("1.6", requested=True, missed_rounds=1, **nobody),
    )
    assert names(pack.late.overdue) == ["1.3", "1.1", "1.5"]
    assert (pack.late.requested, pack.late.returned, pack.late.late, pack.late.missing) == (5, 2, 1, 3)
    by_reference = {one.reference: one for one in pack.appendix}
    assert pack.late.agencies == (
        MissingAgency(
            agency_short="WP",
            agency_name="Warwickshire Police",
            requested=3,
            returned=1,
            late=0,
            missing=(by_reference["1.2"], by_reference["1.3"]),
            most_rounds=3,
        ),
        MissingAgency(
            agency_short="",
            agency_name="No lead named",
            requested=1,
            returned=0,
            late=0,
            missing=(by_reference["1.6"],),
            most_rounds=1,
        ),
        MissingAgency(
            agency_short="WCC",
            agency_name="Warwickshire County Council",
            requested=1,
            returned=1,
            late=1,
            missing=(),
            most_rounds=0,
        ),
    )


def test_completed_means_accepted_since_the_quarter_before() -> None:
    done = {"status": Status.COMPLETE, "suggested_rating": Rating.BLUE, "rating": Rating.BLUE}
    rows = (row("1.1", **done), row("1.2", **done), row("1.3", **done | {"suggested_rating": Rating.GREEN}))
    assert names(pack_with(*rows, previous=[row("1.1", **done), row("1.2")]).completed) == ["1.2"]
    assert names(pack_with(*rows).completed) == ["1.1", "1.2"]
    waiting = pack_with(*rows).find_count("awaiting_confirmation")
    assert waiting is not None
    assert waiting.references == ("1.3",)
    assert names(pack_with(*rows).awaiting_acceptance) == ["1.3"]


@pytest.mark.parametrize(
    ("on", "falls"),
    [("2023-09-30", False), ("2023-10-01", True), ("2023-12-31", True), ("2024-01-01", False)],
)
def test_the_next_quarter_holds_what_falls_between_its_first_day_and_its_last(on: str, falls: bool) -> None:
    day = dt.date.fromisoformat(on)
    coming = pack_with(
        row("1.1", status=Status.NOT_STARTED, start_on=day),
        row("1.2", start_on=day),
        row("1.3", due_on=day),
        row("1.4", due_on=day, ongoing=True),
        row("1.5", due_on=day, status=Status.COMPLETE),
        row("1.6", due_on=day, status=Status.CLOSED),
        key_dates=(KeyDate(on=day, words="Board meets"),),
    ).next_quarter
    assert (coming.key, coming.label) == ("2023-Q3", "Q3 2023-24")
    assert names(coming.starts) == (["1.1"] if falls else [])
    assert names(coming.due) == (["1.3"] if falls else [])
    assert names(coming.reviews) == (["1.4"] if falls else [])
    assert len(coming.dates) == falls


@pytest.mark.parametrize(
    ("ends", "warned"), [("2023-01-01", True), ("2024-03-31", True), ("2024-04-01", False)]
)
def test_funding_is_warned_of_when_it_ends_within_two_quarters(ends: str, warned: bool) -> None:
    money = Funding(source="Grant", ends_on=dt.date.fromisoformat(ends))
    pack = pack_with(funding=(money,))
    assert pack.concerns.funding == ((money,) if warned else ())
    assert pack.concerns.funding_until == dt.date(2024, 3, 31)


def test_risks_are_those_of_open_actions() -> None:
    said = {"risk": "Staff may leave.", "update_state": "accepted"}
    pack = pack_with(
        row("1.1", **said),
        row("1.2", **said | {"status": Status.COMPLETE}),
        row("1.3", **said | {"update_state": "draft"}),
        row("1.4"),
    )
    assert names(pack.concerns.risks) == ["1.1"]


def test_an_action_counts_once_for_each_agency_that_leads_it() -> None:
    leads = (lead(0), lead(1, LeadRole.JOINT), lead(2, LeadRole.SUPPORTING))
    pack = pack_with(row("1.1", leads=leads), row("1.2", leads=()))
    assert [(one.label, one.title, one.references) for one in pack.ratings.by_agency] == [
        ("OPCC", "Office of the Police and Crime Commissioner for Warwickshire", ("1.1",)),
        ("WCC", "Warwickshire County Council", ("1.1",)),
        ("", "No lead named", ("1.2",)),
    ]


def test_the_key_prints_the_thresholds_in_force_and_what_the_data_leaves_out() -> None:
    key = pack_with(
        row(
            "1.1",
            requested=True,
            sample=True,
            flags=("It ends before it starts.",),
            happened="With the OPCC.",
        ),
        row("1.2", requested=True, returned=True),
        thresholds=Thresholds(overdue_days=14),
        data_notes=("One agency joined in August.",),
        abbreviations=(
            Abbreviation(short="OPCC", meaning="Office of the Police and Crime Commissioner"),
            Abbreviation(short="PCC", meaning="Police and Crime Commissioner"),
        ),
    ).key
    assert any("More than 14 days past its due date" in rule.when for rule in key.rules)
    assert key.notes == (
        "Percentages of ratings leave out Grey and closed actions; other percentages leave out closed ones.",
        "Sample data: the updates of 1 of the 2 actions were made up to show the tracker at work. "
        "They state no fact about any agency.",
        "Not replied at the cut-off: Warwickshire County Council, for 1.1.",
        "One agency joined in August.",
    )
    assert [(flag.reference, flag.sentence) for flag in key.flags] == [("1.1", "It ends before it starts.")]
    assert [one.short for one in key.abbreviations] == ["OPCC"]


def test_the_key_says_when_everyone_replied() -> None:
    notes = pack_with(row("1.1", requested=True, returned=True)).key.notes
    assert notes[-1] == "Every agency asked had replied at the cut-off."
