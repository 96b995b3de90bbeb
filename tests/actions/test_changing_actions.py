"""Changing an action and its leads: what is written, refused and said in the history."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.amending import StalePlan
from actions.models import Action, LeadRole, Objective
from actions.plan_content import content_of_action
from actions.planning import (
    change_action,
    set_leads,
)
from actions.policies import Refusal, Unfinished
from governance.models import Event, Person
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_decision,
    make_objective,
    make_person,
    make_post,
)

pytestmark = pytest.mark.django_db


def _history(subject: Action | Objective) -> list[tuple[str, str, str, dict[str, list[str]]]]:
    return list(Event.objects.about(subject).values_list("by_name", "verb", "sentence", "changes"))


def test_a_change_is_written_with_each_old_and_new_value(coordinator: Person) -> None:
    police, council = make_post(), make_post(make_agency("Council"), "Director")
    action = make_action("1.1", leads=[police], start="April 2023")
    content = replace(
        content_of_action(action),
        title="Train every officer",
        priority="medium",
        start_words="May 2023",
        leads=((council, LeadRole.ACCOUNTABLE), (police, LeadRole.JOINT)),
    )

    changed = change_action(action=action, content=content, expected_version=1, by=coordinator, at=NOW)

    changed.refresh_from_db()
    assert (changed.title, changed.priority, changed.start_on, changed.version) == (
        "Train every officer",
        "medium",
        dt.date(2023, 5, 31),
        2,
    )
    assert _history(action) == [
        (
            "Coordinator",
            "changed",
            "",
            {
                "title": ["Action 1.1", "Train every officer"],
                "priority": ["High", "Medium"],
                "planned start": ["April 2023", "May 2023"],
                "leads": [
                    "Warwickshire Police, Superintendent (accountable lead)",
                    "Council, Director (accountable lead); Warwickshire Police, Superintendent (joint lead)",
                ],
            },
        )
    ]


def test_saving_what_stands_already_writes_nothing(coordinator: Person) -> None:
    action = make_action(leads=[make_post()])

    same = change_action(
        action=action, content=content_of_action(action), expected_version=1, by=coordinator, at=NOW
    )

    assert (same.version, _history(action)) == (1, [])


def test_a_stale_change_is_refused_with_what_the_other_saved(coordinator: Person) -> None:
    action = make_action("1.1", leads=[make_post()])
    start = content_of_action(action)
    other = make_person(name="Other coordinator")
    change_action(action=action, content=replace(start, title="Theirs"), expected_version=1, by=other, at=NOW)

    with pytest.raises(StalePlan) as refused:
        change_action(
            action=action, content=replace(start, title="Mine"), expected_version=1, by=coordinator, at=NOW
        )

    assert str(refused.value) == (
        "Other coordinator changed this while you were writing. Compare the two below."
    )
    assert refused.value.theirs.title == "Theirs"
    assert Action.objects.values_list("title", "version").get() == ("Theirs", 2)


def test_a_change_never_moves_the_due_date_nor_lets_the_start_pass_it(coordinator: Person) -> None:
    action = make_action(leads=[make_post()], due="31 March 2024")

    with pytest.raises(Unfinished) as refused:
        change_action(
            action=action,
            content=replace(content_of_action(action), start_words="1 April 2024"),
            expected_version=1,
            by=coordinator,
            at=NOW,
        )

    assert refused.value.problems == [
        ("start_words", "The start must be on or before the due date, 31 March 2024.")
    ]


def test_a_contradiction_of_the_source_does_not_stop_other_changes(coordinator: Person) -> None:
    action = make_action(start="April 2023", due="March 2023", leads=[make_post()])
    content = replace(content_of_action(action), title="Reworded")

    changed = change_action(action=action, content=content, expected_version=1, by=coordinator, at=NOW)

    assert (changed.title, changed.start_words, changed.due_words) == ("Reworded", "April 2023", "March 2023")


def test_moving_to_another_objective_puts_it_last_there(coordinator: Person) -> None:
    first, second = make_objective("1"), make_objective("2")
    moved, _, _ = (make_action(objective=objective) for objective in (first, first, second))

    change_action(
        action=moved,
        content=replace(content_of_action(moved), objective=second),
        expected_version=1,
        by=coordinator,
        at=NOW,
    )

    assert list(Action.objects.order_by("order").values_list("reference", "objective__number")) == [
        ("1.2", "1"),
        ("2.3", "2"),
        ("1.1", "2"),
    ]
    assert _history(moved)[0][3] == {"objective": ["1. Objective 1", "2. Objective 2"]}


def test_a_closed_action_is_not_changed(coordinator: Person) -> None:
    action = make_action(status="closed", closure_decision=make_decision())

    with pytest.raises(Refusal, match="closed by a decision"):
        change_action(
            action=action, content=content_of_action(action), expected_version=1, by=coordinator, at=NOW
        )


def test_setting_leads_keeps_their_order_and_says_what_changed(coordinator: Person) -> None:
    police, council = make_post(), make_post(make_agency("Council"), "Director")
    action = make_action(leads=[police])

    set_leads(
        action=action,
        leads=((council, LeadRole.ACCOUNTABLE), (police, LeadRole.SUPPORTING)),
        expected_version=1,
        by=coordinator,
        at=NOW,
    )

    assert list(action.leads.values_list("post", "role", "order")) == [
        (council.pk, "accountable", 1),
        (police.pk, "supporting", 2),
    ]
    assert _history(action) == [
        (
            "Coordinator",
            "changed leads",
            "",
            {
                "leads": [
                    "Warwickshire Police, Superintendent (accountable lead)",
                    "Council, Director (accountable lead); Warwickshire Police, Superintendent (supporting)",
                ]
            },
        )
    ]


def test_an_action_may_be_left_without_a_lead_and_says_so(coordinator: Person) -> None:
    action = make_action(leads=[make_post()])

    set_leads(action=action, leads=(), expected_version=1, by=coordinator, at=NOW)

    assert action.leads.count() == 0
    assert _history(action)[0][3] == {"leads": ["Warwickshire Police, Superintendent (accountable lead)", ""]}


def test_stale_leads_are_refused(coordinator: Person) -> None:
    action = make_action(leads=[make_post()], version=4)

    with pytest.raises(StalePlan):
        set_leads(action=action, leads=(), expected_version=3, by=coordinator, at=NOW)

    assert action.leads.count() == 1
