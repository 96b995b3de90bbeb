"""Two at the same moment, in real threads: an administrator stays, and nothing is done or taken twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from governance.agencies import AgencyContent, add_agency
from governance.appointments import appoint, hand_over
from governance.invitations import Invitation, SpentLink, invite, make_key, take_up
from governance.models import Agency, Appointment, Person
from governance.people import disable, end_role
from governance.problems import Refused
from governance.roles import Role
from tests.factories import NOW, TODAY, make_agency, make_person, make_post

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*works: Callable[[], object]) -> list[str]:
    """Run each in a thread of its own, all let go at once: "done", or the sentence of who was late."""
    gate = Barrier(len(works))

    def run(work: Callable[[], object]) -> str:
        try:
            gate.wait(timeout=30)
            work()
        except (Refused, SpentLink) as late:
            return str(late)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def test_two_administrators_cannot_end_each_other() -> None:
    first, second = make_person(Role.ADMINISTRATOR), make_person(Role.ADMINISTRATOR)

    said = _together(
        lambda: disable(person=first, by=second, at=NOW),
        lambda: end_role(held=second.roles.get(), by=first, at=NOW),
    )

    assert said == [
        "This is the only administrator. Give somebody else the role of administrator first.",
        "done",
    ]


def test_a_link_works_once_for_two_who_open_it() -> None:
    invitation = Invitation(email="new@police.example", name="New", roles=[Role.AUDITOR])
    key = make_key(invite(invitation=invitation, by=None, at=NOW), at=NOW)

    said = _together(
        lambda: take_up(key=key, password="first odd words", at=NOW),
        lambda: take_up(key=key, password="second odd words", at=NOW),
    )

    assert said == [
        "This link does not work. It may be cut short, used already, or replaced by a newer one.",
        "done",
    ]
    assert not Person.objects.get().is_invited


def test_an_address_is_invited_once() -> None:
    invitation = Invitation(email="new@police.example", name="New", roles=[Role.AUDITOR])

    said = _together(
        lambda: invite(invitation=invitation, by=None, at=NOW),
        lambda: invite(invitation=invitation, by=None, at=NOW),
    )

    assert said[1] == "done"
    assert said[0] in {
        "New has an account with this e-mail address already.",
        "Somebody has an account with this e-mail address already.",
    }
    assert Person.objects.get().roles.count() == 1


def test_nobody_is_put_into_one_post_twice() -> None:
    post, heir = make_post(), make_person(name="Heir")
    make_person(posts=[post], name="Officer")
    held = Appointment.objects.get()

    said = _together(
        lambda: appoint(person=heir, post=post, by=None, at=NOW),
        lambda: hand_over(appointments=[held], to=heir, starts_on=TODAY, by=None, at=NOW),
    )

    assert said == [
        "Heir already holds Warwickshire Police, Superintendent. End that appointment first.",
        "done",
    ]
    assert Appointment.objects.filter(person=heir).count() == 1


def test_no_two_agencies_take_one_name() -> None:
    make_agency("County Council")
    first = AgencyContent(name="Warwickshire Police", short_name="Police", sector="police")
    second = AgencyContent(name="Police", short_name="The force", sector="police")

    said = _together(
        lambda: add_agency(content=first, by=None, at=NOW),
        lambda: add_agency(content=second, by=None, at=NOW),
    )

    assert said[0] == "done"
    assert said[1] in {
        "“Police” is a name of Warwickshire Police already. Choose another.",
        "“Police” is a name of Police already. Choose another.",
    }
    assert Agency.objects.count() == 2
