"""Recording what a group resolved."""

import datetime as dt

import pytest

from governance.decisions import DecisionContent, UnfinishedDecision, in_minuted_order, record_decision
from governance.models import Decision, Event
from tests.factories import NOW, TODAY, make_decision, make_group, make_person

pytestmark = pytest.mark.django_db


def _content(**parts: object) -> DecisionContent:
    return DecisionContent(
        **({"group": make_group(), "decided_on": TODAY, "text": "Agreed to hold the action."} | parts)  # type: ignore[arg-type]  # parts of the test's own choosing
    )


def test_a_decision_is_written_down_with_who_recorded_it_and_when() -> None:
    coordinator = make_person(name="Coordinator")

    made = record_decision(
        content=_content(reference=" 4.2 ", text="  Agreed to hold the action. "), by=coordinator, at=NOW
    )

    assert Decision.objects.values(
        "group__name", "decided_on", "reference", "text", "recorded_by__name", "recorded_at", "is_sample"
    ).get() == {
        "group__name": "VAWG Board",
        "decided_on": TODAY,
        "reference": "4.2",
        "text": "Agreed to hold the action.",
        "recorded_by__name": "Coordinator",
        "recorded_at": NOW,
        "is_sample": False,
    }
    [event] = Event.objects.about(made)
    assert (event.by_name, event.verb, event.subject_name, event.sentence) == (
        "Coordinator",
        "recorded",
        "VAWG Board, 8 January 2024",
        "Agreed to hold the action.",
    )


@pytest.mark.parametrize(
    ("parts", "problems"),
    [
        (
            {"decided_on": dt.date(2024, 1, 9)},
            [("decided_on", "The date of the decision must be today or in the past.")],
        ),
        ({"text": "   "}, [("text", "Say what was decided, in a sentence.")]),
        (
            {"text": "x" * 20_000},
            [("text", "Shorten this to 4,000 characters or fewer. It has 20,000.")],
        ),
        (
            {"reference": "x" * 61},
            [("reference", "Shorten the minute reference to 60 characters or fewer.")],
        ),
    ],
)
def test_a_decision_that_cannot_be_recorded_says_why(
    parts: dict[str, object], problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(UnfinishedDecision) as refused:
        record_decision(content=_content(**parts), by=make_person(), at=NOW)

    assert refused.value.problems == problems
    assert (Decision.objects.count(), Event.objects.count()) == (0, 0)


def test_a_group_decides_within_its_life() -> None:
    group = make_group("Task and finish group", starts_on=dt.date(2023, 5, 1), ends_on=dt.date(2023, 12, 31))

    refusals = []
    for day in (dt.date(2023, 4, 30), dt.date(2024, 1, 1)):
        with pytest.raises(UnfinishedDecision) as refused:
            record_decision(content=_content(group=group, decided_on=day), by=make_person(), at=NOW)
        refusals.append(refused.value.problems)
    for day in (dt.date(2023, 5, 1), dt.date(2023, 12, 31)):
        record_decision(content=_content(group=group, decided_on=day), by=make_person(), at=NOW)

    assert refusals == [
        [("decided_on", "Task and finish group was set up on 1 May 2023, after that date.")],
        [("decided_on", "Task and finish group ended on 31 December 2023, before that date.")],
    ]
    assert Decision.objects.count() == 2


def test_a_decision_names_nobody_and_a_number_of_an_office_may_be_vouched_for() -> None:
    texts = ("NI number AB123456C is noted.", "Ring the helpline on 01926 412000.")
    said = []
    for text in texts:
        for vouched in (False, True):
            try:
                record_decision(content=_content(text=text, not_personal=vouched), by=make_person(), at=NOW)
            except UnfinishedDecision as refused:
                said.append((text, vouched, [name for name, _ in refused.problems]))

    assert said == [(texts[0], False, ["text"]), (texts[0], True, ["text"]), (texts[1], False, ["text"])]
    assert list(Decision.objects.values_list("text", flat=True)) == [texts[1]]


def test_the_newest_day_comes_first_and_a_day_in_the_order_of_its_minutes() -> None:
    references = [("24/10", 8), ("24/2", 8), ("", 8), ("23/9", 7), ("24/1", 8)]
    for reference, day in references:
        make_decision(reference=reference, decided_on=dt.date(2024, 1, day))

    said = [one.reference for one in in_minuted_order(Decision.objects.all())]

    assert said == ["24/1", "24/2", "24/10", "", "23/9"]
