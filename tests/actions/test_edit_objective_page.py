"""The page that changes an objective."""

from html import unescape

import pytest
from django.test import Client

from actions.models import Objective
from tests.factories import (
    make_action,
    make_group,
    make_objective,
)
from tests.pages import boxes_of, table_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
OBJECTIVE = f"{PLAN}objectives/1/edit/"


@pytest.mark.usefixtures("coordinator")
def test_an_objective_is_changed(client: Client) -> None:
    group = make_group("Communication Subgroup", kind="sub_group", reports_to=make_group())
    make_objective("1")
    typed = {
        "expected_version": "1",
        "title": "Campaigns",
        "description": "New words.",
        "priority": "medium",
        "owner_group": str(group.pk),
    }

    response = client.post(OBJECTIVE, typed, follow=True)

    assert response.redirect_chain == [(PLAN, 302)]
    assert "1. Campaigns: changed." in response.content.decode()
    assert Objective.objects.filter(number="1").values_list(
        "title", "description", "priority", "owner_group", "version"
    ).get() == ("Campaigns", "New words.", "medium", group.pk, 2)


@pytest.mark.usefixtures("coordinator")
def test_a_stale_objective_shows_both_texts(client: Client) -> None:
    make_objective("1", version=2, title="Theirs")
    typed = {"expected_version": "1", "title": "Mine", "description": "", "priority": "", "owner_group": ""}

    response = client.post(OBJECTIVE, typed)

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert table_rows(page, "app-beside") == [
        ["Part", "Theirs, saved", "Yours, not saved yet"],
        ["Title", "Theirs", "Mine"],
    ]
    assert boxes_of(page) == {"title": "Mine", "expected_version": "2"}


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Enter a title that says what will be done."),
        ({"priority": "urgent"}, "Choose a priority, or leave it out."),
        ({"owner_group": "999999"}, "Choose one of the groups listed."),
    ],
)
def test_a_wrong_objective_is_said_beside_its_field(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    make_objective("1")
    whole = {
        "expected_version": "1",
        "title": "Mine",
        "description": "Kept.",
        "priority": "",
        "owner_group": "",
    }

    page = unescape(client.post(OBJECTIVE, whole | typed).content.decode())

    assert page.count(sentence) == 2
    assert "Kept." in page
    assert Objective.objects.filter(number="1").values_list("title", flat=True).get() == "Objective 1"


@pytest.mark.usefixtures("coordinator")
def test_an_objective_with_actions_has_no_owning_group(client: Client) -> None:
    make_action("1.1")
    typed = {
        "expected_version": "1",
        "title": "Objective 1",
        "description": "",
        "priority": "",
        "owner_group": str(make_group().pk),
    }

    page = unescape(client.post(OBJECTIVE, typed).content.decode())

    assert page.count("Objective 1 holds actions, so a sub-group cannot own it. Move its actions first.") == 2
