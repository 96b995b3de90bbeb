"""Every start and end of the real delivery plan, against what its fixtures and source say."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.plan_dates import PlanDate, ends_before_start, first_day_of, parse

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE.parent / "shared" / "samples" / "facts_delivery_plan.json"
PLAN = json.loads((HOUSE / "fixtures" / "vawg_2023_24.json").read_text())["actions"]
ROYAL_ASSENT = "VB receives Royal Ascent"

# The notes of ends, by reference; every other date has none.
NOTES = {
    "9.2": "Reviewed annually",
    "9.3": "mapping complete",
    "10.1": "Data to be reviewed",
    "23.3": "To be reviewed at VAWG Strategy T&G",
}
YEARLY = {"9.2"}


def spanning(words: str, last: date | None, precision: str, **more: Any) -> PlanDate:
    return PlanDate(words, first_day_of(last, precision), last, precision, **more)


def stated_start(words: str, last: date | None, precision: str) -> PlanDate:
    if words.startswith("TBC"):
        return PlanDate(words, to_be_confirmed=True, awaiting=ROYAL_ASSENT)
    return spanning(words, last, precision)


def stated_end(reference: str, words: str, last: date | None, precision: str, *, ongoing: bool) -> PlanDate:
    recurs = "year" if reference in YEARLY else ""
    return spanning(words, last, precision, ongoing=ongoing, recurs=recurs, note=NOTES.get(reference, ""))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("action", PLAN, ids=lambda action: action["reference"])
def test_the_plan_of_the_fixtures_reads_as_they_say(action: dict[str, Any]) -> None:
    assert parse(action["start_words"]) == stated_start(
        action["start_words"], day(action["start_on"]), action["start_precision"]
    )
    kind = "review" if action["ongoing"] else "end"
    assert parse(action["end_words"]) == stated_end(
        action["reference"],
        action["end_words"],
        day(action[f"{kind}_on"]),
        action[f"{kind}_precision"],
        ongoing=action["ongoing"],
    )


def test_the_plan_counts_as_its_source_does() -> None:
    starts = [parse(action["start_words"]) for action in PLAN]
    ends = [parse(action["end_words"]) for action in PLAN]
    assert len(PLAN) == 42
    assert sum(end.ongoing for end in ends) == 9
    assert sum(bool(start.awaiting) for start in starts) == 2
    assert all(read.understood for read in starts + ends)
    contradictions = [
        action["reference"]
        for action, start, end in zip(PLAN, starts, ends, strict=True)
        if ends_before_start(start, end)
    ]
    assert contradictions == ["15.1"]


# ---------------------------------------------------------------- the source itself, where it is at hand


def rows(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for child in node:
            yield from rows(child)
    elif isinstance(node, dict):
        if "start_text" in node:
            yield node
        else:
            yield from rows(list(node.values()))


def last_of(fact: dict[str, Any]) -> date | None:
    """A fact's value is a month: of a season, its first; of a month, itself."""
    if fact["value"] is None:
        return None
    year, month = map(int, fact["value"].split("-"))
    month += 2 if fact["precision"] == "season" else 0
    return parse(f"{month}/{year}").last_day


@pytest.mark.skipif(not SOURCE.exists(), reason="the source documents are not kept in the repository")
def test_every_date_of_the_source_reads_as_its_facts_say() -> None:
    actions = list(rows(json.loads(SOURCE.read_text())))
    assert len(actions) == 42
    for action in actions:
        start, end = action["start"], action["end"]
        assert parse(action["start_text"]) == stated_start(
            action["start_text"], last_of(start), start["precision"] or ""
        )
        value = end.get("review") or end
        assert parse(action["end_text"]) == stated_end(
            action["id"],
            action["end_text"],
            last_of(value),
            value["precision"] or "",
            ongoing=end.get("ongoing", False),
        )
