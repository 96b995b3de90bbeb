"""Adding to the plan and changing it: what is written, what is refused, and what the history says."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.amending import StalePlan
from actions.models import Action, ActionLead, LeadRole, Objective
from actions.plan_content import ActionContent, ObjectiveContent, content_of_action
from actions.planning import (
    add_action,
    change_action,
    change_objective,
    record_trigger,
    set_leads,
    suggest_reference,
)
from actions.policies import Refusal, Unfinished
from governance.models import Event, Person
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_objective,
    make_person,
    make_plan,
    make_post,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Person:
    return make_person(name="Coordinator")


def _content(**parts: object) -> ActionContent:
    defaults = {
        "title": "Train officers to see coercive control",
        "description": "A day's course for every response team.",
        "priority": "high",
        "objective": make_objective("1"),
        "start_words": "October 2023",
        "leads": ((make_post(), LeadRole.ACCOUNTABLE),),
    }
    return ActionContent(**(defaults | parts))  # type: ignore[arg-type]  # parts of the test's own choosing


def _add(by: Person, *, reference: str = "1.9", due: str = "March 2024", **parts: object) -> Action:
    return add_action(content=_content(**parts), reference=reference, due_words=due, by=by, at=NOW)


def _history(subject: Action | Objective) -> list[tuple[str, str, str, dict[str, list[str]]]]:
    return list(Event.objects.about(subject).values_list("by_name", "verb", "sentence", "changes"))


# ------------------------------------------------ adding


def test_an_added_action_stands_in_the_plan_with_its_dates_and_leads(coordinator: Person) -> None:
    council = make_post(make_agency("Council"), "Director")
    leads = ((make_post(), LeadRole.ACCOUNTABLE), (council, LeadRole.SUPPORTING))

    action = _add(coordinator, leads=leads)

    columns = (
        "plan__slug", "objective__number", "reference", "title", "description", "priority", "status",
        "start_words", "start_on", "start_precision", "original_due_words", "original_due_on",
        "original_due_precision", "due_words", "due_on", "due_precision", "ongoing", "recurs", "awaiting",
        "version",
    )  # fmt: skip
    assert Action.objects.values_list(*columns).get() == (
        "vawg-2023-24", "1", "1.9", "Train officers to see coercive control",
        "A day's course for every response team.", "high", "not_started",
        "October 2023", dt.date(2023, 10, 31), "month", "March 2024", dt.date(2024, 3, 31),
        "month", "March 2024", dt.date(2024, 3, 31), "month", False, "", "",
        1,
    )  # fmt: skip
    assert [(str(lead.post), lead.role, lead.order) for lead in ActionLead.objects.all()] == [
        ("Warwickshire Police, Superintendent", "accountable", 1),
        ("Council, Director", "supporting", 2),
    ]
    assert _history(action) == [("Coordinator", "added", "Due March 2024", {})]


@pytest.mark.parametrize(
    ("due", "kept"),
    [
        ("On-going. To be reviewed Oct 2024", (dt.date(2024, 10, 31), True, "", "")),
        ("On-going", (None, True, "", "")),
        ("TBC once the Bill receives Royal Assent", (None, False, "", "the Bill receives Royal Assent")),
        ("Q3 2023/24", (dt.date(2023, 12, 31), False, "", "")),
    ],
)
def test_a_due_date_is_kept_as_written_and_as_meant(
    coordinator: Person, due: str, kept: tuple[object, ...]
) -> None:
    action = _add(coordinator, due=due, start_words="")

    assert (action.due_on, action.ongoing, action.recurs, action.awaiting) == kept
    assert (action.due_words, action.original_due_words, action.original_due_on) == (due, due, kept[0])


def test_an_added_action_comes_last_of_its_objective_and_before_the_next(coordinator: Person) -> None:
    first, second = make_objective("1"), make_objective("2")
    for objective in (first, first, second):
        make_action(objective=objective)

    _add(coordinator, objective=first)

    assert list(Action.objects.values_list("reference", "order")) == [
        ("1.1", 1),
        ("1.2", 2),
        ("1.9", 3),
        ("2.3", 4),
    ]


def test_a_reference_is_suggested_that_nobody_has() -> None:
    objective = make_objective("7")
    for reference in ("7.1", "7.3"):
        make_action(reference, objective=objective)

    assert suggest_reference(objective) == "7.4"
    assert suggest_reference(make_objective("8")) == "8.1"


@pytest.mark.parametrize(
    ("parts", "problems"),
    [
        ({"title": "  "}, [("title", "Enter a title that says what will be done.")]),
        (
            {"title": "x" * 201},
            [("title", "Shorten this to 200 characters or fewer. It has 201.")],
        ),
        (
            {"description": "x" * 20_000},
            [("description", "Shorten this to 4,000 characters or fewer. It has 20,000.")],
        ),
        ({"priority": "urgent"}, [("priority", "Choose a priority, or “To be confirmed”.")]),
        ({"start_words": "soon"}, None),
        ({"due": ""}, None),
        ({"due": "soon"}, None),
        (
            {"due": "30 September 2023"},
            [("due_words", "The due date must be on or after the start, October 2023.")],
        ),
        ({"due": "x" * 201}, [("due_words", "Shorten this to a date of 200 characters or fewer.")]),
        ({"reference": ""}, [("reference", "Enter a reference such as 7.3.")]),
        (
            {"reference": "1/9"},
            [("reference", "Write the reference with letters, numbers, dots and hyphens, 20 at most.")],
        ),
    ],
)
def test_what_will_not_do_is_said_beside_its_field_and_nothing_is_added(
    coordinator: Person, parts: dict[str, object], problems: list[tuple[str, str]] | None
) -> None:
    with pytest.raises(Unfinished) as refused:
        _add(coordinator, **parts)  # type: ignore[arg-type]  # parts of the table's own choosing

    if problems is None:
        [name] = parts
        [(field, sentence)] = refused.value.problems
        assert field == {"due": "due_words"}.get(name, name)
        assert sentence.endswith(".")
    else:
        assert refused.value.problems == problems
    assert (Action.objects.count(), Event.objects.count()) == (0, 0)


def test_a_reference_is_used_once_in_a_plan(coordinator: Person) -> None:
    _add(coordinator, reference="1.9a")
    make_action("1.9b", objective=make_objective("1", plan=make_plan("another")))

    with pytest.raises(Unfinished) as refused:
        _add(coordinator, reference="1.9A")
    _add(coordinator, reference="1.9b")

    assert refused.value.problems == [
        ("reference", "Action 1.9A is in the plan already. Choose another reference.")
    ]


def test_an_action_stands_under_a_numbered_objective_that_holds_actions(coordinator: Person) -> None:
    owned = make_objective("S1", owner_group=make_group("Communication Subgroup", kind="sub_group"))
    upper = Objective.objects.upper().get()
    problems = []
    for objective in (owned, upper):
        with pytest.raises(Unfinished) as refused:
            _add(coordinator, objective=objective)
        problems += refused.value.problems

    assert problems == [
        (
            "objective",
            "Objective S1 is owned by the Communication Subgroup and holds no actions. Choose another.",
        ),
        ("objective", "Choose one of the numbered objectives under “Prevention”."),
    ]


def test_leads_are_named_once_and_one_at_most_is_accountable(coordinator: Person) -> None:
    police, council = make_post(), make_post(make_agency("Council"))

    with pytest.raises(Unfinished) as refused:
        _add(coordinator, leads=((police, LeadRole.JOINT), (police, LeadRole.SUPPORTING)))
    assert refused.value.problems == [
        ("leads", "Warwickshire Police, Superintendent is named twice. Keep one of the two.")
    ]
    with pytest.raises(Unfinished) as refused:
        _add(coordinator, leads=((police, LeadRole.ACCOUNTABLE), (council, LeadRole.ACCOUNTABLE)))
    assert refused.value.problems == [
        (
            "leads",
            "Only one lead can be accountable: choose between Warwickshire Police, Superintendent and "
            "Council, Superintendent.",
        )
    ]


# ------------------------------------------------ changing


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


# ------------------------------------------------ leads alone


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


# ------------------------------------------------ objectives


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


# ------------------------------------------------ triggers


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
