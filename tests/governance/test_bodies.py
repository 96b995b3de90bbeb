"""The groups round a board."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from governance.bodies import bodies_around, deciding_bodies
from governance.models import Group
from tests.factories import TODAY, make_group

pytestmark = pytest.mark.django_db


def test_the_board_then_those_below_then_those_above(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cabinet = make_group("Cabinet")
    safer = make_group("Safer Board", reports_to=cabinet)
    board = make_group("VAWG Board", reports_to=safer)
    campaigns = make_group("Communications", kind="sub_group", reports_to=board)
    make_group("Abolished", kind="sub_group", reports_to=board, ends_on=TODAY - dt.timedelta(days=9))
    make_group("Begins later", kind="sub_group", reports_to=board, starts_on=TODAY + dt.timedelta(days=1))
    make_group("Posters", kind="task_and_finish", reports_to=campaigns)
    make_group("Sister board", reports_to=safer)

    with django_assert_num_queries(1):
        found = bodies_around(board, at=TODAY)

    assert [group.name for group in found] == [
        "VAWG Board",
        "Abolished",
        "Communications",
        "Posters",
        "Safer Board",
        "Cabinet",
    ]
    with django_assert_num_queries(1):
        deciding = deciding_bodies(board, at=TODAY)
    assert [group.name for group in deciding] == ["VAWG Board", "Safer Board", "Cabinet"]


def test_groups_that_report_in_a_ring_are_given_once() -> None:
    first, second = make_group("First"), make_group("Second")
    Group.objects.filter(pk=first.pk).update(reports_to=second)
    Group.objects.filter(pk=second.pk).update(reports_to=first)
    first.refresh_from_db()

    assert bodies_around(first, at=TODAY) == [first, second]
