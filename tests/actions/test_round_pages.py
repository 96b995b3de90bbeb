"""The round page and the opening of a round: what they show, to whom, and at what cost."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, UpdateRequest
from governance.models import Agency, Person, ReportingPeriod
from governance.roles import Role
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/rounds/2023-Q3/"
OPEN = "/plans/vawg-2023-24/rounds/open/"
CURRENT = "/plans/vawg-2023-24/rounds/"
DATES = {
    "quarter": "2023-Q3",
    "opens_on_day": "8", "opens_on_month": "1", "opens_on_year": "2024",
    "due_on_day": "22", "due_on_month": "1", "due_on_year": "2024",
    "meets_on_day": "31", "meets_on_month": "jan", "meets_on_year": "2024",
}  # fmt: skip


def _person(role: Role, agency: Agency | None = None) -> Person:
    boards = {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD}
    return make_person(
        role,
        group=make_group() if role in boards else None,
        agency=None if role in boards else agency,
        posts=[make_post(agency)] if role is Role.LEAD_OFFICER and agency else [],
        name=role.label,
    )


@pytest.fixture
def coordinator(client: Client) -> Person:
    """Signed in."""
    person = _person(Role.COORDINATOR)
    client.force_login(person)
    return person


def _words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _rows(html: str, table: str) -> list[list[str]]:
    """The words of each cell of each row of the table with that class."""
    inside = re.search(rf'<table class="[^"]*{table}.*?</table>', html, re.DOTALL)
    assert inside is not None
    rows = re.findall(r"<tr.*?</tr>", inside[0], re.DOTALL)
    return [[_words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def _get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def round_of_two_agencies() -> dict[str, UpdateRequest]:
    """Police: one submitted, better than the rules; one draft. Council: not begun. Nobody: accepted."""
    make_plan()
    police, council = make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")
    requests = {
        "1.1": make_request(make_action("1.1", leads=[police])),
        "1.2": make_request(make_action("1.2", leads=[council, police])),
        "1.3": make_request(make_action("1.3", leads=[police], supporting=[council])),
        "1.4": make_request(make_action("1.4")),
    }
    make_person(Role.LEAD_OFFICER, agency=police.agency, posts=[police], name="Lead officer, Police")
    make_update(requests["1.1"], state="draft", reported_rating="red", happened="Secret so far.")
    make_update(
        requests["1.3"], state="submitted", reported_rating="green", suggested_rating="amber", late=True
    )
    make_update(requests["1.4"], state="accepted", reported_rating="amber", suggested_rating="amber")
    return requests


# ------------------------------------------------ the round page


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_agency_by_state_with_totals(client: Client) -> None:
    assert _rows(_get(client, PAGE), "app-round-agencies") == [
        ["Agency", "Nothing yet", "Draft", "Ready", "Submitted", "Returned", "Accepted", "Late", "All"],
        ["Council", "1", "0", "0", "0", "0", "0", "0", "1"],
        ["Police", "0", "1", "0", "1", "0", "0", "1", "2"],
        ["No lead named", "0", "0", "0", "0", "0", "1", "0", "1"],
        ["All agencies", "1", "1", "0", "1", "0", "1", "1", "4"],
    ]


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_rows_stand_under_what_must_be_done_with_lead_rating_and_what_differs(client: Client) -> None:
    vacant = "Council, Director vacant"
    officer = "Police, Superintendent Lead officer, Police"
    saved = "8 January 2024 Person of the agency"

    assert _rows(_get(client, PAGE), "app-round-rows") == [
        ["Action", "State", "Lead", "Rating", "Rules suggest", "Last saved"],
        ["Needs accepting (1)"],
        [
            "1.3 Action 1.3",
            "Submitted Late Review 1.3",
            officer,
            "Green Better than the rules",
            "Amber",
            saved,
        ],
        ["Begun (1)"],
        ["1.1 Action 1.1", "Draft Enter for the lead of 1.1", officer, "", "", saved],
        ["Nothing yet (1)"],
        ["1.2 Action 1.2", "Nothing yet Enter for the lead of 1.2", vacant, "", "", ""],
        ["Accepted (1)"],
        ["1.4 Action 1.4", "Accepted", "No lead named", "Amber", "Amber", saved],
    ]


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("", ["1.3", "1.1", "1.2", "1.4"]),
        ("?agency=police", ["1.3", "1.1"]),
        ("?agency=no-lead", ["1.4"]),
        ("?state=none", ["1.2"]),
        ("?agency=police&state=draft", ["1.1"]),
        ("?late=on", ["1.3"]),
    ],
)
def test_the_address_narrows_the_rows(client: Client, query: str, references: list[str]) -> None:
    rows = _rows(_get(client, PAGE + query), "app-round-rows")

    assert [row[0].split()[0] for row in rows[1:] if len(row) > 1] == references


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_filters_that_nothing_fits_say_so_and_unknown_ones_say_what_to_do(client: Client) -> None:
    assert "No update fits these filters." in _get(client, PAGE + "?agency=council&state=draft")
    page = _get(client, PAGE + "?agency=nobody&state=lost")
    assert page.count("Choose one of the list.") == 4
    assert "<title>Error: Round Q3 2023-24" in page


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_what_is_left_to_do_stands_first(client: Client) -> None:
    page = _words(_get(client, PAGE))

    assert "Updates are due 15 January 2024, in 7 days. The Board meets on 30 January 2024." in page
    assert "1 needs accepting 2 of 4 handed in 1 nothing yet 1 late" in page


@pytest.mark.usefixtures("round_of_two_agencies")
@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (dt.date(2024, 1, 8), "Updates are due 8 January 2024, today."),
        (dt.date(2024, 1, 9), "Updates are due 9 January 2024, tomorrow."),
        (dt.date(2024, 1, 7), "Updates are due 7 January 2024, yesterday."),
        (dt.date(2024, 1, 5), "Updates are due 5 January 2024, 3 days ago."),
    ],
)
def test_days_left_in_words(client: Client, coordinator: Person, due_on: dt.date, words: str) -> None:
    ReportingPeriod.objects.update(due_on=due_on)

    assert words in _words(_get(client, PAGE))


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_past_the_due_date_what_is_not_handed_in_is_late(client: Client) -> None:
    ReportingPeriod.objects.update(due_on=dt.date(2024, 1, 7))

    rows = _rows(_get(client, PAGE + "?late=on"), "app-round-rows")

    assert [row[0].split()[0] for row in rows[1:] if len(row) > 1] == ["1.3", "1.1", "1.2"]


@pytest.mark.usefixtures("round_of_two_agencies")
def test_a_chair_sees_the_round_but_neither_acts_nor_reads_what_is_not_accepted(client: Client) -> None:
    client.force_login(_person(Role.BOARD_CHAIR))

    page = _get(client, PAGE)

    assert [row[1:2] + row[3:5] for row in _rows(page, "app-round-rows") if len(row) > 1][1:] == [
        ["Submitted Late", "", ""],
        ["Draft", "", ""],
        ["Nothing yet", "", ""],
        ["Accepted", "Amber", "Amber"],
    ]
    for button in ("Review", "Enter for", "Close the round", "next round"):
        assert button not in page


@pytest.mark.usefixtures("round_of_two_agencies")
def test_an_auditor_reads_the_ratings_but_does_not_act(client: Client) -> None:
    client.force_login(_person(Role.AUDITOR))

    page = _get(client, PAGE)

    assert [row[1:2] + row[3:5] for row in _rows(page, "app-round-rows") if len(row) > 1][1] == [
        "Submitted Late",
        "Green Better than the rules",
        "Amber",
    ]
    assert "Close the round" not in page


def test_a_round_is_of_one_plan_and_its_board(client: Client, coordinator: Person) -> None:
    other = make_plan("other", board=make_group("Other board"))
    make_period(board=other.board)
    make_plan()

    assert client.get("/plans/other/rounds/2023-Q3/").status_code == 403
    assert client.get("/plans/vawg-2023-24/rounds/2023-Q3/").status_code == 404
    assert client.get("/plans/vawg-2023-24/rounds/soon/").status_code == 404
    assert client.get("/plans/nothing/rounds/2023-Q3/").status_code == 404


@pytest.mark.usefixtures("coordinator")
def test_a_closed_round_stands_as_it_was(client: Client) -> None:
    period = make_period("closed")
    make_update(make_request(make_action("1.1", leads=[make_post()]), period), state="submitted")

    page = _words(_get(client, PAGE))

    assert "Updates were due 15 January 2024. Closed on 15 January 2024" in page
    assert "Review" not in page
    assert "Enter for the lead" not in page


@pytest.mark.usefixtures("coordinator")
def test_a_planned_round_offers_to_be_opened(client: Client) -> None:
    make_plan()
    make_period("planned")

    page = _get(client, PAGE)

    assert "Nobody has been asked yet." in page
    assert f'href="{OPEN}?quarter=2023-Q3"' in page


@pytest.mark.parametrize(
    ("states", "key"),
    [
        ({"2023-Q1": "closed", "2023-Q2": "open", "2023-Q3": "planned"}, "2023-Q2"),
        ({"2023-Q1": "closed", "2023-Q3": "planned", "2023-Q4": "planned"}, "2023-Q3"),
        ({"2023-Q1": "issued", "2023-Q2": "closed"}, "2023-Q2"),
    ],
)
def test_the_current_round_is_the_open_else_the_next_else_the_newest(
    client: Client, coordinator: Person, states: dict[str, str], key: str
) -> None:
    make_plan()
    for quarter, state in states.items():
        make_period(state, quarter=quarter)

    response = client.get(CURRENT)

    assert (response.status_code, response["Location"]) == (302, f"/plans/vawg-2023-24/rounds/{key}/")


@pytest.mark.usefixtures("coordinator")
def test_without_any_round_the_page_says_how_to_begin(client: Client) -> None:
    make_plan()

    page = _get(client, CURRENT)

    assert "No quarter's round has been set up yet." in unescape(page)
    assert f'href="{OPEN}"' in page


@pytest.mark.parametrize("agencies", [1, 3, 10, 100])
def test_the_cost_is_the_same_for_any_number_of_agencies(
    client: Client, coordinator: Person, agencies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(agencies):
        post = make_post(make_agency(f"Agency {number}"))
        make_person(Role.LEAD_OFFICER, agency=post.agency, posts=[post])
        make_update(make_request(make_action(leads=[post])), state="submitted")
    client.get(PAGE)

    with django_assert_num_queries(11):
        client.get(PAGE)


ROLES = {
    Role.LEAD_OFFICER: 403,
    Role.AGENCY_SPONSOR: 403,
    Role.SUB_GROUP_LEAD: 403,
    Role.COORDINATOR: 200,
    Role.BOARD_CHAIR: 200,
    Role.BOARD_MEMBER: 403,
    Role.ADMINISTRATOR: 403,
    Role.AUDITOR: 200,
}


@pytest.mark.parametrize(("role", "status"), ROLES.items())
def test_who_sees_a_round_and_who_opens_one(client: Client, role: Role, status: int) -> None:
    agency = make_agency()
    make_request(make_action(leads=[make_post(agency)]))
    client.force_login(_person(role, agency))

    assert client.get(PAGE).status_code == status
    assert client.get(CURRENT).status_code == (302 if status == 200 else 403)
    assert client.get(OPEN).status_code == (200 if role is Role.COORDINATOR else 403)
    assert client.post(OPEN, {"step": "open", **DATES}).status_code == (
        200 if role is Role.COORDINATOR else 403
    )


def test_somebody_without_a_role_finds_nothing(client: Client) -> None:
    make_request()
    client.force_login(make_person())

    assert [client.get(address).status_code for address in (PAGE, CURRENT, OPEN)] == [404, 404, 404]


# ------------------------------------------------ opening a round


@pytest.fixture
def three_actions() -> list[Action]:
    post = make_post()
    return [
        make_action("1.1", leads=[post]),
        make_action("1.2", start="April 2024", leads=[post]),
        make_action("1.3", status="closed", closure_decision=make_decision(), leads=[post]),
    ]


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_dates_are_offered_like_those_of_the_round_before(client: Client) -> None:
    make_period("closed", quarter="2023-Q2")

    page = _get(client, OPEN)

    assert re.findall(r'name="(\w+_on)_(day|month|year)"[^>]*value="(\d+)"', page) == [
        ("opens_on", "day", "8"), ("opens_on", "month", "1"), ("opens_on", "year", "2024"),
        ("due_on", "day", "15"), ("due_on", "month", "1"), ("due_on", "year", "2024"),
        ("meets_on", "day", "30"), ("meets_on", "month", "1"), ("meets_on", "year", "2024"),
    ]  # fmt: skip
    assert re.findall(r'<option value="([\w-]+)"( selected)?>', page) == [
        ("2023-Q3", " selected"),
        ("2023-Q4", ""),
        ("2024-Q1", ""),
        ("2024-Q2", ""),
    ]


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_before_it_opens_the_page_says_who_is_asked_and_why_others_are_not(client: Client) -> None:
    response = client.post(OPEN, {"step": "choose", **DATES})
    page = response.content.decode()

    assert _rows(page, "app-round-ask") == [
        ["Ask", "Lead", "Status", "Why not asked"],
        ["1.1 Action 1.1", "Warwickshire Police, Superintendent", "In progress", ""],
        [
            "1.2 Action 1.2",
            "Warwickshire Police, Superintendent",
            "In progress",
            "Starts after the quarter: April 2024",
        ],
        ["1.3 Action 1.3", "Warwickshire Police, Superintendent", "Closed", "Closed by a decision"],
    ]
    assert re.findall(r'id="(id_ask_\d)" name="ask" type="checkbox" value="\d+"( checked)?', page) == [
        ("id_ask_0", " checked"),
        ("id_ask_1", ""),
    ]
    assert ReportingPeriod.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_opening_asks_those_who_are_ticked(client: Client, three_actions: list[Action]) -> None:
    asked = [str(three_actions[1].pk)]

    response = client.post(OPEN, {"step": "open", "ask": asked, **DATES}, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert (
        "Q3 2023-24 is open. 1 action is asked for an update by 22 January 2024." in response.content.decode()
    )
    assert list(UpdateRequest.objects.values_list("action__reference", "period__state")) == [("1.2", "open")]


@pytest.mark.usefixtures("coordinator")
def test_a_planned_round_opens_with_the_dates_it_is_given(
    client: Client, three_actions: list[Action]
) -> None:
    make_period("planned")

    client.post(OPEN, {"step": "open", "ask": [str(three_actions[0].pk)], **DATES})

    assert ReportingPeriod.objects.values_list("state", "opens_on", "due_on", "meets_on").get() == (
        "open",
        dt.date(2024, 1, 8),
        dt.date(2024, 1, 22),
        dt.date(2024, 1, 31),
    )


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_dates_may_be_saved_to_open_later(client: Client) -> None:
    response = client.post(OPEN, {"step": "plan", **DATES}, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "The dates of Q3 2023-24 are saved. Nobody has been asked yet." in response.content.decode()
    assert ReportingPeriod.objects.values_list("state", flat=True).get() == "planned"


@pytest.mark.usefixtures("three_actions", "coordinator")
def test_the_dates_may_be_changed_from_the_second_page(client: Client) -> None:
    page = client.post(OPEN, {"step": "change", "ask": ["1"], **DATES}).content.decode()

    assert 'name="due_on_day" id="id_due_on_day"' in page or 'value="22"' in page
    assert "Whom" not in page


@pytest.mark.usefixtures("three_actions", "coordinator")
@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"due_on_day": ""}, ["The date updates are due must include a day."]),
        (
            {"due_on_day": "31", "due_on_month": "2"},
            ["The date updates are due must be a real date, such as 31 3 2027."],
        ),
        ({"due_on_day": "7"}, ["Updates must be due on or after 8 January 2024, when it opens."]),
        ({"meets_on_day": "21"}, ["The Board must meet on or after 22 January 2024, when updates are due."]),
        ({"quarter": "2023-Q2"}, ["That quarter's round has been opened already. Choose another."]),
        ({"quarter": ""}, ["Choose the quarter that the round is about."]),
    ],
)
def test_wrong_dates_are_said_beside_their_field_and_kept(
    client: Client, typed: dict[str, str], sentences: list[str]
) -> None:
    make_period("closed", quarter="2023-Q2")

    for step in ("choose", "plan", "open"):
        page = unescape(client.post(OPEN, {"step": step, **DATES, **typed}).content.decode())
        assert [s for s in sentences if page.count(s) == 2] == sentences, step
        assert "<title>Error: Open a round" in page
        assert 'value="jan"' in page
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_while_another_is_open_the_next_is_planned_but_not_opened(
    client: Client, three_actions: list[Action]
) -> None:
    make_period("open", quarter="2023-Q2")

    page = _get(client, OPEN)
    refused = client.post(OPEN, {"step": "open", "ask": [str(three_actions[0].pk)], **DATES})

    assert "Q2 2023-24 is still open. Close it before opening the next." in page
    assert 'value="choose"' not in page
    assert "Q2 2023-24 is still open. Close it before opening Q3 2023-24." in refused.content.decode()
    assert UpdateRequest.objects.count() == 0
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_a_round_that_asks_nobody_or_a_stranger_is_refused_with_the_choice_kept(
    client: Client, three_actions: list[Action]
) -> None:
    nobody = client.post(OPEN, {"step": "open", **DATES}).content.decode()
    closed = client.post(OPEN, {"step": "open", "ask": [str(three_actions[2].pk)], **DATES}).content.decode()

    assert "Choose at least one action to ask about." in nobody
    assert " checked" not in nobody
    assert "One of these actions is no longer in the plan. Look through the list again." in closed
    assert ReportingPeriod.objects.count() == 0


def test_who_is_asked_is_looked_through_at_a_constant_cost(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_plan()
    client.get(OPEN)
    for count in (1, 3):
        while Action.objects.count() < count:
            make_action(leads=[make_post(make_agency(f"Agency {Action.objects.count()}"))])
        with django_assert_num_queries(9):
            client.post(OPEN, {"step": "choose", **DATES})


def test_what_was_entered_elsewhere_says_for_whom(client: Client, coordinator: Person) -> None:
    request = make_request(make_action("1.1"))
    make_update(request, state="submitted", by=coordinator, entered_for="Probation Service", at=NOW)

    assert _rows(_get(client, PAGE), "app-round-rows")[2][5] == (
        "8 January 2024 Coordinator, for Probation Service"
    )
