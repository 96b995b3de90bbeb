"""Holding and resuming an action by decision, and how each outlasts what was said before it."""

import datetime as dt

import pytest

from actions.amending import StalePlan
from actions.halting import put_on_hold, resume
from actions.models import Action
from actions.policies import Refusal, Unfinished
from actions.progress import accept
from actions.rag import Rating, Status
from actions.standing import standings
from governance.decisions import DecisionContent, UnfinishedDecision
from governance.models import Decision, Event, Person
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_group,
    make_period,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db

REVIEW = dt.date(2024, 4, 30)
EARLIER = NOW - dt.timedelta(hours=2)
LATER = NOW + dt.timedelta(hours=1)


def _decision(text: str = "Agreed to wait for the funding.") -> DecisionContent:
    return DecisionContent(group=make_group(), decided_on=TODAY, reference="4.2", text=text)


def _hold(action: Action, by: Person, **parts: object) -> Action:
    values = {"decision": _decision(), "until": REVIEW, "expected_version": 1, "at": NOW} | parts
    return put_on_hold(action=action, by=by, **values)  # type: ignore[arg-type]  # parts of the test's own choosing


def _suggested(action: Action) -> tuple[Rating, str]:
    fresh = Action.objects.with_leads().get(pk=action.pk)
    [standing] = standings([fresh], period=make_period(), at=TODAY)
    return standing.suggestion.rating, standing.suggestion.reason


def _history(action: Action) -> list[tuple[str, str, dict[str, list[str]]]]:
    return list(Event.objects.about(action).values_list("verb", "sentence", "changes"))


def test_a_hold_stands_with_its_decision_and_review_date(coordinator: Person) -> None:
    action = make_action()

    _hold(action, coordinator)

    action.refresh_from_db()
    assert (action.status, action.hold_until, action.status_decided_at, action.version) == (
        "on_hold",
        REVIEW,
        NOW,
        2,
    )
    assert action.hold_decision == Decision.objects.get()
    assert _history(action) == [
        (
            "put on hold",
            "VAWG Board, 8 January 2024, minute 4.2: Agreed to wait for the funding.",
            {"status": ["In progress", "On hold"], "on hold until": ["", "30 April 2024"]},
        )
    ]


def test_a_hold_outlasts_the_update_said_before_it(coordinator: Person) -> None:
    action = make_action()
    make_update(make_request(action), state="accepted", status="in_progress", at=EARLIER)

    _hold(action, coordinator)

    assert _suggested(action) == (Rating.GREY, "On hold until 30 April 2024")


def test_a_hold_that_the_lead_reported_first_is_carried_out_by_its_decision(coordinator: Person) -> None:
    """Status and review date stood as reported: only the decision is new, and all hangs on it."""
    action = make_action(status="on_hold", hold_until=REVIEW)
    make_update(
        make_request(action), state="accepted", at=EARLIER,
        status="on_hold", call="", hold_until=REVIEW, reported_rating="red", confirmed_rating="red",
    )  # fmt: skip
    [before] = standings([action], period=make_period(), at=TODAY)

    _hold(action, coordinator)

    fresh = Action.objects.with_leads().get(pk=action.pk)
    [standing] = standings([fresh], period=make_period(), at=TODAY)
    assert (before.rating, before.suggestion.reason) == (Rating.RED, "Hold not approved")
    assert (standing.rating, standing.suggestion.reason) == (Rating.GREY, "On hold until 30 April 2024")
    assert (fresh.hold_decision, fresh.version) == (Decision.objects.get(), 2)
    told = "VAWG Board, 8 January 2024, minute 4.2: Agreed to wait for the funding."
    assert _history(action) == [("put on hold", told, {})]


def test_accepting_what_was_handed_in_before_a_hold_leaves_the_hold(coordinator: Person) -> None:
    action = make_action()
    request = make_request(action)
    make_update(request, state="submitted", status="in_progress", at=EARLIER)
    _hold(action, coordinator)

    accept(request=request, by=coordinator, at=LATER)

    action.refresh_from_db()
    assert (action.status, action.hold_until) == ("on_hold", REVIEW)
    assert _suggested(action) == (Rating.GREY, "On hold until 30 April 2024")


def test_accepting_an_update_handed_in_after_a_hold_ends_it(coordinator: Person) -> None:
    action = make_action()
    request = make_request(action)
    _hold(action, coordinator, at=EARLIER)
    make_update(request, state="submitted", status="in_progress", at=NOW)

    accept(request=request, by=coordinator, at=LATER)

    action.refresh_from_db()
    assert (action.status, action.hold_decision, action.hold_until) == ("in_progress", None, None)


def test_a_hold_may_be_made_longer(coordinator: Person) -> None:
    action = make_action()
    _hold(action, coordinator)

    _hold(action, coordinator, until=dt.date(2024, 9, 30), expected_version=2)

    action.refresh_from_db()
    assert (action.hold_until, action.version) == (dt.date(2024, 9, 30), 3)
    assert _history(action)[0][2] == {"on hold until": ["30 April 2024", "30 September 2024"]}


@pytest.mark.parametrize(
    ("until", "problems"),
    [
        (None, [("until", "Enter the date when the hold will be reviewed.")]),
        (TODAY, [("until", "The review date must be in the future.")]),
    ],
)
def test_a_hold_needs_a_review_date_in_the_future(
    coordinator: Person, until: dt.date | None, problems: list[tuple[str, str]]
) -> None:
    action = make_action()

    with pytest.raises(Unfinished) as refused:
        _hold(action, coordinator, until=until)

    assert refused.value.problems == problems
    assert Decision.objects.count() == 0


def test_a_hold_needs_a_decision_in_words(coordinator: Person) -> None:
    action = make_action()

    with pytest.raises(UnfinishedDecision) as refused:
        _hold(action, coordinator, decision=_decision(text=" "))

    action.refresh_from_db()
    assert refused.value.problems == [("text", "Say what was decided, in a sentence.")]
    assert action.status == "in_progress"


def test_a_stale_hold_records_no_decision(coordinator: Person) -> None:
    action = make_action(version=2)

    with pytest.raises(StalePlan):
        _hold(action, coordinator)

    assert Decision.objects.count() == 0


def test_a_complete_action_is_not_held(coordinator: Person) -> None:
    action = make_action(status="complete", completed_on=TODAY)

    with pytest.raises(Refusal, match=r"^This action is complete, so it cannot be put on hold\.$"):
        _hold(action, coordinator)


def test_resuming_ends_the_hold_and_outlasts_an_update_that_said_so(coordinator: Person) -> None:
    action = make_action()
    _hold(action, coordinator, at=EARLIER)
    make_update(make_request(action), state="accepted", status="on_hold", call="", at=EARLIER)

    resume(action=action, status=Status.IN_PROGRESS, expected_version=2, by=coordinator, at=NOW)

    action.refresh_from_db()
    assert (action.status, action.hold_decision, action.hold_until) == ("in_progress", None, None)
    assert _suggested(action) == (Rating.GREEN, "On track")
    assert _history(action)[0] == (
        "resumed",
        "",
        {"status": ["On hold", "In progress"], "on hold until": ["30 April 2024", ""]},
    )


def test_an_action_that_is_not_held_is_not_resumed(coordinator: Person) -> None:
    with pytest.raises(Refusal, match=r"^This action is not on hold, so there is nothing to resume\.$"):
        resume(action=make_action(), status=Status.IN_PROGRESS, expected_version=1, by=coordinator, at=NOW)


def test_a_hold_ends_in_work_begun_or_not_begun(coordinator: Person) -> None:
    action = make_action(status="on_hold", hold_until=REVIEW, hold_decision=make_decision())

    with pytest.raises(Unfinished) as refused:
        resume(action=action, status=Status.COMPLETE, expected_version=1, by=coordinator, at=NOW)

    assert refused.value.problems == [("status", "Choose whether the action is not started or in progress.")]
