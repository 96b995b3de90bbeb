"""Which plan the menu and the first page lead to while one plan runs, another comes and a round is open."""

import datetime as dt
import re

import pytest
from django.test import Client

from governance.people import access_of
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
)
from vawg_tracker.current_plan import current_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


def _next_plan() -> None:
    """Agreed ahead of time: April 2024 to March 2027, of the same board."""
    plan = make_plan("vawg-2024-27", starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2027, 3, 31))
    make_action("1.1", objective=make_objective("1", plan=plan))


@pytest.mark.parametrize("role", list(Role))
def test_a_plan_that_has_not_begun_takes_nobody_away_from_the_one_that_runs(
    client: Client, role: Role
) -> None:
    make_plan()
    _next_plan()
    of_an_agency = role in {Role.LEAD_OFFICER, Role.AGENCY_SPONSOR}
    of_the_board = role in {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER}
    client.force_login(
        make_person(
            role,
            agency=make_agency() if of_an_agency else None,
            group=make_group() if of_the_board else None,
            posts=[make_post()] if of_an_agency else [],
        )
    )

    menu = re.findall(
        r'service-navigation__link" href="(/plans/[^/]+/)', client.get("/privacy/").content.decode()
    )

    assert set(menu) == {"/plans/vawg-2023-24/"}
    assert "vawg-2024-27" not in client.get("/").headers["Location"]


def test_the_plan_of_the_open_round_stays_until_it_closes_then_comes_the_one_that_runs() -> None:
    """In April the round of January to March is still open, and it asks about the plan that has ended."""
    _next_plan()
    make_plan("long-over", starts_on=dt.date(2015, 4, 1), ends_on=dt.date(2018, 3, 31))
    period = make_period(quarter="2023-Q4")
    make_request(make_action("1.1", objective=make_objective(plan=make_plan())), period)
    access = access_of(make_person(Role.AUDITOR), at=TODAY)

    def found(today: dt.date) -> str:
        plan = current_plan(access, today=today)
        return plan.slug if plan else ""

    april, after_both = dt.date(2024, 4, 8), dt.date(2027, 4, 1)
    assert (found(TODAY), found(april)) == ("vawg-2023-24", "vawg-2023-24")
    period.state, period.closed_at = "closed", NOW
    period.save()
    assert (found(TODAY), found(april), found(after_both)) == (
        "vawg-2023-24",
        "vawg-2024-27",
        "vawg-2024-27",
    )


def test_before_any_plan_has_begun_the_soonest_is_shown() -> None:
    for slug, year in (("later", 2030), ("sooner", 2028)):
        make_plan(slug, starts_on=dt.date(year, 4, 1), ends_on=dt.date(year + 3, 3, 31))

    plan = current_plan(access_of(make_person(Role.AUDITOR), at=TODAY), today=TODAY)

    assert (plan.slug if plan else "") == "sooner"
