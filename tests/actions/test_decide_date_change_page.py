"""The page that decides a date change."""

import pytest
from django.test import Client

from actions.models import Action, DateChange
from governance.models import Decision, Group
from tests.factories import (
    make_action,
    make_date_change,
    make_group,
    make_objective,
    make_plan,
)
from tests.pages import get_page, post_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/actions/1.1/"


def _decision(board: Group, **parts: str) -> dict[str, str]:
    return {
        "expected_version": "1",
        "group": str(board.pk),
        "decided_on_day": "5", "decided_on_month": "1", "decided_on_year": "2024",
        "reference": "4.2",
        "text": "Agreed to wait for the funding.",
    } | parts  # fmt: skip


@pytest.fixture
def change() -> DateChange:
    return make_date_change(make_action("1.1", due="31 March 2024"), to="30 September 2024")


def _address(change: DateChange) -> str:
    return f"/plans/vawg-2023-24/date-changes/{change.pk}/"


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("outcome", "state", "due", "sentence"),
    [
        ("agreed", "agreed", "30 September 2024", "the due date of 1.1 moves."),
        ("refused", "refused", "31 March 2024", "the due date of 1.1 stays."),
    ],
)
def test_a_decision_moves_the_due_date_or_leaves_it(
    client: Client, board: Group, change: DateChange, outcome: str, state: str, due: str, sentence: str
) -> None:
    assert "The supplier is late." in get_page(client, _address(change))

    response = client.post(_address(change), _decision(board, outcome=outcome), follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert f"The decision is recorded: {sentence}" in response.content.decode()
    assert DateChange.objects.values_list(
        "state", "decision__reference", "action__due_words", "action__original_due_words"
    ).get() == (state, "4.2", due, "31 March 2024")


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": ""}, "Choose whether the group agreed or refused."),
        ({"outcome": "perhaps"}, "Choose whether the group agreed or refused."),
        ({"decided_on_year": "2025"}, "The date of the decision must be today or in the past."),
        ({"text": ""}, "Say what was decided, in a sentence."),
    ],
)
def test_a_wrong_decision_is_said_beside_its_field(
    client: Client, board: Group, change: DateChange, typed: dict[str, str], sentence: str
) -> None:
    page = post_page(client, _address(change), _decision(board, outcome="agreed") | typed)

    assert page.count(sentence) == 2
    assert "<title>Error: Due date of 1.1" in page
    assert DateChange.objects.values_list("state", flat=True).get() == "requested"
    assert Decision.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_what_was_decided_already_stays_decided(client: Client, board: Group, change: DateChange) -> None:
    client.post(_address(change), _decision(board, outcome="refused"))

    again = post_page(client, _address(change), _decision(board, outcome="agreed"))

    assert "This date change has been decided already: refused." in again
    assert "This date change has been decided." in get_page(client, _address(change))
    assert Action.objects.get().due_words == "31 March 2024"
    assert Decision.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_a_change_of_another_plan_is_not_found_under_this_one(client: Client) -> None:
    make_plan()
    elsewhere = make_plan("other", board=make_group("Other board"))
    foreign = make_date_change(make_action("1.1", objective=make_objective("1", plan=elsewhere)))

    assert client.get(_address(foreign)).status_code == 404
    assert client.get(f"/plans/other/date-changes/{foreign.pk}/").status_code == 403
    assert client.get("/plans/vawg-2023-24/date-changes/999999/").status_code == 404
