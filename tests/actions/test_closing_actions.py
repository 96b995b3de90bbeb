"""Closing an action by decision, for good."""

import datetime as dt

import pytest

from actions.halting import ClosureContent, close_action
from actions.models import Action, Closure, UpdateRequest
from actions.policies import Refusal, Unfinished
from actions.progress import accept
from actions.rag import Rating
from actions.standing import standings
from governance.decisions import DecisionContent
from governance.models import Decision, Event, Person
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_group,
    make_period,
    make_post,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db

REVIEW = dt.date(2024, 4, 30)
EARLIER = NOW - dt.timedelta(hours=2)
LATER = NOW + dt.timedelta(hours=1)


def _decision(text: str = "Agreed to wait for the funding.") -> DecisionContent:
    return DecisionContent(group=make_group(), decided_on=TODAY, reference="4.2", text=text)


def _close(action: Action, by: Person, **parts: object) -> Action:
    values = {
        "content": ClosureContent(closure=Closure.CANCELLED),
        "decision": _decision("Agreed to stop the work."),
        "expected_version": 1,
        "at": NOW,
    } | parts
    return close_action(action=action, by=by, **values)  # type: ignore[arg-type]  # parts of the test's own choosing


def _suggested(action: Action) -> tuple[Rating, str]:
    fresh = Action.objects.with_leads().get(pk=action.pk)
    [standing] = standings([fresh], period=make_period(), at=TODAY)
    return standing.suggestion.rating, standing.suggestion.reason


def _history(action: Action) -> list[tuple[str, str, dict[str, list[str]]]]:
    return list(Event.objects.about(action).values_list("verb", "sentence", "changes"))


def test_a_closed_action_keeps_how_and_by_which_decision(coordinator: Person) -> None:
    action, other = make_action("1.1"), make_action("1.2")

    _close(action, coordinator, content=ClosureContent(closure=Closure.MERGED, continued_in=other))

    action.refresh_from_db()
    assert (action.status, action.closure, action.continued_in, action.closure_decision) == (
        "closed",
        "merged",
        other,
        Decision.objects.get(),
    )
    assert _suggested(action) == (Rating.GREY, "Closed by VAWG Board, 8 January 2024")
    assert _history(action) == [
        (
            "closed",
            "VAWG Board, 8 January 2024, minute 4.2: Agreed to stop the work.",
            {
                "status": ["In progress", "Closed"],
                "closed as": ["", "Merged into another action"],
                "goes on in": ["", "1.2 Action 1.2"],
            },
        )
    ]


def test_nobody_is_asked_about_a_closed_action_any_more(coordinator: Person) -> None:
    untouched, begun, closed_before = (make_action(leads=[make_post()]) for _ in range(3))
    old = make_request(untouched, make_period("closed", quarter="2023-Q2"))
    make_request(untouched)
    make_update(make_request(begun), state="draft")
    stays = make_request(closed_before)

    _close(untouched, coordinator)
    _close(begun, coordinator)

    assert list(UpdateRequest.objects.order_by("pk").values_list("pk", "action", "asked")) == [
        (old.pk, untouched.pk, True),
        (make_request(begun).pk, begun.pk, False),
        (stays.pk, closed_before.pk, True),
    ]


def test_accepting_an_update_of_a_closed_action_does_not_reopen_it(coordinator: Person) -> None:
    action = make_action()
    request = make_request(action)
    make_update(request, state="submitted", status="in_progress", at=EARLIER)
    _close(action, coordinator)

    accept(request=request, by=coordinator, at=LATER)

    action.refresh_from_db()
    assert (action.status, action.closure) == ("closed", "cancelled")


def test_what_takes_the_work_on_must_make_sense(coordinator: Person) -> None:
    action, other = make_action("1.1"), make_action("1.2")
    closed = make_action("1.3", status="closed", closure_decision=make_decision())
    done = make_action("1.4", status="complete", completed_on=TODAY)
    decisions = Decision.objects.count()
    said = []
    for closure, into in (
        (Closure.MERGED, None),
        (Closure.SUPERSEDED, action),
        (Closure.SUPERSEDED, closed),
        (Closure.MERGED, done),
        (Closure.CANCELLED, other),
    ):
        with pytest.raises(Unfinished) as refused:
            _close(action, coordinator, content=ClosureContent(closure=closure, continued_in=into))
        said += refused.value.problems

    assert said == [
        ("continued_in", "Choose the action that takes its work on."),
        ("continued_in", "Choose another action: this one cannot take on its own work."),
        ("continued_in", "Action 1.3 is closed. Choose one that is not finished."),
        ("continued_in", "Action 1.4 is complete. Choose one that is not finished."),
        ("continued_in", "A cancelled action goes on nowhere: leave this empty."),
    ]
    assert (Decision.objects.count(), _history(action)) == (decisions, [])


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("complete", "This action is complete, so there is nothing to cancel, merge or supersede."),
        ("closed", "This action was closed by a decision, so it can no longer be changed."),
    ],
)
def test_a_finished_action_is_not_closed(coordinator: Person, status: str, sentence: str) -> None:
    action = make_action(
        status=status, completed_on=TODAY, closure_decision=make_decision() if status == "closed" else None
    )

    with pytest.raises(Refusal) as refused:
        _close(action, coordinator)

    assert str(refused.value) == sentence
