"""The page that holds an action and takes it up again."""

import datetime as dt

import pytest
from django.test import Client

from actions.models import Action
from governance.models import Decision, Group
from tests.factories import (
    TODAY,
    make_action,
    make_decision,
)
from tests.pages import get_page, post_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/actions/1.1/"
HOLD = f"{PAGE}hold/"


def _decision(board: Group, **parts: str) -> dict[str, str]:
    return {
        "expected_version": "1",
        "group": str(board.pk),
        "decided_on_day": "5", "decided_on_month": "1", "decided_on_year": "2024",
        "reference": "4.2",
        "text": "Agreed to wait for the funding.",
    } | parts  # fmt: skip


def _hold(board: Group, **parts: str) -> dict[str, str]:
    until = {"until_day": "30", "until_month": "4", "until_year": "2024", "step": "hold"}
    return _decision(board) | until | parts


@pytest.mark.usefixtures("coordinator")
def test_an_action_is_held_by_a_decision(client: Client, board: Group) -> None:
    make_action("1.1")

    response = client.post(HOLD, _hold(board), follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "1.1 Action 1.1 is on hold." in response.content.decode()
    assert Action.objects.values_list("status", "hold_until").get() == ("on_hold", dt.date(2024, 4, 30))
    assert Decision.objects.values_list("group__name", "decided_on", "reference", "text").get() == (
        "VAWG Board",
        dt.date(2024, 1, 5),
        "4.2",
        "Agreed to wait for the funding.",
    )


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"until_day": "", "until_month": "", "until_year": ""},
            "Enter the date when the hold will be reviewed.",
        ),
        ({"until_day": "8", "until_month": "1"}, "The review date must be in the future."),
        ({"group": ""}, "Choose the group that decided."),
        ({"group": "999999"}, "Choose one of the groups listed."),
        ({"decided_on_day": "9"}, "The date of the decision must be today or in the past."),
        (
            {"decided_on_month": "13"},
            "The date of the decision must be a real date, such as 31 January 2024.",
        ),
        ({"text": " "}, "Say what was decided, in a sentence."),
        ({"text": "x" * 20_000}, "Shorten this to 4,000 characters or fewer. It has 20,000."),
        ({"reference": "x" * 61}, "Shorten the minute reference to 60 characters or fewer."),
    ],
)
def test_a_wrong_hold_is_said_beside_its_field_and_kept(
    client: Client, board: Group, typed: dict[str, str], sentence: str
) -> None:
    make_action("1.1")
    typed = _hold(board) | typed

    page = post_page(client, HOLD, typed)

    assert page.count(sentence) == 2
    assert "<title>Error: Hold 1.1" in page
    assert f'value="{typed["reference"]}"' in page
    assert typed["text"].strip() in page
    assert (Action.objects.get().status, Decision.objects.count()) == ("in_progress", 0)


@pytest.mark.usefixtures("coordinator")
def test_a_hold_from_a_stale_page_is_refused_and_kept(client: Client, board: Group) -> None:
    make_action("1.1", version=2)

    page = post_page(client, HOLD, _hold(board))

    assert "Somebody else changed it after you opened the page. Read it again first." in page
    assert 'name="expected_version" value="2"' in page
    assert "Agreed to wait for the funding." in page
    assert Decision.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_a_held_action_is_taken_up_again_or_held_for_longer(client: Client, board: Group) -> None:
    make_action("1.1", status="on_hold", hold_until=TODAY, hold_decision=make_decision())

    assert "On hold until 8 January 2024" in get_page(client, HOLD)
    client.post(HOLD, _hold(board))
    assert Action.objects.values_list("status", "hold_until").get() == ("on_hold", dt.date(2024, 4, 30))

    response = client.post(
        HOLD, {"step": "resume", "expected_version": "2", "status": "in_progress"}, follow=True
    )
    assert "1.1 Action 1.1 is taken up again." in response.content.decode()
    held = Action.objects.get()
    assert (held.status, held.hold_until, held.hold_decision) == ("in_progress", None, None)


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("status", ["", "complete"])
def test_taking_up_again_asks_how_far_it_got(client: Client, status: str) -> None:
    make_action("1.1", status="on_hold", hold_until=TODAY, hold_decision=make_decision())

    page = post_page(client, HOLD, {"step": "resume", "expected_version": "1", "status": status})

    assert page.count("Choose whether the action is not started or in progress.") == 2
    assert Action.objects.get().status == "on_hold"


@pytest.mark.usefixtures("coordinator")
def test_what_is_not_held_is_not_taken_up_and_what_is_finished_is_not_held(
    client: Client, board: Group
) -> None:
    make_action("1.1")
    resumed = post_page(client, HOLD, {"step": "resume", "expected_version": "1", "status": "in_progress"})
    Action.objects.update(status="complete", completed_on=TODAY)

    assert "This action is not on hold, so there is nothing to resume." in resumed
    assert "This action is finished, so it cannot be put on hold." in get_page(client, HOLD)
    assert "This action is complete, so it cannot be put on hold." in post_page(client, HOLD, _hold(board))
