"""The entries of a round: the day its updates are due, and the day its board meets."""

import datetime as dt

from django.conf import settings

from actions.calendars.entries import Entry, calendar_file
from governance.models import ReportingPeriod


def deadline(period: ReportingPeriod, *, link: str) -> Entry:
    """The day updates are due. Wants the board."""
    quarter = period.quarter.label
    return Entry(f"{_of(period)}-due", period.due_on, f"VAWG updates due, {quarter}", link)


def board_meeting(period: ReportingPeriod, *, link: str) -> Entry:
    """The day the board meets. Wants the board."""
    quarter = period.quarter.label
    return Entry(f"{_of(period)}-board", period.meets_on, f"{period.board} meets, {quarter}", link)


def deadline_file(period: ReportingPeriod, *, link: str, at: dt.datetime) -> str:
    """The deadline as a file of its own, to go with an e-mail."""
    name = f"{settings.PROTECTIVE_MARKING}: VAWG action plan"
    return calendar_file([deadline(period, link=link)], name=name, at=at).decode()


def _of(period: ReportingPeriod) -> str:
    return f"{period.board.slug}-{period.key}"
