"""An agency ends and its open work goes on at its successor, history keeping the old name."""

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, ActionLead
from actions.succession import end_and_pass_on, estate_of, pass_on
from governance.endings import Ending
from governance.models import Agency, Event, Post
from governance.problems import Refused
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
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
        with django_assert_num_queries(40) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            assert len(end_and_pass_on(agency=old, ending=ending, by=None, at=NOW)) == number
