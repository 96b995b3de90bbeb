"""A group's page: what it owns, reports, decides, meets on and raised; from when to when it stands."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import SubgroupReport
from governance.concerns import ConcernContent, raise_concern
from governance.meetings import MeetingContent, plan_meeting
from governance.models import Event, Group, Person
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
)
from tests.pages import get_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def group() -> Group:
    return make_group("Review Group", kind="task_and_finish", reports_to=make_plan().board)


@pytest.fixture
def coordinator(group: Group) -> Person:
    return make_person(Role.COORDINATOR, name="Coordinator")


@pytest.fixture
def client(coordinator: Person) -> Client:
    made = Client()
    made.force_login(coordinator)
    return made


def fill(group: Group, by: Person, number: int) -> None:
    """So many of each thing that the page lists."""
    make_group("Another board")
    for at in range(number):
        objective = make_objective(f"S{at}", owner_group=group, title="Review")
        make_action(f"9.{at}", objective=objective, title="Write the review")
        period = make_period("closed", quarter=f"2023-Q{at + 1}")
        written = {"written_by_name": "Lead", "written_at": NOW, "submitted_on": TODAY, "progress": "Yes."}
        SubgroupReport.objects.create(group=group, period=period, state="submitted", **written)
        day = TODAY - dt.timedelta(days=at)
        plan_meeting(group=group, content=MeetingContent(on=day), by=by, at=NOW)
        make_decision(f"Agreed {at}.", group=group)
        content = ConcernContent(
            kind="law", text="It is late.", raised_on=day, reply_due_on=day, to_body="Home Office"
        )
        raise_concern(raiser=group, content=content, by=by, at=NOW)


def test_the_page_lists_what_the_group_owns_and_does(
    group: Group, coordinator: Person, client: Client
) -> None:
    fill(group, coordinator, 1)
    words = words_of(get_page(client, "/groups/review-group/"))
    assert "Objectives it owns S0. Review , Delivery plan 2023-24 9.0 Write the review" in words
    assert "Its reports Q1 2023-24 (April to June 2023): submitted 8 January 2024" in words
    assert "Meetings 8 January 2024 , planned" in words
    assert "With Home Office, 8 January 2024 : It is late. (open)" in words
    assert "Agreed 0." in words
    officer = Client()
    officer.force_login(make_person(Role.LEAD_OFFICER, name="Officer"))
    assert "8 January 2024 , planned" not in words_of(get_page(officer, "/groups/review-group/"))


def test_a_member_reads_the_meetings_of_their_own_groups_and_the_rounds_of_others(
    group: Group, coordinator: Person
) -> None:
    period = make_period()
    for one in (period.board, group):
        plan_meeting(group=one, content=MeetingContent(on=period.meets_on), by=coordinator, at=NOW)
    met, to_come = "30 January 2024 , planned", "Meets 30 January 2024, on Q3 2023-24"

    def shown(at: Group, to: Group) -> tuple[bool, bool]:
        """Meetings and rounds on the page of one group, to a member of another."""
        member = Client()
        member.force_login(make_person(Role.BOARD_MEMBER, group=to))
        words = words_of(get_page(member, f"/groups/{at.slug}/"))
        return met in words, to_come in words

    board = period.board
    assert shown(board, to=board) == (True, False)
    assert shown(group, to=board) == (True, False)
    assert shown(board, to=make_group("Another board")) == (False, True)
    assert shown(board, to=group) == (False, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    number: int,
    group: Group,
    coordinator: Person,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(group, coordinator, number)
    client.get("/groups/")
    with django_assert_num_queries(15):
        client.get("/groups/review-group/")


def test_a_group_stands_from_a_day_to_a_day(group: Group, coordinator: Person, client: Client) -> None:
    plan_meeting(group=group, content=MeetingContent(on=TODAY), by=coordinator, at=NOW)
    address = "/groups/review-group/change/"

    def change(starts: dt.date, ends: dt.date) -> dict[str, list[str]]:
        body: dict[str, object] = {"reports_to": str(group.reports_to_id), "note": ""}
        for name, day in (("starts_on", starts), ("ends_on", ends)):
            body |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
        response = client.post(address, body)
        return {} if response.status_code == 302 else dict(response.context["form"].errors)

    new_year, yesterday, later = dt.date(2024, 1, 1), TODAY - dt.timedelta(days=1), dt.date(2024, 6, 30)
    assert change(later, new_year) == {
        "starts_on": ["It met on 8 January 2024, before that day."],
        "ends_on": [
            "It must end on or after 30 June 2024, when it starts.",
            "It meets on 8 January 2024, after that day. Cancel that meeting first.",
        ],
    }
    assert change(new_year, yesterday) == {
        "ends_on": ["It meets on 8 January 2024, after that day. Cancel that meeting first."]
    }
    assert change(new_year, later) == {}
    assert "from 1 January 2024 to 30 June 2024" in words_of(get_page(client, "/groups/review-group/"))
    assert Event.objects.about(group).values_list("changes", flat=True)[0] == {
        "starts": ["", "1 January 2024"],
        "ends": ["", "30 June 2024"],
    }
    early = {"group": str(group.pk), "on_day": "28", "on_month": "12", "on_year": "2023"}
    refused = client.post("/meetings/add/", early)
    assert refused.context["form"].errors == {
        "on": ["Review Group was set up on 1 January 2024, after that day."]
    }
