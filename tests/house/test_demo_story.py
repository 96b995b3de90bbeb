"""The demo's story obeys the rating rules and shows every rating, travel, move, late and missing return."""

from collections import Counter

import pytest

from actions.rag import Rating, Status, contradictions, is_better, suggest
from tests.house.demo_story import (
    ACTIONS,
    DEMO,
    PERIODS,
    QUARTERS,
    Stand,
    cut_off,
    day,
    stands,
    update_of,
)
from tests.house.shapes import Row

COUNTS = {
    "2023-Q1": {"blue": 4, "green": 14, "amber": 15, "red": 6, "grey": 3},
    "2023-Q2": {"blue": 7, "green": 14, "amber": 9, "red": 7, "grey": 5},
    "2023-Q3": {"blue": 10, "green": 12, "amber": 9, "red": 6, "grey": 5},
}
ASKED_BY = {
    "amber": {"risk", "mitigation"},
    "red": {"issue", "path_step", "path_who", "path_by", "ask"},
    "blue": {"completed_on", "completion_note"},
}


def written() -> list[tuple[Stand, Row]]:
    """Each update that its author has finished, with its action as it stood on the day."""
    rows = []
    for quarter, period in PERIODS.items():
        for update in period["updates"]:
            at = day(update["submitted_on"] or update["written_on"])
            assert at is not None
            if update["state"] != "draft":
                rows.append((Stand(update["action"], quarter, at), update))
    return rows


@pytest.mark.parametrize("quarter", QUARTERS)
def test_ratings_that_count(quarter: str) -> None:
    assert Counter(stand.rating.value for stand in stands(quarter)) == COUNTS[quarter]


def test_every_label_shows_in_the_open_quarter() -> None:
    tags = {stand.suggestion.tag for stand in stands(QUARTERS[-1])}
    assert tags == {
        "Complete",
        "Green",
        "Amber",
        "Red",
        "Red, awaiting confirmation",
        "To be confirmed",
        "Not started",
        "On hold",
        "Closed",
    }


def test_every_rule_decides_somewhere() -> None:
    rules = {quarter: {stand.suggestion.rule for stand in stands(quarter)} for quarter in QUARTERS}
    assert set().union(*rules.values()) == set(range(17))
    assert set(range(17)) - rules[QUARTERS[-1]] == {7}


def test_every_direction_of_travel() -> None:
    ways = {quarter: Counter(stand.travel.value for stand in stands(quarter)) for quarter in QUARTERS}
    assert ways == {
        "2023-Q1": {"new": 42},
        "2023-Q2": {"no_change": 15, "improved": 12, "worse": 9, "not_comparable": 6},
        "2023-Q3": {"no_change": 24, "improved": 6, "worse": 6, "not_comparable": 6},
    }


def test_open_quarter_reads_the_same_until_it_is_due() -> None:
    quarter = QUARTERS[-1]
    due = day(PERIODS[quarter]["due_on"])
    now = {stand.reference: stand.suggestion.rating for stand in stands(quarter)}
    then = {stand.reference: stand.suggestion.rating for stand in stands(quarter, due)}
    assert then == now


def test_states_of_the_open_quarter() -> None:
    period = PERIODS[QUARTERS[-1]]
    states = {ref: (update_of(ref, QUARTERS[-1]) or {"state": ""})["state"] for ref in period["requested"]}
    assert Counter(states.values()) == {
        "accepted": 11,
        "submitted": 5,
        "returned": 2,
        "ready": 2,
        "draft": 2,
        "": 10,
    }
    police = [
        ref
        for ref, state in states.items()
        if ACTIONS[ref]["leads"][0] == {"post": "police", "role": "accountable"} and not state
    ]
    assert police == ["11.1", "12.2", "15.1", "17.1", "23.1"]
    assert states["18.1"] == "returned"


def test_late_missing_twice_missing_and_swept_up() -> None:
    late = [
        (quarter, u["action"])
        for quarter, period in PERIODS.items()
        for u in period["updates"]
        if u["submitted_on"] and u["submitted_on"] > period["due_on"]
    ]
    assert late == [("2023-Q1", "9.3"), ("2023-Q2", "18.2")]
    missed = {quarter: {s.reference: s.missed for s in stands(quarter) if s.missed} for quarter in QUARTERS}
    assert missed == {
        "2023-Q1": {"19.4": 1, "23.2": 1, "24.1": 1},
        "2023-Q2": {"6.2": 1, "14.1": 1, "19.5": 1, "23.2": 2, "24.1": 2},
        "2023-Q3": {"6.2": 1, "14.1": 1, "23.2": 2},
    }
    swept = {
        (quarter, u["action"], u["state"])
        for quarter, period in PERIODS.items()
        for u in period["updates"]
        if period["state"] == "closed" and u["state"] != "accepted"
    }
    assert swept == {("2023-Q2", "14.1", "draft"), ("2023-Q2", "23.1", "submitted")}


def test_moved_dates() -> None:
    moves = {stand.reference: len(stand.moves) for stand in stands(QUARTERS[-1]) if stand.moves}
    assert moves == {
        "3.1": 1, "4.2": 1, "7.2": 2, "9.3": 1, "10.1": 1, "15.1": 1, "16.1": 1, "16.2": 1, "18.2": 1,
        "19.2": 1, "21.1": 1, "23.3": 1,
    }  # fmt: skip


def test_better_than_suggested_has_its_reason() -> None:
    better = {}
    for stand, update in written():
        evidence = stand.evidence_with(update, missed=0)
        rating = Rating(update["content"]["reported_rating"])
        if rating is not Rating.BLUE and is_better(rating, suggest(evidence, at=stand.at).rating):
            better[stand.quarter, stand.reference] = bool(update["content"].get("rating_reason"))
    assert better == {
        ("2023-Q1", "7.2"): True,
        ("2023-Q1", "23.3"): True,
        ("2023-Q2", "9.3"): True,
        ("2023-Q3", "9.3"): True,
    }


def test_confirmed_ratings_that_differ_have_a_note() -> None:
    differ = {
        (quarter, u["action"]): (u["content"]["reported_rating"], u["confirmed_rating"])
        for quarter, period in PERIODS.items()
        for u in period["updates"]
        if u["confirmed_rating"] not in ("", u["content"]["reported_rating"]) and u["confirmed_note"]
    }
    assert differ == {("2023-Q1", "7.2"): ("green", "amber"), ("2023-Q1", "23.3"): ("green", "amber")}
    noted = [u for p in DEMO["periods"] for u in p["updates"] if u["confirmed_note"]]
    assert len(noted) == 3


def test_updates_are_whole_and_possible() -> None:
    gaps = []
    for stand, update in written():
        said = update["content"]
        wanted = {"status", "happened", "reported_rating"} | ASKED_BY.get(said["reported_rating"], set())
        if said["status"] in (Status.IN_PROGRESS, Status.NOT_STARTED):
            wanted |= {"call"}
        if said["status"] == Status.ON_HOLD:
            wanted |= {"hold_until"}
        if (said["status"] == Status.COMPLETE) != (said["reported_rating"] == Rating.BLUE):
            gaps.append((stand.quarter, stand.reference, "blue means complete"))
        if said["status"] == Status.IN_PROGRESS and not ACTIONS[stand.reference]["ongoing"]:
            wanted |= {"forecast_words"}
        gaps += [(stand.quarter, stand.reference, name) for name in sorted(wanted - set(said))]
        evidence = stand.evidence_with(update, missed=0)
        found = [field for field, _ in contradictions(evidence, at=stand.at) if field != "due"]
        gaps += [(stand.quarter, stand.reference, field) for field in found]
    assert gaps == []


def test_forecasts_are_not_before_the_cut_off() -> None:
    early = [
        (quarter, update["action"])
        for quarter, period in PERIODS.items()
        for update in period["updates"]
        if update["forecast_on"] and update["forecast_on"] < cut_off(quarter).isoformat()
    ]
    assert early == []


def test_no_date_is_asked_for_between_a_cut_off_and_the_closing() -> None:
    """A pack tells what stood at its cut-off: what it asks to decide was asked by then."""
    asked_between = [
        (change["action"], change["requested_on"])
        for change in DEMO["date_changes"]
        for period in PERIODS.values()
        if period["closed_on"] and period["due_on"] < change["requested_on"] <= period["closed_on"]
    ]
    assert asked_between == []
