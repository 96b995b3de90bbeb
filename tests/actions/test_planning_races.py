"""Two coordinators at the same moment, in real threads: one is told, and neither undoes the other."""

from dataclasses import replace
from functools import partial

import pytest

from actions.amending import StalePlan
from actions.dependencies import WaitContent, wait_on_action
from actions.models import Action, Dependency, UpdateRequest
from actions.plan_content import ActionContent, content_of_action
from actions.planning import add_action, change_action
from actions.policies import Refusal, Unfinished
from actions.rounds import open_period
from governance.models import Event, Person, ReportingPeriod
from tests.factories import NOW, TODAY, make_action, make_objective, make_period, make_person
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> list[Person]:
    return [make_person(name=name) for name in ("First", "Second")]


def test_of_two_who_change_an_action_at_once_one_is_told(people: list[Person]) -> None:
    action = make_action("1.1")
    content = content_of_action(action)

    def change(by: Person) -> Action:
        return change_action(
            action=action, content=replace(content, title=by.name), expected_version=1, by=by, at=NOW
        )

    answers = together([partial(change, by) for by in people])

    [told] = [answer for answer in answers if isinstance(answer, StalePlan)]
    [kept] = [answer for answer in answers if isinstance(answer, Action)]
    assert told.theirs == kept
    assert list(Action.objects.values_list("title", "version")) == [(kept.title, 2)]
    assert list(Event.objects.values_list("by_name", flat=True)) == [kept.title]


def test_of_two_who_add_one_reference_at_once_one_is_told(people: list[Person]) -> None:
    content = ActionContent(title="Train officers", priority="high", objective=make_objective("1"))

    def add(by: Person) -> Action:
        return add_action(content=content, reference="1.5", due_words="March 2024", by=by, at=NOW)

    answers = together([partial(add, by) for by in people])

    [told] = [answer for answer in answers if isinstance(answer, Unfinished)]
    assert told.problems == [("reference", "Action 1.5 is in the plan already. Choose another reference.")]
    assert Action.objects.count() == 1


def test_of_two_who_would_close_a_circle_at_once_one_is_told(people: list[Person]) -> None:
    one, other = make_action("1.1"), make_action("1.2")

    def wait(by: Person, action: Action, on: Action) -> Dependency:
        content = WaitContent(plan=action.plan, reference=on.reference)
        return wait_on_action(action=action, content=content, by=by, at=NOW)

    first, second = people
    answers = together([partial(wait, first, one, other), partial(wait, second, other, one)])

    [told] = [answer for answer in answers if isinstance(answer, Unfinished)]
    assert "in a circle" in str(told)
    assert Dependency.objects.count() == 1


def test_of_two_rounds_opened_at_once_one_is(people: list[Person]) -> None:
    make_action("1.1")
    periods = [make_period("planned", quarter=quarter) for quarter in ("2023-Q3", "2023-Q4")]
    ReportingPeriod.objects.update(opens_on=TODAY, due_on=TODAY, meets_on=TODAY)

    def open_it(period: ReportingPeriod, by: Person) -> list[UpdateRequest]:
        return open_period(period=period, by=by, at=NOW)

    answers = together([partial(open_it, *pair) for pair in zip(periods, people, strict=True)])

    [told] = [answer for answer in answers if isinstance(answer, Refusal)]
    assert "is still open. Close it before opening" in str(told)
    assert list(ReportingPeriod.objects.order_by("state").values_list("state", flat=True)) == [
        "open",
        "planned",
    ]
    assert UpdateRequest.objects.count() == 1


def test_a_round_opened_twice_at_once_asks_once(people: list[Person]) -> None:
    make_action("1.1")
    period = make_period("planned")

    answers = together([partial(open_period, period=period, by=by, at=NOW) for by in people])

    [told] = [answer for answer in answers if isinstance(answer, Refusal)]
    assert str(told) == f"{period.quarter.label} has been opened already."
    assert UpdateRequest.objects.count() == 1
