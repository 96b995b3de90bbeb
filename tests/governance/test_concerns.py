"""Raising a concern, writing its answer down, taking it further and closing it."""

import datetime as dt
from typing import Any

import pytest

from governance.concerns import (
    AnswerContent,
    ConcernContent,
    answer_concern,
    close_concern,
    escalate_concern,
    raise_concern,
)
from governance.models import Concern, Event, Group, Person
from governance.problems import Refused
from tests.factories import NOW, TODAY, make_group, make_person

pytestmark = pytest.mark.django_db

DUE = TODAY + dt.timedelta(days=30)


@pytest.fixture
def lcjb() -> Group:
    return make_group("Local Criminal Justice Board", short_name="LCJB")


@pytest.fixture
def lead() -> Person:
    return make_person(name="Sub-group lead")


def content(**parts: Any) -> ConcernContent:
    usual: dict[str, Any] = {
        "kind": "practice",
        "text": "Screens are late.",
        "raised_on": TODAY,
        "reply_due_on": DUE,
    }
    return ConcernContent(**usual | parts)


def answer(**parts: Any) -> AnswerContent:
    usual: dict[str, Any] = {"answered_on": TODAY, "answered_by": "Its chair"}
    return AnswerContent(**{"answer": "They are logged now."} | usual | parts)


def test_a_concern_is_raised_answered_taken_further_and_closed(lcjb: Group, lead: Person) -> None:
    first = raise_concern(
        raiser=make_group(), content=content(to_group=lcjb, forum="Advocates' forum"), by=lead, at=NOW
    )
    answered = answer_concern(concern=first, content=answer(), by=lead, at=NOW)
    onward = escalate_concern(
        concern=answered, content=content(to_body="Home Office", joint_with="LCJB"), by=lead, at=NOW
    )
    close_concern(concern=onward, note="It is settled.", by=lead, at=NOW)

    fields = ("state", "forum", "to_group__name", "to_body", "joint_with", "answer", "closing_note")
    assert list(Concern.objects.order_by("pk").values_list(*fields, "carries_on")) == [
        (
            "closed",
            "Advocates' forum",
            lcjb.name,
            "",
            "",
            "They are logged now.",
            "Taken on to Home Office.",
            None,
        ),
        ("closed", "", None, "Home Office", "LCJB", "", "It is settled.", first.pk),
    ]
    told = Event.objects.filter(subject_kind="governance.concern").order_by("pk")
    assert list(told.values_list("verb", "subject_key", "sentence", "on_behalf_of")) == [
        ("raised", str(first.pk), "Screens are late.", "VAWG Board"),
        ("answered", str(first.pk), "They are logged now.", "VAWG Board"),
        ("raised", str(onward.pk), "Screens are late.", "VAWG Board"),
        ("closed", str(first.pk), "Taken on to Home Office.", "VAWG Board"),
        ("closed", str(onward.pk), "It is settled.", "VAWG Board"),
    ]


def refusals_of(lead: Person, **parts: Any) -> tuple[tuple[str, str], ...]:
    with pytest.raises(Refused) as refused:
        raise_concern(raiser=make_group(), content=content(**parts), by=lead, at=NOW)
    return refused.value.problems


def test_what_cannot_be_raised_says_why_and_writes_nothing(lcjb: Group, lead: Person) -> None:
    board = make_group()
    young = make_group("New group", starts_on=TODAY)
    yesterday = TODAY - dt.timedelta(days=1)
    to_itself = "VAWG Board raises the concern, so it cannot be raised with it."
    tried = [
        refusals_of(lead),
        refusals_of(lead, to_group=board),
        refusals_of(lead, to_body="vawg board"),
        refusals_of(lead, to_group=lcjb, to_body="Home Office"),
        refusals_of(lead, to_group=lcjb, text=" ", kind="x"),
        refusals_of(lead, to_group=lcjb, reply_due_on=yesterday),
        refusals_of(lead, to_group=lcjb, raised_on=TODAY + dt.timedelta(days=1)),
        refusals_of(lead, to_group=young, raised_on=yesterday),
        refusals_of(lead, to_group=lcjb, text="Born on 3 May 1990, NHS number 943 476 5919."),
    ]

    assert tried[:8] == [
        (("to_body", "Choose the group that it is raised with, or name another body."),),
        (("to_group", to_itself),),
        (("to_body", to_itself),),
        (
            (
                "to_body",
                "Leave this empty: Local Criminal Justice Board is chosen. Or choose another body above.",
            ),
        ),
        (
            ("kind", "Choose what the concern is about."),
            ("text", "Say what the concern is, in a sentence or more."),
        ),
        (("reply_due_on", "The reply must be due on or after 8 January 2024, when it was raised."),),
        (("raised_on", "The day when it was raised must be today or in the past."),),
        (("raised_on", "New group was set up on 8 January 2024, after that day."),),
    ]
    assert [name for name, _ in tried[8]] == ["text", "text"]
    assert (Concern.objects.count(), Event.objects.count()) == (0, 0)


def test_what_cannot_follow_says_why(lcjb: Group, lead: Person) -> None:
    made = raise_concern(raiser=make_group(), content=content(to_group=lcjb), by=lead, at=NOW)
    early = TODAY - dt.timedelta(days=1)

    def tried(verb: Any, **said: Any) -> tuple[tuple[str, str], ...]:
        with pytest.raises(Refused) as refused:
            verb(concern=made, by=lead, at=NOW, **said)
        return refused.value.problems

    assert tried(answer_concern, content=answer(answer="", answered_by=" ", answered_on=early)) == (
        ("answer", "Say what was answered."),
        ("answered_by", "Say who answered: a post or a body, not a person's name."),
        ("answered_on", "The concern was raised on 8 January 2024, after that day."),
    )
    assert tried(close_concern, note=" ") == (("note", "Say why the concern is closed without an answer."),)
    assert tried(escalate_concern, content=content(to_group=lcjb)) == (
        ("to_group", "The concern is with Local Criminal Justice Board already. Choose another body."),
    )
    assert tried(escalate_concern, content=content(to_body="Home Office", raised_on=early)) == (
        ("raised_on", "The concern was first raised on 8 January 2024, after that day."),
    )
    answer_concern(concern=made, content=answer(), by=lead, at=NOW)
    again = (("", "This concern was answered already. Take it further, or close it."),)
    assert tried(answer_concern, content=answer()) == again
    close_concern(concern=made, note="", by=lead, at=NOW)
    over = (("", "This concern is closed. Raise a new one if it has come back."),)
    assert tried(answer_concern, content=answer()) == over
    assert tried(close_concern, note="Again.") == over
    assert tried(escalate_concern, content=content(to_body="Home Office")) == over
