"""Meetings on their pages: the year, the agenda, a decision recorded from it, and what it all costs."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, DecidedAction, SubgroupReport
from governance.concerns import ConcernContent, raise_concern
from governance.meetings import MeetingContent, leave_matter, plan_meeting
from governance.models import Attendance, Group, Matter, Meeting, Person, ReportingPeriod
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_date_change,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
)
from tests.pages import get_page, post_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def board() -> Group:
    return make_plan().board


@pytest.fixture
def coordinator(board: Group) -> Person:
    return make_person(Role.COORDINATOR, group=board, name="Coordinator")


@pytest.fixture
def client(coordinator: Person) -> Client:
    made = Client()
    made.force_login(coordinator)
    return made


def planned(by: Person, group: Group, on: dt.date = TODAY) -> Meeting:
    return plan_meeting(group=group, content=MeetingContent(on=on, place="County hall"), by=by, at=NOW)


def asked(reference: str) -> Action:
    """An action, 60 days overdue, whose date is asked to move."""
    action = make_action(reference, leads=[make_post()], due="9 November 2023")
    make_date_change(action)
    return action


def test_the_agenda_is_made_of_what_waits_and_leads_to_the_decision(
    client: Client, coordinator: Person, board: Group
) -> None:
    earlier = planned(coordinator, board, TODAY - dt.timedelta(days=90))
    leave_matter(meeting=earlier, text="Write to them.", owner="Chair", by=coordinator, at=NOW)
    make_period()
    asked("1.1")
    meeting = planned(coordinator, board)

    page = get_page(client, f"/meetings/{meeting.pk}/agenda/")

    said = words_of(page)
    assert "1. Apologies, and matters arising Write to them. Chair , from 10 October 2023." in said
    assert (
        "1.1 Action 1.1. Change of date: Move the due date from 9 November 2023 to 30 September 2024." in said
    )
    assert "3. Exceptions: what is Red 1.1 Action 1.1" in said
    decide = f"/meetings/{meeting.pk}/decide/?action=1.1&outcome=agree_date&plan={make_plan().slug}"
    assert decide in page
    shown = get_page(client, decide)
    assert 'value="agree_date" checked' in " ".join(shown.split())
    typed = {"action": Action.objects.get().pk, "outcome": "agree_date", "text": "Agreed."}
    assert client.post(decide, typed).status_code == 302
    assert Action.objects.get().due_on == dt.date(2024, 9, 30)
    told = words_of(get_page(client, f"/meetings/{meeting.pk}/"))
    assert "Decisions Agreed. 1.1 Matters arising Write to them. Chair , from 10 October 2023." in told
    again = words_of(post_page(client, decide, typed))
    assert "No move of the due date of 1.1 waits for a decision." in again
    assert "Agreed." in again


def test_the_agenda_holds_every_plan_of_the_group_that_has_begun(
    client: Client, coordinator: Person, board: Group, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_period()
    asked("1.1")
    years = {"our-long-plan": (2022, "agreed"), "next-plan": (2024, "agreed"), "old-plan": (2019, "closed")}
    for slug, (year, state) in years.items():
        plan = make_plan(
            slug, title=slug, state=state,
            starts_on=dt.date(year, 4, 1), ends_on=dt.date(year + 3, 3, 31),
        )  # fmt: skip
        action = make_action("1.1", objective=make_objective(plan=plan), title=f"Of {slug}", due="9 May 2023")
        make_date_change(action, "30 June 2024")
    meeting = planned(coordinator, board)
    client.get("/meetings/")

    with django_assert_num_queries(15):
        page = get_page(client, f"/meetings/{meeting.pk}/agenda/")

    said = words_of(page)
    assert (
        "2. Decisions asked for Delivery plan 2023-24 1.1 Action 1.1. Change of date: Move the due date from "
        "9 November 2023 to 30 September 2024. The supplier is late. Record the decision on 1.1 "
        "our-long-plan 1.1 Of our-long-plan. Change of date: Move the due date from 9 May 2023 "
        "to 30 June 2024."
    ) in said
    assert "3. Exceptions: what is Red Delivery plan 2023-24 1.1 Action 1.1" in said
    assert "next-plan" not in page
    assert "old-plan" not in page
    decide = f"/meetings/{meeting.pk}/decide/?action=1.1&outcome=agree_date&plan=our-long-plan"
    assert decide in page
    chosen = Action.objects.get(plan__slug="our-long-plan").pk
    assert f'value="{chosen}" selected' in " ".join(get_page(client, decide).split())


def test_a_member_sees_no_quarter_before_it_closes(coordinator: Person, board: Group) -> None:
    make_period()
    asked("1.1")
    meeting = planned(coordinator, board)
    member = Client()
    member.force_login(make_person(Role.BOARD_MEMBER, group=board))

    page = words_of(get_page(member, f"/meetings/{meeting.pk}/agenda/"))

    assert "2. Concerns with other bodies No concern is open." in page
    assert "1.1" not in page


def test_attendance_and_minutes_are_kept_with_what_was_typed(
    client: Client, coordinator: Person, board: Group
) -> None:
    agency = make_agency()
    make_action(leads=[make_post(agency)])
    meeting = planned(coordinator, board)
    address = f"/meetings/{meeting.pk}/record/"
    typed: dict[str, Any] = {
        f"presence_{agency.pk}": "absent",
        f"who_{agency.pk}": "Superintendent",
        "minutes": "It was short.",
    }

    page = words_of(post_page(client, address, typed))
    assert "Warwickshire Police is not marked present: leave the post empty." in page
    assert "It was short." in page
    typed[f"presence_{agency.pk}"] = "present"
    personal = typed | {f"who_{agency.pk}": "The desk, 01926 555010"}
    assert "I have checked: what looks personal is not" in words_of(post_page(client, address, personal))
    assert client.post(address, typed).status_code == 302
    assert Attendance.objects.values_list("presence", "who").get() == ("present", "Superintendent")
    assert "Warwickshire Police Present Superintendent" in words_of(
        get_page(client, f"/meetings/{meeting.pk}/")
    )


def test_a_decision_names_unknown_actions_and_days_of_other_groups_in_sentences(
    client: Client, coordinator: Person, board: Group
) -> None:
    meeting = planned(coordinator, board)
    decide = f"/meetings/{meeting.pk}/decide/"
    page = words_of(post_page(client, decide, {"outcome": "noted", "text": "Noted.", "also": "7.7"}))
    assert "There is no action 7.7 in the plans that you record decisions of." in page
    young = make_group("New group", starts_on=TODAY, reports_to=board)
    day = {"on_day": 1, "on_month": 1, "on_year": 2024}
    page = words_of(post_page(client, "/meetings/add/", {"group": young.pk, **day, "place": "County hall"}))
    assert "New group was set up on 8 January 2024, after that day." in page
    later = planned(coordinator, board, TODAY + dt.timedelta(days=9))
    shown = words_of(get_page(client, f"/meetings/{later.pk}/decide/"))
    assert "This meeting is on 17 January 2024. Record it on the day or later." in shown


def test_the_agenda_names_reports_that_are_missing_and_replies_that_are_overdue(
    client: Client, coordinator: Person, board: Group
) -> None:
    make_period()
    for name, number in (("Filing Group", "S1"), ("Silent Group", "S2")):
        make_objective(number, owner_group=make_group(name, kind="sub_group", reports_to=board))
    report = {"written_by_name": "Lead", "written_at": NOW, "submitted_on": TODAY, "progress": "It moved."}
    filing, period = make_group("Filing Group"), ReportingPeriod.objects.get()
    SubgroupReport.objects.create(group=filing, period=period, state="submitted", **report)
    raised = TODAY - dt.timedelta(days=60)
    for text, due in (("It is late.", TODAY - dt.timedelta(days=3)), ("It is early.", TODAY)):
        content = ConcernContent(
            kind="law", text=text, raised_on=raised, reply_due_on=due, to_body="Home Office"
        )
        raise_concern(raiser=board, content=content, by=coordinator, at=NOW)
    meeting = planned(coordinator, board)

    said = words_of(get_page(client, f"/meetings/{meeting.pk}/agenda/"))

    assert (
        "5. Sub-group reports for Q3 2023-24 Filing Group (objectives S1): Filed 8 January 2024 "
        "Silent Group (objectives S2): Missing 6. Concerns with other bodies"
    ) in said
    assert "It is late. Reply overdue: it was due 5 January 2024. Decide whether to take it further." in said
    assert "It is early. Reply due 8 January 2024." in said


def test_the_actions_to_decide_on_are_grouped_by_plan_and_a_reference_of_two_plans_is_not_guessed(
    client: Client, coordinator: Person, board: Group
) -> None:
    asked("1.1")
    make_action("1.2")
    later = make_plan("next", short_title="Next plan", starts_on=dt.date(2024, 3, 1), board=board)
    other = make_action("1.1", objective=make_objective("1", plan=later))
    far = make_plan("far", short_title="Far plan", board=make_group("Another board"))
    make_action("1.1", objective=make_objective("1", plan=far))
    meeting = planned(coordinator, board)
    decide = f"/meetings/{meeting.pk}/decide/"

    page = get_page(client, decide + "?action=1.1")

    heads = [part.split('"')[0] for part in page.split('<optgroup label="')[1:]]
    named = str(make_plan())
    assert heads == [f"{named}: a change of date is asked for", "Next plan", named, "Next plan", named]
    assert "VAWG Board decides on its plans, or a group above it." in words_of(page)
    assert "selected" not in page.split('name="action"')[1].split("optgroup")[1]
    typed: dict[str, Any] = {"outcome": "noted", "text": "Noted.", "also": "1.1"}
    refused = words_of(post_page(client, decide, typed))
    assert f"There is an action 1.1 in the Next plan and the {named}. Choose above the action" in refused
    refused = words_of(post_page(client, decide, typed | {"action": other.pk, "also": "1.2"}))
    assert "There is no action 1.2 in the Next plan, which the action above is of." in refused
    assert client.post(decide, typed | {"action": other.pk}).status_code == 302
    assert DecidedAction.objects.get().action == other


def test_a_meeting_is_cancelled_with_a_reason_that_its_page_keeps(
    client: Client, coordinator: Person, board: Group
) -> None:
    meeting = planned(coordinator, board)
    address = f"/meetings/{meeting.pk}/cancel/"

    assert "Cancel the meeting" not in get_page(client, f"/meetings/{meeting.pk}/change/")
    assert address in get_page(client, f"/meetings/{meeting.pk}/")
    assert "Say why the meeting does not take place." in words_of(post_page(client, address, {"reason": ""}))
    assert Meeting.objects.get().is_planned
    assert client.post(address, {"reason": "The hall is closed."}).status_code == 302
    assert "Cancelled: The hall is closed." in words_of(get_page(client, f"/meetings/{meeting.pk}/"))


def test_a_matter_arising_is_closed_from_the_meeting_that_takes_it(
    client: Client, coordinator: Person, board: Group
) -> None:
    earlier = planned(coordinator, board, TODAY - dt.timedelta(days=90))
    matter = leave_matter(meeting=earlier, text="Write to them.", owner="Chair", by=coordinator, at=NOW)
    later = planned(coordinator, board)
    close = f"/meetings/matters/{matter.pk}/close/?at={later.pk}"

    for address in (f"/meetings/{later.pk}/", f"/meetings/{later.pk}/agenda/"):
        assert close in get_page(client, address)
    closed = client.post(close, {"note": "It was sent."})

    assert closed.headers["Location"] == f"/meetings/{later.pk}/"
    assert "Closed on 8 January 2024: It was sent." in words_of(get_page(client, f"/meetings/{later.pk}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(
    number: int,
    client: Client,
    coordinator: Person,
    board: Group,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_period()
    for day in range(number):
        earlier = planned(coordinator, board, TODAY - dt.timedelta(days=day + 1))
        Matter.objects.create(meeting=earlier, text="Write.", owner="Chair", recorded_at=NOW)
        asked(f"1.{day}")
    meeting = planned(coordinator, board)
    for action in Action.objects.all():
        decision = make_decision(meeting=meeting)
        DecidedAction.objects.create(decision=decision, action=action)
    client.get("/meetings/")
    costs = {"": 6, f"{meeting.pk}/": 10, f"{meeting.pk}/agenda/": 15, f"{meeting.pk}/record/": 9}
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(f"/meetings/{address}")
