"""The plan on one page: what it shows, how it is narrowed and sorted, and that exports hold the same rows."""

import csv
import datetime as dt
import io
from http import HTTPStatus

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from actions.models import Action
from actions.views import plan as views
from governance.models import Person
from tests.factories import (
    make_action,
    make_agency,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
URL = "/plans/vawg-2023-24/"


@pytest.fixture
def member(client: Client) -> Person:
    person = make_person("board_member", group=make_group())
    client.force_login(person)
    return person


def shown(client: Client, query: str = "") -> list[str]:
    """References of the rows that the page shows, in order."""
    return [row.action.reference for row in client.get(URL + query).context["table"].rows]


def three_actions() -> list[Action]:
    police = make_post(make_agency("Warwickshire Police"), "")
    council = make_post(make_agency("Warwickshire County Council"), "Community Safety")
    return [
        make_action("1.1", leads=[police], title="Bravo", priority="medium", due="31 March 2024"),
        make_action("1.2", leads=[council], supporting=[police], title="Alpha", due="1 December 2023"),
        make_action(
            "2.1", leads=[council, police], title="Charlie", priority="low", objective=make_objective("2"),
            due="June 2024", status="not_started", start="May 2024",
        ),
    ]  # fmt: skip


@pytest.mark.usefixtures("member")
class TestPlanPage:
    def test_shows_each_action_with_its_facts(self, client: Client) -> None:
        three_actions()
        page = client.get(URL)
        [row] = [row for row in page.context["table"].rows if row.action.reference == "1.2"]
        assert (row.due_shown, row.status.label, row.tag, row.suggestion.reason) == (
            "1 December 2023",
            "In progress",
            "Red",
            "Overdue by 38 days",
        )
        assert page.context["table"].total == 3

    @pytest.mark.parametrize(
        ("query", "references"),
        [
            ("", ["1.1", "1.2", "2.1"]),
            ("?agency=warwickshire-police", ["1.1", "1.2", "2.1"]),
            ("?agency=warwickshire-police&part=leads", ["1.1", "2.1"]),
            ("?agency=warwickshire-police&part=supports", ["1.2"]),
            ("?objective=2", ["2.1"]),
            ("?objective=A", ["1.1", "1.2", "2.1"]),
            ("?priority=medium", ["1.1"]),
            ("?status=not_started", ["2.1"]),
            ("?rating=red", ["1.2"]),
            ("?only=overdue", ["1.2"]),
            ("?only=awaiting", []),
            ("?q=alp", ["1.2"]),
            ("?q=1.1", ["1.1"]),
            ("?q=community+char", ["2.1"]),
            ("?sort=title", ["1.2", "1.1", "2.1"]),
            ("?sort=-title", ["2.1", "1.1", "1.2"]),
            ("?sort=due", ["1.2", "1.1", "2.1"]),
            ("?sort=rating", ["1.2", "1.1", "2.1"]),
            ("?sort=-priority&priority=low", ["2.1"]),
            ("?sort=nonsense", ["1.1", "1.2", "2.1"]),
        ],
    )
    def test_address_narrows_and_sorts(self, client: Client, query: str, references: list[str]) -> None:
        three_actions()
        assert shown(client, query) == references

    def test_unknown_choice_is_said_and_hides_nothing(self, client: Client) -> None:
        three_actions()
        page = client.get(URL + "?priority=urgent")
        assert page.context["form"].errors["priority"] == ["Choose one of the list, or “Any priority”."]
        assert [row.action.reference for row in page.context["table"].rows] == ["1.1", "1.2", "2.1"]

    def test_what_the_address_asks_in_vain_is_told(self, client: Client) -> None:
        three_actions()
        page = client.get(URL + "?raging=red&sort=colour")
        assert page.context["ignored"] == [
            "The plan has no filter called “raging”, so it was left out.",
            "The plan cannot be sorted by “colour”, so it stands in its own order.",
        ]
        assert [row.action.reference for row in page.context["table"].rows] == ["1.1", "1.2", "2.1"]

    def test_objective_of_a_sub_group_stands_without_actions(self, client: Client) -> None:
        three_actions()
        make_objective("S1", owner_group=make_group("Communication", kind="sub_group"), title="Campaigns")
        sections = client.get(URL).context["table"].sections
        assert [(s.objective.number, len(s.rows)) for s in sections] == [("1", 2), ("2", 1), ("S1", 0)]
        assert [s.objective.number for s in client.get(URL + "?q=alpha").context["table"].sections] == ["1"]

    def test_submitted_update_counts_and_a_draft_does_not(self, client: Client) -> None:
        first, second, _ = three_actions()
        period = make_period()
        make_update(make_request(first, period), state="submitted", reported_rating="amber")
        make_update(make_request(second, period), state="draft", reported_rating="green")
        ratings = {row.action.reference: row.rating.value for row in client.get(URL).context["table"].rows}
        assert ratings == {"1.1": "amber", "1.2": "red", "2.1": "grey"}
        assert shown(client, "?only=not_returned") == ["1.2"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
    ) -> None:
        make_objective("9", owner_group=make_group("Communication", kind="sub_group"))
        for number in range(count):
            post = make_post(make_agency(f"Agency {number}"), "Lead")
            make_update(make_request(make_action(leads=[post])), state="accepted")
        client.get("/healthz")  # a session's first page notes its time
        # Session, person, roles, appointments; plan, period; objectives, agencies;
        # actions, leads, requests, date changes.
        with django_assert_num_queries(12):
            client.get(URL)


@pytest.mark.usefixtures("member")
class TestExports:
    def test_workbook_holds_the_rows_shown(self, client: Client) -> None:
        three_actions()
        answer = client.get(URL + "export/xlsx/?agency=warwickshire-police&sort=-title")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="vawg-2023-24-2024-01-08.xlsx"'
        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert sheet is not None
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert [row[2] for row in rows] == ["Reference", "2.1", "1.1", "1.2"]
        record = dict(zip(rows[0], rows[3], strict=True))
        assert record["Accountable lead"] == "Warwickshire County Council, Community Safety"
        assert record["Supporting"] == "Warwickshire Police"
        assert record["Due on"] == dt.datetime(2023, 12, 1)  # noqa: DTZ001  # a workbook's dates have no zone
        assert (record["Status"], record["Rating"], record["Reason of the suggestion"]) == (
            "In progress",
            "Red",
            "Overdue by 38 days",
        )

    def test_text_that_looks_like_a_formula_stays_text(self, client: Client) -> None:
        make_action("1.1", title="=1+1", description="@SUM(A1)")
        book = load_workbook(io.BytesIO(client.get(URL + "export/xlsx/").content))
        cell = book.worksheets[0]["D2"]
        assert (cell.value, cell.data_type) == ("=1+1", "s")
        text = client.get(URL + "export/csv/").content.decode("utf-8-sig")
        [row] = csv.DictReader(io.StringIO(text))
        assert (row["Action"], row["Description"]) == ("'=1+1", "'@SUM(A1)")

    @pytest.mark.parametrize(
        ("role", "words"),
        [("coordinator", "Handed in."), ("board_chair", "Handed in."), ("board_member", "")],
    )
    def test_words_that_wait_to_be_accepted_are_for_whoever_may_read_them(
        self, client: Client, role: str, words: str
    ) -> None:
        make_update(make_request(make_action("1.1")), state="submitted", happened="Handed in.")
        client.force_login(make_person(role, group=make_group()))
        text = client.get(URL + "export/csv/").content.decode("utf-8-sig")
        assert [row["Latest update"] for row in csv.DictReader(io.StringIO(text))] == [words]

    def test_unknown_kind_is_not_found(self, client: Client) -> None:
        make_plan()
        assert client.get(URL + "export/exe/").status_code == HTTPStatus.NOT_FOUND


class TestWhoMayRead:
    def test_draft_plan_is_not_found_for_a_partner_and_found_for_its_coordinator(
        self, client: Client
    ) -> None:
        make_plan(state="draft")
        client.force_login(make_person("board_member", group=make_group()))
        assert client.get(URL).status_code == HTTPStatus.NOT_FOUND
        assert client.get(URL + "export/csv/").status_code == HTTPStatus.NOT_FOUND
        assert list(client.get("/plans/").context["plans"]) == []
        client.force_login(make_person("coordinator", group=make_group()))
        assert client.get(URL).status_code == HTTPStatus.OK

    def test_person_without_a_role_sees_no_plan(self, client: Client) -> None:
        make_action("1.1", title="Something")
        client.force_login(make_person())
        assert client.get(URL).status_code == HTTPStatus.NOT_FOUND
        assert client.get("/search/?q=something").context["found"] == []


@pytest.mark.usefixtures("member")
class TestSearch:
    def test_finds_by_reference_word_lead_and_agency(self, client: Client) -> None:
        three_actions()
        found = {
            words: [action.reference for action in client.get(f"/search/?q={words}").context["found"]]
            for words in ("2.1", "charlie", "community", "warwickshire police", "nothing", "")
        }
        assert found == {
            "2.1": ["2.1"],
            "charlie": ["2.1"],
            "community": ["1.2", "2.1"],
            "warwickshire police": ["1.1", "1.2", "2.1"],
            "nothing": [],
            "": [],
        }

    def test_says_when_there_are_more(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        three_actions()
        monkeypatch.setattr(views, "SEARCH_LIMIT", 2)
        page = client.get("/search/?q=warwickshire")
        assert "The first 2 actions found. Add a word to narrow them." in page.content.decode()
