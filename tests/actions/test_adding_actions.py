"""Adding an action to the plan: what is written, what is refused."""

import datetime as dt

import pytest

from actions.models import Action, ActionLead, LeadRole, Objective
from actions.plan_content import ActionContent
from actions.planning import (
    add_action,
    suggest_reference,
)
from actions.policies import Unfinished
from governance.models import Event, Person
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_group,
    make_objective,
    make_plan,
    make_post,
)

pytestmark = pytest.mark.django_db


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
