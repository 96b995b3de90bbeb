"""Fixtures that any test may ask for. Rows come from ``tests/factories.py``."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from tests.mail_server import MailServer


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite is tested in a file, as it serves: in memory, threads share one lock and do not wait for it."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        # No test cuts the power, so none need wait for the disk.
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture
def demo_clock(settings: Settings) -> dt.date:
    """Pages are seen on the demo's day, 8 January 2024, within the open round of Q3 2023-24."""
    today = dt.date(2024, 1, 8)
    settings.TRACKER_TODAY = today
    return today


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A mail server that the tracker sends to, on a free port of this machine."""
    server = MailServer()
    server.start()
    settings.MAILERS = server.mailers
    yield server
    server.stop()
