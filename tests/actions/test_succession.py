"""An agency ends and its open work goes on at its successor, history keeping the old name."""

import datetime as dt
import html
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, ActionLead
from actions.succession import end_and_pass_on, estate_of, pass_on
from governance.endings import Ending
from governance.models import Agency, Event, Post
from governance.problems import Refused
from governance.roles import Role
from tests.factories import (
    LONG_AGO,
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_measure,
    make_person,
    make_post,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db


def _leads(action: Action) -> list[tuple[str, str]]:
    rows = ActionLead.objects.filter(action=action).order_by("order")
    return [(str(lead.post), lead.role) for lead in rows]


def test_an_agency_ends_and_its_open_work_goes_on_at_its_successor() -> None:
    old, new = make_agency("OPCC"), make_agency("Mayor's office")
    victims, whole = make_post(old, "Victims lead"), make_post(old, "")
    police = make_post(title="Chief")
    officer = make_person(Role.LEAD_OFFICER, agency=old, posts=[victims])
    led = make_action("1.1", leads=[victims, police])
    supported = make_action("1.2", leads=[police], supporting=[whole])
    done = make_action("1.3", leads=[victims], status="complete", completed_on=TODAY)
    others = make_action("1.4", leads=[police])
    update = make_update(make_request(led), by=officer)

    ending = Ending(last_day=TODAY, successor=new, people_move=True)
    changed = end_and_pass_on(agency=old, ending=ending, by=officer, at=NOW)

    assert changed == [led, supported]
    assert _leads(led) == [
        ("Mayor's office, Victims lead", "accountable"),
        ("Warwickshire Police, Chief", "joint"),
    ]
    assert _leads(supported) == [
        ("Warwickshire Police, Chief", "accountable"),
        ("Mayor's office", "supporting"),
    ]
    assert _leads(done) == [("OPCC, Victims lead", "accountable")]
    assert _leads(others) == [("Warwickshire Police, Chief", "accountable")]
    event = Event.objects.about(led).get(verb="handed over")
    assert (event.sentence, event.changes) == (
        "Passed on from OPCC to Mayor's office",
        {
            "leads": [
                "OPCC, Victims lead (accountable lead); Warwickshire Police, Chief (joint lead)",
                "Mayor's office, Victims lead (accountable lead); Warwickshire Police, Chief (joint lead)",
            ]
        },
    )
    old.refresh_from_db()
    assert (old.name, old.ends_on, old.successor) == ("OPCC", TODAY, new)
    assert led.requests.get().latest == update
    assert [str(row.post) for row in officer.appointments.filter(ends_on=None)] == [
        "Mayor's office, Victims lead"
    ]


def test_an_agency_can_end_without_a_successor_and_pass_on_later() -> None:
    old, new = make_agency("OPCC"), make_agency("Mayor's office")
    action = make_action(leads=[make_post(old, "Victims lead")])

    nothing = end_and_pass_on(agency=old, ending=Ending(last_day=TODAY), by=None, at=NOW)
    assert (nothing, _leads(action)) == ([], [("OPCC, Victims lead", "accountable")])

    assert pass_on(agency=old, to=new, by=None, at=NOW) == [action]
    assert _leads(action) == [("Mayor's office, Victims lead", "accountable")]
    assert pass_on(agency=old, to=new, by=None, at=NOW) == []


def test_the_measures_that_it_supplies_pass_on_and_their_readings_stay() -> None:
    old, new = make_agency("OPCC"), make_agency("Mayor's office")
    measure = make_measure(agency=old)
    retired = make_measure(agency=old, retired_on=LONG_AGO, retired_because="Old.")

    end_and_pass_on(agency=old, ending=Ending(last_day=TODAY, successor=new), by=None, at=NOW)

    measure.refresh_from_db()
    retired.refresh_from_db()
    assert (measure.agency, measure.version, retired.agency) == (new, 2, old)
    [event] = Event.objects.about(measure)
    assert (event.verb, event.changes) == ("passed on", {"supplied by": ["OPCC", "Mayor's office"]})


def test_work_does_not_pass_on_before_the_agency_ends() -> None:
    old, new = make_agency("OPCC"), make_agency("Mayor's office")
    ending = Ending(last_day=TODAY + dt.timedelta(days=1), successor=new)

    with pytest.raises(Refused) as refused:
        end_and_pass_on(agency=old, ending=ending, by=None, at=NOW)

    assert refused.value.problems == (
        ("last_day", "Its work passes on at once, so enter 8 January 2024 or an earlier day."),
    )
    assert Agency.objects.filter(ends_on=None).count() == 2


def test_what_cannot_end_leaves_everything_as_it_was() -> None:
    old = make_agency("OPCC")
    action = make_action(leads=[make_post(old)])

    with pytest.raises(Refused, match=r"^An agency cannot succeed itself\."):
        end_and_pass_on(agency=old, ending=Ending(last_day=TODAY, successor=old), by=None, at=NOW)

    assert (_leads(action), Post.objects.count()) == ([("OPCC, Superintendent", "accountable")], 1)
    assert Event.objects.count() == 0


def test_what_an_agency_leaves() -> None:
    old = make_agency("OPCC")
    victims, idle = make_post(old, "Victims lead"), make_post(old, "Idle")
    officer = make_person(Role.LEAD_OFFICER, agency=old, posts=[victims, idle])
    action = make_action(leads=[victims])
    make_action(leads=[make_post()])

    estate = estate_of(old, at=TODAY)

    assert (estate.actions, estate.posts) == ([action], [victims])
    assert (estate.holdings.people, list(estate.holdings.posts)) == ([officer], [idle, victims])


def test_any_number_of_actions_costs_the_same_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in (1, 3):
        old, new = make_agency(f"Old {number}"), make_agency(f"New {number}")
        for place in range(number):
            post = make_post(old, f"Post {place}")
            make_person(Role.LEAD_OFFICER, agency=old, posts=[post])
            make_action(leads=[post])
        ending = Ending(last_day=TODAY, successor=new, people_move=True)
        with django_assert_num_queries(43) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            assert len(end_and_pass_on(agency=old, ending=ending, by=None, at=NOW)) == number


def _get(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def _post(client: Client, path: str, said: dict[str, Any]) -> str:
    return html.unescape(client.post(path, said, follow=True).content.decode())


@pytest.mark.usefixtures("demo_clock")
def test_an_agency_is_ended_in_two_steps(client: Client) -> None:
    old, new = make_agency("OPCC"), make_agency("Mayor's office")
    make_agency("Long gone", ends_on=LONG_AGO)
    victims, idle = make_post(old, "Victims lead"), make_post(old, "Idle")
    make_person(Role.LEAD_OFFICER, agency=old, posts=[victims, idle], name="Officer")
    led = make_action("1.1", leads=[victims], title="Train officers")
    make_action("1.2", leads=[victims], status="complete", completed_on=TODAY)
    client.force_login(make_person(Role.ADMINISTRATOR))
    path = f"/people/agencies/{old.pk}/end/"
    form = _get(client, path)
    assert "It has 2 posts, 1 person and 1 open action." in form
    assert ("Mayor's office" in form, "Long gone" in form) == (True, False)
    said = {
        "last_day_day": "8",
        "last_day_month": "January",
        "last_day_year": "2024",
        "successor": new.pk,
        "people_move": "on",
    }

    check = _post(client, path, said)

    for sentence in (
        "OPCC will end on 8 January 2024, with its 2 posts.",
        "1 open action of 1 post will pass on to Mayor's office at once, to posts of the same titles.",
        "1 person will keep their roles and posts at Mayor's office.",
        "What is complete or closed, every update and every pack will keep the name of OPCC.",
        "<li>1.1 Train officers</li>",
    ):
        assert sentence in check
    assert _leads(led) == [("OPCC, Victims lead", "accountable")]
    assert 'value="January"' in _post(client, path, said | {"step": "change"})

    done = _post(client, path, said | {"step": "confirm"})

    assert "OPCC ends on 8 January 2024. 1 open action passed on to Mayor's office." in done
    assert _leads(led) == [("Mayor's office, Victims lead", "accountable")]
    assert "OPCC ended on 8 January 2024 already." in _post(client, path, said | {"step": "confirm"})


@pytest.mark.usefixtures("demo_clock")
def test_an_agency_that_nobody_succeeds_leaves_its_actions_to_be_handed_over(client: Client) -> None:
    old = make_agency("OPCC")
    led = make_action("1.1", leads=[make_post(old, "Victims lead")])
    client.force_login(make_person(Role.ADMINISTRATOR))
    path = f"/people/agencies/{old.pk}/end/"
    said = {"last_day_day": "7", "last_day_month": "1", "last_day_year": "2024", "successor": ""}

    check = _post(client, path, said)
    done = _post(client, path, said | {"step": "confirm"})

    assert "1 open action will stay with posts that have ended" in check
    assert "The roles and appointments of 0 people will end with that day." in check
    assert "OPCC ends on 7 January 2024." in done
    assert _leads(led) == [("OPCC, Victims lead", "accountable")]
    assert "The post ended on 7 January 2024." in _get(client, "/people/no-active-lead/")


@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Enter the last day."),
        ({"last_day_year": "2024"}, "The last day must include a day and a month."),
        (
            {"last_day_day": "9", "last_day_month": "1", "last_day_year": "2024", "successor": "new"},
            "Its work passes on at once, so enter 8 January 2024 or an earlier day.",
        ),
        (
            {"last_day_day": "8", "last_day_month": "1", "last_day_year": "2024", "people_move": "on"},
            "Choose the agency that its people move to.",
        ),
        (
            {"last_day_day": "8", "last_day_month": "1", "last_day_year": "2024", "successor": "0"},
            "Choose an agency from the list.",
        ),
    ],
)
def test_an_ending_that_cannot_be_is_explained(client: Client, said: dict[str, Any], sentence: str) -> None:
    old, new = make_agency("OPCC"), make_agency("Mayor's office")
    client.force_login(make_person(Role.ADMINISTRATOR))
    if said.get("successor") == "new":
        said = said | {"successor": new.pk}

    page = _post(client, f"/people/agencies/{old.pk}/end/", said)

    assert (sentence in page, "<title>Error: End OPCC" in page) == (True, True)
    assert Agency.objects.filter(ends_on=None).count() == 2


@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize(
    ("role", "status"), [(Role.COORDINATOR, 403), (Role.AUDITOR, 403), (Role.BOARD_CHAIR, 403)]
)
def test_only_an_administrator_ends_an_agency(client: Client, role: Role, status: int) -> None:
    old = make_agency("OPCC")
    client.force_login(make_person(role))

    path = f"/people/agencies/{old.pk}/end/"
    assert (client.get(path).status_code, client.post(path, {}).status_code) == (status, status)
