"""What stands round a page: each role's menu, its current line, the first page, help, the demo's date."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import actions.urls
import governance.register_urls
import governance.urls
import reports.urls
from governance.models import Person
from governance.roles import Role
from tests.factories import make_agency, make_group, make_person, make_plan, make_post
from vawg_tracker.navigation import MENU, section_of
from vawg_tracker.pages import HELP

pytestmark = pytest.mark.django_db

PLAN = "/plans/vawg-2023-24/"
UPDATES = ("My updates", "/updates/")
ROUND = ("Round", f"{PLAN}rounds/")
DASHBOARD = ("Dashboard", f"{PLAN}dashboard/")
WHOLE = ("Plan", PLAN)
PACKS = ("Packs", f"{PLAN}packs/")
MEETINGS = ("Meetings", "/meetings/")
REPORTS = ("My reports", "/reports/")
CONCERNS = ("Concerns", "/concerns/")
PEOPLE = ("People", "/people/")

# The menu of each role, its first page and its help.
SHOWN = {
    Role.LEAD_OFFICER: ([UPDATES, WHOLE], "/updates/", "/help/lead/"),
    Role.AGENCY_SPONSOR: ([UPDATES, WHOLE, PEOPLE], "/updates/", "/help/sponsor/"),
    Role.SUB_GROUP_LEAD: ([REPORTS, WHOLE, MEETINGS, CONCERNS], "/reports/", "/help/chair/"),
    Role.COORDINATOR: (
        [ROUND, DASHBOARD, WHOLE, PACKS, MEETINGS, CONCERNS, PEOPLE],
        f"{PLAN}rounds/",
        "/help/coordinator/",
    ),
    Role.BOARD_CHAIR: (
        [ROUND, DASHBOARD, WHOLE, PACKS, MEETINGS, CONCERNS],
        f"{PLAN}dashboard/",
        "/help/chair/",
    ),
    Role.BOARD_MEMBER: ([DASHBOARD, WHOLE, PACKS, MEETINGS, CONCERNS], f"{PLAN}dashboard/", "/help/chair/"),
    Role.ADMINISTRATOR: ([WHOLE, PEOPLE], "/people/", "/help/administrator/"),
    Role.AUDITOR: (
        [ROUND, DASHBOARD, WHOLE, PACKS, MEETINGS, CONCERNS, PEOPLE],
        f"{PLAN}dashboard/",
        "/help/chair/",
    ),
}


def _person(role: Role) -> Person:
    if role in {Role.LEAD_OFFICER, Role.AGENCY_SPONSOR}:
        return make_person(role, agency=make_agency(), posts=[make_post()])
    if role in {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER}:
        return make_person(role, group=make_group())
    return make_person(role)


def _menu(page: str) -> list[tuple[str, str]]:
    links = re.findall(r'service-navigation__link" href="([^"]+)"[^>]*>(?:<strong[^>]*>)?([^<]+)', page)
    return [(words, url) for url, words in links]


def test_every_role_is_tried() -> None:
    assert set(SHOWN) == set(Role)


def test_every_line_of_the_menu_has_an_address() -> None:
    found = [reverse(entry.name, args=["vawg-2023-24"] if entry.of_plan else []) for entry in MENU]
    assert found == [
        url for _, url in (UPDATES, REPORTS, ROUND, DASHBOARD, WHOLE, PACKS, MEETINGS, CONCERNS, PEOPLE)
    ]
    assert reverse("actions:search") == "/search/"


def test_every_page_under_a_line_of_the_menu_exists() -> None:
    """A name that no address has would leave the menu without its mark."""
    apps = {
        "actions": actions.urls,
        "governance": governance.urls,
        "registers": governance.register_urls,
        "reports": reports.urls,
    }
    known = {f"{app}:{pattern.name}" for app, urls in apps.items() for pattern in urls.urlpatterns}
    assert {view for entry in MENU for view in entry.views} - known == set()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_its_menu_its_first_page_and_its_help(client: Client, role: Role) -> None:
    make_plan()
    client.force_login(_person(role))
    menu, first_page, help_page = SHOWN[role]
    page = client.get("/privacy/").content.decode()
    assert _menu(page) == menu
    assert f'href="{help_page}">Help</a>' in page
    assert 'action="/search/"' in page
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, first_page)


@pytest.mark.parametrize(
    ("view", "line"),
    [
        ("actions:update", "My updates"),
        ("actions:action", "Plan"),
        ("reports:quarter_dashboard", "Dashboard"),
        ("reports:close_round", "Round"),
        ("reports:edit_pack", "Packs"),
        ("governance:person", "People"),
        ("privacy", None),
    ],
)
def test_a_page_stands_under_one_line_of_the_menu(view: str, line: str | None) -> None:
    section = section_of(view)
    assert (section and section.label) == line


def test_without_a_role_one_is_told_whom_to_ask(client: Client) -> None:
    make_plan()
    client.force_login(make_person())
    page = client.get("/").content.decode()
    assert "You have no role yet" in page
    assert _menu(page) == []


def test_without_a_plan_the_menu_has_no_line_for_one(client: Client) -> None:
    client.force_login(make_person(Role.COORDINATOR, group=make_group()))
    assert _menu(client.get("/privacy/").content.decode()) == [PEOPLE]
    assert client.get("/").headers["Location"] == "/plans/"


def test_who_holds_a_post_finds_it_beside_their_name(client: Client) -> None:
    make_plan()
    client.force_login(_person(Role.LEAD_OFFICER))
    assert 'href="/people/my-posts/">My posts</a>' in client.get("/privacy/").content.decode()
    client.force_login(_person(Role.COORDINATOR))
    assert "My posts" not in client.get("/privacy/").content.decode()


def test_before_signing_in_there_is_no_menu_and_no_search(client: Client) -> None:
    make_plan()
    page = client.get("/sign-in/").content.decode()
    assert _menu(page) == []
    assert "/search/" not in page
    assert "Sign out" not in page


def test_the_line_of_the_page_is_marked(client: Client) -> None:
    make_plan()
    client.force_login(make_person(Role.AUDITOR))
    page = client.get(PLAN).content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="(\w+)"', page) == [(PLAN, "page")]


def test_the_menu_leads_to_the_plan_of_the_page_else_to_that_of_ones_own_board(client: Client) -> None:
    make_plan()
    other_board = make_group("Other board")
    make_plan("older", board=other_board, starts_on=dt.date(2020, 4, 1), ends_on=dt.date(2021, 3, 31))
    make_plan(
        "draft", board=other_board, state="draft", starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2025, 3, 31)
    )
    client.force_login(make_person(Role.BOARD_CHAIR, group=other_board))
    own = _menu(client.get("/privacy/").content.decode())
    assert own == [
        (words, url.replace("vawg-2023-24", "older"))
        for words, url in (ROUND, DASHBOARD, WHOLE, PACKS, MEETINGS, CONCERNS)
    ]
    assert _menu(client.get(PLAN).content.decode()) == [WHOLE]


def test_the_demos_date_is_told_and_the_real_one_is_not(client: Client, demo_clock: dt.date) -> None:
    assert "The date is 8 January 2024, and updates are samples." in client.get("/privacy/").content.decode()


def test_no_banner_on_the_real_clock(client: Client) -> None:
    assert "Demonstration" not in client.get("/privacy/").content.decode()


def test_the_shell_costs_five_reads_and_no_write(client: Client) -> None:
    make_plan()
    client.force_login(make_person(Role.COORDINATOR, group=make_group()))
    client.get("/privacy/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/privacy/")
    reads = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    tables = [match.group(1) for sql in reads if (match := re.search(r'FROM "(\w+)"', sql))]
    assert sorted(tables) == [
        "actions_plan",
        "django_session",
        "governance_appointment",
        "governance_person",
        "governance_roleassignment",
    ]
    assert len(queries) == len(reads)


@pytest.mark.parametrize("role", HELP)
def test_help_is_for_anyone_to_read(client: Client, role: str) -> None:
    page = client.get(f"/help/{role}/").content.decode()
    assert f'<h1 class="govuk-heading-l">{HELP[role]}</h1>' in page


def test_help_for_an_unknown_role_is_not_found(client: Client) -> None:
    assert client.get("/help/emperor/").status_code == 404


@pytest.mark.parametrize("address", ["/accessibility/", "/privacy/"])
def test_what_an_owner_must_fill_in_is_marked_as_blank(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    blanks = re.findall(r'<mark class="app-blank">(.*?)</mark>', page)
    assert len(blanks) >= 5
    assert all(re.fullmatch(r"\[blank: .+\]", blank) for blank in blanks)
    assert page.count("[blank") == len(blanks)
