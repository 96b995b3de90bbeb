"""What the environment says is checked at start, and a wrong value gets a sentence instead of a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "TRACKER_ENV": "production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "tracker.example.org",
    "EMAIL_HOST": "mail.example.org",
}
OURS = {"DEBUG", "PROXIES", "DATABASE_URL", "TRACKER_TODAY", "EMAIL_PORT", "CSRF_TRUSTED_ORIGINS", *SAFE}


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_development_starts_with_nothing_set() -> None:
    done = check()
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n")


def test_production_starts_when_all_is_safe() -> None:
    assert check(**SAFE).returncode == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY must be set to a random value of 50 characters or more.",
        ),
        ({"DEBUG": "1"}, "DEBUG must not be 1."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the host names that the tracker answers to."),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the host names that the tracker answers to."),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST must name the server that sends e-mail."),
        ({"TRACKER_TODAY": "2024-01-08"}, "TRACKER_TODAY stops the clock and is for the demo: leave it out."),
    ],
)
def test_production_refuses_to_start(wrong: dict[str, str], sentence: str) -> None:
    done = check(**(SAFE | wrong))
    assert (done.returncode, done.stderr) == (1, f"The tracker will not start in production. {sentence}\n")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"TRACKER_ENV": "live"}, "TRACKER_ENV is 'live'. Set it to 'development' or 'production'."),
        (
            {"TRACKER_TODAY": "8 January"},
            "TRACKER_TODAY is '8 January'. Set it to a date such as 2024-01-08, or leave it out.",
        ),
        ({"PROXIES": "one"}, "PROXIES is 'one'. Set it to a number such as 1."),
        ({"EMAIL_PORT": "mail"}, "EMAIL_PORT is 'mail'. Set it to a port number such as 25."),
        (
            {"DATABASE_URL": "oracle-of-delphi"},
            "DATABASE_URL is not the address of a database. Set it to one such as "
            "postgres://user:password@host/name, or leave it out for a file of this folder.",
        ),
    ],
)
def test_value_that_cannot_be_read_is_said(wrong: dict[str, str], sentence: str) -> None:
    done = check(**wrong)
    assert (done.returncode, done.stderr) == (1, f"{sentence}\n")
