"""The page that gives a waiting action its dates."""

from html import unescape

import pytest
from django.test import Client

from actions.models import Action
from tests.factories import (
    make_action,
)
from tests.pages import boxes_of, get_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
TRIGGER = f"{PLAN}actions/1.1/trigger/"


HAPPENED = {
    "expected_version": "1",
    "happened_on_day": "20", "happened_on_month": "12", "happened_on_year": "2023",
    "start_words": "February 2024",
    "due_words": "September 2024",
}  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_a_trigger_gives_the_action_its_dates(client: Client) -> None:
    make_action("1.1", start="", due="TBC once the Bill receives Royal Assent")

    assert "“TBC once the Bill receives Royal Assent”" in get_page(client, TRIGGER)
    response = client.post(TRIGGER, HAPPENED, follow=True)

    assert response.redirect_chain == [(f"{PLAN}actions/1.1/", 302)]
    assert (
        "1.1 Action 1.1 has its dates now, and is asked about from the next round."
        in response.content.decode()
    )
    assert Action.objects.values_list("awaiting", "start_words", "due_words", "original_due_words").get() == (
        "",
        "February 2024",
        "September 2024",
        "September 2024",
    )


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"happened_on_year": "2025"}, "The date when it happened must be today or in the past."),
        ({"happened_on_day": ""}, "The date when it happened must include a day."),
        ({"due_words": ""}, "Enter the due date, now that it no longer waits."),
        ({"due_words": "TBC once Cabinet agrees"}, "Enter the due date, now that it no longer waits."),
        ({"due_words": "January 2024"}, "The due date must be on or after the start, February 2024."),
        (
            {"expected_version": "0"},
            "Somebody else changed it after you opened the page. Read it again first.",
        ),
    ],
)
def test_a_wrong_trigger_is_said_and_kept(client: Client, typed: dict[str, str], sentence: str) -> None:
    make_action("1.1", start="", due="TBC once the Bill receives Royal Assent")

    page = unescape(client.post(TRIGGER, HAPPENED | typed).content.decode())

    assert sentence in page
    assert boxes_of(page)["start_words"] == "February 2024"
    assert Action.objects.values_list("awaiting", flat=True).get() == "the Bill receives Royal Assent"


@pytest.mark.usefixtures("coordinator")
def test_an_action_with_dates_waits_for_nothing(client: Client) -> None:
    make_action("1.1")

    assert "This action waits for nothing: its due date is 31 March 2024." in get_page(client, TRIGGER)
    client.post(TRIGGER, HAPPENED)
    assert Action.objects.values_list("due_words", flat=True).get() == "31 March 2024"
