"""Sends queued e-mails at the end of a page's work, and tells the person what became of them."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages

from actions.models import Notice, NoticeState
from actions.notices.delivery import Outcome, ServerAway, deliver
from governance import clock, mail
from governance.guards import Request

# A page waits this long for the mail server; what has not gone by then goes with the next send_reminders.
PATIENCE = dt.timedelta(seconds=10)


def send_now(request: Request, queued: Sequence[Notice]) -> list[Outcome]:
    """Send them, once what queued them is saved. Never raises: what cannot go now stays in the ledger."""
    if not queued:
        return []
    address = request.build_absolute_uri("/").rstrip("/")
    until = clock.now() + PATIENCE
    only = [notice.pk for notice in queued]
    try:
        outcomes = deliver(now=clock.now, address=address, only=only, until=until)
    except ServerAway as away:
        outcomes = list(away.outcomes)
        messages.warning(
            request,
            f"The mail server cannot be used ({away}). The rest goes with the next reminders.",
        )
    _say(request, outcomes, left=len(queued) - len(outcomes))
    return outcomes


def _say(request: Request, outcomes: Sequence[Outcome], *, left: int) -> None:
    sent = [outcome for outcome in outcomes if outcome.state is NoticeState.SENT]
    if sent:
        messages.success(request, f"{_people(len(sent))} told by e-mail.{_where()}", extra_tags="beside")
    for outcome in outcomes:
        if outcome.state is NoticeState.FAILED:
            messages.warning(request, f"The e-mail to {outcome.notice.person} was refused: {outcome.said}.")
    later = left + sum(outcome.state is NoticeState.DUE for outcome in outcomes)
    if later:
        messages.warning(request, f"{_people(later)} to be told with the next reminders.")


def _people(count: int) -> str:
    return "1 person is" if count == 1 else f"{count} people are"


def _where() -> str:
    """The folder, said in development and in the demo alone."""
    folder = mail.folder() if settings.DEBUG or clock.is_stopped() else ""
    return f" The e-mails are files in the folder {folder}." if folder else ""
