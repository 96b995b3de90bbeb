"""Who is named beside a post, and who signs off."""

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from governance.holders import Holders, holders_of, sponsors_of
from governance.models import Appointment, Person
from governance.roles import Role
from tests.factories import TODAY, make_agency, make_person, make_post

pytestmark = pytest.mark.django_db


def test_people_stand_before_their_deputies() -> None:
    post = make_post(title="Superintendent")
    make_person(posts=[post], name="B")
    make_person(posts=[post], name="A")
    make_person(deputy_for=[post], name="C")
    found = holders_of([post.pk], at=TODAY)
    assert found == {post.pk: Holders(people=("A", "B"), deputies=("C",))}
    assert str(found[post.pk]) == "A, B (deputy: C)"


def test_a_post_that_nobody_holds_today_is_vacant() -> None:
    post = make_post()
    make_person(posts=[post], name="Gone")
    Appointment.objects.update(ends_on=TODAY - dt.timedelta(days=1))
    make_person(posts=[post], name="Disabled")
    Person.objects.filter(name="Disabled").update(is_active=False)
    found = holders_of([post.pk], at=TODAY)
    assert found == {post.pk: Holders()}
    assert str(found[post.pk]) == "vacant"


def test_any_number_of_posts_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    posts = [make_post(title=f"Post {number}") for number in range(3)]
    for post in posts:
        make_person(posts=[post])
    with django_assert_num_queries(1) as one:
        assert isinstance(one, CaptureQueriesContext)
        assert len(holders_of([post.pk for post in posts], at=TODAY)) == 3


def test_sponsors_of_the_agencies_alone() -> None:
    police, council = make_agency("Warwickshire Police"), make_agency("County Council")
    make_person(Role.AGENCY_SPONSOR, agency=police, name="Sponsor B")
    make_person(Role.AGENCY_SPONSOR, agency=police, name="Sponsor A")
    make_person(Role.LEAD_OFFICER, agency=police, name="Lead officer")
    make_person(Role.AGENCY_SPONSOR, agency=council, name="Council's sponsor")
    assert sponsors_of([police.pk], at=TODAY) == ["Sponsor A", "Sponsor B"]
