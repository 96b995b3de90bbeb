"""Success measures and their readings: the verbs, the pages, wrong input, who may, and the cost."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.measuring import MeasureContent, StaleMeasure, add_measure, change_measure, retire_measure
from actions.models import Action, Measure, MeasureReading, Plan
from actions.policies import ClosedPeriod, Refusal, Unfinished
from actions.recording import ReadingContent, StaleReading, record_reading
from governance.models import Agency, Event, Person
from governance.roles import Role
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_measure,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_reading,
    make_request,
    make_update,
)
from tests.pages import get_page, post_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/measures/"
TRUST = MeasureContent(words="People who trust us", unit="%", better="up", target=Decimal(60))


@pytest.fixture
def coordinator() -> Person:
    return make_person(Role.COORDINATOR, group=make_plan().board, name="Coordinator")


@pytest.fixture
def police() -> Agency:
    return make_agency("Warwickshire Police")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def record(measure: Measure, by: Person, **said: Any) -> MeasureReading:
    """In the open quarter, 50 unless told otherwise."""
    content = {"value": Decimal(50)} | {
        name: said.pop(name) for name in ("value", "note", "reason") if name in said
    }
    usual: dict[str, Any] = {"period": make_period(), "expected_revision": 0, "at": NOW}
    return record_reading(measure=measure, content=ReadingContent(**content), by=by, **(usual | said))


def events_of(measure: Measure) -> list[tuple[str, str, dict[str, list[str]]]]:
    """Oldest first: verb, sentence and changes."""
    return list(Event.objects.about(measure).order_by("pk").values_list("verb", "sentence", "changes"))


def test_a_measure_is_added_changed_and_retired_with_its_history(coordinator: Person, police: Agency) -> None:
    made = add_measure(of=make_objective("7"), content=TRUST, by=coordinator, at=NOW)
    second = add_measure(
        of=make_objective("7"), content=MeasureContent(words="Less fear"), by=coordinator, at=NOW
    )
    changed = MeasureContent(words="People who trust us", unit="%", better="up", agency=police)
    change_measure(measure=made, content=changed, expected_version=1, by=coordinator, at=NOW)
    change_measure(measure=made, content=changed, expected_version=2, by=coordinator, at=NOW)
    retire_measure(measure=made, because="The survey has ended.", by=coordinator, at=NOW)

    made.refresh_from_db()
    assert (made.order, second.order, made.version, made.retired_on) == (1, 2, 3, dt.date(2024, 1, 8))
    assert events_of(made) == [
        ("added the measure", "Of 7. Objective 7", {}),
        ("changed the measure", "", {"target": ["60", ""], "supplied by": ["", "Warwickshire Police"]}),
        ("retired the measure", "The survey has ended.", {}),
    ]


def test_a_measure_that_will_not_do_says_why(coordinator: Person, police: Agency) -> None:
    wrong = MeasureContent(words=" ", target=Decimal(5), agency=police, supplier="A survey")
    with pytest.raises(Unfinished) as unfinished:
        add_measure(of=make_objective(), content=wrong, by=coordinator, at=NOW)
    assert unfinished.value.problems == [
        ("words", "Say how one would know that it has worked."),
        ("better", "Choose which direction is better, now that there are numbers."),
        ("supplier", "Leave this empty: Warwickshire Police is chosen. Or choose no agency above."),
    ]
    made = add_measure(of=make_action("1.1"), content=TRUST, by=coordinator, at=NOW)
    record(made, coordinator)
    words_alone = MeasureContent(words="People trust us")
    with pytest.raises(Unfinished, match=r"^Its readings are numbers already. Retire it, and add another.$"):
        change_measure(measure=made, content=words_alone, expected_version=1, by=coordinator, at=NOW)
    with pytest.raises(StaleMeasure, match=r"^Somebody changed this measure while you were writing"):
        change_measure(measure=made, content=TRUST, expected_version=2, by=coordinator, at=NOW)
    with pytest.raises(Unfinished, match=r"^Say why nothing more is read of it.$"):
        retire_measure(measure=made, because=" ", by=coordinator, at=NOW)
    retire_measure(measure=made, because="It has ended.", by=coordinator, at=NOW)
    with pytest.raises(Refusal, match=r"^This measure is retired, so nothing of it can be changed.$"):
        record(made, coordinator, expected_revision=1)
    Plan.objects.update(state="closed")
    with pytest.raises(Refusal, match=r"^This plan is closed, so nothing in it can be changed.$"):
        add_measure(of=make_objective(), content=TRUST, by=coordinator, at=NOW)


def test_an_action_that_was_closed_meanwhile_gets_no_measure(coordinator: Person) -> None:
    read_before = make_action("1.1")
    Action.objects.update(status="closed", closure="cancelled", closure_decision=make_decision())
    with pytest.raises(Refusal, match=r"^This action was closed by a decision, so it can no longer be"):
        add_measure(of=read_before, content=TRUST, by=coordinator, at=NOW)


def test_a_reading_is_put_down_once_and_corrected_with_a_reason(coordinator: Person) -> None:
    measure = make_measure()
    first = record(measure, coordinator)
    same = record(measure, coordinator, expected_revision=1)
    record(measure, coordinator, value=Decimal("48.5"), reason="Late answers.", expected_revision=1)

    assert same == first
    assert list(MeasureReading.objects.values_list("revision", "value", "reason", "by_name")) == [
        (1, Decimal("50.00"), "", "Coordinator"),
        (2, Decimal("48.50"), "Late answers.", "Coordinator"),
    ]
    assert events_of(measure) == [
        ("put down a reading", "", {"Q3 2023-24": ["", "50"]}),
        ("corrected a reading", "Late answers.", {"Q3 2023-24": ["50", "48.5"]}),
    ]


def test_a_reading_that_cannot_stand_says_why(coordinator: Person) -> None:
    measure = make_measure()
    in_words = make_measure(better="", unit="", words="They are heard")
    with pytest.raises(Unfinished, match=r"^Enter the reading as a number, such as 12 or 12.5.$"):
        record(measure, coordinator, value=None, note="Many.")
    with pytest.raises(Unfinished, match=r"^Say in words how it stands.$"):
        record(in_words, coordinator, value=None)
    record(measure, coordinator)
    with pytest.raises(Unfinished, match=r"^Say why the reading is corrected.$"):
        record(measure, coordinator, value=Decimal(40), expected_revision=1)
    with pytest.raises(StaleReading, match=r"^Coordinator put down this reading while you were writing"):
        record(measure, coordinator, value=Decimal(40))
    with pytest.raises(ClosedPeriod, match=r"^Q2 2023-24 is closed. Ask the coordinator to put down or"):
        record(measure, coordinator, period=make_period("closed", quarter="2023-Q2"))
    with pytest.raises(ClosedPeriod, match=r"^Q4 2023-24 is not open yet"):
        record(measure, coordinator, period=make_period("planned", quarter="2023-Q4"))
    other = make_period(board=make_group("Another board"))
    with pytest.raises(Refusal, match=r"^That quarter is of another board"):
        record(measure, coordinator, period=other)


def test_a_number_that_its_unit_cannot_have_is_refused(coordinator: Person) -> None:
    share, children = make_measure(), make_measure(unit="children", better="down", words="Children who wait")
    balance = make_measure(unit="points", baseline=Decimal(-4), target=Decimal(5), words="Net trust")
    with pytest.raises(Unfinished, match=r"^Write the reading as a share from 0 to 100.$"):
        record(share, coordinator, value=Decimal(101))
    with pytest.raises(Unfinished, match=r"^The reading cannot be below 0.$"):
        record(children, coordinator, value=Decimal(-3))
    assert record(balance, coordinator, value=Decimal(-2)).value == -2
    make_period()
    address = f"{PAGE}{children.pk}/readings/2023-Q3/"
    answer = post_page(signed_in(coordinator), address, {"value": "12%", "expected_revision": 0})
    assert "Write the reading without a per cent sign: it is measured in children." in words_of(answer)
    assert 'value="12%"' in answer
    wrong_way = MeasureContent(words="Waits", better="down", baseline=Decimal(10), target=Decimal(20))
    said = r"^Lower is better, yet 20 is above the baseline of 10. Change the target, or the direction.$"
    with pytest.raises(Unfinished, match=said):
        add_measure(of=make_objective(), content=wrong_way, by=coordinator, at=NOW)


def test_its_supplier_enters_it_and_loses_nothing_that_was_typed(coordinator: Person, police: Agency) -> None:
    measure = make_measure(make_objective("7"), agency=police)
    make_period()
    lead = make_person(Role.LEAD_OFFICER, agency=police, name="Analyst, Warwickshire Police")
    client = signed_in(lead)
    address = f"{PAGE}{measure.pk}/readings/2023-Q3/"

    owed = words_of(get_page(client, "/updates/"))
    assert "People who feel safe The reading for Q3 2023-24 is wanted by 15 January 2024" in owed
    page = get_page(client, PAGE)
    assert "Not supplied for Q3 2023-24 yet Warwickshire Police : People who feel safe" in words_of(page)
    assert address in page
    answer = post_page(client, address, {"value": "about forty", "note": "By survey", "expected_revision": 0})
    assert "Write the reading as a number, such as 12 or 12.5. Words go in their own box." in words_of(answer)
    assert 'value="about forty"' in answer
    assert "By survey</textarea>" in answer

    client.get(address)
    record(measure, coordinator)
    stale = post_page(client, address, {"value": "40", "expected_revision": 0})
    assert "Coordinator put down this reading while you were writing." in words_of(stale)
    assert "Coordinator put down 50% on 8 January 2024. What you save corrects it." in words_of(stale)
    assert 'value="40"' in stale
    again = {"value": "40", "reason": "Counted twice.", "expected_revision": 1}
    assert client.post(address, again).status_code == 302
    assert "Every number has been supplied." in words_of(get_page(client, PAGE))
    assert "is wanted by" not in words_of(get_page(client, "/updates/"))
    shown = words_of(get_page(client, f"{PAGE}{measure.pk}/"))
    assert "Was 50, put down by Coordinator on 8 January 2024. Corrected: Counted twice." in shown


def test_after_closing_the_coordinator_alone_puts_one_down(coordinator: Person, police: Agency) -> None:
    measure = make_measure(agency=police)
    make_period("closed", quarter="2023-Q2")
    address = f"{PAGE}{measure.pk}/readings/2023-Q2/"
    lead = make_person(Role.LEAD_OFFICER, agency=police)
    refused = signed_in(lead).get(address, follow=True).content.decode()
    assert "Q2 2023-24 is closed. Ask the coordinator to put down or correct its reading." in words_of(
        refused
    )

    client = signed_in(coordinator)
    assert "Q2 2023-24 is closed, so its pack stays as it was." in words_of(get_page(client, address))
    assert client.post(address, {"value": "40", "expected_revision": 0}).status_code == 302
    shown = words_of(get_page(client, f"{PAGE}{measure.pk}/"))
    assert "After the quarter had closed: its pack stays as it was." in shown


def test_readings_stand_beside_the_ratings_of_the_actions(coordinator: Person, police: Agency) -> None:
    before, period = make_period("closed", quarter="2023-Q2"), make_period()
    objective = make_objective("7")
    for reference in ("7.1", "7.2"):
        make_update(make_request(make_action(reference, objective=objective), period), state="accepted")
    measure = make_measure(objective, agency=police, baseline=60, target=75)
    make_reading(measure, before, 58, at=before.opened_on.isoformat() + "T09:00Z")
    make_reading(measure, period, "52.5")
    make_measure(make_action("9.1"), better="", unit="", words="They are heard", retired_on=None)
    make_measure(make_objective("8"), words="Gone", retired_on=dt.date(2024, 1, 2), retired_because="Old.")

    page = get_page(signed_in(coordinator), PAGE)
    said = (
        "Both of its actions are Green, and the measure got worse: "
        "from 58% in Q2 2023-24 to 52.5% in Q3 2023-24."
    )
    assert f"Where outcome and ratings differ People who feel safe {said}" in words_of(page)
    rows = table_rows(page, "app-measures")
    assert rows[0] == [
        "Measure",
        "Baseline",
        "Q2 2023-24",
        "Q3 2023-24 open",
        "Target",
        "Travel",
        "Supplied by",
    ]
    assert rows[1] == ["7. Objective 7 Its actions: 7.1 Green 7.2 Green"]
    assert rows[2][1:] == [
        "60",
        "58",
        "52.5 Correct the reading for Q3 2023-24: People who feel safe",
        "75",
        "▼ Worse",
        "Warwickshire Police",
    ]
    assert rows[2][0].endswith(f"In %. Higher is better. Look at this {said}")
    assert rows[4][0] == "They are heard Of action 9.1 Action 9.1. In words."
    assert "Gone : 2 January 2024. Old." in words_of(page)


def test_the_coordinator_adds_and_retires_one_by_its_forms(coordinator: Person, police: Agency) -> None:
    make_objective("7")
    client = signed_in(coordinator)
    typed = {"of": "objective-7", "words": "Safe", "better": "up", "baseline": "few", "agency": police.pk}
    wrong = post_page(client, f"{PAGE}add/", typed)
    assert "Write the baseline as a number, such as 12 or 12.5. Words go in their own box." in words_of(wrong)
    assert 'value="few"' in wrong

    client.post(f"{PAGE}add/", typed | {"baseline": "12.5"})
    made = Measure.objects.get()
    assert (made.words, made.baseline, made.better, made.agency) == ("Safe", Decimal("12.50"), "up", police)
    address = f"{PAGE}{made.pk}/"
    boxes = {"words": "Safer", "better": "up", "expected_version": 0}
    stale = client.post(f"{address}change/", boxes)
    assert stale.status_code == 409
    assert "As it stands now Measure Safe Counted Higher is better, from 12.5" in words_of(
        stale.content.decode()
    )
    assert client.post(f"{address}change/", boxes | {"expected_version": 1}).status_code == 302
    because = {"because": "The survey line 01926 555010 closed."}
    asked = post_page(client, f"{address}retire/", because)
    assert "This looks like a phone number." in words_of(asked)
    assert "I have checked: what looks personal is not about a person" in words_of(asked)
    client.post(f"{address}retire/", because | {"not_personal": "on"})
    again = client.get(f"{address}change/", follow=True).content.decode()
    assert "This measure is retired, so nothing of it can be changed." in words_of(again)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_measure_and_for_three(
    number: int, coordinator: Person, police: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    periods = [make_period("closed", quarter="2023-Q2"), make_period()]
    for place in range(number):
        action = make_action(f"{place}.1", objective=make_objective(str(place)))
        make_update(make_request(action, periods[1]), state="accepted")
        for of in (action, action.objective):
            measure = make_measure(of, agency=police)
            for period in periods[:number]:
                make_reading(measure, period)
    client = signed_in(coordinator)
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(f"{PAGE}{measure.pk}/")
