"""The demo in a database of its own: loaded once a run, put back as it was before each test.

The server answers from another thread, so no transaction can be rolled back. A copy of the file, which takes
some hundredths of a second, does as well. The tests' own database is not touched.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from actions.models import Action
from actions.questions import ask_question
from governance.models import Person
from tests.browser import people
from tests.factories import NOW
from vawg_tracker.demo.cast import PASSWORD

TODAY = dt.date(2024, 1, 8)
# As the settings fixture of each browser test says: a real hash would take most of the time of signing in.
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@dataclass(frozen=True)
class DemoDatabase:
    """``saved`` stays as it was loaded; ``served`` is what the server and the tests read and write."""

    saved: Path
    served: Path

    def put_back(self) -> None:
        """Undo what the test before did."""
        _copy(self.saved, self.served)


def load_into(folder: Path) -> DemoDatabase:
    """Make the database in the folder, and load the demo into it."""
    found = DemoDatabase(saved=folder / "saved.sqlite3", served=folder / "served.sqlite3")
    with reading_from(found.saved):
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=StringIO())
        person = Person(email="anybody@demo.example")
        person.set_password(PASSWORD)
        Person.objects.update(password=person.password)
        asked_of = Action.objects.get(plan__slug="vawg-2023-24", reference="9.1")
        chair = Person.objects.get(email=people.CHAIR)
        ask_question(action=asked_of, text="What is the next step?", by=chair, at=NOW)
    found.put_back()
    return found


@contextmanager
def reading_from(file: Path) -> Iterator[None]:
    """Turn every new connection of this process to the file; the server's threads share the settings.

    Nothing waits for the disk: what a test writes need not outlive a power cut.
    """
    connection.close()
    before = dict(connection.settings_dict)
    options = before["OPTIONS"] | {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
    connection.settings_dict.update(NAME=str(file), OPTIONS=options)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def _copy(first: Path, second: Path) -> None:
    with closing(sqlite3.connect(first)) as source, closing(sqlite3.connect(second, timeout=20)) as target:
        source.backup(target)
