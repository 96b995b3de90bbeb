"""The demo's plan and people, loaded once for the tests of the house and taken away again after them."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.house.world import World, make_world


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The demo as ``bin/demo`` loads it, and beside it what it lacks. What a test writes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield make_world()
        transaction.set_rollback(True)
