"""A plan that starts after a quarter has no round of it, no pack of it, and is not frozen with it."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from governance.models import ReportingPeriod
from governance.roles import Role
from reports.models import PeriodSnapshot
from reports.snapshots import close_period
from tests.factories import (
    NOW,
    make_action,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_request,
)
from tests.pages import get_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2024-27/"


@pytest.fixture
def period() -> ReportingPeriod:
    """The open round of Q3 2023-24, and beside its plan one from April 2024 on."""
    period = make_period()
    make_request(make_action("1.1"), period)
    plan = make_plan(
        "vawg-2024-27",
        title="VAWG 2024-27",
        starts_on=dt.date(2024, 4, 1),
        ends_on=dt.date(2027, 3, 31),
    )
    make_action("1.1", objective=make_objective(plan=plan))
    return period


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(make_person(Role.COORDINATOR, group=make_group()))
    return made


def test_closing_a_round_freezes_the_plans_of_its_quarter_alone(period: ReportingPeriod) -> None:
    close_period(period=period, by=make_person(Role.COORDINATOR, group=make_group()), at=NOW)

    assert list(PeriodSnapshot.objects.values_list("plan__slug", flat=True)) == ["vawg-2023-24"]


@pytest.mark.usefixtures("period")
def test_its_pages_show_no_quarter_that_ended_before(client: Client) -> None:
    for address in ("packs", "dashboard", "measures"):
        assert "Q3 2023-24" not in words_of(get_page(client, f"{PLAN}{address}/"))
    for address in ("packs/2023-Q3", "packs/2023-Q3/edit", "rounds/2023-Q3", "rounds/2023-Q3/close"):
        assert client.get(f"{PLAN}{address}/").status_code == 404
    assert "No quarter's round has been set up yet" in words_of(get_page(client, f"{PLAN}rounds/"))
    assert "No round of updates has been opened yet." in words_of(get_page(client, PLAN))
    assert 'value="2024-Q1" selected' in get_page(client, f"{PLAN}rounds/open/")


@pytest.mark.usefixtures("period")
def test_a_draft_has_no_ratings_of_a_round(client: Client) -> None:
    make_plan("draft", state="draft")

    assert "No round of updates has been opened yet." in words_of(get_page(client, "/plans/draft/"))
    assert "Ratings are as in Q3 2023-24" in words_of(get_page(client, "/plans/vawg-2023-24/"))


@pytest.mark.usefixtures("period")
def test_a_pack_of_it_is_refused_in_a_sentence() -> None:
    with pytest.raises(CommandError) as refused:
        call_command(
            "render_pack", "--plan=vawg-2024-27", "--quarter=2023-Q3", "--format=json", "--output=-",
            stdout=StringIO(),
        )  # fmt: skip
    assert str(refused.value) == (
        "VAWG 2024-27 starts on 1 April 2024, after Q3 2023-24 has ended, so it has no pack of that quarter. "
        "No quarter of this plan has begun."
    )
