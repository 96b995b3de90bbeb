"""The other plans and the registers say what their documents say, in other words.

Needs the source documents beside the repository.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.house.shapes import Row, load
from tests.house.test_fixtures_source import SHARED, facts, runs

FACTS = SHARED / "samples" / "facts_others.json"
STRATEGY = load("vawg_2015_18.json")
COMMISSIONERS = load("commissioners_2022_23.json")
POLICE = load("police_2023.json")
REGISTERS = load("registers.json")

pytestmark = pytest.mark.skipif(
    not FACTS.exists(), reason="the source documents are not beside the repository"
)


@cache
def others() -> Row:
    loaded = json.loads(FACTS.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_the_strategy_of_2015_18() -> None:
    source = others()["002"]
    ours = {
        heading["title"]: {
            "outcomes": sum(one["parent"] == heading["key"] for one in STRATEGY["objectives"]),
            "already": len(heading["in_place"]),
            "will_do": sum(action["objective"] == heading["key"] for action in STRATEGY["actions"]),
        }
        for heading in STRATEGY["strategic_objectives"]
    }
    assert ours == source["counts"]["by_objective"]
    members = [m["name"] for m in STRATEGY["members"] if not m["post"]]
    assert members == source["board_members"]
    assert [row["name"] for row in STRATEGY["interdependencies"]] == source["interdependencies"]
    assert len(STRATEGY["groups"]) == len(source["governance"]) + 1  # the children's board, a parent there
    assert STRATEGY["plan"]["title"] == source["title"]


def test_the_police_strategy() -> None:
    source = others()["003"]
    ours = [
        [
            sum(action["objective"] == one["reference"] for action in POLICE["actions"])
            for one in POLICE["objectives"]
            if one["parent"] == pillar["key"]
        ]
        for pillar in POLICE["strategic_objectives"]
    ]
    theirs = [[one["count"] for one in pillar["commitments"]] for pillar in source["pillars"]]
    assert ours == theirs
    assert [pillar["title"].casefold() for pillar in POLICE["strategic_objectives"]] == [
        pillar["title"] for pillar in source["pillars"]
    ]
    linked = {number for row in source["overlaps_with_000"] for number in re.split(", ", row["seed000"])}
    linked = {"3.1" if number == "3" else number for number in linked}
    assert {reference for link in POLICE["links"] for reference in link["to"]} == linked
    assert len(POLICE["links"]) == len(source["overlaps_with_000"])


def test_the_commissioners_plan() -> None:
    source = others()["004"]
    actions = [action for action in COMMISSIONERS["actions"] if not action["awaiting"]]
    ours = {action["reference"]: len(action["measures"]) for action in actions}
    assert ours == source["counts"]["success_measures_by_action"]
    assert [action["title"].casefold().replace(":", " -") for action in actions] == [
        action["title"].casefold() for action in source["actions"]
    ]
    assert [action["partners"] for action in actions] == [
        action["delivery_partners_mentioned"] for action in source["actions"]
    ]
    implied = [action["lead_source"].startswith("implied") for action in source["actions"]]
    assert [bool(action["flags"]) for action in actions] == implied
    assert len(COMMISSIONERS["actions"]) - len(actions) == len(source["future_actions"])
    numbers = [
        heading["key"] for heading in COMMISSIONERS["strategic_objectives"] if heading["key"].isdigit()
    ]
    assert numbers == [outcome["number"] for outcome in source["outcomes"]]
    parts = [part["number"] for outcome in source["outcomes"] for part in outcome.get("children", [])]
    assert [part["reference"] for part in COMMISSIONERS["objectives"]] == parts


def test_the_registers() -> None:
    source = others()
    ours = [
        (d["number"], d["title"], d["owner"], d["kind"], d["years"], d["start"], d["end"], len(d["themes"]))
        for d in REGISTERS["documents"]
    ]
    theirs = [
        (
            d["number"], d["title"], d["owner"], d["type"], d["years"], d["start"], d["end"],
            len(d["key_themes"]),
        )
        for d in source["001"]["documents"]
    ]  # fmt: skip
    assert ours == theirs
    shorts = [(row["short"], row["source"]) for row in REGISTERS["abbreviations"]]
    assert shorts == [
        *((short, "VAWG Strategy 2015-18") for short in source["002"]["abbreviations"]),
        *((short, "VAWG Delivery Plan 2023-24") for short in facts()["abbreviations"]),
    ]


NAMES = {"name", "aliases", "meaning", "short_name", "years", "owner", "partners"}
"""What a document calls itself or a body, and what a short form stands for: these are facts."""


def own_text(value: Any, key: str = "") -> Iterator[str]:
    """The sentences written for the fixtures."""
    if isinstance(value, dict):
        for name, part in value.items():
            titled = name == "title" and ("board" in value or "themes" in value)
            if not titled:
                yield from own_text(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from own_text(part, key)
    elif isinstance(value, str) and key not in NAMES:
        yield value


@pytest.mark.parametrize("fixture", [STRATEGY, COMMISSIONERS, POLICE, REGISTERS])
def test_nothing_is_copied_from_the_documents(fixture: Row) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    taken = set().union(*(runs(source) for source in sources))
    assert [text for text in own_text(fixture) if runs(text) & taken] == []
    assert len(taken) > 10_000


def test_no_person_is_named() -> None:
    words = json.dumps([STRATEGY, COMMISSIONERS, POLICE, REGISTERS], ensure_ascii=False)
    named = [person["name"] for person in others()["002"]["signatories"]]
    assert [name for name in named if name.rpartition(" ")[2] in words] == []
