"""What the histories tell of ties and of outside events: each deed once, and no plan in draft by name."""

from typing import Any

import pytest

from actions.dependencies import WaitContent, stop_waiting, wait_on_action, wait_on_event
from actions.linking import LinkContent, link_action, unlink_action
from actions.models import Action, Dependency, Plan
from actions.outside_events import expect_event, record_event
from actions.planning import record_trigger
from actions.policies import Refusal
from actions.tracing import trace_recommendation, untrace_recommendation
from governance.models import Event, Person
from governance.problems import Refused
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_group,
    make_objective,
    make_plan,
    make_recommendation,
    make_wait,
)

pytestmark = pytest.mark.django_db
BILL = "TBC once the Bill is law"


def told(subject: Action | Plan) -> list[tuple[str, str, dict[str, list[str]]]]:
    """Oldest first."""
    return [(e.verb, e.sentence, e.changes) for e in reversed(Event.objects.about(subject))]


def in_draft(reference: str) -> Action:
    plan = make_plan("next", title="Hidden next strategy", board=make_group("Others"), state="draft")
    return make_action(reference, objective=make_objective("7", plan=plan))


def test_a_plan_in_draft_is_named_in_no_history_that_others_read(coordinator: Person) -> None:
    ours, hidden, one = make_action("1.1"), in_draft("7.7"), make_recommendation("3")
    deed: dict[str, Any] = {"by": coordinator, "at": NOW}
    on_hidden = WaitContent(plan=hidden.plan, reference="7.7")
    stop_waiting(dependency=wait_on_action(action=ours, content=on_hidden, **deed), **deed)
    on_ours = WaitContent(plan=ours.plan, reference="1.1")
    stop_waiting(dependency=wait_on_action(action=hidden, content=on_ours, **deed), **deed)
    for delivers in (True, False):
        content = LinkContent(plan=hidden.plan, reference="7.7", delivers=delivers)
        unlink_action(link=link_action(action=ours, content=content, **deed), **deed)
    [trace] = trace_recommendation(recommendation=one, actions=[hidden], **deed)
    untrace_recommendation(trace=trace, **deed)

    draft = "an action of a plan in draft"
    assert [event[:2] for event in told(ours)] == [
        ("waits", f"On {draft}"),
        ("no longer waits", f"On {draft}"),
        ("is waited for", f"By {draft}"),
        ("is no longer waited for", f"By {draft}"),
        ("linked", f"It delivers {draft}."),
        ("removed a link", f"It delivers {draft}."),
        ("linked", "An action of a plan in draft delivers it."),
        ("removed a link", "An action of a plan in draft delivers it."),
    ]
    assert [event.sentence for event in Event.objects.about(one)] == [f"To {draft}"] * 2
    assert "By 1.1 of Delivery plan 2023-24" in [sentence for _, sentence, _ in told(hidden)]
    own = WaitContent(plan=hidden.plan, reference="7.7")
    beside = make_action("7.8", objective=hidden.objective)
    wait_on_action(action=beside, content=own, **deed)
    assert told(beside) == [("waits", "On 7.7 of Hidden next strategy", {})]


def test_whoever_moves_the_day_of_an_event_is_told_in_the_plan(coordinator: Person) -> None:
    plan = make_plan()
    deed: dict[str, Any] = {"by": coordinator, "at": NOW}
    expect_event(plan=plan, words="The Bill is law", expected_words="March 2024", **deed)
    for number, expected in enumerate(("", "March 2024", "May 2024")):
        said = WaitContent(event="the bill is law", expected_words=expected)
        wait_on_event(action=make_action(f"1.{number}"), content=said, **deed)
    words = "expected: The Bill is law"
    assert told(plan) == [
        ("expects an outside event", "", {words: ["", "March 2024"]}),
        ("expects an outside event", "", {words: ["March 2024", "May 2024"]}),
    ]


def test_dates_given_after_an_event_tell_all_that_it_frees(coordinator: Person) -> None:
    one, other, dated = *(make_action(f"1.{n}", start="", due=BILL) for n in (1, 2)), make_action("1.3")
    deed: dict[str, Any] = {"by": coordinator, "at": NOW}
    wait_on_event(action=dated, content=WaitContent(event="the Bill is law"), **deed)
    dates: dict[str, Any] = {"happened_on": TODAY, "start_words": "March 2024", "due_words": "June 2024"}
    for action in (one, other):
        record_trigger(action=action, **dates, expected_version=1, **deed)
    happened = "the Bill is law: happened on 8 January 2024."
    assert told(one.plan) == [("recorded an outside event", happened, {})]
    assert [event[:2] for event in told(dated)] == [
        ("waits", "For: the Bill is law"),
        ("is free to go on", happened),
    ]
    trigger = ("recorded a trigger", happened.replace("the", "The", 1))
    assert [event[:2] for event in told(one)] == [trigger]
    assert [event[:2] for event in told(other)] == [("is free to go on", happened), trigger]
    with pytest.raises(Refusal, match="This is recorded already"):
        record_event(plan=one.plan, words="the Bill is law", happened_on=TODAY, **deed)


def test_what_was_taken_off_before_is_taken_off_no_second_time(coordinator: Person) -> None:
    ours, theirs, one = make_action("1.1"), in_draft("7.7"), make_recommendation("3")
    deed: dict[str, Any] = {"by": coordinator, "at": NOW}
    tie = Dependency.objects.get(pk=make_wait(ours, theirs).pk)
    link = link_action(
        action=ours, content=LinkContent(plan=theirs.plan, reference="7.7", delivers=True), **deed
    )
    [trace] = trace_recommendation(recommendation=one, actions=[ours], **deed)
    Dependency.objects.all().delete()
    type(link).objects.all().delete()
    type(trace).objects.all().delete()
    before = Event.objects.count()
    with pytest.raises(Refusal, match=r"^The action does not wait on this any more: somebody took it off"):
        stop_waiting(dependency=tie, **deed)
    with pytest.raises(Refusal, match=r"^These are linked no more: somebody removed the link before you\.$"):
        unlink_action(link=link, **deed)
    with pytest.raises(Refused, match=r"^It is not traced to this action any more: somebody took that off"):
        untrace_recommendation(trace=trace, **deed)
    assert Event.objects.count() == before
