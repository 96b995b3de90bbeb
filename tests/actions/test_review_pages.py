"""The review of an update: what stands there, and who may see it."""

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import ProgressUpdate, UpdateRequest
from governance.models import Person
from governance.roles import Role
from tests.actions.people import person_with
from tests.factories import (
    make_action,
    make_agency,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)
from tests.pages import get_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

REVIEW = "/plans/vawg-2023-24/actions/1.1/review/2023-Q3/"
ENTER = "/plans/vawg-2023-24/actions/1.1/enter/2023-Q3/"


@pytest.fixture
def request_1_1() -> UpdateRequest:
    """Of an action of the police and the council."""
    leads = [make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")]
    return make_request(make_action("1.1", leads=leads))


def _states() -> list[tuple[str, str]]:
    return list(
        ProgressUpdate.objects.order_by("action__reference", "revision").values_list(
            "action__reference", "state"
        )
    )


@pytest.mark.usefixtures("coordinator")
def test_the_update_stands_beside_the_one_before(client: Client, request_1_1: UpdateRequest) -> None:
    before = make_request(request_1_1.action, make_period("closed", quarter="2023-Q2"))
    make_update(before, state="accepted", happened="Planned the course.", next_steps="Book rooms.")
    make_update(
        request_1_1,
        state="submitted",
        happened="Trained 62 officers.\nReferrals rose.",
        forecast="March 2024",
        suggested_rating="amber",
        suggested_rule=15,
        suggested_reason="Due date already moved",
        rating_reason="The move was a correction.",
    )

    page = get_page(client, REVIEW)

    assert table_rows(page, "app-beside") == [
        ["Question", "Q3 2023-24", "Q2 2023-24"],
        ["Status", "In progress", "The same"],
        ["What happened", "Trained 62 officers. Referrals rose.", "Planned the course."],
        ["Own call", "On track", "The same"],
        ["Forecast finish", "March 2024", "Not said"],
        ["Rating", "Green", "The same"],
        ["Why better than suggested", "The move was a correction.", "Not said"],
        ["What comes next", "Not said", "Book rooms."],
    ]
    words = words_of(page)
    assert "Rules suggest Amber Due date already moved (rule 15)" in words
    assert "Lead reports Green Better than the rules. The move was a correction." in words
    assert "Q2 2023-24 Green Confirmed" in words
    assert "Look twice: The rating is better than the rules suggest." in words
    assert re.findall(r'name="confirmed_rating" type="radio" value="(\w+)"( checked)?', page) == [
        ("green", " checked"), ("amber", ""), ("red", ""), ("grey", ""),
    ]  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_what_to_look_at_twice(client: Client, request_1_1: UpdateRequest) -> None:
    for quarter in ("2023-Q1", "2023-Q2"):
        before = make_request(request_1_1.action, make_period("closed", quarter=quarter))
        make_update(before, state="accepted", no_change=quarter == "2023-Q2", happened="Work goes on.")
    make_update(request_1_1, state="submitted", no_change=True, late=True, happened="work  goes ON.")

    words = words_of(get_page(client, REVIEW))

    assert (
        "Look twice: Handed in after the due date, 15 January 2024. “No change” for 2 quarters running. "
        "What happened is worded as in Q2 2023-24." in words
    )


@pytest.mark.usefixtures("coordinator")
def test_an_update_with_nothing_odd_and_none_before_it(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted", no_change=False)

    words = words_of(get_page(client, REVIEW))

    assert "Look twice" not in words
    assert "There is no earlier update of this action to set beside it." in words


@pytest.mark.usefixtures("coordinator")
def test_a_complete_action_is_confirmed_as_blue_or_returned(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(
        request_1_1,
        state="submitted",
        status="complete",
        reported_rating="blue",
        completed_on=dt.date(2024, 1, 3),
        completion_note="All trained.",
        suggested_rating="red",
        suggested_rule=5,
        suggested_reason="Overdue by 60 days",
    )

    page = get_page(client, REVIEW)

    assert re.findall(r'name="confirmed_rating" type="radio" value="(\w+)"( checked)?', page) == [
        ("blue", " checked")
    ]
    assert 'name="confirmed_note"' not in page
    words = words_of(page)
    assert (
        "Rules suggest Red Overdue by 60 days (rule 5). It is Blue once you accept that it is complete."
        in words
    )
    assert "Look twice" not in words


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("", "Nothing has been written for this action in Q3 2023-24."),
        ("draft", "Its agency has not handed it in yet, so there is nothing to accept or return."),
        ("ready", "Its agency has not handed it in yet, so there is nothing to accept or return."),
        (
            "returned",
            "Returned by Person of the agency on 8 January 2024: Say how many officers were trained.",
        ),
        ("accepted", "Accepted by Person of the agency on 8 January 2024."),
    ],
)
def test_what_does_not_wait_offers_no_answer(
    client: Client, request_1_1: UpdateRequest, state: str, sentence: str
) -> None:
    if state:
        make_update(request_1_1, state=state)

    page = get_page(client, REVIEW)

    assert sentence in words_of(page)
    assert 'name="step"' not in page


@pytest.mark.parametrize(
    ("role", "review", "judge", "enter"),
    [
        (Role.LEAD_OFFICER, 403, 403, 403),
        (Role.AGENCY_SPONSOR, 403, 403, 403),
        (Role.SUB_GROUP_LEAD, 403, 403, 403),
        (Role.COORDINATOR, 200, 302, 200),
        (Role.BOARD_CHAIR, 403, 403, 403),
        (Role.BOARD_MEMBER, 403, 403, 403),
        (Role.ADMINISTRATOR, 403, 403, 403),
        (Role.AUDITOR, 200, 403, 403),
    ],
)
def test_who_reviews_judges_and_enters(
    client: Client, request_1_1: UpdateRequest, role: Role, review: int, judge: int, enter: int
) -> None:
    make_update(request_1_1, state="submitted")
    client.force_login(person_with(role, make_post(make_agency("Police"))))
    answer = {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"}

    assert client.get(ENTER).status_code == enter
    assert client.get(REVIEW).status_code == review
    assert client.post(REVIEW, answer).status_code == judge
    assert len(_states()) == (2 if judge == 302 else 1)


def test_an_auditor_reads_without_the_answers(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted", happened="Trained 62 officers.")
    client.force_login(person_with(Role.AUDITOR, make_post(make_agency("Police"))))

    page = get_page(client, REVIEW)

    assert "Trained 62 officers." in page
    assert "It waits for the coordinator." in page
    assert 'name="step"' not in page


def test_a_coordinator_of_another_board_may_not(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")
    client.force_login(make_person(Role.COORDINATOR, group=make_group("Other board")))

    assert [client.get(REVIEW).status_code, client.get(ENTER).status_code] == [403, 403]


def test_an_action_round_or_plan_that_is_not_there_is_not_found(client: Client, coordinator: Person) -> None:
    make_request(make_action("1.1"))
    draft = make_plan("draft", state="draft", board=make_group("Other board"))
    make_action("1.1", objective=make_objective("1", plan=draft))

    for address in (REVIEW, ENTER):
        assert client.get(address).status_code == 200
        for wrong in (
            address.replace("1.1", "9.9"),
            address.replace("2023-Q3", "2023-Q9"),
            address.replace("2023-Q3", "2023-Q4"),
            address.replace("vawg-2023-24", "draft"),
        ):
            assert client.get(wrong).status_code == 404, wrong


@pytest.mark.parametrize("waiting", [1, 3])
def test_the_cost_is_the_same_however_many_wait(
    client: Client,
    coordinator: Person,
    request_1_1: UpdateRequest,
    waiting: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    before = make_request(request_1_1.action, make_period("closed", quarter="2023-Q2"))
    make_update(before, state="accepted")
    make_update(request_1_1, state="submitted")
    for _ in range(waiting):
        make_update(make_request(make_action(leads=[make_post()])), state="submitted")
    client.get(REVIEW)

    with django_assert_num_queries(11):
        client.get(REVIEW)
