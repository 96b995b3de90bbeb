"""Who changes the plan, and at what cost in queries."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.models import Person, Post
from governance.roles import Role
from tests.actions.people import person_with
from tests.factories import (
    make_action,
    make_agency,
    make_group,
    make_objective,
    make_person,
    make_plan,
    make_post,
)
from tests.pages import get_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PLAN = "/plans/vawg-2023-24/"
ADD = f"{PLAN}actions/add/"
EDIT = f"{PLAN}actions/1.1/edit/"
TRIGGER = f"{PLAN}actions/1.1/trigger/"
OBJECTIVE = f"{PLAN}objectives/1/edit/"


@pytest.fixture
def police() -> Post:
    return make_post(make_agency("Police"), "Superintendent")


@pytest.mark.parametrize("role", Role)
def test_who_changes_the_plan(client: Client, police: Post, role: Role) -> None:
    make_action("1.1", leads=[police])
    client.force_login(person_with(role, police))
    allowed = 200 if role is Role.COORDINATOR else 403

    for address in (ADD, EDIT, TRIGGER, OBJECTIVE):
        assert client.get(address).status_code == allowed, address
        assert client.post(address, {}).status_code == allowed, address
    assert ("Add an action" in get_page(client, PLAN)) is (allowed == 200)


def test_a_stranger_finds_nothing_and_another_boards_coordinator_may_not(client: Client) -> None:
    make_action("1.1")
    addresses = (ADD, EDIT, TRIGGER, OBJECTIVE)

    client.force_login(make_person())
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    client.force_login(make_person(Role.COORDINATOR, group=make_group("Other board")))
    assert [client.get(address).status_code for address in addresses] == [403] * 4


@pytest.mark.usefixtures("coordinator")
def test_an_action_or_objective_that_is_not_there_is_not_found(client: Client) -> None:
    make_plan()
    other = make_plan("other")
    make_action("1.1", objective=make_objective("1", plan=other))

    assert [client.get(address).status_code for address in (EDIT, TRIGGER, OBJECTIVE)] == [404] * 3


@pytest.mark.parametrize("size", [1, 3])
def test_the_cost_is_the_same_for_any_size_of_plan(
    client: Client, coordinator: Person, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, size + 1):
        post = make_post(make_agency(f"Agency {number}"))
        make_action("1.1" if number == 1 else "", leads=[post], objective=make_objective(str(number)))
    client.get(EDIT)

    with django_assert_num_queries(8):
        client.get(EDIT)
    with django_assert_num_queries(7):
        client.get(ADD)
