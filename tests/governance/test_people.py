"""What someone may do on a date, and the verbs that give, end and appoint."""

import datetime as dt

import pytest

from governance.access import Access, Grant
from governance.models import Appointment, Event, RoleAssignment
from governance.people import access_of, appoint, end_role, give_role
from governance.roles import Role
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


def test_appointing_to_a_post_and_as_deputy() -> None:
    post, person, deputy = make_post(), make_person(name="Officer"), make_person(name="Deputy")

    appoint(person=person, post=post, by=None, at=NOW)
    appoint(person=deputy, post=post, deputy=True, by=None, at=NOW)

    assert list(Appointment.objects.values_list("person__name", "deputy", "starts_on", "ends_on")) == [
        ("Officer", False, TODAY, None),
        ("Deputy", True, TODAY, None),
    ]
    assert set(Event.objects.values_list("verb", "sentence")) == {
        ("appointed", "Appointed to Warwickshire Police, Superintendent"),
        ("appointed", "Appointed deputy for Warwickshire Police, Superintendent"),
    }


def test_nobody_is_appointed_twice_to_one_post() -> None:
    post, person = make_post(), make_person(name="Officer")
    appoint(person=person, post=post, by=None, at=NOW)

    with pytest.raises(
        ValueError,
        match=r"^Officer already holds Warwickshire Police, Superintendent\. End that appointment first\.$",
    ):
        appoint(person=person, post=post, deputy=True, by=None, at=NOW)

    assert Appointment.objects.count() == 1
