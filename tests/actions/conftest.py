"""People whom the tests of the plan and its pages ask for."""

import pytest
from django.test import Client

from governance.models import Group, Person
from governance.roles import Role
from tests.factories import make_group, make_person


@pytest.fixture
def board() -> Group:
    """The VAWG Board, which owns the plan."""
    return make_group()


@pytest.fixture
def coordinator(client: Client, board: Group) -> Person:
    """The board's coordinator, signed in."""
    person = make_person(Role.COORDINATOR, group=board, name="Coordinator")
    client.force_login(person)
    return person
