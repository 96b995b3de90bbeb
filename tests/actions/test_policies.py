"""What each state allows, in the exact words that a person is told."""

import datetime as dt

import pytest

from actions import policies
from actions.models import Action, DateChange, Plan, UpdateRequest
from actions.policies import ClosedPeriod, Refusal
from governance.models import ReportingPeriod
from tests.factories import (
    TODAY,
    make_action,
    make_date_change,
    make_group,
    make_period,
    make_request,
    make_update,
)

AGREED = Plan(state="agreed")
STATES = ["", "draft", "ready", "submitted", "returned", "accepted"]


def period(state: str, quarter: int = 3) -> ReportingPeriod:
    """A period that is not stored."""
    return ReportingPeriod(year=2023, number=quarter, state=state, opens_on=dt.date(2023, 12, 21))


def request_in(state: str) -> UpdateRequest:
    """The request of an open period whose newest revision is in the state; empty, nothing was written."""
    request = make_request()
    if state:
        make_update(request, state=state)
    return request


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("planned", "Q3 2023-24 is not open yet: it opens on 21 December 2023."),
        ("closed", "Q3 2023-24 is closed, so its updates can no longer be changed."),
        ("issued", "Q3 2023-24 is closed, so its updates can no longer be changed."),
    ],
)
def test_only_an_open_period_is_written(state: str, sentence: str) -> None:
    with pytest.raises(ClosedPeriod) as refused:
        policies.check_period_open(period(state))
    assert str(refused.value) == sentence
    policies.check_period_open(period("open"))


@pytest.mark.django_db
def test_who_may_still_write() -> None:
    assert {state: policies.can_write(request_in(state)) for state in STATES} == {
        "": True,
        "draft": True,
        "ready": True,
        "submitted": False,
        "returned": True,
        "accepted": False,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            "submitted",
            "This update has been submitted. Ask the coordinator to return it if it must change.",
        ),
        (
            "accepted",
            "This update has been accepted. What is new goes into the next quarter's update.",
        ),
    ],
)
def test_why_not_write(state: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        policies.check_can_write(request_in(state))
    assert str(refused.value) == sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("", "not started"),
        ("draft", "draft"),
        ("submitted", "submitted"),
        ("returned", "returned"),
        ("accepted", "accepted"),
    ],
)
def test_only_what_is_ready_is_submitted(state: str, words: str) -> None:
    request = request_in(state)
    with pytest.raises(Refusal) as refused:
        policies.check_can_submit(request)
    assert str(refused.value) == f"Only an update marked ready can be submitted; this one is {words}."
    assert not policies.can_submit(request)
    assert policies.can_submit(request_in("ready"))


@pytest.mark.django_db
def test_only_what_is_submitted_is_judged() -> None:
    assert {state: policies.can_judge(request_in(state)) for state in STATES} == {
        state: state == "submitted" for state in STATES
    }
    with pytest.raises(Refusal) as refused:
        policies.check_can_judge(request_in("ready"))
    assert str(refused.value) == "Only a submitted update can be accepted or returned; this one is ready."


@pytest.mark.django_db
def test_a_round_is_about_the_actions_of_its_board() -> None:
    action = make_action()
    other = make_period(board=make_group("Safer Partnership Board"))
    with pytest.raises(Refusal) as refused:
        policies.check_asks_about(other, action)
    assert str(refused.value) == "That round is of another board than the one this action answers to."
    policies.check_asks_about(make_period(board=action.plan.board), action)


def test_one_period_is_open_at_a_time() -> None:
    with pytest.raises(Refusal) as opened:
        policies.check_can_open(period("open"), open_now=None)
    with pytest.raises(Refusal) as other:
        policies.check_can_open(period("planned", 4), open_now=period("open"))
    assert str(opened.value) == "Q3 2023-24 has been opened already."
    assert str(other.value) == "Q3 2023-24 is still open. Close it before opening Q4 2023-24."
    policies.check_can_open(period("planned", 4), open_now=None)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("planned", "Q3 2023-24 has not been opened, so there is nothing to close."),
        ("closed", "Q3 2023-24 is closed already. Closing cannot be undone or done again."),
        ("issued", "Q3 2023-24 is closed already. Closing cannot be undone or done again."),
    ],
)
def test_only_an_open_period_is_closed(state: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        policies.check_can_close(period(state))
    assert str(refused.value) == sentence
    assert not policies.can_close(period(state))
    assert policies.can_close(period("open"))


@pytest.mark.parametrize("status", ["complete", "closed"])
def test_a_finished_action_keeps_its_date(status: str) -> None:
    with pytest.raises(Refusal) as refused:
        policies.check_can_ask_date_change(Action(plan=AGREED, status=status), waiting=None)
    assert str(refused.value) == "This action is finished, so its due date no longer moves."


def test_an_undated_action_has_no_date_to_move() -> None:
    action = Action(plan=AGREED, status="not_started", awaiting="the Bill receives Royal Assent")
    with pytest.raises(Refusal) as refused:
        policies.check_can_ask_date_change(action, waiting=None)
    assert str(refused.value) == (
        "This action has no due date to move. To be confirmed once the Bill receives Royal Assent."
    )


def test_one_date_change_waits_at_a_time() -> None:
    action = Action(plan=AGREED, status="in_progress")
    with pytest.raises(Refusal) as refused:
        policies.check_can_ask_date_change(action, waiting=DateChange())
    assert str(refused.value) == "A date change of this action is waiting for a decision already."
    assert not policies.can_ask_date_change(action, waiting=DateChange())
    assert policies.can_ask_date_change(action, waiting=None)


@pytest.mark.django_db
def test_a_date_change_is_decided_once() -> None:
    change = make_date_change(make_action())
    policies.check_can_decide(change)
    change.state = "refused"
    with pytest.raises(Refusal) as refused:
        policies.check_can_decide(change)
    assert str(refused.value) == "This date change has been decided already: refused."


def test_what_may_be_done_to_an_action_in_each_status() -> None:
    rows = {
        status: Action(plan=AGREED, status=status, completed_on=TODAY if status == "complete" else None)
        for status in ("not_started", "in_progress", "on_hold", "complete", "closed")
    }
    allowed = {
        "change": policies.can_change,
        "hold": policies.can_hold,
        "resume": policies.can_resume,
        "close": policies.can_be_closed,
    }
    assert {status: [name for name, can in allowed.items() if can(row)] for status, row in rows.items()} == {
        "not_started": ["change", "hold", "close"],
        "in_progress": ["change", "hold", "close"],
        "on_hold": ["change", "hold", "resume", "close"],
        "complete": ["change"],
        "closed": [],
    }
