"""Adding an action, changing one, changing an objective, recording a trigger: the pages, and who may."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, ActionLead, Objective
from governance.models import Agency, Event, Person, Post
from governance.roles import Role
from tests.factories import (
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_objective,
    make_person,
    make_plan,
    make_post,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
ADD = f"{PLAN}actions/add/"
EDIT = f"{PLAN}actions/1.1/edit/"
TRIGGER = f"{PLAN}actions/1.1/trigger/"
OBJECTIVE = f"{PLAN}objectives/1/edit/"
BOARD_ROLES = {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD}


@pytest.fixture
def coordinator(client: Client) -> Person:
    """Signed in."""
    person = make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")
    client.force_login(person)
    return person


@pytest.fixture
def police() -> Post:
    return make_post(make_agency("Police"), "Superintendent")


@pytest.fixture
def council() -> Post:
    return make_post(make_agency("Council"), "Director")


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def _beside(html: str) -> list[list[str]]:
    inside = re.search(r'<table class="[^"]*app-beside.*?</table>', html, re.DOTALL)
    assert inside is not None
    rows = re.findall(r"<tr.*?</tr>", inside[0], re.DOTALL)
    return [[_words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def _boxes(html: str) -> dict[str, str]:
    """What each box of one line and each hidden one holds."""
    boxes = re.findall(r'<input type="(?:text|hidden)" name="(\w+)" value="([^"]*)"', html)
    return {name: value for name, value in boxes if name not in {"csrfmiddlewaretoken", "kept_words_owner"}}


def _chosen(html: str, name: str) -> str:
    found = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    assert found is not None, name
    picked = re.search(r'<option value="([^"]*)" selected', found[0])
    return picked[1] if picked else ""


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


# ------------------------------------------------ adding an action


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

    page = _get(client, f"{ADD}?objective=7")

    assert _chosen(page, "objective") == str(objective.pk)
    assert _boxes(page)["reference"] == "7.2"
    assert _chosen(_get(client, f"{ADD}?objective=none"), "objective") == ""


@pytest.mark.usefixtures("coordinator")
def test_objectives_that_hold_no_actions_are_not_offered(client: Client) -> None:
    free = make_objective("1")
    make_objective("S1", owner_group=make_group("Communication Subgroup", kind="sub_group"))

    page = _get(client, ADD)
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
            assert _boxes(page).get(name, "") == value
    assert (_typed() | typed)["description"] in page


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("words", ["soon", "31 February 2024", "2024-13-01"])
def test_a_date_that_is_none_is_refused_with_a_sentence(client: Client, words: str) -> None:
    page = unescape(client.post(ADD, _typed(due_words=words)).content.decode())

    assert 'id="id_due_words-error"' in page
    assert _boxes(page)["due_words"] == words
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
    assert (_chosen(page, "post_1"), _chosen(page, "role_1")) == (str(council.pk), "accountable")


@pytest.mark.usefixtures("coordinator")
def test_more_rows_for_leads_keep_what_was_typed_and_save_nothing(client: Client, police: Post) -> None:
    typed = _typed(step="more", title="", lead_rows="3", post_2=str(police.pk), role_2="joint")

    page = unescape(client.post(ADD, typed).content.decode())

    assert "There is a problem" not in page
    assert _boxes(page) | {"reference": "1.5", "due_words": "March 2024", "lead_rows": "5"} == _boxes(page)
    assert (_chosen(page, "post_2"), _chosen(page, "role_2")) == (str(police.pk), "joint")
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

    page = _get(client, ADD)

    assert f'<option value="{police.pk}">Police, Superintendent</option>' in page
    assert f'<option value="{ended.pk}"' not in page


# ------------------------------------------------ changing an action


@pytest.mark.usefixtures("coordinator")
def test_the_page_holds_what_the_plan_says(client: Client, police: Post, council: Post) -> None:
    action = make_action("1.1", leads=[police, council], start="May 2023", description="A day's course.")

    page = _get(client, EDIT)

    assert _boxes(page) == {
        "expected_version": "1", "title": "Action 1.1", "start_words": "May 2023", "lead_rows": "4",
    }  # fmt: skip
    assert "A day's course." in page
    assert 'value="high" checked' in page
    assert _chosen(page, "objective") == str(action.objective_id)
    assert [(_chosen(page, f"post_{n}"), _chosen(page, f"role_{n}")) for n in range(4)] == [
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
    assert "Train everyone" in _get(client, f"{PLAN}actions/1.1/")


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
    assert "Coordinator changed this while you were writing. Compare the two below." in page
    assert _beside(page) == [
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
    assert _boxes(page) | {"title": "Mine", "start_words": "May 2023", "expected_version": "2"} == _boxes(
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
    assert _boxes(page) | {"title": "New", "start_words": "April 2024"} == _boxes(page)


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

    assert _chosen(_get(client, EDIT), "post_0") == str(ended.pk)


@pytest.mark.usefixtures("coordinator")
def test_a_closed_action_cannot_be_changed(client: Client) -> None:
    action = make_action("1.1", status="closed", closure_decision=make_decision())
    sentence = "This action was closed by a decision, so it can no longer be changed."

    assert sentence in _get(client, EDIT)
    assert 'name="title"' not in _get(client, EDIT)
    page = unescape(client.post(EDIT, _change(action, title="Mine")).content.decode())
    assert sentence in page
    assert _boxes(page)["title"] == "Mine"
    assert Action.objects.values_list("title", flat=True).get() == "Action 1.1"


# ------------------------------------------------ objectives


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
    assert _beside(page) == [
        ["Part", "Theirs, saved", "Yours, not saved yet"],
        ["Title", "Theirs", "Mine"],
    ]
    assert _boxes(page) == {"title": "Mine", "expected_version": "2"}


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


# ------------------------------------------------ triggers

HAPPENED = {
    "expected_version": "1",
    "happened_on_day": "20", "happened_on_month": "12", "happened_on_year": "2023",
    "start_words": "February 2024",
    "due_words": "September 2024",
}  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_a_trigger_gives_the_action_its_dates(client: Client) -> None:
    make_action("1.1", start="", due="TBC once the Bill receives Royal Assent")

    assert "“TBC once the Bill receives Royal Assent”" in _get(client, TRIGGER)
    response = client.post(TRIGGER, HAPPENED, follow=True)

    assert response.redirect_chain == [(f"{PLAN}actions/1.1/", 302)]
    assert "1.1 Action 1.1 has its dates now." in response.content.decode()
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
    assert _boxes(page)["start_words"] == "February 2024"
    assert Action.objects.values_list("awaiting", flat=True).get() == "the Bill receives Royal Assent"


@pytest.mark.usefixtures("coordinator")
def test_an_action_with_dates_waits_for_nothing(client: Client) -> None:
    make_action("1.1")

    assert "This action waits for nothing: its due date is 31 March 2024." in _get(client, TRIGGER)
    client.post(TRIGGER, HAPPENED)
    assert Action.objects.values_list("due_words", flat=True).get() == "31 March 2024"


# ------------------------------------------------ who may, and at what cost


@pytest.mark.parametrize("role", Role)
def test_who_changes_the_plan(client: Client, police: Post, role: Role) -> None:
    make_action("1.1", leads=[police])
    agency: Agency | None = police.agency if role in {Role.LEAD_OFFICER, Role.AGENCY_SPONSOR} else None
    person = make_person(
        role,
        group=make_group() if role in BOARD_ROLES else None,
        agency=agency,
        posts=[police] if role is Role.LEAD_OFFICER else [],
    )
    client.force_login(person)
    allowed = 200 if role is Role.COORDINATOR else 403

    for address in (ADD, EDIT, TRIGGER, OBJECTIVE):
        assert client.get(address).status_code == allowed, address
        assert client.post(address, {}).status_code == allowed, address
    assert ("Add an action" in _get(client, PLAN)) is (allowed == 200)


def test_a_stranger_finds_nothing_and_another_boards_coordinator_may_not(client: Client) -> None:
    make_action("1.1")
    addresses = (ADD, EDIT, TRIGGER, OBJECTIVE)

    client.force_login(make_person())
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    client.force_login(make_person(Role.COORDINATOR, group=make_group("Other board")))
    assert [client.get(address).status_code for address in addresses] == [403] * 4


@pytest.mark.usefixtures("coordinator")
def test_an_action_or_objective_that_is_not_there_is_not_found(client: Client) -> None:
    make_plan()
    other = make_plan("other")
    make_action("1.1", objective=make_objective("1", plan=other))

    assert [client.get(address).status_code for address in (EDIT, TRIGGER, OBJECTIVE)] == [404] * 3


@pytest.mark.parametrize("size", [1, 3])
def test_the_cost_is_the_same_for_any_size_of_plan(
    client: Client, coordinator: Person, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, size + 1):
        post = make_post(make_agency(f"Agency {number}"))
        make_action("1.1" if number == 1 else "", leads=[post], objective=make_objective(str(number)))
    client.get(EDIT)

    with django_assert_num_queries(9):
        client.get(EDIT)
    with django_assert_num_queries(8):
        client.get(ADD)
