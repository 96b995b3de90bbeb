"""The page that adds an action: what is kept, refused and offered."""

import re
from html import unescape

import pytest
from django.test import Client

from actions.models import Action, ActionLead
from governance.models import Post
from tests.factories import (
    make_action,
    make_agency,
    make_group,
    make_objective,
    make_plan,
    make_post,
)
from tests.pages import boxes_of, chosen_in, get_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
ADD = f"{PLAN}actions/add/"


@pytest.fixture
def police() -> Post:
    return make_post(make_agency("Police"), "Superintendent")


@pytest.fixture
def council() -> Post:
    return make_post(make_agency("Council"), "Director")


def _typed(**parts: str) -> dict[str, str]:
    """A whole new action, as typed."""
    return {
        "objective": str(make_objective("1").pk),
        "reference": "1.5",
        "title": "Train officers",
        "description": "A day's course.\r\nFor every team.",
        "priority": "high",
        "start_words": "October 2023",
        "due_words": "March 2024",
        "step": "save",
    } | parts


@pytest.mark.usefixtures("coordinator")
def test_an_action_is_added_with_its_leads_and_dates(client: Client, police: Post, council: Post) -> None:
    leads = {
        "lead_rows": "3",
        "post_0": str(police.pk), "role_0": "accountable",
        "post_1": "", "role_1": "supporting",
        "post_2": str(council.pk), "role_2": "joint",
    }  # fmt: skip

    response = client.post(ADD, _typed(**leads), follow=True)

    assert response.redirect_chain == [(f"{PLAN}actions/1.5/", 302)]
    assert "1.5 Train officers is in the plan." in response.content.decode()
    assert Action.objects.values_list(
        "reference", "title", "description", "priority", "status", "start_words", "due_words"
    ).get() == (
        "1.5", "Train officers", "A day's course.\nFor every team.", "high", "not_started",
        "October 2023", "March 2024",
    )  # fmt: skip
    assert list(ActionLead.objects.values_list("post", "role", "order")) == [
        (police.pk, "accountable", 1),
        (council.pk, "joint", 2),
    ]


@pytest.mark.usefixtures("coordinator")
def test_the_address_may_name_the_objective_and_the_next_reference_is_offered(client: Client) -> None:
    objective = make_objective("7")
    make_action("7.1", objective=objective)

    page = get_page(client, f"{ADD}?objective=7")

    assert chosen_in(page, "objective") == str(objective.pk)
    assert boxes_of(page)["reference"] == "7.2"
    assert chosen_in(get_page(client, f"{ADD}?objective=none"), "objective") == ""


@pytest.mark.usefixtures("coordinator")
def test_objectives_that_hold_no_actions_are_not_offered(client: Client) -> None:
    free = make_objective("1")
    make_objective("S1", owner_group=make_group("Communication Subgroup", kind="sub_group"))

    page = get_page(client, ADD)
    select = re.search(r'<select name="objective".*?</select>', page, re.DOTALL)

    assert select is not None
    assert re.findall(r'<option value="(\d+)"', select[0]) == [str(free.pk)]
    assert '<optgroup label="Prevention">' in select[0]


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"objective": ""}, "Choose the objective that it belongs to."),
        ({"objective": "999999"}, "Choose one of the objectives listed."),
        ({"reference": ""}, "Enter a reference such as 7.3."),
        ({"reference": "1.1"}, "Action 1.1 is in the plan already. Choose another reference."),
        (
            {"reference": "a/b"},
            "Write the reference with letters, numbers, dots and hyphens, 20 at most.",
        ),
        ({"title": ""}, "Enter a title that says what will be done."),
        ({"title": "x" * 201}, "Shorten this to 200 characters or fewer. It has 201."),
        ({"description": "x" * 20_000}, "Shorten this to 4,000 characters or fewer. It has 20,000."),
        ({"description": "NI number AB123456C."}, "National Insurance number"),
        ({"priority": ""}, "Choose a priority, or “To be confirmed”."),
        (
            {"due_words": ""},
            "Enter a date such as March 2027, “On-going”, or “TBC once” and what it waits for.",
        ),
        ({"due_words": "30 September 2023"}, "The due date must be on or after the start, October 2023."),
        ({"start_words": "April 2024"}, "The due date must be on or after the start, April 2024."),
        ({"post_0": "999999", "lead_rows": "1"}, "Choose one of the posts listed."),
    ],
)
def test_what_will_not_do_is_said_beside_its_field_and_kept(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    make_action("1.1")

    page = unescape(client.post(ADD, _typed(**typed)).content.decode())

    assert page.count(sentence) == 2
    assert "<title>Error: Add an action" in page
    assert Action.objects.count() == 1
    for name, value in (_typed() | typed).items():
        if name in {"title", "reference", "start_words", "due_words"}:
            assert boxes_of(page).get(name, "") == value
    assert (_typed() | typed)["description"] in page


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("words", ["soon", "31 February 2024", "2024-13-01"])
def test_a_date_that_is_none_is_refused_with_a_sentence(client: Client, words: str) -> None:
    page = unescape(client.post(ADD, _typed(due_words=words)).content.decode())

    assert 'id="id_due_words-error"' in page
    assert boxes_of(page)["due_words"] == words
    assert Action.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_two_accountable_leads_are_refused_at_the_leads(client: Client, police: Post, council: Post) -> None:
    leads = {
        "lead_rows": "2",
        "post_0": str(police.pk), "role_0": "accountable",
        "post_1": str(council.pk), "role_1": "accountable",
    }  # fmt: skip

    page = unescape(client.post(ADD, _typed(**leads)).content.decode())

    assert (
        page.count(
            "Only one lead can be accountable: choose between Police, Superintendent and Council, Director."
        )
        == 2
    )
    assert 'href="#id_post_0"' in page
    assert (chosen_in(page, "post_1"), chosen_in(page, "role_1")) == (str(council.pk), "accountable")


@pytest.mark.usefixtures("coordinator")
def test_more_rows_for_leads_keep_what_was_typed_and_save_nothing(client: Client, police: Post) -> None:
    typed = _typed(step="more", title="", lead_rows="3", post_2=str(police.pk), role_2="joint")

    page = unescape(client.post(ADD, typed).content.decode())

    assert "There is a problem" not in page
    assert boxes_of(page) | {"reference": "1.5", "due_words": "March 2024", "lead_rows": "5"} == boxes_of(
        page
    )
    assert (chosen_in(page, "post_2"), chosen_in(page, "role_2")) == (str(police.pk), "joint")
    assert 'name="post_4"' in page
    assert Action.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_no_more_than_twenty_rows_are_made_whatever_is_asked(client: Client) -> None:
    for asked in ("1000000", "many", "-5"):
        page = unescape(client.post(ADD, _typed(step="more", lead_rows=asked)).content.decode())
        assert "post_20" not in page


@pytest.mark.usefixtures("coordinator")
def test_posts_and_agencies_that_have_ended_are_not_offered(client: Client, police: Post) -> None:
    make_plan()
    ended = make_post(make_agency("Abolished", ends_on="2023-12-31"))

    page = get_page(client, ADD)

    assert f'<option value="{police.pk}">Police, Superintendent</option>' in page
    assert f'<option value="{ended.pk}"' not in page
