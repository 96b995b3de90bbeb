"""The demo's story in ``fixtures/demo.json`` is well formed and names only what the other fixtures hold."""

from collections import Counter

from actions.models import Better, NoActionNeeded, ProtectedCharacteristic
from actions.outlook import FollowOn
from governance.models import ConcernKind, Presence
from governance.roles import Role
from tests.house import shapes
from tests.house.demo_story import ACTIONS, DEMO, PERIODS
from tests.house.shapes import Row, load

GOVERNANCE = load("governance.json")
POSTS = {post["key"]: post["agency"] for post in GOVERNANCE["posts"]}
AGENCIES = {agency["slug"] for agency in GOVERNANCE["agencies"]}
GROUPS = {group["slug"] for group in GOVERNANCE["groups"]}
TRACES = load("demo_traces.json")
UPDATES: list[Row] = [update for period in DEMO["periods"] for update in period["updates"]]


def address(value: object) -> bool:
    return isinstance(value, str) and value.endswith("@demo.example")


ROLE: shapes.Shape = {
    "role": shapes.one_of(*[role.value for role in Role]),
    "agency": shapes.one_of("", *AGENCIES),
    "group": shapes.one_of("", *GROUPS),
}
PERSON: shapes.Shape = {"email": address, "name": shapes.words, "roles": shapes.rows_of(ROLE)}
APPOINTMENT: shapes.Shape = {
    "post": shapes.one_of(*POSTS),
    "person": address,
    "deputy": shapes.flag,
    "starts_on": shapes.a_date,
}
DECISION: shapes.Shape = {
    "key": shapes.words,
    "group": shapes.one_of(*GROUPS),
    "decided_on": shapes.a_date,
    "text": shapes.sentence,
}
DATE_CHANGE: shapes.Shape = {
    "action": shapes.one_of(*ACTIONS),
    "from_on": shapes.a_date,
    "to_words": shapes.words,
    "to_on": shapes.a_date,
    "to_precision": shapes.one_of("day", "month"),
    "reason": shapes.sentence,
    "requested_by": address,
    "requested_on": shapes.a_date,
    "state": shapes.one_of("requested", "agreed", "refused"),
    "decision": lambda value: value is None or shapes.words(value),
}
CONCERN_TO: shapes.Shape = {
    "to_group": shapes.one_of("", *GROUPS),
    "to_body": shapes.text,
    "joint_with": shapes.text,
    "text": shapes.sentences,
    "reply_due_on": shapes.a_date,
}
CONCERN: shapes.Shape = CONCERN_TO | {
    "key": shapes.slug,
    "raised_by": shapes.one_of(*GROUPS),
    "forum": shapes.text,
    "kind": shapes.one_of(*ConcernKind.values),
    "raised_on": shapes.a_date,
    "recorded_by": address,
    "answer": lambda row: row is None or shapes.faults([row], ANSWER) == [],
    "closed": lambda row: row is None or shapes.faults([row], CLOSED) == [],
    "further": lambda row: row is None or shapes.faults([row], CONCERN_TO | {"on": shapes.a_date}) == [],
}
ANSWER: shapes.Shape = {"on": shapes.a_date, "by": shapes.words, "text": shapes.sentences}
CLOSED: shapes.Shape = {"on": shapes.a_date, "note": shapes.sentences}
LEFT: shapes.Shape = {
    "text": shapes.sentence,
    "owner": shapes.words,
    "closed": lambda row: row is None or shapes.faults([row], CLOSED) == [],
}
CAME: shapes.Shape = {
    "agency": shapes.one_of(*AGENCIES),
    "presence": shapes.one_of(*Presence.values),
    "who": shapes.text,
}
MEETING: shapes.Shape = {
    "group": shapes.one_of(*GROUPS),
    "on": shapes.a_date,
    "starts_at": shapes.words,
    "place": shapes.words,
    "came": shapes.rows_of(CAME),
    "minutes": shapes.text,
    "left": shapes.rows_of(LEFT),
}
GROUP_REPORT: shapes.Shape = {
    "quarter": shapes.one_of("2023-Q1", "2023-Q2", "2023-Q3"),
    "group": shapes.one_of(*GROUPS),
    "written_by": address,
    "written_on": shapes.a_date,
    "state": shapes.one_of("draft", "submitted"),
    "progress": shapes.sentences,
    "exceptions": shapes.text,
    "asks": shapes.text,
}
TRACED: shapes.Shape = {
    "on": shapes.a_date,
    "plan": shapes.slug,
    "actions": shapes.list_of(shapes.one_of(*ACTIONS)),
    "note": shapes.text,
}
SETTLED: shapes.Shape = {
    "on": shapes.a_date,
    "as": shapes.one_of(*NoActionNeeded.values),
    "reason": shapes.sentences,
}
RECOMMENDATION: shapes.Shape = {
    "review": lambda value: value in {document["number"] for document in load("registers.json")["documents"]},
    "reference": shapes.words,
    "text": shapes.sentence,
    "made_on": shapes.a_date,
    "agency": shapes.one_of("", *AGENCIES),
    "addressed_to": shapes.text,
    "registered_on": shapes.a_date,
    "traced": lambda row: row is None or shapes.faults([row], TRACED) == [],
    "settled": lambda row: row is None or shapes.faults([row], SETTLED) == [],
}
READING: shapes.Shape = {
    "quarter": shapes.one_of("2023-Q1", "2023-Q2", "2023-Q3"),
    "value": shapes.text,
    "note": shapes.text,
    "reason": shapes.text,
    "by": address,
    "on": shapes.a_date,
}
MEASURE: shapes.Shape = {
    "objective": shapes.text,
    "action": shapes.one_of("", *ACTIONS),
    "words": shapes.words,
    "unit": shapes.text,
    "baseline": shapes.text,
    "target": shapes.text,
    "better": shapes.one_of("", *Better.values),
    "agency": shapes.one_of("", *AGENCIES),
    "supplier": shapes.text,
    "added_on": shapes.a_date,
    "readings": shapes.rows_of(READING),
}
OUTSIDE_EVENT: shapes.Shape = {
    "plan": shapes.slug,
    "words": shapes.words,
    "expected_words": shapes.text,
    "on": shapes.a_date,
    "happened_on": shapes.date_or_none,
}
WAITED_ON: shapes.Shape = {"plan": shapes.slug, "reference": shapes.words}
WAIT: shapes.Shape = {
    "plan": shapes.slug,
    "action": shapes.one_of(*ACTIONS),
    "on": lambda row: row is None or shapes.faults([row], WAITED_ON) == [],
    "event": shapes.text,
    "expected_words": shapes.text,
    "note": shapes.text,
    "made_on": shapes.a_date,
}
FUND: shapes.Shape = {
    "source": shapes.words,
    "amount": shapes.text,
    "ends_on": shapes.a_date,
    "follow_on": shapes.one_of("", *FollowOn),
    "what_follows": shapes.text,
    "fallback": shapes.text,
    "actions": shapes.list_of(shapes.one_of(*ACTIONS)),
    "not_for_publication": shapes.flag,
    "added_on": shapes.text,
    "closed": lambda row: row is None or shapes.faults([row], CLOSED) == [],
}
MITIGATION: shapes.Shape = {"words": shapes.sentence, "reference": shapes.one_of("", *ACTIONS)}
EQUALITY: shapes.Shape = {
    "plan": shapes.slug,
    "reviewed_on": shapes.a_date,
    "recorded_on": shapes.a_date,
    "done_by": shapes.words,
    "groups": shapes.list_of(shapes.one_of(*ProtectedCharacteristic.values)),
    "other_groups": shapes.text,
    "summary": shapes.sentences,
    "changed": shapes.text,
    "address": shapes.text,
    "mitigations": shapes.rows_of(MITIGATION),
}
RECOMMENDATION_KINDS = {"To note", "To decide"}
NOTE: shapes.Shape = {
    "written_on": shapes.a_date,
    "purpose": lambda value: isinstance(value, str),
    "sentences": lambda value: 1 <= len(value) <= 3 and all(shapes.sentence(text) for text in value),
    "recommendations": lambda value: all(
        kind in RECOMMENDATION_KINDS and shapes.sentence(text) for kind, text in value
    ),
}
PERIOD: shapes.Shape = {
    "note": lambda value: shapes.faults([value], NOTE) == [],
    "quarter": shapes.one_of("2023-Q1", "2023-Q2", "2023-Q3"),
    "state": shapes.one_of("closed", "open"),
    "opens_on": shapes.a_date,
    "due_on": shapes.a_date,
    "meets_on": shapes.a_date,
    "closed_on": shapes.date_or_none,
    "requested": shapes.list_of(shapes.words),
    "updates": shapes.list_of(lambda value: isinstance(value, dict)),
}
UPDATE: shapes.Shape = {
    "action": shapes.one_of(*ACTIONS),
    "state": shapes.one_of("draft", "ready", "submitted", "returned", "accepted"),
    "content": lambda value: isinstance(value, dict),
    "forecast_on": shapes.date_or_none,
    "written_by": address,
    "written_on": shapes.a_date,
    "submitted_by": lambda value: value == "" or address(value),
    "submitted_on": shapes.date_or_none,
    "judged_on": shapes.date_or_none,
    "return_reason": shapes.text,
    "returned_before": lambda value: value is None or shapes.faults([value], SENT_BACK) == [],
    "entered_for": shapes.text,
    "received_how": shapes.one_of("", "by e-mail"),
    "received_on": shapes.date_or_none,
    "confirmed_rating": shapes.one_of("", "blue", "green", "amber", "red", "grey"),
    "confirmed_note": shapes.text,
}
SENT_BACK: shapes.Shape = {"on": shapes.a_date, "reason": shapes.sentence}
CONTENT: shapes.Shape = {
    "status": shapes.one_of("not_started", "in_progress", "complete", "on_hold"),
    "no_change": shapes.flag,
    "happened": shapes.sentences,
    "call": shapes.one_of("on_track", "at_risk", "off_track"),
    "reported_rating": shapes.one_of("blue", "green", "amber", "red", "grey"),
    "rating_reason": shapes.sentences,
    "risk": shapes.sentence,
    "mitigation": shapes.sentence,
    "issue": shapes.sentence,
    "path_step": shapes.sentence,
    "path_who": shapes.words,
    "path_by": shapes.a_date,
    "ask": shapes.sentences,
    "forecast_words": shapes.words,
    "completed_on": shapes.a_date,
    "completion_note": shapes.sentence,
    "hold_until": shapes.a_date,
    "next_steps": shapes.sentence,
}


def test_every_row_has_its_shape() -> None:
    assert shapes.faults(DEMO["people"], PERSON) == []
    assert shapes.faults(DEMO["appointments"], APPOINTMENT) == []
    assert shapes.faults(DEMO["decisions"], DECISION) == []
    assert shapes.faults(DEMO["date_changes"], DATE_CHANGE) == []
    assert shapes.faults(DEMO["concerns"], CONCERN) == []
    assert shapes.faults(DEMO["meetings"], MEETING) == []
    assert shapes.faults(DEMO["group_reports"], GROUP_REPORT) == []
    assert shapes.faults(TRACES["recommendations"], RECOMMENDATION) == []
    assert shapes.faults(DEMO["measures"], MEASURE) == []
    assert shapes.faults(TRACES["events"], OUTSIDE_EVENT) == []
    assert shapes.faults(TRACES["waits"], WAIT) == []
    assert shapes.faults(DEMO["funding"], FUND) == []
    assert shapes.faults(TRACES["equality"], EQUALITY) == []
    assert shapes.faults(DEMO["periods"], PERIOD) == []
    assert shapes.faults(UPDATES, UPDATE) == []
    # What a content leaves out is empty.
    said = [{**dict.fromkeys(CONTENT, None), **u["content"], "reference": u["action"]} for u in UPDATES]
    optional = {
        key: (lambda value, check=check: value is None or check(value)) for key, check in CONTENT.items()
    }
    assert shapes.faults(said, {**optional, "reference": shapes.words}) == []


def test_one_person_for_each_role_and_agency() -> None:
    held = Counter((r["role"], r["agency"], r["group"]) for p in DEMO["people"] for r in p["roles"])
    wanted = {(role, agency, "") for role in ("lead_officer", "agency_sponsor") for agency in AGENCIES}
    wanted |= {(role, "", "") for role in ("coordinator", "administrator", "auditor")}
    wanted |= {(role, "", "vawg-board") for role in ("board_chair", "board_member")}
    wanted |= {
        ("sub_group_lead", "", group)
        for group in (
            "vawg-communication-subgroup",
            "safe-accommodation-working-group",
            "domestic-abuse-perpetrator-review-task-and-finish-group",
        )
    }
    assert set(held) == wanted
    assert {role for role, _, _ in held} == {role.value for role in Role}
    assert len({person["email"] for person in DEMO["people"]}) == len(DEMO["people"])
    assert len({person["name"] for person in DEMO["people"]}) == len(DEMO["people"])


def test_posts_are_held_deputised_or_vacant() -> None:
    agency_of = {p["email"]: {r["agency"] for r in p["roles"]} for p in DEMO["people"]}
    strangers = [a for a in DEMO["appointments"] if POSTS[a["post"]] not in agency_of[a["person"]]]
    assert strangers == []
    holders = Counter(a["post"] for a in DEMO["appointments"] if not a["deputy"])
    assert set(holders.values()) == {1}
    assert set(POSTS) - set(holders) == set(DEMO["vacant_posts"]) == {"opcc-engagement-lead"}
    assert {a["post"] for a in DEMO["appointments"] if a["deputy"]} == {"police", "wcc-vulnerable-people"}


def test_decisions_are_taken_at_meetings_and_found() -> None:
    keys = [decision["key"] for decision in DEMO["decisions"]]
    assert len(keys) == len(set(keys))
    meetings = {period["meets_on"] for period in DEMO["periods"]} | {"2023-04-27"}
    assert {decision["decided_on"] for decision in DEMO["decisions"]} <= meetings
    used = [row["decision"] for kind in ("date_changes", "holds", "closures") for row in DEMO[kind]]
    assert {key for key in used if key} | {DEMO["plan_agreed"]["decision"]} == set(keys)
    answers = [answer for version in DEMO["versions"] for answer in version["answers"]]
    assert [answer["outcome"] for answer in answers] == ["agreed", "refused"]
    waiting = [change for change in DEMO["date_changes"] if change["decision"] is None]
    assert [(change["action"], change["state"]) for change in waiting] == [("12.1", "requested")]


def test_date_changes_follow_each_other() -> None:
    due = {ref: a["review_on"] if a["ongoing"] else a["end_on"] for ref, a in ACTIONS.items()}
    decided_on = {decision["key"]: decision["decided_on"] for decision in DEMO["decisions"]}
    for change in DEMO["date_changes"]:
        assert change["from_on"] == due[change["action"]], change["action"]
        assert change["to_on"] > change["from_on"], change["action"]
        if change["decision"]:
            assert change["requested_on"] < decided_on[change["decision"]], change["action"]
        if change["state"] == "agreed":
            due[change["action"]] = change["to_on"]
    assert Counter(change["state"] for change in DEMO["date_changes"]) == {
        "agreed": 13,
        "refused": 1,
        "requested": 1,
    }


def test_periods_run_in_order_and_ask_who_should_be_asked() -> None:
    finished = {"7.3", "7.4"}  # these wait for an Act, and are not asked
    for quarter, period in PERIODS.items():
        end = {"2023-Q1": "2023-06-30", "2023-Q2": "2023-09-30", "2023-Q3": "2023-12-31"}[quarter]
        begun = [ref for ref, a in ACTIONS.items() if (a["start_on"] or "")[:7] <= end[:7]]
        assert period["requested"] == [ref for ref in begun if ref not in finished], quarter
        dates = [period["opens_on"], period["due_on"], period["closed_on"] or period["meets_on"]]
        assert dates == sorted(dates), quarter
        finished |= {
            u["action"]
            for u in period["updates"]
            if u["state"] == "accepted" and u["content"]["status"] == "complete"
        }
        finished |= {
            closure["action"]
            for closure in DEMO["closures"]
            if next(d for d in DEMO["decisions"] if d["key"] == closure["decision"])["decided_on"]
            <= period["meets_on"]
        }


def test_updates_answer_requests_within_their_period() -> None:
    people = {person["email"] for person in DEMO["people"]}
    for quarter, period in PERIODS.items():
        answered = [update["action"] for update in period["updates"]]
        assert len(answered) == len(set(answered)), quarter
        assert set(answered) <= set(period["requested"]), quarter
        last = period["closed_on"] or DEMO["today"]
        for update in period["updates"]:
            name = (quarter, update["action"])
            dates = [update["written_on"], update["submitted_on"], update["judged_on"]]
            known = [date for date in dates if date]
            assert known == sorted(known), name
            assert period["opens_on"] <= known[0] <= known[-1] <= last, name
            assert len(known) == {"draft": 1, "ready": 1, "submitted": 2}.get(update["state"], 3), name
            assert (update["state"] == "returned") == bool(update["return_reason"]), name
            assert {update["written_by"], update["submitted_by"] or update["written_by"]} <= people, name
            assert bool(update["entered_for"]) == bool(update["received_on"]), name
