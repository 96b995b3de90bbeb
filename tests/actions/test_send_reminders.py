"""``manage.py send_reminders``: its lines, its quiet days, and what it says of what is wrong."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from actions.models import Notice
from governance import mail
from governance.models import Person
from governance.roles import Role
from tests.actions.updating import Force
from tests.factories import make_group, make_period, make_person
from tests.mail_server import MailServer, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    found = Force()
    make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")
    return found


def run(*arguments: str) -> list[str]:
    """The lines that it prints."""
    out = StringIO()
    call_command("send_reminders", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_a_line_for_each_e_mail_then_a_quiet_day(force: Force, mail_server: MailServer) -> None:
    force.asked("1.1")
    force.asked("1.2")

    assert run("--address", "https://tracker.example") == [
        f"Sent to Lead officer, Police <{force.lead.email}>: reminder, 7 days before, Q3 2023-24, 2 updates"
    ]
    assert "https://tracker.example/updates/" in text_of(mail_server.arrived[0])
    assert run() == ["Nothing to send: nothing is due on 8 January 2024."]


def test_a_dry_run_says_who_and_sends_nothing(force: Force, mail_server: MailServer) -> None:
    force.asked("1.1")

    assert run("--dry-run") == [
        f"Would send to Lead officer, Police <{force.lead.email}>: "
        "reminder, 7 days before, Q3 2023-24, 1 update"
    ]
    assert (Notice.objects.count(), mail_server.arrived) == (0, [])


def test_without_an_open_round_it_says_so(force: Force) -> None:
    make_period("planned")

    assert run() == ["Nothing to send: no round is open."]
    assert run("--dry-run") == ["Nothing to send: no round is open."]


def test_without_a_mail_server_it_says_where_the_files_are(
    force: Force, settings: Settings, tmp_path: Path
) -> None:
    settings.MAILERS = {"default": {"BACKEND": mail.FILE_BACKEND, "OPTIONS": {"file_path": tmp_path}}}
    force.asked("1.1")

    assert run()[-1] == f"No mail server is named, so e-mails are files in the folder {tmp_path}"
    [file] = tmp_path.iterdir()
    assert "Subject: OFFICIAL: Q3 2023-24 updates are due" in file.read_text()


def test_refusals_have_lines_of_their_own(force: Force, mail_server: MailServer) -> None:
    force.asked("1.1")
    mail_server.refused = {force.lead.email: "550 No such user"}

    assert run() == [
        f"Refused for Lead officer, Police <{force.lead.email}>: "
        "reminder, 7 days before, Q3 2023-24, 1 update (550 No such user)",
        f"Sent to Sponsor, Police <{force.sponsor.email}>: reminder, 7 days before, Q3 2023-24, 1 update",
    ]


def test_a_mail_server_that_is_away_is_said_and_nothing_is_lost(
    force: Force, settings: Settings, mail_server: MailServer
) -> None:
    force.asked("1.1")
    settings.MAILERS = MailServer().mailers

    with pytest.raises(CommandError) as away:
        run()

    assert str(away.value).startswith("The mail server cannot be used (")
    assert str(away.value).endswith("What was not sent stays due: run this again later.")
    settings.MAILERS = mail_server.mailers
    assert len(run()) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"REMINDER_SCHEDULE": {"soon": ["lead"]}},
            "REMINDER_SCHEDULE has 'soon'. Write a line as '2 working days before'.",
        ),
        (
            {"TRACKER_ADDRESS": "tracker.example"},
            "The address 'tracker.example' must begin with https://, such as https://tracker.example.",
        ),
        (
            {"SECURE_SSL_REDIRECT": True, "ALLOWED_HOSTS": [".example"]},
            "Say where the tracker is served: set TRACKER_ADDRESS, or give --address, "
            "such as https://tracker.example.",
        ),
    ],
)
def test_wrong_settings_are_said(
    force: Force, settings: Settings, change: dict[str, object], sentence: str
) -> None:
    force.asked("1.1")
    for name, value in change.items():
        setattr(settings, name, value)

    with pytest.raises(CommandError) as wrong:
        run()

    assert str(wrong.value) == sentence


def test_who_is_owed_an_e_mail_of_a_round_that_closed_since_gets_none(
    force: Force, mail_server: MailServer
) -> None:
    period = make_period("closed")
    Notice.objects.create(
        person=force.lead, kind="reminder", once="x", step="7 days before", period=period,
        queued_at=dt.datetime(2024, 1, 8, tzinfo=dt.UTC),
    )  # fmt: skip

    assert run() == [
        f"Not needed by Lead officer, Police <{force.lead.email}>: reminder, 7 days before, Q3 2023-24"
    ]
    assert Person.objects.get(pk=force.lead.pk).notices.get().state == "dropped"
