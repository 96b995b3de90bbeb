"""The opening of a round: its dates, whom it asks, what is refused."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, UpdateRequest
from governance.models import Person, ReportingPeriod
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_decision,
    make_period,
    make_plan,
    make_post,
    make_request,
    make_update,
)
from tests.pages import get_page, table_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/rounds/2023-Q3/"
OPEN = "/plans/vawg-2023-24/rounds/open/"
DATES = {
    "quarter": "2023-Q3",
    "opens_on_day": "8", "opens_on_month": "1", "opens_on_year": "2024",
    "due_on_day": "22", "due_on_month": "1", "due_on_year": "2024",
    "meets_on_day": "31", "meets_on_month": "jan", "meets_on_year": "2024",
}  # fmt: skip


@pytest.fixture
def three_actions() -> list[Action]:
    post = make_post()
    return [
        make_action("1.1", leads=[post]),
        make_action("1.2", start="April 2024", leads=[post]),
        make_action("1.3", status="closed", closure_decision=make_decision(), leads=[post]),
    ]


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_dates_are_offered_like_those_of_the_round_before(client: Client) -> None:
    make_period("closed", quarter="2023-Q2")

    page = get_page(client, OPEN)

    assert re.findall(r'name="(\w+_on)_(day|month|year)"[^>]*value="(\d+)"', page) == [
        ("opens_on", "day", "8"), ("opens_on", "month", "1"), ("opens_on", "year", "2024"),
        ("due_on", "day", "15"), ("due_on", "month", "1"), ("due_on", "year", "2024"),
        ("meets_on", "day", "30"), ("meets_on", "month", "1"), ("meets_on", "year", "2024"),
    ]  # fmt: skip
    assert re.findall(r'<option value="([\w-]+)"( selected)?>', page) == [
        ("2023-Q3", " selected"),
        ("2023-Q4", ""),
        ("2024-Q1", ""),
        ("2024-Q2", ""),
    ]


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_before_it_opens_the_page_says_who_is_asked_and_why_others_are_not(client: Client) -> None:
    response = client.post(OPEN, {"step": "choose", **DATES})
    page = response.content.decode()

    assert table_rows(page, "app-round-ask") == [
        ["Ask about", "Lead", "Status", "Why not asked"],
        ["1.1 Action 1.1", "Warwickshire Police, Superintendent", "In progress", ""],
        [
            "1.2 Action 1.2",
            "Warwickshire Police, Superintendent",
            "In progress",
            "Starts after the quarter: April 2024",
        ],
        ["1.3 Action 1.3", "Warwickshire Police, Superintendent", "Closed", "Closed by a decision"],
    ]
    assert re.findall(r'id="(id_ask_\d)" name="ask" type="checkbox" value="\d+"( checked)?', page) == [
        ("id_ask_0", " checked"),
        ("id_ask_1", ""),
    ]
    assert ReportingPeriod.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_opening_asks_those_who_are_ticked(client: Client, three_actions: list[Action]) -> None:
    asked = [str(three_actions[1].pk)]

    response = client.post(OPEN, {"step": "open", "ask": asked, **DATES}, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert (
        "Q3 2023-24 is open. 1 action is asked for an update by 22 January 2024." in response.content.decode()
    )
    assert list(UpdateRequest.objects.values_list("action__reference", "period__state")) == [("1.2", "open")]


@pytest.mark.usefixtures("coordinator")
def test_a_planned_round_opens_with_the_dates_it_is_given(
    client: Client, three_actions: list[Action]
) -> None:
    make_period("planned")

    client.post(OPEN, {"step": "open", "ask": [str(three_actions[0].pk)], **DATES})

    assert ReportingPeriod.objects.values_list("state", "opens_on", "due_on", "meets_on").get() == (
        "open",
        dt.date(2024, 1, 8),
        dt.date(2024, 1, 22),
        dt.date(2024, 1, 31),
    )


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_dates_may_be_saved_to_open_later(client: Client) -> None:
    response = client.post(OPEN, {"step": "plan", **DATES}, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "The dates of Q3 2023-24 are saved. Nobody has been asked yet." in response.content.decode()
    assert ReportingPeriod.objects.values_list("state", flat=True).get() == "planned"


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_the_dates_may_be_changed_from_the_second_page(client: Client) -> None:
    page = client.post(OPEN, {"step": "change", "ask": ["1"], **DATES}).content.decode()

    assert 'name="due_on_day" id="id_due_on_day"' in page or 'value="22"' in page
    assert "Whom" not in page


@pytest.mark.usefixtures("three_actions", "coordinator")
@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"due_on_day": ""}, ["The date updates are due must include a day."]),
        (
            {"due_on_day": "31", "due_on_month": "2"},
            ["The date updates are due must be a real date, such as 31 March 2024."],
        ),
        ({"due_on_day": "7"}, ["Updates must be due on or after 8 January 2024, when it opens."]),
        ({"meets_on_day": "21"}, ["The Board must meet on or after 22 January 2024, when updates are due."]),
        ({"quarter": "2023-Q2"}, ["That quarter's round has been opened already. Choose another."]),
        ({"quarter": ""}, ["Choose the quarter that the round is about."]),
    ],
)
def test_wrong_dates_are_said_beside_their_field_and_kept(
    client: Client, typed: dict[str, str], sentences: list[str]
) -> None:
    make_period("closed", quarter="2023-Q2")

    for step in ("choose", "plan", "open"):
        page = unescape(client.post(OPEN, {"step": step, **DATES, **typed}).content.decode())
        assert [s for s in sentences if page.count(s) == 2] == sentences, step
        assert "<title>Error: Open a round" in page
        assert 'value="jan"' in page
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_while_another_is_open_the_next_is_planned_but_not_opened(
    client: Client, three_actions: list[Action]
) -> None:
    make_period("open", quarter="2023-Q2")

    page = get_page(client, OPEN)
    refused = client.post(OPEN, {"step": "open", "ask": [str(three_actions[0].pk)], **DATES})

    assert "Q2 2023-24 is still open. Close it before opening the next." in page
    assert 'value="choose"' not in page
    assert "Q2 2023-24 is still open. Close it before opening Q3 2023-24." in refused.content.decode()
    assert UpdateRequest.objects.count() == 0
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_a_round_that_asks_nobody_or_a_stranger_is_refused_with_the_choice_kept(
    client: Client, three_actions: list[Action]
) -> None:
    nobody = client.post(OPEN, {"step": "open", **DATES}).content.decode()
    closed = client.post(OPEN, {"step": "open", "ask": [str(three_actions[2].pk)], **DATES}).content.decode()

    assert "Choose at least one action to ask about." in nobody
    assert " checked" not in nobody
    assert "One of these actions is no longer in the plan. Look through the list again." in closed
    assert ReportingPeriod.objects.count() == 0


def test_who_is_asked_is_looked_through_at_a_constant_cost(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_plan()
    client.get(OPEN)
    for count in (1, 3):
        while Action.objects.count() < count:
            make_action(leads=[make_post(make_agency(f"Agency {Action.objects.count()}"))])
        with django_assert_num_queries(8):
            client.post(OPEN, {"step": "choose", **DATES})


def test_what_was_entered_elsewhere_says_for_whom(client: Client, coordinator: Person) -> None:
    request = make_request(make_action("1.1"))
    make_update(request, state="submitted", by=coordinator, entered_for="Probation Service", at=NOW)

    assert table_rows(get_page(client, PAGE), "app-round-rows")[2][5] == (
        "8 January 2024 Coordinator, for Probation Service"
    )
