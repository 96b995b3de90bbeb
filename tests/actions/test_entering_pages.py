"""Entering an update for its lead: what is asked, what goes in, what is kept."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from actions.models import ProgressUpdate, UpdateRequest
from tests.factories import (
    make_action,
    make_agency,
    make_decision,
    make_person,
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


RECEIVED = {
    "entered_for": "Police, Superintendent",
    "received_how": "by telephone",
    "received_on_day": "5", "received_on_month": "1", "received_on_year": "2024",
}  # fmt: skip
SAID = {
    "expected_revision": "0",
    "status": "in_progress",
    "happened": "Trained 62 officers.",
    "call": "on_track",
    "reported_rating": "green",
    "step": "submit",
}


@pytest.mark.usefixtures("coordinator")
def test_what_is_entered_goes_in_as_submitted_with_whose_it_is(
    client: Client, request_1_1: UpdateRequest
) -> None:
    response = client.post(ENTER, RECEIVED | SAID, follow=True)

    assert response.redirect_chain == [(REVIEW, 302)]
    words = words_of(response.content.decode())
    assert "The update of 1.1 is entered, and waits to be accepted." in words
    assert (
        "Entered by Coordinator for Police, Superintendent, received by telephone on 5 January 2024" in words
    )
    assert ProgressUpdate.objects.values_list(
        "revision", "state", "by_name", "entered_for", "received_how", "received_on", "happened"
    ).get() == (
        1, "submitted", "Coordinator", "Police, Superintendent", "by telephone", dt.date(2024, 1, 5),
        "Trained 62 officers.",
    )  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_it_may_be_another_post_than_the_leads(client: Client, request_1_1: UpdateRequest) -> None:
    other = RECEIVED | {"entered_for": "other", "entered_for_other": "Probation Service, Head"}

    client.post(ENTER, other | SAID)

    assert ProgressUpdate.objects.values_list("entered_for", flat=True).get() == "Probation Service, Head"


@pytest.mark.usefixtures("coordinator", "request_1_1")
def test_the_leads_are_offered_and_today(client: Client) -> None:
    page = get_page(client, ENTER)

    assert re.findall(r'name="entered_for" type="radio" value="([^"]+)"', page) == [
        "Police, Superintendent",
        "Council, Director",
        "other",
    ]
    assert re.findall(r'name="received_on_(\w+)"[^>]*value="(\d+)"', page) == [
        ("day", "8"),
        ("month", "1"),
        ("year", "2024"),
    ]


@pytest.mark.usefixtures("coordinator", "request_1_1")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"entered_for": ""}, "Choose whose update it is."),
        ({"entered_for": "other"}, "Enter the post or agency whose update it is."),
        ({"received_how": ""}, "Choose how it reached you."),
        ({"received_on_day": "9"}, "The date it reached you must be today or in the past."),
        ({"received_on_year": ""}, "The date it reached you must include a year."),
        ({"happened": ""}, "Say what happened this quarter, in a sentence or more."),
        ({"reported_rating": "red"}, "Red needs the issue: say what has gone wrong."),
        ({"forecast_words": "December 2023"}, "The forecast finish must be today or later"),
    ],
)
def test_a_wrong_entry_is_said_beside_its_field_and_kept(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    entry = {**RECEIVED, **SAID, "next_steps": "Book the next course.", **typed}

    page = unescape(client.post(ENTER, entry).content.decode())

    assert page.count(sentence) == 2
    assert "<title>Error: Enter 1.1 for its lead" in page
    assert "Book the next course." in page
    assert ProgressUpdate.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_an_entry_over_what_the_lead_saved_meanwhile_shows_both(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="draft", happened="Theirs.", by=make_person(name="Lead officer"))

    response = client.post(ENTER, RECEIVED | SAID | {"happened": "Mine."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Lead officer saved this update" in page
    assert table_rows(page, "app-beside") == [
        ["Question", "Theirs", "Yours, not saved yet"],
        ["What happened", "Theirs.", "Mine."],
    ]
    assert 'name="expected_revision" value="1"' in page

    client.post(ENTER, RECEIVED | SAID | {"happened": "Mine.", "expected_revision": "1"})
    assert list(ProgressUpdate.objects.values_list("revision", "state", "happened")) == [
        (1, "draft", "Theirs."),
        (2, "submitted", "Mine."),
    ]


@pytest.mark.usefixtures("coordinator")
def test_a_form_sent_twice_is_entered_once(client: Client, request_1_1: UpdateRequest) -> None:
    first, second = (client.post(ENTER, RECEIVED | SAID) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_what_was_submitted_already_is_not_entered_over_and_the_words_can_be_copied(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="submitted", happened="Theirs.")

    page = words_of(get_page(client, ENTER))
    response = client.post(ENTER, RECEIVED | SAID | {"happened": "Mine.", "expected_revision": "1"})

    assert "This update has been submitted." in page
    assert response.status_code == 409
    assert "What happened Mine." in words_of(response.content.decode())
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_nothing_is_entered_for_a_closed_action(client: Client) -> None:
    make_request(make_action("1.1", status="closed", closure_decision=make_decision()))

    assert "closed by a decision" in get_page(client, ENTER)
    assert client.post(ENTER, RECEIVED | SAID).status_code == 409
    assert ProgressUpdate.objects.count() == 0
