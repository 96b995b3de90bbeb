"""A sub-group's report: saved, submitted, changed, refused; on its pages, the round's page and its cost."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import SubgroupReport
from actions.pages.subgroup_reports import reports_in
from actions.policies import ClosedPeriod, Refusal, Unfinished
from actions.subgroup_reporting import ReportContent, StaleReport, groups_to_report, save_report
from governance.models import Event, Group, Person, ReportingPeriod
from governance.roles import Role
from tests.factories import NOW, make_group, make_objective, make_period, make_person, make_plan
from tests.pages import get_page, post_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

WHOLE = ReportContent(progress="It moved.", exceptions="One is late.", asks="Nothing at present.")
WORDS = {"progress": "It moved.", "exceptions": "One is late.", "asks": "Nothing at present."}


@pytest.fixture
def sub_group() -> Group:
    """It owns two objectives of the plan, of which a round is open."""
    board = make_plan().board
    group = make_group("Communication Subgroup", kind="sub_group", reports_to=board)
    make_objective("S1", owner_group=group, title="Campaigns")
    make_objective("S2", owner_group=group, title="Barriers")
    make_period()
    return group


@pytest.fixture
def lead(sub_group: Group) -> Person:
    return make_person(Role.SUB_GROUP_LEAD, group=sub_group, name="Sub-group lead")


@pytest.fixture
def client(lead: Person) -> Client:
    made = Client()
    made.force_login(lead)
    return made


def address(group: Group) -> str:
    return f"/plans/vawg-2023-24/rounds/2023-Q3/reports/{group.slug}/"


def save(group: Group, by: Person, content: ReportContent = WHOLE, **said: Any) -> SubgroupReport:
    usual: dict[str, Any] = {
        "period": ReportingPeriod.objects.latest("pk"),
        "submit": True,
        "expected_version": 0,
    }
    return save_report(**usual | {"group": group, "content": content, "by": by, "at": NOW} | said)


def test_a_report_is_saved_submitted_and_changed(sub_group: Group, lead: Person) -> None:
    save(sub_group, lead, ReportContent(progress="It began."), submit=False)
    save(sub_group, lead, expected_version=1)
    made = save(sub_group, lead, expected_version=2)

    fields = ("state", "progress", "exceptions", "asks", "version", "written_by_name", "submitted_on")
    assert SubgroupReport.objects.values_list(*fields).get() == (
        "submitted",
        "It moved.",
        "One is late.",
        "Nothing at present.",
        3,
        "Sub-group lead",
        dt.date(2024, 1, 8),
    )
    events = Event.objects.about(made).values_list("verb", "on_behalf_of")
    assert list(events) == [("submitted", "Communication Subgroup")] * 2


def test_what_cannot_be_saved_says_why(sub_group: Group, lead: Person) -> None:
    with pytest.raises(Unfinished) as unfinished:
        save(sub_group, lead, ReportContent())
    assert unfinished.value.problems == [
        ("progress", "Say what moved on the objectives this quarter."),
        ("asks", "Say what you ask of the Board, or that you ask for nothing."),
    ]
    with pytest.raises(Refusal, match=r"^Another group owns no objective of a plan of this board"):
        save(make_group("Another group"), lead)
    save(sub_group, lead)
    with pytest.raises(StaleReport, match=r"^Sub-group lead saved this report while you were writing.$"):
        save(sub_group, lead)
    with pytest.raises(Refusal, match=r"^This report was submitted already. Submit it again to change it.$"):
        save(sub_group, lead, submit=False, expected_version=1)
    ReportingPeriod.objects.update(state="closed", closed_at=NOW)
    with pytest.raises(ClosedPeriod):
        save(sub_group, lead, expected_version=1)


def test_the_lead_writes_it_and_loses_nothing_to_another_writer(
    client: Client, sub_group: Group, lead: Person
) -> None:
    owed = words_of(get_page(client, "/reports/"))
    assert "Communication Subgroup, Q3 2023-24 Nothing yet Is due on 15 January 2024" in owed
    assert "S1 Campaigns S2 Barriers Write the report" in owed
    client.get(address(sub_group))
    save(sub_group, make_person(name="Coordinator"), ReportContent(progress="Theirs."), submit=False)

    page = post_page(client, address(sub_group), WORDS | {"version": 0, "step": "submit"})

    said = words_of(page)
    assert "Coordinator saved this report while you were writing. It is shown above" in said
    assert "As Coordinator saved it Progress Theirs." in said
    assert "It moved." in said
    assert 'name="version" value="1"' in page
    answer = client.post(address(sub_group), WORDS | {"version": 1, "step": "submit"})
    assert answer.status_code == 302
    assert "Submitted on 8 January 2024." in words_of(get_page(client, "/reports/"))


def test_nothing_is_asked_of_a_group_that_ends_before_the_round_is_due(
    client: Client, sub_group: Group, lead: Person
) -> None:
    line = reports_in(make_plan(), make_period())
    assert ([one.group for one in line], groups_to_report(make_period())) == ([sub_group], [sub_group])
    Group.objects.filter(pk=sub_group.pk).update(ends_on=dt.date(2024, 1, 14))
    assert (reports_in(make_plan(), make_period()), groups_to_report(make_period())) == ([], [])
    assert "Communication Subgroup" not in words_of(get_page(client, "/reports/"))
    with pytest.raises(Refusal, match="does not stand when the round is due: no report is asked of it"):
        save(sub_group, lead)


def test_a_chair_and_the_lead_of_another_group_may_not_write(sub_group: Group) -> None:
    board = make_plan().board
    for role, status in ((Role.COORDINATOR, 200), (Role.BOARD_CHAIR, 403), (Role.SUB_GROUP_LEAD, 403)):
        group = make_group("Another sub-group", kind="sub_group") if role == Role.SUB_GROUP_LEAD else board
        other = Client()
        other.force_login(make_person(role, group=group))
        assert other.get(address(sub_group)).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_report_and_for_three(
    number: int, sub_group: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    coordinator = make_person(Role.COORDINATOR, group=make_plan().board)
    for more in range(number - 1):
        group = make_group(f"Group {more}", reports_to=make_plan().board)
        make_objective(f"T{more}", owner_group=group)
        save(group, coordinator)
    client = Client()
    client.force_login(coordinator)
    client.get("/reports/")
    with django_assert_num_queries(9):
        client.get("/reports/")
    with django_assert_num_queries(10):
        client.get(address(sub_group))
