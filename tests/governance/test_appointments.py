"""Appointing to posts, ending that, and handing posts over, for good or for a while."""

import datetime as dt

import pytest

from governance.appointments import appoint, end_appointment, hand_over
from governance.models import Appointment, Event, Person, Post
from governance.people import disable
from governance.problems import Refused
from tests.factories import LONG_AGO, NOW, TODAY, make_person, make_post

pytestmark = pytest.mark.django_db

A_DAY = dt.timedelta(days=1)
MARCH = dt.date(2024, 3, 1)


def _rows(post: Post) -> list[tuple[str, bool, dt.date, dt.date | None]]:
    rows = Appointment.objects.filter(post=post).order_by("starts_on", "person__name")
    return list(rows.values_list("person__name", "deputy", "starts_on", "ends_on"))


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


def test_an_appointment_can_be_for_other_days() -> None:
    post, person = make_post(), make_person(name="Officer")

    appoint(person=person, post=post, starts_on=TODAY + A_DAY, ends_on=MARCH, by=None, at=NOW)
    appoint(person=person, post=post, starts_on=MARCH + A_DAY, by=None, at=NOW)

    assert _rows(post) == [
        ("Officer", False, TODAY + A_DAY, MARCH),
        ("Officer", False, MARCH + A_DAY, None),
    ]
    assert list(Event.objects.about(person).values_list("sentence", flat=True)) == [
        "Appointed to Warwickshire Police, Superintendent, from 2 March 2024",
        "Appointed to Warwickshire Police, Superintendent, from 9 January 2024, until 1 March 2024",
    ]


def test_what_an_appointment_needs() -> None:
    post, person = make_post(), make_person(name="Officer")
    disable(person=person, by=None, at=NOW)
    post.ends_on = LONG_AGO
    post.save()

    with pytest.raises(Refused) as refused:
        appoint(person=person, post=post, ends_on=LONG_AGO, by=None, at=NOW)

    assert refused.value.problems == (
        ("person", "Officer is disabled. Enable the account first."),
        ("post", "Warwickshire Police, Superintendent ended on 1 January 2020. Choose another post."),
        ("ends_on", "The last day must not be before the first."),
    )


def test_an_appointment_ends_with_its_last_day_and_not_twice() -> None:
    post = make_post()
    person = make_person(posts=[post], name="Officer")
    held = Appointment.objects.get()

    end_appointment(held=held, last_day=TODAY - A_DAY, by=None, at=NOW)

    assert _rows(post) == [("Officer", False, LONG_AGO, TODAY - A_DAY)]
    assert Event.objects.about(person).get().sentence == (
        "Warwickshire Police, Superintendent, last day 7 January 2024"
    )
    with pytest.raises(Refused, match=r"^This appointment ended on 7 January 2024 already\.$"):
        end_appointment(held=held, last_day=TODAY, by=None, at=NOW)


def test_an_appointment_that_has_not_begun_is_taken_back() -> None:
    post, person = make_post(), make_person()
    held = appoint(person=person, post=post, starts_on=MARCH, by=None, at=NOW)

    end_appointment(held=held, last_day=TODAY, by=None, at=NOW)

    assert _rows(post) == []
    assert Event.objects.about(person)[0].verb == "ended appointment"


def test_an_appointment_is_not_ended_before_it_began() -> None:
    post = make_post()
    make_person(posts=[post], name="Officer")
    held = Appointment.objects.get()

    with pytest.raises(Refused) as refused:
        end_appointment(held=held, last_day=LONG_AGO - A_DAY, by=None, at=NOW)

    assert refused.value.problems == (
        ("last_day", "The appointment began on 1 January 2020. Enter that day or a later one."),
    )
    assert _rows(post) == [("Officer", False, LONG_AGO, None)]


def _hand_over(to: Person, starts_on: dt.date, until: dt.date | None = None) -> list[Appointment]:
    held = list(Appointment.objects.filter(person__name="Officer").order_by("pk"))
    return hand_over(appointments=held, to=to, starts_on=starts_on, until=until, by=to, at=NOW)


def test_all_posts_go_to_another_person_from_a_day_on() -> None:
    chief, fraud = make_post(title="Chief"), make_post(title="Fraud")
    officer = make_person(posts=[chief], deputy_for=[fraud], name="Officer")
    heir = make_person(name="Heir")

    made = _hand_over(heir, MARCH)

    assert [row.post for row in made] == [chief, fraud]
    assert _rows(chief) == [
        ("Officer", False, LONG_AGO, MARCH - A_DAY),
        ("Heir", False, MARCH, None),
    ]
    assert _rows(fraud) == [("Officer", True, LONG_AGO, MARCH - A_DAY), ("Heir", True, MARCH, None)]
    assert list(Event.objects.about(officer).values_list("by_name", "verb", "sentence")) == [
        ("Heir", "handed over", "Deputy for Warwickshire Police, Fraud to Heir, from 1 March 2024"),
        ("Heir", "handed over", "Warwickshire Police, Chief to Heir, from 1 March 2024"),
    ]
    assert list(Event.objects.about(heir).values_list("verb", "sentence")) == [
        ("took over", "Deputy for Warwickshire Police, Fraud from Officer, from 1 March 2024"),
        ("took over", "Warwickshire Police, Chief from Officer, from 1 March 2024"),
    ]


def test_a_deputy_acts_for_a_while_and_then_deputises_again() -> None:
    post = make_post()
    make_person(posts=[post], name="Officer")
    deputy = make_person(deputy_for=[post], name="Deputy")

    _hand_over(deputy, TODAY, until=MARCH)

    assert _rows(post) == [
        ("Deputy", True, LONG_AGO, TODAY - A_DAY),
        ("Officer", False, LONG_AGO, TODAY - A_DAY),
        ("Deputy", False, TODAY, MARCH),
        ("Deputy", True, MARCH + A_DAY, None),
        ("Officer", False, MARCH + A_DAY, None),
    ]


def test_a_deputy_who_takes_over_for_good_deputises_no_more() -> None:
    post = make_post()
    make_person(posts=[post], name="Officer")
    Appointment.objects.update(ends_on=dt.date(2024, 12, 31))
    deputy = make_person(deputy_for=[post], name="Deputy")

    _hand_over(deputy, MARCH)

    assert _rows(post) == [
        ("Deputy", True, LONG_AGO, MARCH - A_DAY),
        ("Officer", False, LONG_AGO, MARCH - A_DAY),
        ("Deputy", False, MARCH, dt.date(2024, 12, 31)),
    ]


def test_a_hand_over_needs_posts_a_person_and_days_in_order() -> None:
    heir = make_person(name="Heir")
    disable(person=heir, by=None, at=NOW)
    heir.refresh_from_db()

    with pytest.raises(Refused) as refused:
        _hand_over(heir, TODAY - A_DAY, until=LONG_AGO)

    assert refused.value.problems == (
        ("posts", "Choose at least one post to hand over."),
        ("to", "Heir is disabled, so cannot act in a post."),
        ("starts_on", "The first day must be today or in the future."),
        ("until", "The last day must not be before the first."),
    )


def test_what_stands_in_the_way_of_a_hand_over() -> None:
    kept, begins, leaves = make_post(title="Kept"), make_post(title="Begins"), make_post(title="Leaves")
    officer = make_person(posts=[kept, begins, leaves], name="Officer")
    heir = make_person(posts=[kept], name="Heir")
    Appointment.objects.filter(post=begins).update(starts_on=MARCH)
    Appointment.objects.filter(post=leaves).update(ends_on=TODAY)

    with pytest.raises(Refused) as refused:
        _hand_over(heir, TODAY + A_DAY)

    assert refused.value.problems == (
        (
            "starts_on",
            "Officer takes up Warwickshire Police, Begins on 1 March 2024. Choose that day or a later one.",
        ),
        ("to", "Heir already holds Warwickshire Police, Kept. End that appointment first."),
        ("posts", "Officer leaves Warwickshire Police, Leaves on 8 January 2024, before the first day."),
    )
    with pytest.raises(Refused, match=r"^Cover lasts five years at most\."):
        _hand_over(heir, MARCH, until=dt.date.max)
    with pytest.raises(Refused, match=r"^Officer holds Warwickshire Police, Begins now\."):
        _hand_over(officer, MARCH)
