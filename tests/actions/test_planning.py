"""Changing an objective, and recording what an action waited for."""

import datetime as dt

import pytest

from actions.amending import StalePlan
from actions.models import Action, Objective
from actions.plan_content import ObjectiveContent
from actions.planning import (
    change_objective,
    record_trigger,
)
from actions.policies import Refusal, Unfinished
from governance.models import Event, Person
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_group,
    make_objective,
)

pytestmark = pytest.mark.django_db


def _history(subject: Action | Objective) -> list[tuple[str, str, str, dict[str, list[str]]]]:
    return list(Event.objects.about(subject).values_list("by_name", "verb", "sentence", "changes"))


def test_an_objective_changes_with_its_history(coordinator: Person) -> None:
    group = make_group("Communication Subgroup", kind="sub_group")
    objective = make_objective("S1", description="Old words.")

    change_objective(
        objective=objective,
        content=ObjectiveContent(title="Campaigns", description="New words.", owner_group=group),
        expected_version=1,
        by=coordinator,
        at=NOW,
    )

    assert Objective.objects.values_list(
        "title", "description", "priority", "owner_group__name", "version"
    ).get(pk=objective.pk) == ("Campaigns", "New words.", "", "Communication Subgroup", 2)
    assert _history(objective) == [
        (
            "Coordinator",
            "changed",
            "",
            {
                "title": ["Objective S1", "Campaigns"],
                "description": ["Old words.", "New words."],
                "owned by": ["", "Communication Subgroup"],
            },
        )
    ]


def test_an_objective_that_holds_actions_has_no_owning_group(coordinator: Person) -> None:
    objective = make_action().objective

    with pytest.raises(Unfinished) as refused:
        change_objective(
            objective=objective,
            content=ObjectiveContent(title="Prevention", owner_group=make_group()),
            expected_version=1,
            by=coordinator,
            at=NOW,
        )

    assert refused.value.problems == [
        (
            "owner_group",
            "Objective 1 holds actions, so a sub-group cannot own it. Move its actions first.",
        )
    ]


def test_a_stale_objective_is_refused(coordinator: Person) -> None:
    objective = make_objective("1")

    with pytest.raises(StalePlan, match="Somebody else changed this"):
        change_objective(
            objective=objective,
            content=ObjectiveContent(title="Mine"),
            expected_version=0,
            by=coordinator,
            at=NOW,
        )

    assert Objective.objects.get(pk=objective.pk).title == "Objective 1"


def _trigger(action: Action, by: Person, **parts: object) -> Action:
    values = {
        "happened_on": TODAY,
        "start_words": "February 2024",
        "due_words": "September 2024",
        "expected_version": 1,
    }
    return record_trigger(action=action, by=by, at=NOW, **(values | parts))  # type: ignore[arg-type]  # parts of the test's own choosing


def test_when_its_trigger_happens_an_action_gets_both_dates(coordinator: Person) -> None:
    action = make_action(start="", due="TBC once the Bill receives Royal Assent")

    _trigger(action, coordinator)

    action.refresh_from_db()
    assert (action.awaiting, action.start_on, action.due_on, action.original_due_on, action.due_words) == (
        "",
        dt.date(2024, 2, 29),
        dt.date(2024, 9, 30),
        dt.date(2024, 9, 30),
        "September 2024",
    )
    assert _history(action) == [
        (
            "Coordinator",
            "recorded a trigger",
            "The Bill receives Royal Assent: happened on 8 January 2024.",
            {
                "due date": ["TBC once the Bill receives Royal Assent", "September 2024"],
                "waiting for": ["the Bill receives Royal Assent", ""],
                "planned start": ["", "February 2024"],
                "original due date": ["TBC once the Bill receives Royal Assent", "September 2024"],
            },
        )
    ]


@pytest.mark.parametrize(
    ("parts", "problems"),
    [
        ({"happened_on": None}, [("happened_on", "Enter the date when it happened.")]),
        (
            {"happened_on": dt.date(2024, 1, 9)},
            [("happened_on", "The date when it happened must be today or in the past.")],
        ),
        (
            {"due_words": "TBC once Cabinet agrees"},
            [("due_words", "Enter the due date, now that it no longer waits.")],
        ),
        (
            {"due_words": "January 2024"},
            [("due_words", "The due date must be on or after the start, February 2024.")],
        ),
    ],
)
def test_a_trigger_that_will_not_do_says_why(
    coordinator: Person, parts: dict[str, object], problems: list[tuple[str, str]]
) -> None:
    action = make_action(start="", due="TBC once the Bill receives Royal Assent")

    with pytest.raises(Unfinished) as refused:
        _trigger(action, coordinator, **parts)

    assert refused.value.problems == problems
    assert _history(action) == []


def test_an_action_that_waits_for_nothing_has_no_trigger(coordinator: Person) -> None:
    with pytest.raises(Refusal, match=r"^This action waits for nothing: it has its dates already\.$"):
        _trigger(make_action(), coordinator)


def test_a_date_change_agreed_elsewhere_makes_a_trigger_stale(coordinator: Person) -> None:
    action = make_action(due="TBC once Cabinet agrees", version=2)

    with pytest.raises(StalePlan):
        _trigger(action, coordinator)
