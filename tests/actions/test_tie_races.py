"""Two people at the same moment who tie actions, or write the events that these wait for, in real threads."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from actions.dependencies import WaitContent, stop_waiting, wait_on_event
from actions.linking import LinkContent, link_action, unlink_action
from actions.models import Action, Dependency, OutsideEvent
from actions.outside_events import Freed, record_event
from actions.planning import record_trigger
from actions.policies import Refusal, Unfinished
from actions.tracing import trace_recommendation, untrace_recommendation
from actions.versions import VersionContent, record_version
from governance.models import Event, Person
from governance.problems import Refused
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_event,
    make_group,
    make_objective,
    make_person,
    make_plan,
    make_recommendation,
    make_wait,
)
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
BILL = "the Bill is law"


@pytest.fixture
def people() -> list[Person]:
    return [make_person(name=name) for name in ("First", "Second")]


def wait(by: Person, action: Action) -> Dependency:
    content = WaitContent(event=BILL, expected_words="May 2024")
    return wait_on_event(action=action, content=content, by=by, at=NOW)


def happen(by: Person, action: Action) -> Freed:
    return record_event(plan=action.plan, words=BILL, happened_on=TODAY, by=by, at=NOW)


def give_dates(by: Person, action: Action) -> Action:
    dates: dict[str, Any] = {"happened_on": TODAY, "start_words": "March 2024", "due_words": "June 2024"}
    return record_trigger(action=action, **dates, expected_version=1, by=by, at=NOW)


def test_two_who_first_name_one_event_at_once_wait_for_the_same(people: list[Person]) -> None:
    pairs = zip(people, [make_action("1.1"), make_action("1.2")], strict=True)
    first, second = together([partial(wait, *pair) for pair in pairs])
    assert isinstance(first, Dependency)
    assert isinstance(second, Dependency)
    assert OutsideEvent.objects.get() == first.on_event == second.on_event


def test_events_recorded_while_others_wait_for_them_stay_recorded(people: list[Person]) -> None:
    plan, (recorder, waiter) = make_plan(), people
    works: list[Callable[[], Any]] = []
    for number in range(8):
        words = make_event(f"event {number}").words
        happened = partial(record_event, plan=plan, words=words, happened_on=TODAY, by=recorder, at=NOW)
        content = WaitContent(event=words, expected_words="May 2024")
        action = make_action(f"1.{number}")
        works += [happened, partial(wait_on_event, action=action, content=content, by=waiter, at=NOW)]
    answers = together(works)
    assert set(OutsideEvent.objects.values_list("happened_on", flat=True)) == {TODAY}
    # Who waited first is freed; who came after is told.
    freed = [action for answer in answers if isinstance(answer, Freed) for action in answer.dated]
    told = [answer for answer in answers if isinstance(answer, Unfinished)]
    assert len(freed) + len(told) == 8


def test_an_event_recorded_twice_at_once_frees_once(people: list[Person]) -> None:
    parked, other = (make_action(f"1.{n}", start="", due=f"TBC once {BILL}") for n in (1, 2))
    one, two = people
    works: list[Callable[[], Any]] = [partial(give_dates, one, parked), partial(happen, two, other)]
    together(works)
    assert OutsideEvent.objects.get().happened_on == TODAY
    assert Event.objects.filter(verb="recorded an outside event").count() == 1
    assert Event.objects.about(other).count() == 1


@pytest.mark.parametrize("work", [wait, give_dates])
def test_who_writes_an_event_and_who_records_a_version_do_not_lock_each_other_out(
    people: list[Person], work: Callable[[Person, Action], Any]
) -> None:
    due = f"TBC once {BILL}" if work is give_dates else "March 2024"
    action = make_action("1.1", start="", due=due)
    one, two = people
    content = VersionContent(name="1.1", reason="A new law.", dated_on=TODAY)
    version = partial(record_version, plan=action.plan, content=content, expected=0, by=two, at=NOW)
    answers = together([partial(work, one, action), version])
    assert [answer for answer in answers if isinstance(answer, Refusal)] == []


def untie(work: Callable[[], None]) -> str:
    try:
        work()
    except (Refusal, Refused) as refused:
        return str(refused)
    return "done"


def test_of_two_who_take_a_tie_off_at_once_one_is_told(people: list[Person]) -> None:
    ours, recommendation = make_action("1.1"), make_recommendation("3")
    plan = make_plan("police", title="Police plan", board=make_group("Delivery group"))
    theirs = make_action("2.1", objective=make_objective("2", plan=plan))
    deed: dict[str, Any] = {"by": people[0], "at": NOW}
    content = LinkContent(plan=theirs.plan, reference="2.1", delivers=True)
    link = link_action(action=ours, content=content, **deed)
    [trace] = trace_recommendation(recommendation=recommendation, actions=[ours], **deed)
    undo: list[tuple[Callable[..., None], dict[str, Any]]] = [
        (stop_waiting, {"dependency": make_wait(ours, theirs)}),
        (unlink_action, {"link": link}),
        (untrace_recommendation, {"trace": trace}),
    ]
    for verb, tie in undo:
        before = Event.objects.count()
        answers = together([partial(untie, partial(verb, **tie, by=by, at=NOW)) for by in people])
        assert sorted(answer == "done" for answer in map(str, answers)) == [False, True]
        assert Event.objects.count() == before + 2
