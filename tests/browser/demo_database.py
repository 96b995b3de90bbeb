"""The demo in a database of its own: loaded once a run, put back as it was before each test.

The server answers from another thread, so no transaction can be rolled back. A copy of the file, which takes
some hundredths of a second, does as well. The tests' own database is not touched.
"""

import datetime as dt
import fcntl
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


def load_once(saved: Path, *, served: Path) -> DemoDatabase:
    """The demo in a file that the workers of a run share: who comes first loads it, and the others wait."""
    with saved.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not saved.exists():
            loading = saved.with_suffix(".loading")
            _load_into(loading)
            loading.rename(saved)
    found = DemoDatabase(saved=saved, served=served)
    found.put_back()
    return found


def _load_into(file: Path) -> None:
    """Make the database, and load the demo into it; nothing of it is left in the log beside the file."""
    with reading_from(file):
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=StringIO())
        person = Person(email="anybody@demo.example")
        person.set_password(PASSWORD)
        Person.objects.update(password=person.password)
        asked_of = Action.objects.get(plan__slug="vawg-2023-24", reference="9.1")
        chair = Person.objects.get(email=people.CHAIR)
        ask_question(action=asked_of, text="What is the next step?", by=chair, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
