"""What a plan says of itself is changed by its coordinator, and wrong input is told."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from actions.thresholds import thresholds_on
from governance.models import Event, Person
from governance.roles import Role
from tests.factories import TODAY, make_action, make_group, make_person, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
ADDRESS = "/plans/vawg-2023-24/about/change/"
LIMITS = {
    "thresholds_from_day": 1, "thresholds_from_month": 1, "thresholds_from_year": 2024,
    "overdue_days": 10, "slip_days": 40, "missed_updates": 1,
}  # fmt: skip


@pytest.fixture
def coordinator(client: Client) -> Person:
    make_plan()
    person = make_person(Role.COORDINATOR, group=make_group())
    client.force_login(person)
    return person


def test_limits_of_its_own_count_at_once(client: Client, coordinator: Person) -> None:
    action = make_action("1.1", due="20 December 2023")
    before = client.get("/plans/vawg-2023-24/").context["table"].rows[0].suggestion
    page = client.post(ADDRESS, LIMITS | {"description": " Safer streets. ", "expected": 0}, follow=True)
    after = client.get("/plans/vawg-2023-24/").context["table"].rows[0].suggestion
    assert (before.rating, after.rating) == ("amber", "red")
    assert "Safer streets." in page.content.decode()
    assert "this plan's own, from 1 January 2024" in page.content.decode().replace("&#x27;", "'")
    plan = action.plan
    plan.refresh_from_db()
    limits = thresholds_on(TODAY, plan=plan)
    assert (limits.overdue_days, limits.slip_days, limits.missed_updates) == (10, 40, 1)
    assert Event.objects.about(plan).get().changes == {
        "what it is for": ["", "Safer streets."],
        "own limits from": ["", "1 January 2024"],
        "days overdue": ["", "10"],
        "days of slip": ["", "40"],
        "updates missed": ["", "1"],
    }


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"overdue_days": 10},
            {
                "thresholds_from": ["Enter the date from which the plan's own limits count."],
                "slip_days": ["Enter this limit too, or leave all of them empty."],
                "missed_updates": ["Enter this limit too, or leave all of them empty."],
            },
        ),
        (LIMITS | {"slip_days": 0}, {"slip_days": ["Enter a number between 1 and 365."]}),
        (
            LIMITS | {"missed_updates": "two"},
            {"missed_updates": ["Write the limit as a whole number, such as 30."]},
        ),
        ({"description": "a" * 1001}, {"description": ["Keep this to 1000 characters or fewer."]}),
        (
            {"expected": 7},
            {
                "__all__": [
                    "Somebody changed this after you opened the page. Open it again to read their words."
                ]
            },
        ),
    ],
)
def test_wrong_input_is_told(
    client: Client, coordinator: Person, typed: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    assert client.post(ADDRESS, typed).context["form"].errors == errors


def test_a_closed_plan_keeps_its_limits(client: Client, coordinator: Person) -> None:
    plan = make_plan("closed", state="closed", ends_on=dt.date(2024, 3, 31))
    page = client.get(f"/plans/{plan.slug}/about/change/", follow=True).content.decode()
    assert "This plan is closed, so nothing in it can be changed." in page
    assert "Change what it says of itself" not in page
