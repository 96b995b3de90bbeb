"""What the environment says, read once and checked.

Every setting that differs between machines comes from here. Production refuses to start when a
value is missing or unsafe, with a sentence that names the variable and says what to set.
"""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DEVELOPMENT_KEY = "development-only-key-never-used-in-production-" + "0" * 20


@dataclass(frozen=True)
class Environment:
    """The checked values; ``today`` is set for the demo alone."""

    production: bool
    debug: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    database: dj_database_url.DBConfig
    email_folder: Path
    email_host: str
    email_port: int
    email_from: str
    proxies: int
    address: str
    today: dt.date | None


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _date(value: str) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"TRACKER_TODAY is '{value}'. Set it to a date such as 2024-01-08, or leave it out."
        ) from None


def _port(value: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise ImproperlyConfigured(f"EMAIL_PORT is '{value}'. Set it to a port number such as 25.")
    return int(value)


def _count(name: str, value: str) -> int:
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is '{value}'. Set it to a number such as 1.")
    return int(value)


def _own_file(base: Path) -> str:
    """The address of a SQLite file in ``var/``, a folder that a fresh clone has not yet."""
    folder = base / "var"
    folder.mkdir(exist_ok=True)
    return f"sqlite:///{folder / 'tracker.sqlite3'}"


def _database(url: str) -> dj_database_url.DBConfig:
    # Both are served, and only these: the suite passes on SQLite and on PostgreSQL.
    if url.partition(":")[0] not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL is not the address of a database. Set it to one such as "
            "postgres://user:password@host/name, or leave it out for a file of this folder."
        )
    return dj_database_url.parse(url, conn_max_age=60)


def read_environment(base: Path) -> Environment:
    """Read ``os.environ``; raises ImproperlyConfigured with what to set when production is unsafe."""
    kind = os.environ.get("TRACKER_ENV", "development")
    if kind not in {"development", "production"}:
        raise ImproperlyConfigured(f"TRACKER_ENV is '{kind}'. Set it to 'development' or 'production'.")
    production = kind == "production"
    found = Environment(
        production=production,
        debug=os.environ.get("DEBUG", "0") == "1",
        secret_key=os.environ.get("SECRET_KEY", "" if production else DEVELOPMENT_KEY),
        allowed_hosts=_listed(
            os.environ.get("ALLOWED_HOSTS", "" if production else "127.0.0.1,localhost,[::1],testserver")
        ),
        trusted_origins=_listed(os.environ.get("CSRF_TRUSTED_ORIGINS", "")),
        database=_database(os.environ.get("DATABASE_URL") or _own_file(base)),
        email_folder=Path(os.environ.get("EMAIL_DIR") or base / "var" / "mail"),
        email_host=os.environ.get("EMAIL_HOST", ""),
        email_port=_port(os.environ.get("EMAIL_PORT", "25")),
        email_from=os.environ.get("EMAIL_FROM", "VAWG tracker <tracker@localhost>"),
        proxies=_count("PROXIES", os.environ.get("PROXIES", "1" if production else "0")),
        address=os.environ.get("TRACKER_ADDRESS", ""),
        today=_date(os.environ.get("TRACKER_TODAY", "")),
    )
    if production:
        _refuse_unsafe(found)
    return found


def _refuse_unsafe(found: Environment) -> None:
    wrong = []
    if len(found.secret_key) < 50 or found.secret_key == DEVELOPMENT_KEY:
        wrong.append("SECRET_KEY must be set to a random value of 50 characters or more.")
    if found.debug:
        wrong.append("DEBUG must not be 1.")
    if not found.allowed_hosts or "*" in found.allowed_hosts:
        wrong.append("ALLOWED_HOSTS must name the host names that the tracker answers to.")
    if not found.email_host:
        wrong.append("EMAIL_HOST must name the server that sends e-mail.")
    if found.today is not None:
        wrong.append("TRACKER_TODAY stops the clock and is for the demo: leave it out.")
    if wrong:
        raise ImproperlyConfigured("The tracker will not start in production. " + " ".join(wrong))
