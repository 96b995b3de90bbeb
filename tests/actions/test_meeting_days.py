"""The day of a board's meeting stands there and in the round; a weekend is taken on a second press."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from governance.meetings import MeetingContent, plan_meeting
from governance.models import Event, Group, Meeting, Person, ReportingPeriod
from governance.roles import Role
from tests.factories import NOW, make_group, make_period, make_person, make_plan
from tests.pages import get_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

OPEN = "/plans/vawg-2023-24/rounds/open/"
SATURDAY = "This is a Saturday. Choose another day, or tick below that a weekend is meant."


@pytest.fixture
def board() -> Group:
    return make_plan().board


@pytest.fixture
def client(board: Group) -> Client:
    made = Client()
    made.force_login(make_person(Role.COORDINATOR, group=board, name="Coordinator"))
    return made


def planned(board: Group, on: dt.date) -> Meeting:
    by = Person.objects.get(name="Coordinator")
    return plan_meeting(group=board, content=MeetingContent(on=on), by=by, at=NOW)


def day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def change(client: Client, meeting: Meeting, on: dt.date, **typed: str) -> list[str]:
    """What is said once the meeting is moved to the day."""
    client.get("/meetings/")
    body = {"group": str(meeting.group_id), **day("on", on), **typed}
    return said(client.post(f"/meetings/{meeting.pk}/change/", body))


def test_a_round_is_offered_the_boards_planned_day(client: Client, board: Group) -> None:
    make_period("closed", quarter="2023-Q3")
    before = client.get(OPEN).context["form"].initial
    for on in (dt.date(2024, 4, 1), dt.date(2024, 5, 2), dt.date(2024, 6, 6)):
        planned(board, on)

    page = client.get(OPEN)
    rolled = client.get(f"{OPEN}?from=2023-Q3").context["form"].initial

    assert page.context["form"].initial == before | {"meets_on": dt.date(2024, 5, 2)}
    assert "VAWG Board has a meeting planned on" in page.content.decode()
    assert rolled["meets_on"] == dt.date(2024, 5, 2)


def test_a_round_moves_with_its_meeting_and_says_so(client: Client, board: Group) -> None:
    period = make_period()
    meeting = planned(board, period.meets_on)
    old = f"{period.meets_on:%-d %B %Y}"

    assert change(client, meeting, dt.date(2024, 2, 7)) == [
        "The meeting is changed.",
        "The round of Q3 2023-24 says now that the Board meets on 7 February 2024.",
    ]
    assert ReportingPeriod.objects.get().meets_on == dt.date(2024, 2, 7)
    assert Event.objects.about(period).values_list("changes", flat=True)[0] == {
        "board meets": [old, "7 February 2024"]
    }
    assert change(client, meeting, dt.date(2024, 1, 9)) == [
        "The meeting is changed.",
        "The round of Q3 2023-24 still says that the Board meets on 7 February 2024, and so will its pack.",
    ]
    assert change(client, meeting, dt.date(2024, 1, 9), place="County hall") == ["The meeting is changed."]
    period.refresh_from_db()
    again = planned(board, period.meets_on)
    client.get("/meetings/")
    cancelled = said(client.post(f"/meetings/{again.pk}/cancel/", {"reason": "Snow."}))
    assert cancelled[1].startswith("The round of Q3 2023-24 still says that the Board meets on 7 February")


def test_a_day_long_ago_is_taken_on_a_second_press_and_no_group_is_guessed(
    client: Client, board: Group
) -> None:
    make_group("Campaigns", kind="sub_group", reports_to=board)
    body = day("on", dt.date(2021, 3, 2))
    assert client.post("/meetings/add/", body).context["form"].errors == {
        "group": ["Choose the group that meets."]
    }
    body["group"] = str(board.pk)
    asked = client.post("/meetings/add/", body)
    assert asked.context["form"].errors == {
        "on": ["This is more than a year ago. Change the day, or tick below that it is meant."]
    }
    assert "Yes, a day that long ago is meant" in asked.content.decode()
    assert client.post("/meetings/add/", body | {"past_meant": "on"}).status_code == 302
    made = Meeting.objects.get()
    assert change(client, made, made.on, starts_at="2pm") == ["The meeting is changed."]
    shown = get_page(client, f"/meetings/{made.pk}/change/")
    assert 'value="14:00"' in shown
    assert "long ago is meant" not in shown


def test_a_weekend_is_taken_on_a_second_press(client: Client, board: Group) -> None:
    body = {"group": str(board.pk), **day("on", dt.date(2024, 3, 2))}
    first = client.post("/meetings/add/", body)
    assert first.context["form"].errors == {"on": [SATURDAY]}
    assert "Yes, a weekend is meant" in first.content.decode()
    assert client.post("/meetings/add/", body | {"weekend_meant": "on"}).status_code == 302
    assert Meeting.objects.get().on == dt.date(2024, 3, 2)
    assert "a weekend is meant" not in get_page(client, "/meetings/add/")

    dates = {
        "quarter": "2023-Q4",
        "step": "plan",
        **day("opens_on", dt.date(2024, 4, 1)),
        **day("due_on", dt.date(2024, 4, 13)),
        **day("meets_on", dt.date(2024, 4, 28)),
    }
    first = client.post(OPEN, dates)
    assert first.context["form"].errors == {
        "due_on": [SATURDAY],
        "meets_on": [SATURDAY.replace("Saturday", "Sunday")],
    }
    assert client.post(OPEN, dates | {"weekend_meant": "on"}).status_code == 302
    assert ReportingPeriod.objects.get().due_on == dt.date(2024, 4, 13)
    shown = get_page(client, f"{OPEN}?quarter=2023-Q4")
    carried = client.post(OPEN, dates | {"weekend_meant": "on", "step": "choose"})
    assert 'name="weekend_meant" value="on"' in carried.content.decode()
    assert 'value="13"' in shown
