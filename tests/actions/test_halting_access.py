"""Who holds, closes and decides, and at what cost in queries."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import DateChange
from governance.models import Group, Person
from governance.roles import Role
from tests.actions.people import person_with
from tests.factories import (
    make_action,
    make_agency,
    make_date_change,
    make_group,
    make_person,
    make_post,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/actions/1.1/"
HOLD, CLOSE = f"{PAGE}hold/", f"{PAGE}close/"


@pytest.fixture
def change() -> DateChange:
    return make_date_change(make_action("1.1"))


def _address(change: DateChange) -> str:
    return f"/plans/vawg-2023-24/date-changes/{change.pk}/"


@pytest.mark.parametrize("role", Role)
def test_who_holds_closes_and_decides(client: Client, role: Role) -> None:
    police = make_post(make_agency("Police"))
    change = make_date_change(make_action("1.1", leads=[police]))
    client.force_login(person_with(role, police))
    allowed = 200 if role is Role.COORDINATOR else 403

    for address in (HOLD, CLOSE, _address(change)):
        assert client.get(address).status_code == allowed, address
        assert client.post(address, {}).status_code == allowed, address


def test_a_stranger_finds_nothing_and_another_boards_coordinator_may_not(
    client: Client, change: DateChange
) -> None:
    addresses = (HOLD, CLOSE, _address(change))

    client.force_login(make_person())
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    client.force_login(make_person(Role.COORDINATOR, group=make_group("Other board")))
    assert [client.get(address).status_code for address in addresses] == [403] * 3


@pytest.mark.parametrize("size", [1, 3])
def test_the_cost_is_the_same_for_any_number_of_actions_and_groups(
    client: Client,
    coordinator: Person,
    change: DateChange,
    board: Group,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(size):
        make_action()
        make_group(f"Sub-group {number}", kind="sub_group", reports_to=board)
    client.get(HOLD)

    with django_assert_num_queries(7):
        client.get(HOLD)
    with django_assert_num_queries(8):
        client.get(CLOSE)
    with django_assert_num_queries(8):
        client.get(_address(change))
