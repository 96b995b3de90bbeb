"""The fixtures say what the source says, in other words. Needs the source beside the repository."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.house.shapes import ROOT, Row, load

SHARED = ROOT.parent / "shared"
FACTS = SHARED / "samples" / "facts_delivery_plan.json"
GOVERNANCE = load("governance.json")
PLAN = load("vawg_2023_24.json")

pytestmark = pytest.mark.skipif(
    not FACTS.exists(), reason="the source documents are not beside the repository"
)

PRIORITIES = {"H": "high", "M": "medium", "TBC": "tbc"}
STATUSES = {"Not started": "not_started", "In progress": "in_progress"}
RUN = 8
"""So many words running, the same in source and fixture, count as copied."""


@cache
def facts() -> Row:
    loaded = json.loads(FACTS.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def objectives_of_source() -> list[Row]:
    return [objective for section in facts()["sections"] for objective in section["objectives"]]


def actions_of_source() -> dict[str, Row]:
    return {action["id"]: action for objective in objectives_of_source() for action in objective["actions"]}


def agency_slug(name: str) -> str:
    found = [a["slug"] for a in GOVERNANCE["agencies"] if name in (a["name"], a["short_name"], *a["aliases"])]
    assert len(found) == 1, name
    return str(found[0])


def leads_of_source(action: Row) -> list[tuple[str, str, bool]]:
    return [
        (agency_slug(lead["agency"]), lead["post_or_team"] or "", lead["role"] == "contributor")
        for lead in action["leads"]
    ]


def leads_of_fixture(action: Row) -> list[tuple[str, str, bool]]:
    posts = {post["key"]: (post["agency"], post["title"]) for post in GOVERNANCE["posts"]}
    return [(*posts[lead["post"]], lead["role"] == "supporting") for lead in action["leads"]]


def month(value: str | None) -> str | None:
    return value[:7] if value else None


def test_references_priorities_statuses_and_date_words() -> None:
    ours = {
        a["reference"]: (a["priority"], a["status"], a["start_words"], a["end_words"])
        for a in PLAN["actions"]
    }
    theirs = {
        key: (PRIORITIES[a["priority"]], STATUSES[a["status"]], a["start_text"], a["end_text"])
        for key, a in actions_of_source().items()
    }
    assert ours == theirs


def test_dates_mean_what_the_source_means() -> None:
    ours = {
        a["reference"]: (month(a["start_on"]), month(a["end_on"]), a["ongoing"], bool(a["awaiting"]))
        for a in PLAN["actions"]
    }
    theirs = {
        key: (a["start"]["value"], a["end"]["value"], a["flags"]["ongoing"], a["flags"]["tbc"])
        for key, a in actions_of_source().items()
    }
    assert ours == theirs


def test_review_dates() -> None:
    ours = {a["reference"]: month(a["review_on"]) for a in PLAN["actions"] if a["review_on"]}
    theirs = {key: a["review"]["value"] for key, a in actions_of_source().items() if a["review"]}
    yearly = {
        key: a["recurrence"]["next_review"] for key, a in actions_of_source().items() if "recurrence" in a
    }
    # A season is stored in the facts by its first month; ratings use its last day.
    assert ours == {**theirs, **yearly, "23.3": actions_of_source()["23.3"]["review_range"][1]}


def test_leads_in_order() -> None:
    ours = {a["reference"]: leads_of_fixture(a) for a in PLAN["actions"]}
    assert ours == {key: leads_of_source(a) for key, a in actions_of_source().items()}


def test_objectives_and_the_actions_under_them() -> None:
    ours = {
        o["reference"]: [a["reference"] for a in PLAN["actions"] if a["objective"] == o["reference"]]
        for o in PLAN["objectives"]
    }
    theirs = {str(o["number"]): [a["id"] for a in o["actions"]] for o in objectives_of_source()}
    assert ours == theirs
    parents = {o["reference"]: o["parent"] for o in PLAN["objectives"]}
    sections = {
        str(o["number"]): s["key"].removeprefix("SUB-") for s in facts()["sections"] for o in s["objectives"]
    }
    assert parents == sections


def test_agencies_are_those_of_the_source() -> None:
    kinds = ("lead_organisations", "lead_partnership_bodies", "contributor_only")
    names = [name for kind in kinds for name in facts()["counts"][kind]]
    assert {agency_slug(name) for name in names} == {a["slug"] for a in GOVERNANCE["agencies"]}


def own_text(value: Any, key: str = "") -> Iterator[str]:
    """The sentences written for the fixtures: not names, nor words kept as they were typed."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from own_text(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from own_text(part, key)
    elif isinstance(value, str) and key not in ("aliases", "name", "start_words", "end_words", "words"):
        yield value


def tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold().replace("'", "").replace("’", ""))


def runs(text: str) -> set[tuple[str, ...]]:
    found = tokens(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


@pytest.mark.parametrize("name", ["governance.json", "vawg_2023_24.json", "demo.json"])
def test_nothing_is_copied_from_the_source(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    sources += [action["text"] for action in actions_of_source().values()]
    taken = set().union(*(runs(source) for source in sources))
    names = [post["title"] for post in GOVERNANCE["posts"]] + [PLAN["plan"]["title"]]
    copied = [text for text in own_text(load(name)) if text not in names and runs(text) & taken]
    assert copied == []
    assert len(taken) > 10_000
