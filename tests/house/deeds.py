"""What is typed at each address that acts: the boxes as its page shows them, and these over them.

A key is a URL name, and after a colon the deed where a page has several.
"""

from collections.abc import Callable
from typing import Any

from actions.models import Objective, Plan
from governance.models import Group, Post, RegisteredDocument
from tests.house.boxes import Typed
from tests.house.returned import Workbook, workbook_of
from tests.house.world import PLAN, World

type Over = dict[str, Any]


def date(name: str, day: int, month: int, year: int) -> Over:
    """The three boxes of a date."""
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


WORDS: Over = {
    "no_change": "changed",
    "status": "in_progress",
    "happened": "Two teams have moved, and the third moves in February.",
    "call": "on_track",
    "reported_rating": "amber",
    "rating_reason": "The date moved once and will be met.",
    "risk": "The third team may be late.",
    "mitigation": "Its move is planned twice.",
    "forecast_words": "March 2024",
    "next_steps": "Move the third team.",
}
DECISION: Over = {"text": "The Board agreed.", **date("decided_on", 8, 1, 2024)}
ENTERED: Over = {"entered_for": "other", "entered_for_other": "The force", "received_how": "by e-mail"}
DATES: Over = {
    "quarter": "2023-Q4",
    **date("opens_on", 1, 4, 2024),
    **date("due_on", 15, 4, 2024),
    **date("meets_on", 29, 4, 2024),
}
NEW_ACTION: Over = {
    "title": "Something new",
    "description": "What nobody had thought of.",
    "reference": "15.9",
    "priority": "low",
    "start_words": "January 2024",
    "due_words": "March 2024",
}
NEW_DOCUMENT: Over = {"title": "New plan", "owner": "The council", "kind": "plan", "first_year": 2024}
NEW_AGENCY: Over = {"name": "Agency of a test", "short_name": "Test", "sector": "charity"}
INVITED: Over = {"name": "New auditor", "email": "new.auditor@demo.example", "roles": ["auditor"]}
CONCERN: Over = {
    "kind": "law",
    "text": "The guidance names nobody.",
    "to_group": "",
    "to_body": "Department of a test",
    **date("raised_on", 8, 1, 2024),
    **date("reply_due_on", 8, 2, 2024),
}

type Deed = Callable[[World], Over]

DEEDS: dict[str, Deed] = {
    "account_logout": lambda world: {},
    "governance:add_person": lambda world: INVITED,
    "governance:invitation": lambda world: {"password": "four quite odd words"},
    "governance:hand_over_own": lambda world: {"step": "confirm"},
    "governance:change_person": lambda world: {"name": "Another name"},
    "governance:invite_again": lambda world: {},
    "governance:disable_person": lambda world: {},
    "governance:enable_person": lambda world: {},
    "governance:give_role": lambda world: {"role": "auditor"},
    "governance:end_role": lambda world: {},
    "governance:appoint_person": lambda world: {"post": _post("police"), "part": "deputy"},
    "governance:end_appointment": lambda world: {},
    "governance:hand_over_posts": lambda world: {"to": world.people["mate"].pk, "step": "confirm"},
    "governance:add_agency": lambda world: NEW_AGENCY,
    "governance:change_agency": lambda world: {"short_name": "Force"},
    "governance:add_post": lambda world: {"title": "Post of a test"},
    "governance:rename_post": lambda world: {"title": "Renamed"},
    "governance:end_post": lambda world: {},
    "governance:appoint_to_post": lambda world: {"person": world.people["mate"].pk, "part": "deputy"},
    "actions:end_agency": lambda world: {"step": "confirm"},
    "actions:hand_over_actions": lambda world: {"to": _post("cps")},
    "actions:add_action": lambda world: NEW_ACTION | {"objective": _objective("15")},
    "actions:ask_question": lambda world: {"text": "Who pays for it?"},
    "actions:withdraw_question": lambda world: {},
    "actions:edit_action": lambda world: {"title": "Another title"},
    "actions:put_on_hold:hold": lambda world: {"step": "hold", **DECISION, **date("until", 29, 2, 2024)},
    "actions:put_on_hold:resume": lambda world: {"step": "resume", "status": "in_progress"},
    "actions:close_action": lambda world: {"closure": "cancelled", **DECISION},
    "actions:record_trigger": lambda world: {
        **date("happened_on", 8, 1, 2024),
        "start_words": "January 2024",
        "due_words": "June 2024",
    },
    "registers:add_document": lambda world: NEW_DOCUMENT,
    "registers:change_document": lambda world: {"title": "Another title"},
    "registers:withdraw_document": lambda world: {},
    "registers:add_abbreviation": lambda world: {"short": "ABC", "meaning": "A test", "source": "A plan"},
    "registers:change_abbreviation": lambda world: {"meaning": "Another meaning"},
    "registers:withdraw_abbreviation": lambda world: {},
    "actions:change_reporting": lambda world: {"reports_to": "", "note": "A note."},
    "actions:change_plan": lambda world: {"description": "What it is for."},
    "actions:add_seat": lambda world: {"name": "Another body"},
    "actions:end_seat": lambda world: {},
    "actions:link_action": lambda world: {
        "plan": Plan.objects.get(slug="police-2023").pk,
        "reference": "1.1.1",
        "direction": "ours",
    },
    "actions:unlink_action": lambda world: {},
    "actions:add_funding": lambda world: {
        "source": "Grant of a test",
        "follow_on": "nothing",
        "actions": "15.1",
        **date("ends_on", 31, 3, 2024),
    },
    "actions:change_funding": lambda world: {"amount": "£10,000"},
    "actions:close_funding": lambda world: {"note": "Another has taken its place."},
    "actions:add_measure": lambda world: {"of": "objective-15", "words": "Fewer wait for a team."},
    "actions:change_measure": lambda world: {"words": "People who trust the police."},
    "actions:retire_measure": lambda world: {"because": "The survey has ended."},
    "actions:reading": lambda world: {"value": "48", "reason": "Late answers came in."},
    "actions:edit_objective": lambda world: {"title": "Another title"},
    "actions:enter_for": lambda world: WORDS | ENTERED | date("received_on", 8, 1, 2024),
    "actions:decide_date_change": lambda world: {"outcome": "agreed", **DECISION},
    "actions:open_round:plan": lambda world: {"step": "plan", **DATES},
    "actions:date_change": lambda world: {"new_date": "June 2024", "reason": "The third team is late."},
    "actions:update:save": lambda world: WORDS | {"step": "save"},
    "actions:update:ready": lambda world: WORDS | {"step": "ready"},
    "actions:update:submit": lambda world: WORDS | {"step": "submit"},
    "actions:review:accept": lambda world: {"step": "accept"},
    "actions:review:return": lambda world: {"step": "return", "return_reason": "Say how many."},
    "actions:late_update": lambda world: {"status": "in_progress", "happened": "It came late."},
    "actions:settle_late_update": lambda world: {"outcome": "tabled"},
    "actions:note_contact": lambda world: {
        "way": "telephone",
        "with_whom": "other",
        "with_whom_other": "Staff officer",
        "said": "It comes on Friday.",
    },
    "actions:remind_now": lambda world: {},
    "actions:calendar:make": lambda world: {"step": "make"},
    "actions:submit_ready": lambda world: {},
    "actions:returns": lambda world: {"file": [_workbook(world)]},
    "actions:return_upload:save": lambda world: {"step": "save"},
    "actions:return_upload:discard": lambda world: {"step": "discard"},
    "actions:raise_concern": lambda world: CONCERN,
    "actions:answer_concern": lambda world: {"answer": "There is one list from April."},
    "actions:escalate_concern": lambda world: CONCERN,
    "actions:close_concern": lambda world: {"note": "It is settled."},
    "actions:plan_meeting": lambda world: {
        "group": str(Group.objects.get(slug="vawg-communication-subgroup").pk),
        **date("on", 12, 3, 2024),
    },
    "actions:change_meeting": lambda world: {"place": "Another hall"},
    "actions:cancel_meeting": lambda world: {"reason": "The hall is closed."},
    "actions:record_meeting": lambda world: {"minutes": "It was short."},
    "actions:record_decision": lambda world: {"outcome": "noted", "text": "Noted."},
    "actions:close_matter": lambda world: {"note": "It is done."},
    "actions:group_report:submit": lambda world: {"step": "submit", "progress": "It has moved."},
    "actions:review_equality": lambda world: {
        "step": "save",
        "changed": "Nothing.",
        **date("reviewed_on", 8, 1, 2024),
    },
    "actions:expect_event": lambda world: {"event": "a grant is given", "expected_words": "March 2024"},
    "actions:record_event": lambda world: {
        "event": "the Victims Bill receives Royal Assent",
        **date("happened_on", 8, 1, 2024),
    },
    "actions:add_wait": lambda world: {"kind": "action", "plan": world.plan.pk, "reference": "11.1"},
    "actions:end_wait": lambda world: {},
    "actions:add_recommendation": lambda world: {
        "document": RegisteredDocument.objects.get(number=8).pk,
        "reference": "99",
        "text": "Say who chairs.",
        "addressed_to": "All partners",
        **date("made_on", 8, 1, 2024),
    },
    "actions:change_recommendation": lambda world: {"text": "Say it otherwise."},
    "actions:withdraw_recommendation": lambda world: {},
    "actions:trace_recommendation": lambda world: {"plan": world.plan.pk, "references": "15.1"},
    "actions:untrace_recommendation": lambda world: {},
    "actions:settle_recommendation": lambda world: {
        "settled_as": "risk_accepted",
        "reason": "The Board knows it.",
        **date("settled_on", 8, 1, 2024),
    },
    "actions:reopen_recommendation": lambda world: {},
    "reports:close_round": lambda world: {"sure": "on"},
    "reports:approve_pack": lambda world: {"sure": "on"},
    "reports:issue_pack": lambda world: {"sure": "on"},
    "reports:publishing": lambda world: {"help_words": "Ask at the town hall."},
    "reports:make_public": lambda world: {"sure": "on"},
    "reports:take_back": lambda world: {},
    "reports:amend_pack": lambda world: {"reason": "A figure was wrong."},
    "actions:add_group": lambda world: {"name": "Group of a test", "kind": "sub_group"},
    "actions:add_plan": lambda world: {
        "title": "Plan of a test",
        "short_title": "Plan of a test",
        "board": str(world.plan.board_id),
        **date("starts_on", 1, 4, 2024),
        **date("ends_on", 31, 3, 2025),
    },
    "actions:add_objective": lambda world: {"number": "99", "title": "An objective of a test"},
    "actions:record_approval": lambda world: {"outcome": "agreed", **date("decided_on", 8, 1, 2024)},
    "actions:change_route": lambda world: {"due_0": "February 2024"},
    "actions:record_version": lambda world: {"reason": "It takes in what was decided in October."},
    "reports:edit_pack": lambda world: {"sentence_1": "A sentence of a test."},
}


def _post(agency: str) -> int:
    return Post.objects.filter(agency__slug=agency).order_by("pk")[0].pk


def _workbook(world: World) -> Workbook:
    words = "Two teams have moved, and the third packs."
    data = workbook_of(world.plan, world.people["coord"], reference="15.1", happened=words)
    return Workbook("return.xlsx", data)


def _objective(number: str) -> int:
    return Objective.objects.get(plan__slug=PLAN, number=number).pk


def typed(boxes: Typed, over: Over) -> Over:
    """The boxes of the page with what is typed over them."""
    return {**boxes, **over}
