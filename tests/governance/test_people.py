"""What someone may do on a date, and the verbs that give and end roles, disable and enable."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from governance.access import Access, Grant
from governance.models import Agency, Appointment, Event, Person, Post, RoleAssignment
from governance.people import (
    access_of,
    change_person,
    disable,
    enable,
    end_role,
    give_role,
    save_unless_taken,
)
from governance.problems import Refused
from governance.roles import Permission, Role
from tests.factories import LONG_AGO, NOW, TODAY, make_agency, make_group, make_person, make_post, make_role

pytestmark = pytest.mark.django_db


def test_access_is_made_of_the_roles_and_posts_in_force(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    police, council = make_agency("Police", leads_may_submit=True), make_agency("Council")
    chief, deputy, old = make_post(police, "Chief"), make_post(council, "Manager"), make_post(council, "Old")
    person = make_person(Role.LEAD_OFFICER, agency=police, posts=[chief], deputy_for=[deputy])
    make_role(person, Role.BOARD_CHAIR, group=make_group())
    ended = make_role(person, Role.AGENCY_SPONSOR, agency=council)
    RoleAssignment.objects.filter(pk=ended.pk).update(ends_on=TODAY - dt.timedelta(days=1))
    Appointment.objects.create(person=person, post=old, starts_on=TODAY + dt.timedelta(days=1))

    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        access = access_of(person, at=TODAY)

    assert access == Access(
        person=person.pk,
        grants=(
            Grant(Role.BOARD_CHAIR, group=make_group().pk),
            Grant(Role.LEAD_OFFICER, agency=police.pk),
        ),
        posts={chief.pk: police.pk, deputy.pk: council.pk},
        trusting_agencies=frozenset({police.pk}),
    )


def test_a_disabled_person_may_do_nothing() -> None:
    person = make_person(Role.COORDINATOR, group=make_group())
    person.is_active = False

    assert access_of(person, at=TODAY) == Access(person=person.pk)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (dt.date(2023, 12, 31), False),
        (dt.date(2024, 1, 1), True),
        (dt.date(2024, 3, 31), True),
        (dt.date(2024, 4, 1), False),
    ],
)
def test_a_role_counts_from_its_first_day_to_its_last(day: dt.date, held: bool) -> None:
    person = make_person()
    RoleAssignment.objects.create(
        person=person, role=Role.AUDITOR, starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2024, 3, 31)
    )

    assert access_of(person, at=day).holds(Role.AUDITOR) is held


def test_giving_a_role_twice_is_giving_it_once() -> None:
    person, board, admin = make_person(name="Chair"), make_group(), make_person(name="Administrator")

    given = [give_role(person=person, role=Role.BOARD_CHAIR, group=board, by=admin, at=NOW) for _ in "12"]

    assert given[0] == given[1]
    assert list(
        RoleAssignment.objects.values_list("person__name", "role", "group__name", "starts_on", "ends_on")
    ) == [("Chair", "board_chair", "VAWG Board", TODAY, None)]
    assert list(Event.objects.values_list("by_name", "verb", "subject_name", "sentence")) == [
        ("Administrator", "gave role", "Chair", "Board chair for VAWG Board")
    ]


def test_an_ended_role_counts_for_nothing_from_today_and_stays_in_the_record() -> None:
    person = make_person(Role.AUDITOR)
    held = RoleAssignment.objects.get(person=person)

    end_role(held=held, by=None, at=NOW)

    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (LONG_AGO, TODAY - dt.timedelta(days=1))
    assert access_of(person, at=TODAY).grants == ()
    assert access_of(person, at=TODAY - dt.timedelta(days=1)).grants == (Grant(Role.AUDITOR),)
    assert list(Event.objects.values_list("by_name", "verb", "sentence")) == [
        ("The system", "ended role", "Auditor")
    ]


def test_a_role_given_and_ended_on_one_day_never_counts() -> None:
    person = make_person()
    held = give_role(person=person, role=Role.AUDITOR, by=None, at=NOW)

    end_role(held=held, by=None, at=NOW)

    held.refresh_from_db()
    assert access_of(person, at=TODAY).grants == ()
    assert held.ends_on == TODAY - dt.timedelta(days=1)


def test_a_role_can_begin_and_end_on_other_days() -> None:
    person, board = make_person(name="Chair"), make_group()
    first, last = dt.date(2024, 2, 1), dt.date(2024, 3, 31)

    held = give_role(
        person=person, role=Role.BOARD_CHAIR, group=board, starts_on=first, ends_on=last, by=None, at=NOW
    )
    assert Event.objects.about(person)[0].sentence == (
        "Board chair for VAWG Board, from 1 February 2024, until 31 March 2024"
    )
    end_role(held=held, last_day=dt.date(2024, 2, 20), by=None, at=NOW)

    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (first, dt.date(2024, 2, 20))
    assert Event.objects.about(person)[0].sentence == "Board chair, last day 20 February 2024"


def test_a_role_that_has_not_begun_is_taken_back_at_once() -> None:
    person = make_person()
    held = give_role(person=person, role=Role.AUDITOR, starts_on=dt.date(2024, 2, 1), by=None, at=NOW)

    end_role(held=held, last_day=dt.date(2024, 1, 20), by=None, at=NOW)

    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (TODAY - dt.timedelta(days=1),) * 2


@pytest.mark.parametrize(
    ("role", "of_agency", "of_group", "problem"),
    [
        (Role.LEAD_OFFICER, False, False, ("agency", "Choose the agency of the lead officer.")),
        (Role.BOARD_CHAIR, False, False, ("group", "Choose the board or group of the board chair.")),
        (
            Role.AUDITOR,
            True,
            False,
            ("agency", "The role of auditor is not held for an agency: choose none."),
        ),
        (
            Role.AGENCY_SPONSOR,
            False,
            True,
            ("group", "The role of agency sponsor is not held for a board or group: choose none."),
        ),
    ],
)
def test_a_role_is_held_for_what_it_can_be_held_for(
    role: Role, of_agency: bool, of_group: bool, problem: tuple[str, str]
) -> None:
    agency, group = make_agency() if of_agency else None, make_group() if of_group else None

    with pytest.raises(Refused) as refused:
        give_role(person=make_person(), role=role, agency=agency, group=group, by=None, at=NOW)

    assert refused.value.problems == (problem,)
    assert RoleAssignment.objects.count() == 0


def test_a_role_is_not_given_backwards_or_ended_twice() -> None:
    person = make_person(Role.AUDITOR)
    with pytest.raises(Refused, match=r"^The last day must not be before the first\.$"):
        give_role(person=person, role=Role.AUDITOR, ends_on=LONG_AGO, by=None, at=NOW)
    held = RoleAssignment.objects.get()
    end_role(held=held, by=None, at=NOW)

    with pytest.raises(Refused, match=r"^This role ended on 7 January 2024 already\.$"):
        end_role(held=held, by=None, at=NOW)


def test_a_role_is_not_ended_before_it_began() -> None:
    held = RoleAssignment.objects.get(person=make_person(Role.AUDITOR))

    with pytest.raises(Refused) as refused:
        end_role(held=held, last_day=dt.date(2019, 12, 31), by=None, at=NOW)

    assert refused.value.problems == (
        ("last_day", "The role began on 1 January 2020. Enter that day or a later one."),
    )


def test_a_change_of_name_and_address_is_told_field_by_field() -> None:
    person = make_person(name="Before")

    change_person(person=person, name=" After ", email="after@Police.Example", by=None, at=NOW)

    person.refresh_from_db()
    assert (person.name, person.email) == ("After", "after@police.example")
    event = Event.objects.about(person).get()
    assert (event.verb, event.changes) == (
        "changed",
        {"name": ["Before", "After"], "e-mail": ["person.1@example.org", "after@police.example"]},
    )


def test_a_change_that_changes_nothing_is_not_told() -> None:
    person = make_person(name="Same")

    change_person(person=person, name="Same", email=person.email, by=None, at=NOW)

    assert Event.objects.count() == 0


def test_two_people_never_share_an_address() -> None:
    first, second = make_person(name="First"), make_person(name="Second")

    with pytest.raises(Refused) as refused:
        change_person(person=second, name="", email=first.email.upper(), by=None, at=NOW)

    assert refused.value.problems == (
        ("name", "Enter the person's name."),
        ("email", "First has an account with this e-mail address already."),
    )
    twin = Person(email=first.email.upper(), name="Twin")
    with pytest.raises(Refused, match=r"^Somebody has an account with this e-mail address already\.$"):
        save_unless_taken(twin)


def test_disabling_ends_every_session_for_good(client: Client, demo_clock: dt.date) -> None:
    admin, person = make_person(Role.ADMINISTRATOR), make_person(Role.AUDITOR)
    client.force_login(person)
    assert client.get("/plans/").status_code == 200

    disable(person=person, by=admin, at=NOW)
    assert client.get("/plans/").status_code == 302

    enable(person=person, by=admin, at=NOW)
    assert client.get("/plans/").status_code == 302
    client.force_login(Person.objects.get(pk=person.pk))
    assert client.get("/plans/").status_code == 200
    assert list(Event.objects.about(person).values_list("verb", "sentence")) == [
        ("enabled", "May sign in again"),
        ("disabled", "May not sign in; all sessions were ended"),
    ]


def test_nobody_disables_themselves_or_twice() -> None:
    admin, other = make_person(Role.ADMINISTRATOR, name="Admin"), make_person(name="Other")

    with pytest.raises(
        Refused, match=r"^You cannot disable your own account\. Ask another administrator to do it\.$"
    ):
        disable(person=admin, by=admin, at=NOW)
    with pytest.raises(Refused, match=r"^Other is not disabled\.$"):
        enable(person=other, by=admin, at=NOW)
    disable(person=other, by=admin, at=NOW)
    with pytest.raises(Refused, match=r"^Other is disabled already\.$"):
        disable(person=other, by=admin, at=NOW)


def test_an_administrator_always_stays() -> None:
    only = "^This is the only administrator. Give somebody else the role of administrator first.$"
    admin, other = make_person(Role.ADMINISTRATOR), make_person()
    held = RoleAssignment.objects.get()
    with pytest.raises(Refused, match=only):
        disable(person=admin, by=other, at=NOW)
    with pytest.raises(Refused, match=only):
        end_role(held=held, by=other, at=NOW)

    give_role(person=other, role=Role.ADMINISTRATOR, by=admin, at=NOW)
    disable(person=admin, by=other, at=NOW)

    with pytest.raises(Refused, match=only):
        end_role(held=other.roles.get(), by=admin, at=NOW)
    assert [person.is_active for person in Person.objects.order_by("pk")] == [False, True]


def test_an_agencys_people_are_those_with_a_role_or_a_post_there() -> None:
    police, council = make_agency("Police"), make_agency("Council")
    officer = make_person(Role.LEAD_OFFICER, agency=police, name="Officer")
    seconded = make_person(posts=[make_post(police)], name="Seconded")
    left = make_person(Role.LEAD_OFFICER, agency=police, name="Left")
    end_role(held=left.roles.get(), by=None, at=NOW)
    make_person(Role.LEAD_OFFICER, agency=council, name="Elsewhere")
    sponsor = make_person(Role.AGENCY_SPONSOR, agency=police, name="Sponsor")
    access = access_of(sponsor, at=TODAY)

    assert list(Person.objects.of_agency(police, at=TODAY)) == [officer, seconded, sponsor]
    assert list(Person.objects.permitted(access, Permission.READ_PEOPLE)) == [
        left,
        officer,
        seconded,
        sponsor,
    ]
    assert list(Agency.objects.permitted(access, Permission.READ_PEOPLE)) == [police]
    assert list(Post.objects.permitted(access, Permission.APPOINT)) == [make_post(police)]


def test_people_are_found_by_words_and_by_whether_they_may_sign_in() -> None:
    ready = make_person(name="Ready Officer")
    Person.objects.filter(pk=ready.pk).update(password=make_password("three odd words"))
    invited = make_person(name="Invited Officer")
    gone = make_person(name="Gone Officer")
    disable(person=gone, by=None, at=NOW)

    assert list(Person.objects.with_words("officer EXAMPLE.org ready")) == [ready]
    assert list(Person.objects.joined()) == [ready]
    assert list(Person.objects.invited()) == [invited]
    assert list(Person.objects.disabled()) == [gone]
