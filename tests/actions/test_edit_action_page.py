"""The page that changes an action, and what happens when two do."""

from html import unescape

import pytest
from django.test import Client

from actions.models import Action
from governance.models import Event, Post
from tests.factories import (
    make_action,
    make_agency,
    make_decision,
    make_post,
)
from tests.pages import boxes_of, chosen_in, get_page, table_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
EDIT = f"{PLAN}actions/1.1/edit/"


@pytest.fixture
def police() -> Post:
    return make_post(make_agency("Police"), "Superintendent")


@pytest.fixture
def council() -> Post:
    return make_post(make_agency("Council"), "Director")


def _change(action: Action, **parts: str) -> dict[str, str]:
    """The action's page as it stands, with what was typed over it."""
    boxes = {
        "expected_version": str(action.version),
        "objective": str(action.objective_id),
        "title": action.title,
        "description": action.description,
        "priority": action.priority,
        "start_words": action.start_words,
        "lead_rows": "3",
        "step": "save",
    }
    for number, lead in enumerate(action.leads.all()):
        boxes |= {f"post_{number}": str(lead.post_id), f"role_{number}": lead.role}
    return boxes | parts


@pytest.mark.usefixtures("coordinator")
def test_the_page_holds_what_the_plan_says(client: Client, police: Post, council: Post) -> None:
    action = make_action("1.1", leads=[police, council], start="May 2023", description="A day's course.")

    page = get_page(client, EDIT)

    assert boxes_of(page) == {
        "expected_version": "1", "title": "Action 1.1", "start_words": "May 2023", "lead_rows": "4",
    }  # fmt: skip
    assert "A day's course." in page
    assert 'value="high" checked' in page
    assert chosen_in(page, "objective") == str(action.objective_id)
    assert [(chosen_in(page, f"post_{n}"), chosen_in(page, f"role_{n}")) for n in range(4)] == [
        (str(police.pk), "accountable"),
        (str(council.pk), "joint"),
        ("", "supporting"),
        ("", "supporting"),
    ]


@pytest.mark.usefixtures("coordinator")
def test_a_change_is_saved_and_its_history_says_from_what_to_what(
    client: Client, police: Post, council: Post
) -> None:
    action = make_action("1.1", leads=[police])
    typed = _change(
        action, title="Train everyone", post_0=str(council.pk), post_1=str(police.pk), role_1="supporting"
    )

    response = client.post(EDIT, typed, follow=True)

    assert response.redirect_chain == [(f"{PLAN}actions/1.1/", 302)]
    assert "1.1 Train everyone: changed." in response.content.decode()
    assert Event.objects.values_list("by_name", "verb", "changes").get() == (
        "Coordinator",
        "changed",
        {
            "title": ["Action 1.1", "Train everyone"],
            "leads": [
                "Police, Superintendent (accountable lead)",
                "Council, Director (accountable lead); Police, Superintendent (supporting)",
            ],
        },
    )
    assert "Train everyone" in get_page(client, f"{PLAN}actions/1.1/")


@pytest.mark.usefixtures("coordinator")
def test_saving_without_a_change_says_so(client: Client, police: Post) -> None:
    action = make_action("1.1", leads=[police], description="One.\nTwo.")

    response = client.post(EDIT, _change(action, description="One.\r\nTwo."), follow=True)

    assert "1.1 Action 1.1: nothing was changed." in response.content.decode()
    assert Event.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_a_stale_page_shows_both_texts_and_saves_on_the_second_try(
    client: Client, police: Post, council: Post
) -> None:
    action = make_action("1.1", leads=[police])
    opened = _change(action, title="Mine", start_words="May 2023")
    client.post(EDIT, _change(action, title="Theirs", priority="low", post_0=str(council.pk)))

    response = client.post(EDIT, opened)

    page = unescape(response.content.decode())
    assert response.status_code == 409
    assert "You changed this in another window while you were writing here. Compare the two below." in page
    assert table_rows(page, "app-beside") == [
        ["Part", "Theirs, saved", "Yours, not saved yet"],
        ["Title", "Theirs", "Mine"],
        ["Priority", "Low", "High"],
        ["Planned start", "1 April 2023", "May 2023"],
        [
            "Leads",
            "Council, Director (accountable lead)",
            "Police, Superintendent (accountable lead)",
        ],
    ]
    assert boxes_of(page) | {"title": "Mine", "start_words": "May 2023", "expected_version": "2"} == boxes_of(
        page
    )
    assert Action.objects.values_list("title", flat=True).get() == "Theirs"

    client.post(EDIT, opened | {"expected_version": "2"})
    assert Action.objects.values_list("title", "version").get() == ("Mine", 3)


@pytest.mark.usefixtures("coordinator")
def test_a_wrong_change_keeps_what_was_typed(client: Client, police: Post) -> None:
    action = make_action("1.1", leads=[police])

    page = unescape(
        client.post(EDIT, _change(action, start_words="April 2024", title="New")).content.decode()
    )

    assert page.count("The start must be on or before the due date, 31 March 2024.") == 2
    assert "<title>Error: Change 1.1" in page
    assert boxes_of(page) | {"title": "New", "start_words": "April 2024"} == boxes_of(page)


@pytest.mark.usefixtures("coordinator")
def test_words_that_look_personal_may_be_vouched_for(client: Client, police: Post) -> None:
    action = make_action("1.1", leads=[police])
    typed = _change(action, description="The helpline is 01926 412000.")

    page = client.post(EDIT, typed).content.decode()
    assert page.count('name="not_personal"') == 1
    assert Action.objects.values_list("description", flat=True).get() == ""

    client.post(EDIT, typed | {"not_personal": "on"})
    assert Action.objects.values_list("description", flat=True).get() == "The helpline is 01926 412000."


@pytest.mark.usefixtures("coordinator")
def test_a_lead_whose_post_has_ended_stays_until_it_is_taken_out(client: Client) -> None:
    ended = make_post(make_agency("Abolished", ends_on="2023-12-31"))
    make_action("1.1", leads=[ended])

    assert chosen_in(get_page(client, EDIT), "post_0") == str(ended.pk)


@pytest.mark.usefixtures("coordinator")
def test_a_closed_action_cannot_be_changed(client: Client) -> None:
    action = make_action("1.1", status="closed", closure_decision=make_decision())
    sentence = "This action was closed by a decision, so it can no longer be changed."

    assert sentence in get_page(client, EDIT)
    assert 'name="title"' not in get_page(client, EDIT)
    page = unescape(client.post(EDIT, _change(action, title="Mine")).content.decode())
    assert sentence in page
    assert boxes_of(page)["title"] == "Mine"
    assert Action.objects.values_list("title", flat=True).get() == "Action 1.1"
