"""Asking for a due date to move, and deciding: D moves by a decision alone, and O never."""

import datetime as dt

import pytest

from actions.date_changes import DateChangeContent, ask_date_change, decide_date_change
from actions.models import Action, DateChange
from actions.policies import Refusal, Unfinished
from governance.decisions import DecisionContent, UnfinishedDecision
from governance.models import Decision, Event
from tests.factories import NOW, TODAY, make_action, make_date_change, make_group, make_person

pytestmark = pytest.mark.django_db

REASON = "The training supplier cannot start before May."


def ask(action: Action, new_date: str, reason: str = REASON) -> DateChange:
    return ask_date_change(
        action=action,
        content=DateChangeContent(new_date=new_date, reason=reason),
        by=make_person(name="Lead officer"),
        at=NOW,
    )


def decide(change: DateChange, *, agreed: bool, text: str = "Moved to the autumn.") -> DateChange:
    return decide_date_change(
        change=change,
        agreed=agreed,
        decision=DecisionContent(group=make_group(), decided_on=TODAY, text=text),
        by=make_person(name="Coordinator"),
        at=NOW,
    )


def dates_of(action: Action) -> tuple[str, dt.date | None, str, dt.date | None]:
    action.refresh_from_db()
    return (action.due_words, action.due_on, action.original_due_words, action.original_due_on)


def events() -> list[tuple[str, str, str, str, dict[str, list[str]]]]:
    rows = Event.objects.filter(subject_kind="actions.action").order_by("pk")
    return [(e.by_name, e.verb, e.subject_name, e.sentence, e.changes) for e in rows]


def test_asking_moves_nothing() -> None:
    action = make_action("16.2", due="31 March 2024", title="Train officers")

    change = ask(action, "Sept 2024")

    assert (change.state, change.reason, change.requested_at) == ("requested", REASON, NOW)
    assert (change.from_words, change.from_on) == ("31 March 2024", dt.date(2024, 3, 31))
    assert (change.to_words, change.to_on, change.to_precision) == (
        "Sept 2024",
        dt.date(2024, 9, 30),
        "month",
    )
    assert dates_of(action) == (
        "31 March 2024",
        dt.date(2024, 3, 31),
        "31 March 2024",
        dt.date(2024, 3, 31),
    )
    assert events() == [
        (
            "Lead officer",
            "asked to move the due date",
            "16.2 Train officers",
            REASON,
            {"due date asked for": ["31 March 2024", "September 2024"]},
        )
    ]


def test_agreeing_moves_d_and_never_o() -> None:
    action = make_action(due="31 March 2024")

    change = decide(ask(action, "Sept 2024"), agreed=True)

    assert change.state == "agreed"
    assert change.decision == Decision.objects.get()
    assert dates_of(action) == (
        "Sept 2024",
        dt.date(2024, 9, 30),
        "31 March 2024",
        dt.date(2024, 3, 31),
    )
    assert events()[-1] == (
        "Coordinator",
        "agreed to move the due date",
        str(action),
        "VAWG Board, 8 January 2024: Moved to the autumn.",
        {"due date": ["31 March 2024", "Sept 2024"]},
    )


def test_a_second_move_keeps_the_first_date() -> None:
    action = make_action(due="31 March 2024")
    decide(ask(action, "Sept 2024"), agreed=True)

    decide(ask(action, "December 2024"), agreed=True)

    assert dates_of(action) == (
        "December 2024",
        dt.date(2024, 12, 31),
        "31 March 2024",
        dt.date(2024, 3, 31),
    )
    assert [(c.from_words, c.to_words) for c in action.date_changes.all()] == [
        ("31 March 2024", "Sept 2024"),
        ("Sept 2024", "December 2024"),
    ]


def test_refusing_leaves_the_date_and_says_so() -> None:
    action = make_action(due="31 March 2024")

    change = decide(ask(action, "Sept 2024"), agreed=False, text="Keep to the date.")

    assert change.state == "refused"
    assert dates_of(action)[:2] == ("31 March 2024", dt.date(2024, 3, 31))
    assert events()[-1] == (
        "Coordinator",
        "refused to move the due date",
        str(action),
        "VAWG Board, 8 January 2024: Keep to the date.",
        {},
    )


def test_a_refused_move_can_be_asked_for_again() -> None:
    action = make_action(due="31 March 2024")
    decide(ask(action, "Sept 2024"), agreed=False)

    ask(action, "June 2024")

    assert [change.state for change in action.date_changes.all()] == ["refused", "requested"]


def test_the_review_date_of_an_ongoing_action_can_move() -> None:
    action = make_action(due="On-going. To be reviewed Jan 2024")

    decide(ask(action, "March 2024"), agreed=True)

    action.refresh_from_db()
    assert (action.due_on, action.ongoing) == (dt.date(2024, 3, 31), True)


@pytest.mark.parametrize(
    ("new_date", "sentence"),
    [
        ("", "Enter the new due date, such as March 2027 or 31 March 2027."),
        (
            "On-going",
            "Enter a date such as March 2027. Only the coordinator can make an action on-going or undated.",
        ),
        (
            "TBC",
            "Enter a date such as March 2027. Only the coordinator can make an action on-going or undated.",
        ),
        ("31 March 2024", "31 March 2024 is the due date already. Enter a later date."),
        ("March 2024", "31 March 2024 is the due date already. Enter a later date."),
        (
            "February 2024",
            "The new due date must be after the one in force, 31 March 2024. "
            "To finish sooner, give an earlier forecast in your update.",
        ),
    ],
)
def test_a_date_that_will_not_do(new_date: str, sentence: str) -> None:
    action = make_action(due="31 March 2024")
    with pytest.raises(Unfinished) as refused:
        ask(action, new_date)
    assert refused.value.problems == [("new_date", sentence)]
    assert DateChange.objects.count() == 0


@pytest.mark.parametrize(
    ("new_date", "sentence"),
    [
        ("31 February 2025", "February 2025 has no day 31. It has 28 days."),
        ("soon", "Enter a date such as March 2027 or 31 March 2027."),
    ],
)
def test_no_date_at_all_is_explained(new_date: str, sentence: str) -> None:
    with pytest.raises(Unfinished) as refused:
        ask(make_action(due="31 March 2024"), new_date)
    assert refused.value.problems == [("new_date", sentence)]


def test_a_later_date_that_has_passed() -> None:
    with pytest.raises(Unfinished) as refused:
        ask(make_action(due="September 2023"), "November 2023")
    assert refused.value.problems == [("new_date", "The new due date must be today or later.")]


def test_a_reason_is_needed_and_is_not_endless() -> None:
    action = make_action(due="31 March 2024")
    with pytest.raises(Unfinished) as blank:
        ask(action, "Sept 2024", "  ")
    with pytest.raises(Unfinished) as endless:
        ask(action, "Sept 2024", "x" * 20_000)
    assert blank.value.problems == [
        ("reason", "Say why the date must move, so that the Board can decide."),
    ]
    assert endless.value.problems == [
        ("reason", "Shorten this to 4,000 characters or fewer. It has 20,000."),
    ]


def test_one_request_waits_at_a_time() -> None:
    action = make_action(due="31 March 2024")
    ask(action, "Sept 2024")
    with pytest.raises(Refusal) as refused:
        ask(action, "December 2024")
    assert str(refused.value) == "A date change of this action is waiting for a decision already."
    assert DateChange.objects.count() == 1


def test_a_finished_action_moves_no_more() -> None:
    action = make_action(status="complete", completed_on=TODAY)
    with pytest.raises(Refusal) as refused:
        ask(action, "Sept 2024")
    assert str(refused.value) == "This action is finished, so its due date no longer moves."


def test_an_action_that_waits_on_an_event_has_no_date_to_move() -> None:
    action = make_action(due="TBC once the Bill receives Royal Assent")
    with pytest.raises(Refusal) as refused:
        ask(action, "Sept 2024")
    assert str(refused.value) == (
        "This action has no due date to move. To be confirmed once the Bill receives Royal Assent."
    )


def test_a_decision_is_taken_once() -> None:
    action = make_action(due="31 March 2024")
    change = decide(ask(action, "Sept 2024"), agreed=True)
    with pytest.raises(Refusal) as refused:
        decide(change, agreed=False)
    assert str(refused.value) == "This date change has been decided already: agreed."
    assert Decision.objects.count() == 1
    assert dates_of(action)[0] == "Sept 2024"


def test_a_move_of_an_action_finished_since_can_only_be_refused() -> None:
    action = make_action(due="31 March 2024")
    change = ask(action, "Sept 2024")
    Action.objects.update(status="complete", completed_on=TODAY)
    with pytest.raises(Refusal) as refused:
        decide(change, agreed=True)
    assert str(refused.value) == "This action is finished, so its due date no longer moves."
    assert decide(change, agreed=False).state == "refused"


def test_a_decision_without_words_leaves_everything_as_it_was() -> None:
    action = make_action(due="31 March 2024")
    change = make_date_change(action)
    with pytest.raises(UnfinishedDecision):
        decide(change, agreed=True, text="")
    change.refresh_from_db()
    assert change.state == "requested"
    assert dates_of(action)[0] == "31 March 2024"
