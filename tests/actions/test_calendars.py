"""A person's calendar by secret address: what it holds, for whom, and how it is revoked."""

import datetime as dt
import re

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from actions.calendars.secret import make_address
from actions.models import CalendarAddress
from governance.models import Event, Person
from governance.roles import Role
from tests.actions.updating import Force, said, signed_in, text_of
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_group,
    make_period,
    make_person,
    make_plan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


def entries(person: Person) -> list[tuple[str, dt.date, str]]:
    """Uid, day and words of each, read without signing in."""
    response = Client().get(f"/calendar/{make_address(person=person, at=NOW)}.ics")
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(response.content.decode()).walk("VEVENT")
    return [(str(e["UID"]), e.decoded("DTSTART"), str(e["SUMMARY"])) for e in events]


def _plan_of(force: Force) -> None:
    force.asked("16.2", title="Train officers")
    make_action("17.1", leads=[force.post], due="On-going. To be reviewed Oct 2024", title="Secret work")
    make_action("17.2", leads=[force.council_post], due="On-going. To be reviewed Nov 2024")
    make_action("17.3", leads=[force.post], due="On-going. To be reviewed Dec 2024", status="complete",
                completed_on=dt.date(2023, 12, 1))  # fmt: skip
    make_period("planned", quarter="2023-Q4")
    other = make_plan("other", board=make_group("Other board"))
    make_period(board=other.board)


DATES = [
    ("vawg-board-2023-Q3-due@vawg-tracker", dt.date(2024, 1, 15), "VAWG updates due, Q3 2023-24"),
    ("vawg-board-2023-Q3-board@vawg-tracker", dt.date(2024, 1, 30), "VAWG Board meets, Q3 2023-24"),
    ("vawg-board-2023-Q4-due@vawg-tracker", dt.date(2024, 4, 15), "VAWG updates due, Q4 2023-24"),
    ("vawg-board-2023-Q4-board@vawg-tracker", dt.date(2024, 4, 30), "VAWG Board meets, Q4 2023-24"),
]
OWN = ("vawg-2023-24-17.1-review@vawg-tracker", dt.date(2024, 10, 31), "Review of action 17.1")
OTHERS = ("vawg-2023-24-17.2-review@vawg-tracker", dt.date(2024, 11, 30), "Review of action 17.2")


def test_a_lead_sees_deadlines_board_dates_and_own_reviews(force: Force) -> None:
    _plan_of(force)

    assert entries(force.lead) == [*DATES, OWN]


def test_a_coordinator_sees_every_review_of_the_board(force: Force) -> None:
    _plan_of(force)
    coordinator = make_person(Role.COORDINATOR, group=make_group())

    assert entries(coordinator) == [*DATES, OWN, OTHERS]


def test_a_member_sees_the_dates_alone_and_a_stranger_nothing(force: Force) -> None:
    _plan_of(force)
    stranger = make_person(Role.LEAD_OFFICER, agency=make_agency("Elsewhere"))

    assert entries(make_person(Role.BOARD_MEMBER, group=make_group())) == DATES
    assert entries(stranger) == []


def test_it_holds_references_and_no_other_text_of_the_plan(force: Force) -> None:
    _plan_of(force)
    secret = make_address(person=force.lead, at=NOW)

    text = Client().get(f"/calendar/{secret}.ics").content.decode()

    assert "17.1" in text
    assert "Secret" not in text
    assert "Train" not in text


def test_the_same_entry_keeps_its_uid_when_its_day_moves(force: Force) -> None:
    _plan_of(force)
    before = {uid for uid, _, _ in entries(force.lead)}
    period = make_period()
    period.due_on = dt.date(2024, 1, 19)
    period.save()

    after = {uid: day for uid, day, _ in entries(force.lead)}

    assert set(after) == before
    assert after["vawg-board-2023-Q3-due@vawg-tracker"] == dt.date(2024, 1, 19)


# ------------------------------------------------ the address


def _made(client: Client) -> str:
    """The secret, as the page shows it after the button."""
    page = client.post("/calendar/", {"step": "make"}, follow=True).content.decode()
    found = re.search(r"/calendar/([\w-]+)\.ics", page)
    assert found is not None
    return found[1]


def test_the_page_shows_the_address_once_and_only_its_hash_is_kept(force: Force) -> None:
    client = signed_in(force.lead)
    assert "You have no address yet." in text_of(client.get("/calendar/"))

    secret = _made(client)

    held = CalendarAddress.objects.get()
    assert (len(secret), len(held.secret_hash), secret in held.secret_hash) == (43, 64, False)
    page = text_of(client.get("/calendar/"))
    assert secret not in page
    assert "You made an address on 8 January 2024. It cannot be shown again." in page
    assert Client().get(f"/calendar/{secret}.ics").status_code == 200


def test_a_new_address_ends_the_old_one_and_it_can_be_stopped(force: Force) -> None:
    client = signed_in(force.lead)
    first = _made(client)
    second = _made(client)

    assert Client().get(f"/calendar/{first}.ics").status_code == 404
    assert Client().get(f"/calendar/{second}.ics").status_code == 200
    stopped = client.post("/calendar/", {"step": "end"})
    assert said(stopped) == ["The address of your calendar works no more."]
    assert Client().get(f"/calendar/{second}.ics").status_code == 404
    assert [event.verb for event in Event.objects.about(force.lead)] == [
        "ended the calendar address",
        "made a calendar address",
        "made a calendar address",
    ]


def test_a_disabled_persons_address_opens_nothing(force: Force) -> None:
    secret = make_address(person=force.lead, at=NOW)
    Person.objects.filter(pk=force.lead.pk).update(is_active=False)

    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert Client().get("/calendar/guess.ics").status_code == 404


def test_one_person_cannot_stop_anothers_address(force: Force) -> None:
    secret = make_address(person=force.lead, at=NOW)

    signed_in(force.sponsor).post("/calendar/", {"step": "end"})

    assert Client().get(f"/calendar/{secret}.ics").status_code == 200


@pytest.mark.parametrize("actions", [1, 3, 30])
def test_the_cost_is_the_same_for_any_number_of_entries(
    force: Force, actions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(actions):
        make_action(
            f"17.{number}",
            leads=[force.post],
            due="On-going. To be reviewed Oct 2024",
        )
    make_period()
    secret = make_address(person=force.lead, at=NOW)

    with django_assert_num_queries(6):
        Client().get(f"/calendar/{secret}.ics")
