"""``manage.py send_reminders``: what a scheduler calls each night. Prints a line for each e-mail."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from actions.models import NoticeState
from actions.notices.delivery import Outcome, ServerAway, deliver
from actions.notices.reminding import plan_due, remind
from actions.notices.schedule import BadSchedule
from governance import clock, mail
from governance.days import in_words
from governance.models import ReportingPeriod
from governance.tracker_address import UnknownAddress, tracker_address

_WORDS = {
    NoticeState.SENT: "Sent to",
    NoticeState.FAILED: "Refused for",
    NoticeState.DUE: "Put off for",
    NoticeState.DROPPED: "Not needed by",
}


class Command(BaseCommand):
    help = (
        "Send the reminders that are due, each once, and what an earlier run could not send. "
        "Run it once a day; a missed day is made up for by the next."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only print who would be reminded")
        parser.add_argument(
            "--address", default="", help="where the tracker is served, such as https://tracker.example"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            address = tracker_address(options["address"])
            rounds = list(ReportingPeriod.objects.open().select_related("board").order_by("due_on", "pk"))
            lines = self._rehearse(rounds) if options["dry_run"] else self._send(rounds, address)
        except (UnknownAddress, BadSchedule) as wrong:
            raise CommandError(str(wrong)) from wrong
        except DatabaseError as unread:
            raise CommandError(
                f"The database cannot be used ({unread}). Has it been set up with manage.py migrate?"
            ) from unread
        if not lines:
            why = "no round is open" if not rounds else f"nothing is due on {in_words(clock.today())}"
            self.stdout.write(f"Nothing to send: {why}.")

    def _rehearse(self, rounds: Iterable[ReportingPeriod]) -> int:
        lines = 0
        for period in rounds:
            for digest, _ in plan_due(period, at=clock.now()):
                what = f"reminder, {digest.step.words if digest.step else ''}, {period.quarter.label}"
                self.stdout.write(
                    f"Would send to {digest.person} <{digest.person.email}>: {what}, "
                    f"{_asked(len(digest.requests), len(digest.groups))}"
                )
                lines += 1
        return lines

    def _send(self, rounds: Iterable[ReportingPeriod], address: str) -> int:
        lines = 0
        try:
            for period in rounds:
                lines += self._print(remind(period, now=clock.now, address=address))
            lines += self._print(deliver(now=clock.now, address=address))
        except ServerAway as away:
            lines += self._print(away.outcomes)
            raise CommandError(
                f"The mail server cannot be used ({away}). What was not sent stays due: run this again later."
            ) from away
        if lines and mail.folder():
            self.stdout.write(f"No mail server is named, so e-mails are files in the folder {mail.folder()}")
        return lines

    def _print(self, outcomes: Iterable[Outcome]) -> int:
        printed = list(outcomes)
        for outcome in printed:
            notice = outcome.notice
            to = f"{_WORDS[outcome.state]} {notice.person} <{notice.person.email}>"
            what = notice.what[:1].lower() + notice.what[1:]
            quarter = f", {notice.period.quarter.label}" if notice.period else ""
            asked = _asked(outcome.count, outcome.reports)
            counted = f", {asked}" if asked else ""
            said = f" ({outcome.said})" if outcome.said else ""
            self.stdout.write(f"{to}: {what}{quarter}{counted}{said}")
        return len(printed)


def _asked(updates: int, reports: int) -> str:
    """ "3 updates, 1 report"; empty for neither."""
    counts = ((updates, "update"), (reports, "report"))
    return ", ".join(f"{count} {thing}{'' if count == 1 else 's'}" for count, thing in counts if count)
