"""The other plans and the registers in ``fixtures/``: well formed, whole, and counted to the last one."""

from collections import Counter

from governance.roles import Role
from tests.house import shapes
from tests.house.shapes import Row, load

STRATEGY = load("vawg_2015_18.json")
COMMISSIONERS = load("commissioners_2022_23.json")
POLICE = load("police_2023.json")
REGISTERS = load("registers.json")
PLANS = {"vawg_2015_18": STRATEGY, "commissioners_2022_23": COMMISSIONERS, "police_2023": POLICE}
GOVERNANCE = load("governance.json")
MAIN = load("vawg_2023_24.json")


def title(value: object) -> bool:
    return isinstance(value, str) and shapes.words(value) and len(value) <= 80


HEADING: shapes.Shape = {
    "key": shapes.words,
    "title": title,
    "description": lambda value: value == "" or shapes.sentences(value),
    "note": lambda value: value == "" or shapes.sentence(value),
    "in_place": shapes.list_of(shapes.words),
}
OBJECTIVE: shapes.Shape = {
    "reference": shapes.words,
    "parent": shapes.words,
    "title": title,
    "description": shapes.sentences,
    "note": shapes.text,
}
ACTION: shapes.Shape = {
    "reference": shapes.words,
    "objective": shapes.words,
    "title": title,
    "description": shapes.sentence,
    "leads": shapes.rows_of({"post": shapes.slug, "role": shapes.one_of("accountable", "joint")}),
    "awaiting": shapes.text,
    "measures": shapes.list_of(shapes.sentence),
    "partners": shapes.list_of(shapes.words),
    "flags": shapes.list_of(shapes.sentence),
}
LINK: shapes.Shape = {
    "action": shapes.words,
    "plan": shapes.one_of("vawg-2023-24"),
    "to": shapes.list_of(shapes.words),
    "note": shapes.sentence,
}
DOCUMENT: shapes.Shape = {
    "number": lambda value: value in range(1, 15),
    "title": shapes.words,
    "owner": shapes.words,
    "agency": shapes.text,
    "kind": shapes.words,
    "years": shapes.words,
    "start": lambda value: value in range(2015, 2023),
    "end": lambda value: value is None or value in range(2022, 2031),
    "themes": shapes.list_of(shapes.words),
    "recommendations": lambda value: value in (None, 7, 38),
    "links": shapes.list_of(lambda value: value in range(1, 15)),
    "note": lambda value: value == "" or shapes.sentence(value),
}
ABBREVIATION: shapes.Shape = {
    "short": shapes.words,
    "meaning": shapes.text,
    "source": shapes.one_of("VAWG Strategy 2015-18", "VAWG Delivery Plan 2023-24"),
    "note": shapes.text,
}


def counts(plan: Row) -> Row:
    """How many of each thing the plan holds."""
    actions = plan["actions"]
    return {
        "upper": sum(heading["key"].isdigit() for heading in plan["strategic_objectives"]),
        "lower": len(plan["objectives"]),
        "actions": sum(not action["awaiting"] for action in actions),
        "parked": sum(bool(action["awaiting"]) for action in actions),
        "in place": sum(len(heading["in_place"]) for heading in plan["strategic_objectives"]),
        "measures": sum(len(action["measures"]) for action in actions),
        "partners": len({name for action in actions for name in action["partners"]}),
        "leads": sum(len(action["leads"]) for action in actions),
        "members": sum(not member["post"] for member in plan["members"]),
        "interdependencies": len(plan["interdependencies"]),
        "flags": len(plan["plan"]["flags"]),
    }


def test_every_row_has_its_shape() -> None:
    for plan in PLANS.values():
        assert shapes.faults(plan["strategic_objectives"], HEADING) == []
        assert shapes.faults(plan["objectives"], OBJECTIVE) == []
        assert shapes.faults(plan["actions"], ACTION) == []
        assert shapes.faults(plan["links"], LINK) == []
        assert all(shapes.sentence(flag) for flag in plan["plan"]["flags"])
    assert shapes.faults(REGISTERS["documents"], DOCUMENT) == []
    assert shapes.faults(REGISTERS["abbreviations"], ABBREVIATION) == []


def test_the_facts_are_counted_to_the_last_one() -> None:
    assert counts(STRATEGY) == {
        "upper": 4, "lower": 13, "actions": 28, "parked": 0, "in place": 28, "measures": 0, "partners": 0,
        "leads": 0, "members": 15, "interdependencies": 9, "flags": 5,
    }  # fmt: skip
    assert counts(POLICE) == {
        "upper": 3, "lower": 10, "actions": 47, "parked": 0, "in place": 0, "measures": 0, "partners": 0,
        "leads": 47, "members": 0, "interdependencies": 1, "flags": 4,
    }  # fmt: skip
    assert counts(COMMISSIONERS) == {
        "upper": 5, "lower": 2, "actions": 16, "parked": 1, "in place": 0, "measures": 26, "partners": 46,
        "leads": 20, "members": 1, "interdependencies": 0, "flags": 5,
    }  # fmt: skip
    assert len(REGISTERS["documents"]) == 14
    assert Counter(row["source"] for row in REGISTERS["abbreviations"]) == {
        "VAWG Strategy 2015-18": 29,
        "VAWG Delivery Plan 2023-24": 18,
    }
    assert len(POLICE["links"]) == 8


def test_plans_name_their_levels_states_and_boards() -> None:
    heads = [plan["plan"] for plan in PLANS.values()]
    found = {
        head["slug"]: (head["state"], head["starts_on"], head["ends_on"], head["board"], *head["level_names"])
        for head in heads
    }
    assert found == {
        "vawg-2015-18": (
            "closed", "2015-04-01", "2018-03-31", "vawg-strategic-board", "Objective", "Outcome"
        ),
        "commissioners-2022-23": (
            "agreed", "2022-04-01", "2023-03-31", "apcc-working-group", "Outcome", "Part of an outcome"
        ),
        "police-2023": (
            "agreed", "2023-01-01", "2023-12-31", "police-vawg-delivery-group", "Pillar", "Commitment"
        ),
    }  # fmt: skip


def test_groups_report_as_the_documents_say() -> None:
    rows = [group for plan in PLANS.values() for group in plan["groups"]]
    assert {group["slug"]: group["reports_to"] for group in rows} == {
        "vawg-strategic-board": "safer-warwickshire-partnership-board",
        "marac-steering-group": "vawg-strategic-board",
        "hbv-and-fm-group": "vawg-strategic-board",
        "vawg-practitioner-forum": "vawg-strategic-board",
        "sdac-steering-group": "local-criminal-justice-board",
        "wscb": "",
        "cse-sub-committee": "wscb",
        "maracs": "marac-steering-group",
        "apcc-working-group": "",
        "police-executive-board": "",
        "police-vulnerability-and-exploitation-steering-group": "police-executive-board",
        "police-vawg-delivery-group": "police-vulnerability-and-exploitation-steering-group",
    }


def test_what_is_named_is_there_once() -> None:
    groups = [g["slug"] for f in (GOVERNANCE, *PLANS.values()) for g in f["groups"]]
    agencies = [a["slug"] for f in (GOVERNANCE, *PLANS.values()) for a in f["agencies"]]
    posts = [p["key"] for f in (GOVERNANCE, *PLANS.values()) for p in f["posts"]]
    people = [p["email"] for f in PLANS.values() for p in f["people"]]
    for names in (groups, agencies, posts, people):
        assert [name for name, times in Counter(names).items() if times > 1] == []
    main = {action["reference"] for action in MAIN["actions"]}
    for plan in PLANS.values():
        objectives = [row["reference"] for row in plan["objectives"]]
        objectives += [heading["key"] for heading in plan["strategic_objectives"]]
        own = [action["reference"] for action in plan["actions"]]
        assert (len(objectives), len(own)) == (len(set(objectives)), len(set(own)))
        assert {action["objective"] for action in plan["actions"]} <= set(objectives)
        assert {lead["post"] for action in plan["actions"] for lead in action["leads"]} <= set(posts)
        assert {member["group"] for member in plan["members"]} <= set(groups)
        assert {member["agency"] for member in plan["members"]} <= {"", *agencies}
        assert {member["post"] for member in plan["members"]} <= {"", *posts}
        assert {link["action"] for link in plan["links"]} <= set(own)
        assert {reference for link in plan["links"] for reference in link["to"]} <= main
        held = {role["role"] for person in plan["people"] for role in person["roles"]}
        assert held <= {role.value for role in Role}
