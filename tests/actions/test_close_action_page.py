"""The page that closes an action."""

import re

import pytest
from django.test import Client

from actions.models import Action, UpdateRequest
from governance.models import Decision, Group
from tests.factories import (
    TODAY,
    make_action,
    make_decision,
    make_request,
)
from tests.pages import get_page, post_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/actions/1.1/"
CLOSE = f"{PAGE}close/"


def _decision(board: Group, **parts: str) -> dict[str, str]:
    return {
        "expected_version": "1",
        "group": str(board.pk),
        "decided_on_day": "5", "decided_on_month": "1", "decided_on_year": "2024",
        "reference": "4.2",
        "text": "Agreed to wait for the funding.",
    } | parts  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_the_page_says_what_closing_does_and_offers_what_may_take_the_work_on(client: Client) -> None:
    make_action("1.1")
    other = make_action("1.2")
    make_action("1.3", status="closed", closure_decision=make_decision())
    make_action("1.4", status="complete", completed_on=TODAY)

    page = get_page(client, CLOSE)
    select = re.search(r'<select name="continued_in".*?</select>', page, re.DOTALL)

    assert "Closing cannot be undone." in page
    assert select is not None
    assert re.findall(r'<option value="(\w*)"[^>]*>([^<]+)', select[0]) == [
        ("", "Choose an action"),
        (str(other.pk), "1.2 Action 1.2"),
    ]


@pytest.mark.usefixtures("coordinator")
def test_an_action_is_closed_by_a_decision_and_asked_about_no_more(client: Client, board: Group) -> None:
    other = make_action("1.2")
    make_request(make_action("1.1"))
    typed = _decision(board, closure="merged", continued_in=str(other.pk))

    response = client.post(CLOSE, typed, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "1.1 Action 1.1 is closed." in response.content.decode()
    assert Action.objects.filter(reference="1.1").values_list(
        "status", "closure", "continued_in__reference", "closure_decision__text"
    ).get() == ("closed", "merged", "1.2", "Agreed to wait for the funding.")
    assert UpdateRequest.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_a_cancelled_action_goes_on_nowhere_whatever_stood_in_the_list(client: Client, board: Group) -> None:
    make_action("1.1")
    other = make_action("1.2")

    client.post(CLOSE, _decision(board, closure="cancelled", continued_in=str(other.pk)))

    assert Action.objects.filter(reference="1.1").values_list("closure", "continued_in").get() == (
        "cancelled",
        None,
    )


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"closure": ""}, "Choose how the action ends."),
        ({"closure": "lost"}, "Choose one of the ways listed."),
        ({"closure": "merged"}, "Choose the action that takes its work on."),
        ({"closure": "merged", "continued_in": "999999"}, "Choose one of the actions listed."),
        ({"text": ""}, "Say what was decided, in a sentence."),
    ],
)
def test_a_wrong_closing_is_said_beside_its_field(
    client: Client, board: Group, typed: dict[str, str], sentence: str
) -> None:
    make_action("1.1")

    page = post_page(client, CLOSE, _decision(board, closure="cancelled") | typed)

    assert page.count(sentence) == 2
    assert "<title>Error: Close 1.1" in page
    assert 'value="4.2"' in page
    assert (Action.objects.get().status, Decision.objects.count()) == ("in_progress", 0)


@pytest.mark.usefixtures("coordinator")
def test_a_finished_action_is_not_closed(client: Client, board: Group) -> None:
    make_action("1.1", status="complete", completed_on=TODAY)

    assert "This action is finished, so there is nothing to close." in get_page(client, CLOSE)
    client.post(CLOSE, _decision(board, closure="cancelled"))
    assert Action.objects.get().status == "complete"
