"""Every address, every role: ``access.txt`` says what each is answered, and nothing is written unasked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from governance.roles import Role
from tests.house.boxes import read_form
from tests.house.deeds import DEEDS, typed
from tests.house.places import address_of, every_name
from tests.house.table import ACTS, OWN_READS, READS, TABLE, Row
from tests.house.world import ANONYMOUS, COLUMNS, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

DONE = "done"
# Of a page, whatever it shows. That it asks as often for one row as for three is tested page by page.
MOST_QUERIES = 15
_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "CREATE", "ALTER", "DROP")


@pytest.fixture(autouse=True)
def _uncounted(settings: Settings) -> Iterator[None]:
    """No tries are left over from another test, and a password is hashed quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is written to the database meanwhile, sessions aside: the first words of each statement."""
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_CHANGES) and "django_session" not in sql:
            written.append(" ".join(sql.split()[:4]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def test_every_address_is_in_the_table_and_no_other() -> None:
    assert {row.name for row in TABLE} ^ every_name() == set()
    assert {row.name for row in READS} == every_name()


def test_every_role_has_a_column(world: World) -> None:
    held = {role.role for column in COLUMNS for role in world.people[column].roles.all()}
    assert held == {role.value for role in Role}


def test_every_deed_is_in_the_table_and_no_other() -> None:
    assert {row.key for row in ACTS} == set(DEEDS)


@pytest.mark.parametrize("row", READS, ids=str)
def test_reading(world: World, row: Row) -> None:
    """GET answers as the table says, writes nothing, and asks the database no more than a page may."""
    address = address_of(world, row.name, row.place)
    found, asked = {}, {}
    with watched() as written:
        for column in row.answers:
            with CaptureQueriesContext(connection) as queries:
                found[column] = str(world.client(column).get(address).status_code)
            # A session that is renewed, once a minute, is no part of the page.
            asked[column] = sum(query["sql"].startswith("SELECT") for query in queries)
    assert found == row.answers
    assert written == []
    assert {column: count for column, count in asked.items() if count > MOST_QUERIES} == {}


@pytest.mark.parametrize("row", ACTS, ids=str)
def test_acting(world: World, row: Row) -> None:
    """POST does what was asked for whoever may, and for nobody else writes a single row."""
    address = address_of(world, row.name, row.place)
    doer = next((column for column, answer in row.answers.items() if answer == DONE), "coord")
    shown = world.client(doer).get(address).content.decode()
    body = typed(read_form(shown), DEEDS[row.key](world))
    assert {column: _try(world, column, address, body) for column in row.answers} == row.answers


def _try(world: World, column: str, address: str, body: Any) -> str:
    """The status; ``done`` when something was written and the page led on. What was done is taken back."""
    client = world.client(column)
    with transaction.atomic(), watched() as written:
        status = client.post(address, body).status_code
        transaction.set_rollback(True)
    if not written:
        return str(status)
    return DONE if status == 302 else f"{status} and {written}"


@pytest.mark.parametrize("row", READS, ids=str)
def test_head_tells_no_more_than_get(world: World, row: Row) -> None:
    """HEAD is answered as GET is, without a word; a page with a form may answer to GET and POST alone."""
    address = address_of(world, row.name, row.place)
    refused = {column: answer for column, answer in row.answers.items() if answer != "200"}
    heads = {column: world.client(column).head(address) for column in refused}
    told = {column: str(head.status_code) for column, head in heads.items()}
    assert {column: status for column, status in told.items() if status not in (refused[column], "405")} == {}
    assert {head.content for head in heads.values()} <= {b""}


@pytest.mark.parametrize("row", OWN_READS, ids=str)
def test_other_methods_are_refused(world: World, row: Row) -> None:
    """Whoever asks by a method that the address has no use for is told nothing, and nothing is written."""
    address = address_of(world, row.name, row.place)
    acts = any(acting.name == row.name for acting in ACTS)
    methods = ["OPTIONS", "PUT"] if acts else ["OPTIONS", "PUT", "POST"]
    with watched() as written:
        told = {
            (method, column)
            for method in methods
            for column in (ANONYMOUS, "none", "coord")
            if world.client(column).generic(method, address).status_code not in (302, 403, 404, 405)
        }
    assert told == set()
    assert written == []
