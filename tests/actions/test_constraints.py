"""Each named constraint of the plan and its progress: what breaks it is refused, and its neighbour stands."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from actions.models import (
    Action,
    ActionLead,
    Answer,
    CalendarAddress,
    ContactNote,
    DateChange,
    DecidedAction,
    LateSettlement,
    LateUpdate,
    Notice,
    Objective,
    Plan,
    ProgressUpdate,
    Question,
    ReturnUpload,
    SubgroupReport,
    UpdateRequest,
)
from governance.models import Decision, Person, Post
from tests.actions import plan_cases, sign_off_cases, trace_cases
from tests.constraints import assert_breaks, names_of
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_date_change,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
)

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - dt.timedelta(days=1)


def _plan(**fields: Any) -> Plan:
    values = {"title": "Plan", "slug": f"plan-{Plan.objects.count()}", "starts_on": TODAY, "ends_on": TODAY}
    return Plan.objects.create(board=make_group(), **(values | fields))


def _action(**fields: Any) -> Action:
    return make_action(f"1.{Action.objects.count()}", **fields)


def _lead(**fields: Any) -> ActionLead:
    values = {"action": _the_action(), "post": _post(), "role": "joint", "order": 1}
    return ActionLead.objects.create(**(values | fields))


def _late(**fields: Any) -> LateUpdate:
    request = make_request(_the_action(), make_period("closed", quarter="2023-Q2"))
    values = {"status": "in_progress", "happened": "Trained.", "at": NOW}
    return LateUpdate.objects.create(request=request, **(values | fields))


def _settlement(outcome: str) -> LateSettlement:
    return LateSettlement.objects.create(late_update=_late(), outcome=outcome, at=NOW)


def _contact(**fields: Any) -> ContactNote:
    values = {"way": "telephone", "on": TODAY, "with_whom": "Superintendent", "said": "Soon.", "at": NOW}
    return ContactNote.objects.create(period=make_period(), agency=make_agency(), **(values | fields))


def _question(**fields: Any) -> Question:
    values = {"action": _the_action(), "group": make_group(), "text": "Why?", "asked_at": NOW}
    return Question.objects.create(**(values | fields))


def _answer(text: str = "So.", revision: int = 1) -> Answer:
    """Of one question, in the update's revision of that number."""
    question = Question.objects.first() or _question()
    update = ProgressUpdate.objects.filter(revision=revision).first() or _update(revision=revision)
    return Answer.objects.create(question=question, update=update, text=text)


def _the_action() -> Action:
    """The one action that several rows hang on."""
    return Action.objects.first() or make_action("1.1")


def _post() -> Post:
    return make_post(make_agency(), f"Post {ActionLead.objects.count()}")


def _change(**fields: Any) -> DateChange:
    return make_date_change(fields.pop("action", None) or _action(), **fields)


def _update(**fields: Any) -> ProgressUpdate:
    number = ProgressUpdate.objects.count() + 1
    values = {
        "action": _the_action(),
        "period": make_period(),
        "revision": number,
        "state": "draft",
        "by_name": "Somebody",
        "at": NOW,
    }
    return ProgressUpdate.objects.create(**(values | fields))


def _notice(**fields: Any) -> Notice:
    person = Person.objects.first() or make_person()
    values = {"person": person, "kind": "reminder", "once": str(Notice.objects.count()), "queued_at": NOW}
    return Notice.objects.create(**(values | fields))


def _calendar(secret: str) -> CalendarAddress:
    return CalendarAddress.objects.create(person=make_person(), secret_hash=secret, made_at=NOW)


def _upload(**fields: Any) -> ReturnUpload:
    person = Person.objects.first() or make_person()
    values = {
        "plan": make_plan(), "period": make_period(), "agency": make_agency(), "sha256": "0" * 64,
        "received_on": TODAY, "uploaded_by": person, "uploaded_at": NOW,
    }  # fmt: skip
    return ReturnUpload.objects.create(**(values | fields))


def _request(**fields: Any) -> UpdateRequest:
    values = {"action": _the_action(), "period": make_period(), "asked_at": NOW}
    return UpdateRequest.objects.create(**(values | fields))


def _own_parent() -> None:
    objective = make_objective("9")
    objective.parent = objective
    objective.save()


def _continued_in_itself() -> None:
    action = _action(status="closed", closure_decision=make_decision(), closure="merged")
    action.continued_in = action
    action.save()


def _objective(number: str) -> Objective:
    return Objective.objects.create(plan=make_plan(), number=number, title="Prevention", order=1)


def _reported(**fields: object) -> SubgroupReport:
    usual = {"group": make_group(), "period": make_period(), "written_by_name": "Lead", "written_at": NOW}
    return SubgroupReport.objects.create(**(usual | fields))


def _named(decision: Decision, action: Action) -> DecidedAction:
    return DecidedAction.objects.create(decision=decision, action=action)


# Name: (what the database takes, what it refuses).
CASES: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "plan_slug_unique": (lambda: _plan(slug="one"), lambda: _plan(slug="one")),
    "plan_dates_in_order": (_plan, lambda: _plan(ends_on=YESTERDAY)),
    "objective_number_unique_in_plan": (lambda: _objective("1"), lambda: _objective("1")),
    "objective_not_its_own_parent": (lambda: make_objective("8"), _own_parent),
    "action_reference_unique_in_plan": (
        lambda: make_action("9.9"),
        lambda: make_action("9.9"),
    ),
    "action_status_is_known": (lambda: _action(status="on_hold"), lambda: _action(status="lost")),
    "action_priority_is_known": (lambda: _action(priority="tbc"), lambda: _action(priority="urgent")),
    "action_closed_by_a_decision": (
        lambda: _action(status="closed", closure_decision=make_decision()),
        lambda: _action(status="closed"),
    ),
    "action_closure_is_known": (
        lambda: _action(status="closed", closure_decision=make_decision(), closure="cancelled"),
        lambda: _action(status="closed", closure_decision=make_decision(), closure="lost"),
    ),
    "action_not_continued_in_itself": (lambda: _action(continued_in=_action()), _continued_in_itself),
    "action_complete_has_a_date": (
        lambda: _action(status="complete", completed_on=TODAY),
        lambda: _action(status="complete"),
    ),
    "lead_named_once_an_action": (
        lambda: _lead(post=make_post(title="Chief")),
        lambda: _lead(post=make_post(title="Chief")),
    ),
    "lead_accountable_once_an_action": (
        lambda: [_lead(role="accountable"), _lead(role="joint")],
        lambda: _lead(role="accountable"),
    ),
    "lead_role_is_known": (lambda: _lead(role="supporting"), lambda: _lead(role="boss")),
    "question_has_words": (_question, lambda: _question(text="")),
    "answer_once_a_revision": (_answer, _answer),
    "answer_has_words": (lambda: _answer(revision=2), lambda: _answer("", revision=3)),
    "contact_way_is_known": (lambda: _contact(way="telephone"), lambda: _contact(way="pigeon")),
    "contact_says_what_was_said": (_contact, lambda: _contact(said="")),
    "late_update_says_what_happened": (_late, lambda: _late(happened="")),
    "late_settlement_outcome_is_known": (lambda: _settlement("tabled"), lambda: _settlement("lost")),
    "date_change_one_waiting": (
        lambda: _change(action=_the_action()),
        lambda: _change(action=_the_action()),
    ),
    "date_change_decided_by_a_decision": (
        lambda: _change(state="agreed", decision=make_decision()),
        lambda: _change(state="refused"),
    ),
    "date_change_has_a_reason": (lambda: _change(reason="Late."), lambda: _change(reason="")),
    "decided_action_named_once": (
        lambda: _named(make_decision(), make_action("4.1")),
        lambda: [_named(Decision.objects.get(), Action.objects.get(reference="4.1")) for _ in "12"],
    ),
    "group_report_once_a_period": (_reported, lambda: [_reported(), _reported()]),
    "group_report_submitted_is_whole": (
        lambda: _reported(state="submitted", progress="It moved.", submitted_on=TODAY),
        lambda: _reported(state="submitted", submitted_on=TODAY),
    ),
    "notice_once_a_person": (lambda: _notice(once="x"), lambda: _notice(once="x")),
    "notice_kind_is_known": (lambda: _notice(kind="opened"), lambda: _notice(kind="gossip")),
    "notice_state_is_known": (
        lambda: _notice(state="sent", settled_at=NOW),
        lambda: _notice(state="lost", settled_at=NOW),
    ),
    "notice_settled_has_a_time": (lambda: _notice(state="sending"), lambda: _notice(state="sent")),
    "notice_refused_says_why": (
        lambda: _notice(state="failed", said="550 No such user", settled_at=NOW),
        lambda: _notice(state="failed", settled_at=NOW),
    ),
    "calendar_address_secret_unique": (lambda: _calendar("x"), lambda: _calendar("x")),
    "return_upload_once_a_file": (_upload, _upload),
    "return_upload_state_is_known": (_upload, lambda: _upload(sha256="1" * 64, state="lost")),
    "return_upload_discarded_is_empty": (
        lambda: _upload(state="discarded"),
        lambda: _upload(sha256="1" * 64, state="discarded", rows=[{"reference": "1.1"}]),
    ),
    "request_once_an_action_and_period": (_request, _request),
    "update_revision_unique": (lambda: _update(revision=9), lambda: _update(revision=9)),
    "update_state_is_known": (lambda: _update(state="draft"), lambda: _update(state="lost")),
    "update_returned_has_a_reason": (
        lambda: _update(state="returned", return_reason="Say more."),
        lambda: _update(state="returned"),
    ),
    "update_received_is_whole": (
        lambda: _update(state="submitted", status="in_progress", happened="Trained."),
        lambda: _update(state="submitted", status="in_progress"),
    ),
    **plan_cases.CASES,
    **trace_cases.CASES,
    **sign_off_cases.CASES,
}


def test_every_named_constraint_is_tried() -> None:
    assert set(CASES) == names_of("actions")


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses_what_breaks_it(name: str) -> None:
    allowed, refused = CASES[name]

    allowed()
    assert_breaks(name, refused)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("action_closure_is_known", lambda: _action(closure="cancelled")),
        ("date_change_decided_by_a_decision", lambda: _change(decision=make_decision())),
        ("update_received_is_whole", lambda: _update(state="accepted", happened="Trained.")),
    ],
)
def test_the_other_sides_of_some(name: str, write: Callable[[], object]) -> None:
    assert_breaks(name, write)


def test_a_second_request_may_wait_once_the_first_is_decided() -> None:
    action = _the_action()
    _change(action=action, state="refused", decision=make_decision())

    _change(action=action)

    assert DateChange.objects.filter(action=action).count() == 2
