"""Two runs at the same moment, and a run that is killed: nobody is told twice, nobody is forgotten."""

import asyncio
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from urllib.parse import quote

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings as django_settings
from django.db import connection

from actions.models import Notice
from actions.notices.delivery import deliver
from actions.notices.reminding import remind, remind_by_hand
from actions.policies import Refusal
from governance.roles import Role
from tests.actions.updating import Force
from tests.factories import NOW, make_group, make_period, make_person, make_post
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "https://tracker.example"


@pytest.fixture
def force() -> Force:
    """Five posts, each with its lead, and an update asked of each."""
    found = Force()
    for number in range(5):
        post = make_post(found.agency, f"Sergeant {number}")
        make_person(Role.LEAD_OFFICER, agency=found.agency, posts=[post], name=f"Sergeant {number}")
        found.asked(f"1.{number}", leads=[post])
    return found


def test_of_two_runs_at_once_each_person_is_told_once(force: Force, mail_server: MailServer) -> None:
    period, gate = make_period(), Barrier(2)

    def run(_: int) -> list[str]:
        try:
            gate.wait(timeout=30)
            return [one.state for one in remind(period, now=lambda: NOW, address=ADDRESS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        states = [state for states in pool.map(run, range(2)) for state in states]

    assert states == ["sent"] * 5
    assert sorted(mail_server.addresses) == sorted(Notice.objects.values_list("person__email", flat=True))
    assert len(set(mail_server.addresses)) == 5


def test_a_button_pressed_twice_at_once_reminds_once(force: Force) -> None:
    period, gate = make_period(), Barrier(2)
    coordinator = make_person(Role.COORDINATOR, group=make_group())
    keys = [f"{person.pk}-0" for person in type(coordinator).objects.filter(name__startswith="Sergeant")]

    def press(_: int) -> int:
        try:
            gate.wait(timeout=30)
            return len(remind_by_hand(period=period, chosen=keys, by=coordinator, at=NOW))
        except Refusal:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [0, 5]


class Hanging(MailServer):
    """Takes the e-mails of the first three people, and answers nothing to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.hangs = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if len(self.arrived) == 3:
            self.hangs = True
            await asyncio.sleep(0.2)
            while self.hangs:
                await asyncio.sleep(0.05)
        return await super().handle_DATA(server, session, envelope)


def _database_url() -> str:
    """The tests' own database, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    password = f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    port = f":{found['PORT']}" if found["PORT"] else ""
    # Of a server on a socket, the address names the folder among its options.
    host = quote(found["HOST"] or found["OPTIONS"].get("host", ""), safe="")
    return f"postgres://{found['USER']}{password}@{host}{port}/{found['NAME']}"


def test_a_run_that_is_killed_leaves_a_true_ledger_and_the_next_finishes_it(
    force: Force, mail_server: MailServer
) -> None:
    server = Hanging()
    server.start()
    environment = os.environ | {
        "DATABASE_URL": _database_url(),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server.port),
        "TRACKER_TODAY": "2024-01-08",
    }
    command = [sys.executable, str(Path(django_settings.BASE_DIR) / "manage.py"), "send_reminders"]
    make_period()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        ends = time.monotonic() + 60
        while not server.hangs and process.poll() is None and time.monotonic() < ends:
            time.sleep(0.05)
        assert server.hangs, process.communicate()[0]
        process.kill()
        process.communicate()
    finally:
        server.hangs = False
        server.stop()

    assert list(Notice.objects.order_by("pk").values_list("state", flat=True)) == [
        "sent", "sent", "sent", "sending", "due",
    ]  # fmt: skip
    claimed = Notice.objects.get(state="sending").claimed_at
    assert claimed is not None
    first = deliver(now=lambda: claimed + timedelta(minutes=1), address=ADDRESS)
    second = deliver(now=lambda: claimed + timedelta(minutes=16), address=ADDRESS)
    assert [one.notice.person.name for one in [*first, *second]] == ["Sergeant 4", "Sergeant 3"]
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
