"""Rolling a round forward: dates and exclusions proposed from the round before."""

import datetime as dt
import re

import pytest
from django.test import Client

from actions.rolling import left_out_of, off_weekend, rolled_dates, three_months_on
from tests.factories import make_action, make_period, make_plan, make_post, make_request
from tests.pages import get_page, table_rows

CLOSED = "/plans/vawg-2023-24/rounds/2023-Q2/"
OPEN = "/plans/vawg-2023-24/rounds/open/"
ROLL = f"{OPEN}?quarter=2023-Q3&from=2023-Q2"


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (dt.date(2023, 10, 15), dt.date(2024, 1, 15)),
        (dt.date(2023, 11, 30), dt.date(2024, 2, 29)),
        (dt.date(2023, 12, 31), dt.date(2024, 3, 31)),
        (dt.date(2022, 11, 30), dt.date(2023, 2, 28)),
    ],
)
def test_three_months_on_is_the_same_day_or_the_last(day: dt.date, later: dt.date) -> None:
    assert three_months_on(day) == later


@pytest.mark.parametrize(("day", "moved"), [(12, 12), (13, 15), (14, 15), (15, 15)])
def test_a_weekend_moves_to_its_monday(day: int, moved: int) -> None:
    assert off_weekend(dt.date(2024, 1, day)) == dt.date(2024, 1, moved)


@pytest.mark.django_db
def test_dates_are_three_months_on_off_weekends_and_never_passed() -> None:
    before = make_period(
        "closed",
        quarter="2023-Q2",
        opens_on=dt.date(2023, 9, 20),
        due_on=dt.date(2023, 10, 13),
        meets_on=dt.date(2023, 10, 30),
    )

    assert rolled_dates(before, today=dt.date(2024, 1, 8)) == {
        "opens_on": dt.date(2024, 1, 8),
        "due_on": dt.date(2024, 1, 15),
        "meets_on": dt.date(2024, 1, 30),
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock", "coordinator")
def test_the_closed_round_leads_to_the_next_with_what_it_left_out_cleared(client: Client) -> None:
    post = make_post()
    before = make_period("closed", quarter="2023-Q2", due_on=dt.date(2023, 10, 13))
    make_request(make_action("1.1", leads=[post]), before)
    make_action("1.2", leads=[post])
    make_action("1.3", leads=[post], start="April 2024")

    assert f'href="{ROLL}"' in get_page(client, CLOSED)
    page = get_page(client, ROLL)
    boxes = re.findall(r'name="(due_on_\w+)"[^>]*value="(\d+)"', page)
    assert boxes == [("due_on_day", "15"), ("due_on_month", "1"), ("due_on_year", "2024")]
    dates = {
        f"{name}_{part}": value
        for name, values in (
            ("opens_on", (8, 1, 2024)),
            ("due_on", (15, 1, 2024)),
            ("meets_on", (30, 1, 2024)),
        )
        for part, value in zip(("day", "month", "year"), values, strict=True)
    }
    chosen = client.post(ROLL, {"quarter": "2023-Q3", "step": "choose", **dates}).content.decode()

    assert table_rows(chosen, "app-round-ask")[1:] == [
        ["1.1 Action 1.1", str(post), "In progress", ""],
        ["1.2 Action 1.2", str(post), "In progress", "Left out of Q2 2023-24"],
        ["1.3 Action 1.3", str(post), "In progress", "Starts after the quarter: April 2024"],
    ]
    assert len(re.findall(r'type="checkbox"[^>]* checked', chosen)) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_clock", "coordinator")
def test_an_older_round_and_one_before_an_open_one_offer_nothing(client: Client) -> None:
    make_plan()
    make_period("closed", quarter="2023-Q2")
    make_period("open", quarter="2023-Q3")

    assert "Open the next quarter from this one" not in get_page(client, CLOSED)


@pytest.mark.django_db
def test_what_was_asked_or_not_due_was_not_left_out() -> None:
    before = make_period("closed", quarter="2023-Q2")
    asked, left_out, not_due = make_action("1.1"), make_action("1.2"), make_action("1.3", start="April 2024")
    make_request(asked, before)

    assert left_out_of(before, [asked, left_out, not_due]) == {left_out.pk}
