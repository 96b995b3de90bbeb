"""The round page: what it shows, to whom, and at what cost."""

import datetime as dt
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import UpdateRequest
from governance.models import Person, ReportingPeriod
from governance.roles import Role
from tests.actions.people import person_with
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
from tests.pages import get_page, table_rows, words_of

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


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_agency_by_state_with_totals(client: Client) -> None:
    assert table_rows(get_page(client, PAGE), "app-round-agencies") == [
        [
            "Agency",
            "Nothing yet",
            "Draft",
            "Ready",
            "Submitted",
            "Returned",
            "Accepted",
            "Late",
            "All",
            "Last e-mail",
        ],
        [
            "Council",
            "1",
            "0",
            "0",
            "0",
            "0",
            "0",
            "0",
            "1",
            "None Remind Council Note a contact with Council",
        ],
        ["Police", "0", "1", "0", "1", "0", "0", "1", "2", "None Remind Police Note a contact with Police"],
        ["No lead named", "0", "0", "0", "0", "0", "1", "0", "1", "None"],
        ["All agencies", "1", "1", "0", "1", "0", "1", "1", "4", ""],
    ]


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_rows_stand_under_what_must_be_done_with_lead_rating_and_what_differs(client: Client) -> None:
    vacant = "Council, Director vacant"
    officer = "Police, Superintendent Lead officer, Police"
    saved = "8 January 2024 Person of the agency"

    assert table_rows(get_page(client, PAGE), "app-round-rows") == [
        ["Action", "State", "Lead", "Rating", "Rules suggest", "Last saved", "Last contact"],
        ["Needs accepting (1)"],
        [
            "1.3 Action 1.3",
            "Submitted Late Review 1.3 Ask the lead of 1.3",
            officer,
            "Green Better than the rules",
            "Amber",
            saved,
            "",
        ],
        ["Begun (1)"],
        [
            "1.1 Action 1.1",
            "Draft Enter for the lead of 1.1 Ask the lead of 1.1",
            officer,
            "",
            "",
            saved,
            "Note a contact about 1.1",
        ],
        ["Nothing yet (1)"],
        [
            "1.2 Action 1.2",
            "Nothing yet Enter for the lead of 1.2 Ask the lead of 1.2",
            vacant,
            "",
            "",
            "",
            "Note a contact about 1.2",
        ],
        ["Accepted (1)"],
        ["1.4 Action 1.4", "Accepted Ask the lead of 1.4", "No lead named", "Amber", "Amber", saved, ""],
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
        ("?state=handed_in", ["1.3", "1.4"]),
        ("?state=missing", ["1.1", "1.2"]),
        ("?late=on", ["1.3"]),
    ],
)
def test_the_address_narrows_the_rows(client: Client, query: str, references: list[str]) -> None:
    rows = table_rows(get_page(client, PAGE + query), "app-round-rows")

    assert [row[0].split()[0] for row in rows[1:] if len(row) > 1] == references


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_filters_that_nothing_fits_say_so_and_unknown_ones_say_what_to_do(client: Client) -> None:
    assert "No update fits these filters." in get_page(client, PAGE + "?agency=council&state=draft")
    page = get_page(client, PAGE + "?agency=nobody&state=lost")
    assert page.count("Choose one of the list.") == 4
    assert "<title>Error: Round Q3 2023-24" in page


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_what_is_left_to_do_stands_first(client: Client) -> None:
    page = words_of(get_page(client, PAGE))

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

    assert words in words_of(get_page(client, PAGE))


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_past_the_due_date_what_is_not_handed_in_is_late(client: Client) -> None:
    ReportingPeriod.objects.update(due_on=dt.date(2024, 1, 7))

    rows = table_rows(get_page(client, PAGE + "?late=on"), "app-round-rows")

    assert [row[0].split()[0] for row in rows[1:] if len(row) > 1] == ["1.3", "1.1", "1.2"]


@pytest.mark.usefixtures("round_of_two_agencies")
def test_a_chair_sees_the_round_but_neither_acts_nor_reads_what_is_not_accepted(client: Client) -> None:
    client.force_login(person_with(Role.BOARD_CHAIR, make_post(make_agency("Police"))))

    page = get_page(client, PAGE)

    assert [row[1:2] + row[3:5] for row in table_rows(page, "app-round-rows") if len(row) > 1][1:] == [
        ["Submitted Late Ask the lead of 1.3", "", ""],
        ["Draft Ask the lead of 1.1", "", ""],
        ["Nothing yet Ask the lead of 1.2", "", ""],
        ["Accepted Ask the lead of 1.4", "Amber", "Amber"],
    ]
    for button in ("Review", "Enter for", "Close the round", "next round"):
        assert button not in page


@pytest.mark.usefixtures("round_of_two_agencies")
def test_an_auditor_reads_the_ratings_but_does_not_act(client: Client) -> None:
    client.force_login(person_with(Role.AUDITOR, make_post(make_agency("Police"))))

    page = get_page(client, PAGE)

    assert [row[1:2] + row[3:5] for row in table_rows(page, "app-round-rows") if len(row) > 1][1] == [
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

    page = words_of(get_page(client, PAGE))

    assert "Updates were due 15 January 2024. Closed on 15 January 2024" in page
    assert "Review" not in page
    assert "Enter for the lead" not in page


@pytest.mark.usefixtures("coordinator")
def test_a_planned_round_offers_to_be_opened(client: Client) -> None:
    make_plan()
    make_period("planned")

    page = get_page(client, PAGE)

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

    page = get_page(client, CURRENT)

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

    with django_assert_num_queries(15):
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
    client.force_login(person_with(role, make_post(agency)))

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


@pytest.mark.usefixtures("coordinator")
def test_a_completion_is_no_difference_from_the_rules_but_waits_to_be_accepted(client: Client) -> None:
    for reference, state in (("1.1", "submitted"), ("1.2", "accepted")):
        make_update(
            make_request(make_action(reference)),
            state=state,
            status="complete",
            reported_rating="blue",
            suggested_rating="red",
        )

    rows = table_rows(get_page(client, PAGE), "app-round-rows")

    assert [row[3:5] for row in rows if len(row) > 1][1:] == [
        ["Blue", "Red until accepted"],
        ["Blue", "Blue"],
    ]


@pytest.mark.usefixtures("coordinator")
def test_what_was_begun_of_an_action_closed_since_is_neither_late_nor_entered(client: Client) -> None:
    action = make_action("1.1", status="closed", closure_decision=make_decision())
    make_update(make_request(action, asked=False), state="draft")
    ReportingPeriod.objects.update(due_on=dt.date(2024, 1, 7))

    rows = table_rows(get_page(client, PAGE), "app-round-rows")

    assert [row[:2] for row in rows if len(row) > 1][1:] == [["1.1 Action 1.1", "Draft"]]


@pytest.mark.usefixtures("round_of_two_agencies", "coordinator")
def test_a_round_that_is_not_there_names_those_that_are(client: Client) -> None:
    lead = Client()
    lead.force_login(Person.objects.get(name="Lead officer, Police"))

    response = client.get(PAGE.replace("2023-Q3", "2023-Q9"))

    assert (response.status_code, lead.get(PAGE).status_code) == (404, 403)
    assert lead.get(PAGE.replace("2023-Q3", "2023-Q9")).status_code == 404
    assert f'href="{PAGE}">Q3 2023-24 (October to December 2023)</a>' in response.content.decode()


@pytest.mark.usefixtures("coordinator")
def test_a_closed_round_says_what_was_swept_up_and_what_is_missing(
    client: Client, round_of_two_agencies: dict[str, UpdateRequest]
) -> None:
    period = round_of_two_agencies["1.1"].period
    period.state, period.closed_at = "closed", NOW
    period.save()

    page = get_page(client, PAGE)

    words = words_of(page)
    assert "1 accepted 1 swept up at closing, not accepted 2 of 4 missing at closing" in words
    assert [row for row in table_rows(page, "app-round-rows") if len(row) == 1] == [
        ["Accepted (1)"],
        ["Swept up at closing: handed in, not accepted (1)"],
        ["Missing at closing: begun, never handed in (1)"],
        ["Missing at closing: nothing written (1)"],
    ]
    assert [
        dead for dead in ("Nothing yet", "accepting", "Review", "Remind", "Enter for") if dead in words
    ] == []
    assert "the next that waits" not in get_page(client, "/plans/vawg-2023-24/actions/1.4/review/2023-Q3/")
