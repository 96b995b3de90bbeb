"""The plan and its governance in ``fixtures/`` are well formed, whole and agree with each other."""

from collections import Counter

from tests.house import shapes
from tests.house.shapes import Row, load

GOVERNANCE = load("governance.json")
PLAN = load("vawg_2023_24.json")
ACTIONS: list[Row] = PLAN["actions"]
OBJECTIVES: list[Row] = PLAN["objectives"]

SECTORS = (
    "council", "police", "police_and_crime_commissioner", "health", "probation", "prosecution", "courts",
    "charity", "district", "education", "partnership",
)  # fmt: skip
AGENCY: shapes.Shape = {
    "slug": shapes.slug,
    "short_name": shapes.words,
    "name": shapes.words,
    "sector": shapes.one_of(*SECTORS),
    "aliases": shapes.list_of(shapes.words),
    "group": shapes.text,
    "leads_may_submit": shapes.flag,
    "note": shapes.text,
}
POST: shapes.Shape = {
    "key": shapes.slug,
    "agency": shapes.slug,
    "title": shapes.text,
    "aliases": shapes.list_of(shapes.words),
}
GROUP: shapes.Shape = {
    "slug": shapes.slug,
    "name": shapes.words,
    "short_name": shapes.words,
    "kind": shapes.one_of("board", "sub_group", "task_and_finish"),
    "reports_to": shapes.text,
}
STRATEGIC: shapes.Shape = {
    "key": shapes.one_of("GOV", "O1", "O2", "O3", "O4", "GEN"),
    "reference": shapes.one_of("", "1", "2", "3", "4"),
    "title": shapes.words,
    "description": shapes.sentences,
    "note": shapes.text,
}
OBJECTIVE: shapes.Shape = {
    "reference": shapes.words,
    "parent": shapes.one_of("GOV", "O1", "O2", "O3", "O4", "GEN"),
    "title": lambda value: shapes.words(value) and len(value) <= 80,
    "description": lambda value: value == "" or shapes.sentences(value),
    "owner_group": shapes.text,
    "related": shapes.list_of(shapes.words),
    "note": lambda value: value == "" or shapes.sentence(value),
}
PRECISION = shapes.one_of("", "day", "month", "quarter", "season", "year")
ACTION: shapes.Shape = {
    "reference": shapes.words,
    "objective": shapes.words,
    "title": lambda value: shapes.words(value) and len(value) <= 80,
    "description": shapes.sentences,
    "priority": shapes.one_of("high", "medium", "low", "tbc"),
    "status": shapes.one_of("not_started", "in_progress"),
    "leads": shapes.rows_of(
        {"post": shapes.slug, "role": shapes.one_of("accountable", "joint", "supporting")}
    ),
    "start_words": shapes.text,
    "start_on": shapes.date_or_none,
    "start_precision": PRECISION,
    "end_words": shapes.text,
    "end_on": shapes.date_or_none,
    "end_precision": PRECISION,
    "ongoing": shapes.flag,
    "review_on": shapes.date_or_none,
    "review_precision": PRECISION,
    "recurs": shapes.one_of("", "year"),
    "awaiting": shapes.text,
    "milestones": shapes.rows_of(
        {"title": shapes.words, "words": shapes.words, "due_on": shapes.a_date, "precision": PRECISION}
    ),
    "depends_on": shapes.list_of(shapes.words),
    "funding": shapes.rows_of(
        {
            "source": shapes.words,
            "ends_on": shapes.a_date,
            "words": shapes.words,
            "follow_on": shapes.one_of("nothing", "sought", "agreed"),
            "what_follows": shapes.text,
            "fallback": shapes.text,
        }
    ),
    "flags": shapes.list_of(shapes.sentence),
}
APPROVAL: shapes.Shape = {
    "order": lambda value: value in range(1, 6),
    "subject": shapes.one_of("strategy", "delivery_plan"),
    "group": shapes.slug,
    "outcome": shapes.one_of("agreed", "approved", "to_agree"),
    "words": shapes.words,
    "decided_on": shapes.date_or_none,
    "due_on": shapes.date_or_none,
}


def test_governance_is_well_formed() -> None:
    assert shapes.faults(GOVERNANCE["agencies"], AGENCY) == []
    assert shapes.faults(GOVERNANCE["posts"], POST) == []
    assert shapes.faults(GOVERNANCE["groups"], GROUP) == []


def test_plan_is_well_formed() -> None:
    assert shapes.faults(PLAN["strategic_objectives"], STRATEGIC) == []
    assert shapes.faults(OBJECTIVES, OBJECTIVE) == []
    assert shapes.faults(ACTIONS, ACTION) == []
    assert shapes.faults(PLAN["plan"]["approvals"], APPROVAL) == []


def test_names_are_unique_and_found() -> None:
    agencies, groups = GOVERNANCE["agencies"], GOVERNANCE["groups"]
    names = [name for a in agencies for name in {a["name"], a["short_name"], *a["aliases"]}]
    posts = [post["key"] for post in GOVERNANCE["posts"]]
    slugs = [group["slug"] for group in groups]
    references = [row["reference"] for row in [*ACTIONS, *OBJECTIVES]]
    for unique in (names, posts, slugs, references, [a["slug"] for a in agencies]):
        assert [name for name, times in Counter(unique).items() if times > 1] == []
    assert {post["agency"] for post in GOVERNANCE["posts"]} == {a["slug"] for a in agencies}
    assert {lead["post"] for action in ACTIONS for lead in action["leads"]} == set(posts)
    named = [g["reports_to"] for g in groups] + [a["group"] for a in agencies]
    named += [o["owner_group"] for o in OBJECTIVES] + [a["group"] for a in PLAN["plan"]["approvals"]]
    assert set(named) - set(slugs) == {""}
    linked = [ref for o in OBJECTIVES for ref in o["related"]] + [a["objective"] for a in ACTIONS]
    linked += [ref for a in ACTIONS for ref in a["depends_on"]]
    assert set(linked) <= set(references)


def test_plan_facts() -> None:
    plan = {
        key: value for key, value in PLAN["plan"].items() if key not in ("approvals", "flags", "short_title")
    }
    assert plan == {
        "slug": "vawg-2023-24",
        "title": "Violence Against Women and Girls (VAWG) Strategy – Delivery Plan 2023-24",
        "starts_on": "2023-04-01",
        "ends_on": "2024-03-31",
        "board": "vawg-board",
        "level_names": ["Strategic objective", "Objective"],
    }
    route = PLAN["plan"]["approvals"]
    assert [(a["subject"], a["group"], a["outcome"], a["decided_on"], a["due_on"]) for a in route] == [
        ("strategy", "vawg-board", "agreed", "2022-11-24", None),
        ("strategy", "safer-warwickshire-partnership-board", "agreed", "2022-12-06", None),
        ("strategy", "corporate-board", "approved", "2023-01-18", None),
        ("strategy", "cabinet", "approved", "2023-02-16", None),
        ("delivery_plan", "vawg-board", "to_agree", None, "2023-02-28"),
    ]


def test_objectives_in_order_with_their_owners() -> None:
    numbered = [str(number) for number in range(1, 25)]
    owned = [f"S{number}" for number in range(1, 8)]
    assert [o["reference"] for o in OBJECTIVES] == numbered + owned
    assert {o["reference"]: (o["parent"], o["owner_group"]) for o in OBJECTIVES if o["owner_group"]} == {
        "S1": ("O1", "vawg-communication-subgroup"),
        "S2": ("O1", "vawg-communication-subgroup"),
        "S3": ("O2", "vawg-communication-subgroup"),
        "S4": ("O2", "safe-accommodation-working-group"),
        "S5": ("O2", "safe-accommodation-working-group"),
        "S6": ("O3", "vawg-communication-subgroup"),
        "S7": ("O3", "domestic-abuse-perpetrator-review-task-and-finish-group"),
    }
    related = {o["reference"]: o["related"] for o in OBJECTIVES if o["related"]}
    assert related == {"9": ["S3"], "13": ["S6"], "S3": ["9"], "S6": ["13"]}
    lost = [o["reference"] for o in OBJECTIVES if "lost" in o["note"]]
    assert lost == ["13", "17"]


def test_counts_of_actions() -> None:
    leads = [[lead for lead in a["leads"] if lead["role"] != "supporting"] for a in ACTIONS]
    assert len(ACTIONS) == 42
    assert Counter(a["priority"] for a in ACTIONS) == {"high": 25, "medium": 15, "tbc": 2}
    assert Counter(a["status"] for a in ACTIONS) == {"not_started": 36, "in_progress": 6}
    assert sum(len(row) for row in leads) == 66
    assert len({lead["post"] for row in leads for lead in row}) == 17
    assert sum(len(row) > 1 for row in leads) == 14
    assert sum(a["ongoing"] for a in ACTIONS) == 9
    assert [a["reference"] for a in ACTIONS if a["awaiting"]] == ["7.3", "7.4"]
    assert [a["reference"] for a in ACTIONS if a["recurs"]] == ["9.2"]
    assert {a["reference"]: a["depends_on"] for a in ACTIONS if a["depends_on"]} == {"7.4": ["7.3"]}
    assert [(a["reference"], m["due_on"]) for a in ACTIONS for m in a["milestones"]] == [
        ("9.3", "2023-04-30")
    ]


def test_first_lead_alone_is_accountable() -> None:
    wrong = [
        a["reference"]
        for a in ACTIONS
        if [lead["role"] == "accountable" for lead in a["leads"]] != [True] + [False] * (len(a["leads"]) - 1)
    ]
    assert wrong == []


def test_an_end_before_its_start_is_kept_and_flagged() -> None:
    backwards = [a for a in ACTIONS if a["start_on"] and a["end_on"] and a["end_on"] < a["start_on"]]
    assert [(a["reference"], bool(a["flags"])) for a in backwards] == [("15.1", True)]
    outside = [a for a in ACTIONS if a["end_on"] and a["end_on"] > PLAN["plan"]["ends_on"]]
    assert [(a["reference"], bool(a["flags"])) for a in outside] == [("19.5", True)]
    blank = [a for a in ACTIONS if not a["start_words"]]
    assert [(a["reference"], bool(a["flags"])) for a in blank] == [
        ("5.1", True),
        ("16.1", True),
        ("16.2", True),
    ]
