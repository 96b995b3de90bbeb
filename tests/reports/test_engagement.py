"""How agencies answer over the quarters: the counting, who sees which line, the files, and the cost."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from governance.models import Person
from governance.roles import Role
from reports.board_pack.engagement import AnsweredQuarter, QuarterEngagement, count_engagement
from reports.positions import ActionPosition
from reports.snapshots import close_period
from tests.actions.people import person_with
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_group,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)
from tests.pages import get_page, table_rows
from tests.reports.positions_factory import position

PAGE = "/plans/vawg-2023-24/engagement/"
PASTED = "Forty two officers finished the course, and the next cohort of twenty begins in February."


def quarter(key: str, positions: dict[int, ActionPosition], **fields: Any) -> AnsweredQuarter:
    values: dict[str, Any] = {"label": key, "is_open": False, "days_late": {}} | fields
    return AnsweredQuarter(key=key, positions=positions, **values)


def answer(**fields: Any) -> ActionPosition:
    """Of an action of the police, asked about; ``happened`` says that it was answered."""
    police = {"accountable_agency_name": "Warwickshire Police", "accountable_agency_short": "Police"}
    return position(**({"requested": True, "returned": "happened" in fields} | police | fields))


def test_one_agency_over_the_quarters() -> None:
    council = {"accountable_agency_name": "County Council", "accountable_agency_short": "WCC"}
    answered = [
        quarter("Q1", {1: answer(happened=PASTED), 2: answer(happened="Begun.", no_change=True)}),
        quarter("Q2", {1: answer(), 2: answer(), 3: answer(requested=False)}),
        quarter(
            "Q3",
            {
                1: answer(happened=PASTED.replace("February", "May"), late=True),
                2: answer(happened="As before.", no_change=True),
                3: answer(happened=PASTED, late=True, **council),
            },
            days_late={1: 4, 3: 9},
        ),
        quarter("Q4", {1: answer(), 3: answer(**council)}, is_open=True),
    ]

    other, police = count_engagement(answered, same_percent=90)

    assert police.quarters == (
        _figures("Q1", asked=2, returned=2, unchanged=1),
        _figures("Q2", asked=2),
        _figures("Q3", asked=2, returned=2, late=1, days_late=4, unchanged=1, pasted=1),
        _figures("Q4", asked=1, is_open=True),
    )
    assert [one.is_missed for one in police.quarters] == [False, True, False, False]
    assert (police.asked, police.returned, police.percent, police.figures) == (6, 4, 67, (4, 2, 1, 1))
    # Words that another agency wrote are not pasted from it; what the open quarter wants is not missed yet.
    assert (other.name, other.short, other.percent) == ("County Council", "WCC", 100)
    assert other.figures == (9, 0, 0, 0)
    assert other.quarters[0].percent is None


def _figures(key: str, **fields: Any) -> QuarterEngagement:
    values: dict[str, Any] = {"key": key, "label": key, "is_open": False}
    values |= dict.fromkeys(("asked", "returned", "late", "days_late", "unchanged", "pasted"), 0)
    return QuarterEngagement(**(values | fields))


# ------------------------------------------------ the page


@pytest.fixture
def three_quarters(coordinator: Person) -> None:
    """Police answered late in Q1, missed Q2 and wait in Q3; the council answered once, and was asked once."""
    make_plan()
    police, council = make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")
    action = make_action("1.1", leads=[police, council])
    first = make_period("open", quarter="2023-Q1")
    request = make_request(action, first)
    said = first.due_on.replace(day=first.due_on.day + 6)
    handed_in = NOW.replace(year=said.year, month=said.month, day=said.day)
    make_update(request, state="submitted", late=True, at=handed_in)
    make_update(request, state="accepted", late=True, at=NOW)
    close_period(period=first, by=coordinator, at=NOW)
    second = make_period("open", quarter="2023-Q2")
    make_request(action, second)
    make_update(make_request(make_action("1.2", leads=[council]), second), state="submitted")
    close_period(period=second, by=coordinator, at=NOW)
    make_request(action, make_period("open", quarter="2023-Q3"))


@pytest.fixture
def coordinator(client: Client) -> Person:
    person = make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")
    client.force_login(person)
    return person


HEADS = [
    "Agency", "Q1 2023-24", "Q2 2023-24", "Q3 2023-24, open", "Return rate", "Days late",
    "Longest “no change” run", "Pasted again", "Rounds missed",
]  # fmt: skip
COUNCIL = ["Council", "Not asked", "1 of 1", "Not asked", "100% 1 of 1", "0", "0", "0", "0"]
POLICE = [
    "Police",
    "1 of 1 1 late, 6 days",
    "0 of 1 Round missed",
    "0 of 1",
    "50% 1 of 2",
    "6",
    "0",
    "0",
    "1",
]


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock", "three_quarters")
@pytest.mark.parametrize(
    ("role", "rows"),
    [
        (Role.COORDINATOR, [HEADS, COUNCIL, POLICE]),
        (Role.BOARD_CHAIR, [HEADS, COUNCIL, POLICE]),
        (Role.AUDITOR, [HEADS, COUNCIL, POLICE]),
        (Role.AGENCY_SPONSOR, [HEADS, POLICE]),
        (Role.LEAD_OFFICER, None),
        (Role.BOARD_MEMBER, None),
        (Role.ADMINISTRATOR, None),
    ],
)
def test_who_sees_which_line(client: Client, role: Role, rows: list[list[str]] | None) -> None:
    client.force_login(person_with(role, make_post(make_agency("Police"))))

    if rows is None:
        assert [client.get(address).status_code for address in (PAGE, f"{PAGE}csv/")] == [403, 403]
    else:
        assert table_rows(get_page(client, PAGE), "app-engagement") == rows


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock", "three_quarters")
def test_the_files_hold_a_row_an_agency_and_quarter(client: Client) -> None:
    wanted = [
        ["Council", "Q2 2023-24", "1", "1", "100", "0", "0", "0", "0", "No"],
        ["Police", "Q1 2023-24", "1", "1", "100", "1", "6", "0", "0", "No"],
        ["Police", "Q2 2023-24", "1", "0", "0", "0", "0", "0", "0", "Yes"],
        ["Police", "Q3 2023-24", "1", "0", "0", "0", "0", "0", "0", "No"],
    ]
    answered = client.get(f"{PAGE}csv/")
    assert list(csv.reader(io.StringIO(answered.content.decode("utf-8-sig"))))[1:] == wanted
    assert "vawg-2023-24-engagement-2024-01-08.csv" in answered["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(client.get(f"{PAGE}xlsx/").content))["Engagement"]
    assert [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)] == wanted
    assert client.get(f"{PAGE}pdf/").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock", "coordinator")
def test_before_anything_is_asked_the_page_says_so(client: Client) -> None:
    make_plan()

    assert "Nothing has been asked of any agency yet." in get_page(client, PAGE)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize("agencies", [1, 10, 100])
def test_it_costs_the_same_for_any_number_of_agencies(
    client: Client, coordinator: Person, agencies: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    closed = make_period("open", quarter="2023-Q2")
    actions = [make_action(leads=[make_post(make_agency(f"Agency {number}"))]) for number in range(agencies)]
    for action in actions:
        make_update(make_request(action, closed), state="submitted", late=True)
    close_period(period=closed, by=coordinator, at=NOW)
    for action in actions:
        make_update(make_request(action, make_period()), state="submitted")
    client.get(PAGE)

    with django_assert_num_queries(11):
        client.get(PAGE)
