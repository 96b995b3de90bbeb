"""Dates read from the words in the fixtures mean what the fixtures say that they mean."""

import datetime as dt

from actions import plan_dates
from tests.house.demo_story import DEMO
from tests.house.shapes import Row, load

ACTIONS: list[Row] = load("vawg_2023_24.json")["actions"]


def iso(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def read(words: str) -> tuple[str | None, str, bool]:
    date = plan_dates.parse(words)
    return iso(date.last_day), date.precision, date.understood


def test_starts() -> None:
    dated = [a for a in ACTIONS if not a["awaiting"]]
    assert {a["reference"]: read(a["start_words"])[:2] for a in dated} == {
        a["reference"]: (a["start_on"], a["start_precision"]) for a in dated
    }


def test_ends_and_reviews() -> None:
    """The date in force of an on-going action is its next review."""
    read_back = {}
    for action in ACTIONS:
        date = plan_dates.parse(action["end_words"])
        read_back[action["reference"]] = (iso(date.last_day), date.precision, date.ongoing, date.recurs)
    assert read_back == {
        a["reference"]: (
            a["review_on"] if a["ongoing"] else a["end_on"],
            a["review_precision"] if a["ongoing"] else a["end_precision"],
            a["ongoing"],
            a["recurs"],
        )
        for a in ACTIONS
    }


def test_waiting_for_a_trigger() -> None:
    waiting = {a["reference"]: plan_dates.parse(a["start_words"]) for a in ACTIONS if a["awaiting"]}
    assert {ref: bool(date.awaiting) for ref, date in waiting.items()} == {"7.3": True, "7.4": True}
    assert {ref: iso(date.last_day) for ref, date in waiting.items()} == {"7.3": None, "7.4": None}


def test_forecasts_and_moved_dates() -> None:
    updates = [u for period in DEMO["periods"] for u in period["updates"] if u["forecast_on"]]
    said = {(u["content"]["forecast_words"], u["forecast_on"]) for u in updates}
    assert {(words, read(words)[0]) for words, _ in said} == said
    moved = {(c["to_words"], c["to_on"], c["to_precision"]) for c in DEMO["date_changes"]}
    assert {(words, *read(words)[:2]) for words, _, _ in moved} == moved


def test_every_word_of_a_date_is_understood() -> None:
    words = {a[key] for a in ACTIONS for key in ("start_words", "end_words")}
    assert [text for text in sorted(words) if text and not read(text)[2]] == []
