"""A meeting's decision is recorded and carried out in one step, or nothing of it is written."""

import datetime as dt
from typing import Any

import pytest

from actions.deciding import MeetingDecision, Outcome, decide_at_meeting
from actions.models import Action, DateChange, DecidedAction
from actions.policies import Refusal
from governance.decisions import UnfinishedDecision
from governance.meetings import MeetingContent, plan_meeting
from governance.models import Decision, Matter, Meeting, Person
from governance.problems import Refused
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_date_change,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return make_person(name="Coordinator")


@pytest.fixture
def meeting(by: Person) -> Meeting:
    return plan_meeting(group=make_plan().board, content=MeetingContent(on=TODAY), by=by, at=NOW)


def decide(meeting: Meeting, by: Person, outcome: Outcome, **said: Any) -> Decision:
    content = MeetingDecision(**{"outcome": outcome, "text": "So decided."} | said)
    return decide_at_meeting(meeting=meeting, content=content, by=by, at=NOW)


def test_each_kind_of_decision_changes_its_action(meeting: Meeting, by: Person) -> None:
    moved, kept, held, closed, rated = (make_action(f"1.{number}") for number in range(1, 6))
    make_date_change(moved)
    make_date_change(kept)
    request = make_request(rated, make_period())
    make_update(request, state="submitted")

    decide(meeting, by, Outcome.AGREE_DATE, action=moved, left="Tell the lead.", owner="Coordinator")
    decide(meeting, by, Outcome.REFUSE_DATE, action=kept)
    decide(meeting, by, Outcome.HOLD, action=held, until=dt.date(2024, 4, 30))
    decide(meeting, by, Outcome.CLOSE, action=closed, closure="merged", continued_in=moved)
    decide(meeting, by, Outcome.CONFIRM, action=rated, rating="amber")
    decide(meeting, by, Outcome.NOTED, also=[moved, kept])

    states = Action.objects.order_by("order").values_list("status", "due_on")
    march = dt.date(2024, 3, 31)
    assert list(states) == [
        ("in_progress", dt.date(2024, 9, 30)),
        ("in_progress", march),
        ("on_hold", march),
        ("closed", march),
        ("in_progress", march),
    ]
    request.refresh_from_db()
    assert request.latest is not None
    assert (request.latest.state, request.latest.confirmed_rating) == ("accepted", "amber")
    assert set(DateChange.objects.values_list("action__reference", "state")) == {
        ("1.1", "agreed"),
        ("1.2", "refused"),
    }
    assert set(Decision.objects.values_list("meeting", "decided_on")) == {(meeting.pk, TODAY)}
    named = DecidedAction.objects.order_by("pk").values_list("action__reference", flat=True)
    assert list(named) == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.1", "1.2"]
    assert Matter.objects.values_list("text", "owner").get() == ("Tell the lead.", "Coordinator")
    assert Meeting.objects.get().state == "held"


def test_what_cannot_be_decided_says_why_and_writes_nothing(meeting: Meeting, by: Person) -> None:
    own = make_action("1.1")
    other = make_plan("other", title="Plan of others", board=make_group("Another board"))
    foreign = make_action("9.1", objective=make_objective("9", plan=other))
    asked = make_action("1.2")
    make_date_change(asked, requested_at=NOW + dt.timedelta(days=1))
    tried: list[tuple[Outcome, dict[str, Any]]] = [
        (Outcome.HOLD, {}),
        (Outcome.HOLD, {"action": foreign}),
        (Outcome.NOTED, {"also": [foreign]}),
        (Outcome.AGREE_DATE, {"action": own}),
        (Outcome.AGREE_DATE, {"action": asked}),
        (Outcome.CONFIRM, {"action": own, "rating": "green"}),
        (Outcome.CLOSE, {"action": own}),
        (Outcome.NOTED, {"left": "Write to them."}),
        (Outcome.HOLD, {"action": own}),
    ]
    said = []
    for outcome, parts in tried:
        with pytest.raises((Refused, Refusal)) as refused:
            decide(meeting, by, outcome, **parts)
        said.append(getattr(refused.value, "problems", str(refused.value)))

    of_others = "Action 9.1 belongs to the Plan of others, on which VAWG Board cannot decide."
    assert [tuple(problems) for problems in said] == [
        (("action", "Choose the action that was decided on."),),
        (("action", of_others),),
        (("also", of_others),),
        (("outcome", "No move of the due date of 1.1 waits for a decision."),),
        (("outcome", "The move was asked for on 9 January 2024, after this meeting."),),
        (("outcome", "No rating of 1.1 waits: it was confirmed already, or never reported."),),
        (("closure", "Choose how the action ends."),),
        (("owner", "Say who will do it: a post or a body, not a person's name."),),
        (("until", "Enter the date when the hold will be reviewed."),),
    ]
    assert (Decision.objects.count(), Matter.objects.count()) == (0, 0)
    assert Meeting.objects.get().is_planned


def test_what_reports_to_the_board_notes_and_carries_out_nothing(by: Person) -> None:
    """A group above the board decides as the board does."""
    above = make_group("Safer Board")
    board = make_plan().board
    board.reports_to = above
    board.save()
    below = make_group("Campaigns", kind="sub_group", reports_to=board)
    lower, upper = (
        plan_meeting(group=group, content=MeetingContent(on=TODAY), by=by, at=NOW) for group in (below, above)
    )
    action, rated = make_action("1.1"), make_action("1.2")
    make_date_change(action)
    make_update(make_request(rated, make_period()), state="submitted")
    tried: list[tuple[Outcome, dict[str, Any]]] = [
        (Outcome.AGREE_DATE, {"action": action}),
        (Outcome.REFUSE_DATE, {"action": action}),
        (Outcome.HOLD, {"action": action, "until": dt.date(2024, 4, 30)}),
        (Outcome.CLOSE, {"action": action, "closure": "cancelled"}),
        (Outcome.CONFIRM, {"action": rated, "rating": "amber"}),
    ]
    for outcome, parts in tried:
        with pytest.raises(UnfinishedDecision) as refused:
            decide(lower, by, outcome, **parts)
        said = "Campaigns cannot decide this: VAWG Board does, or a group above it. Record it as noted."
        assert refused.value.problems == [("group", said)]
    assert Decision.objects.count() == 0

    decide(lower, by, Outcome.NOTED, action=action, text="Recommended to move the date.")
    decide(upper, by, Outcome.AGREE_DATE, action=action)

    assert list(Decision.objects.order_by("pk").values_list("group__name", "text")) == [
        ("Campaigns", "Recommended to move the date."),
        ("Safer Board", "So decided."),
    ]
    action.refresh_from_db()
    assert action.due_on == dt.date(2024, 9, 30)


def test_one_minute_on_several_actions_is_one_decision(meeting: Meeting, by: Person) -> None:
    held, also = make_action("1.1"), make_action("1.2")
    make_date_change(held)
    minute = {"reference": "24/1", "text": "Hold both, and move the first."}
    until = dt.date(2024, 4, 30)

    decide(meeting, by, Outcome.AGREE_DATE, action=held, **minute)
    decide(meeting, by, Outcome.HOLD, action=held, until=until, **minute)
    decide(meeting, by, Outcome.HOLD, action=also, until=until, **minute)

    made = Decision.objects.get()
    assert [str(one.hold_decision) for one in Action.objects.all()] == [str(made)] * 2
    assert list(made.about.values_list("action__reference", flat=True)) == ["1.1", "1.2"]
