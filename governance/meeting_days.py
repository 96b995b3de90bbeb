"""The day on which a board meets stands twice: as a meeting, and in the round whose pack goes to it."""

import datetime as dt

from django.db.models import QuerySet

from governance.days import in_words
from governance.history import record
from governance.models import Group, Meeting, MeetingState, Person, ReportingPeriod
from governance.models.periods import CLOSED_STATES


def next_planned(board: Group, *, since: dt.date, until: dt.date) -> Meeting | None:
    """The board's first planned meeting from one day to another, both included. One query."""
    rows = Meeting.objects.filter(group=board, state=MeetingState.PLANNED, on__range=(since, until))
    return rows.order_by("on").first()


def rounds_that_name(group: Group, day: dt.date) -> list[ReportingPeriod]:
    """Rounds of the group, not closed yet, whose board meets on the day. One query."""
    return list(_naming(group, day).order_by("year", "number"))


def _naming(group: Group, day: dt.date) -> QuerySet[ReportingPeriod]:
    return ReportingPeriod.objects.filter(board=group, meets_on=day).exclude(state__in=CLOSED_STATES)


def move_rounds(*, group: Group, before: dt.date, after: dt.date, by: Person, at: dt.datetime) -> None:
    """Rounds that named the old day name the new one, where their updates are due by then.

    Whoever calls has moved the meeting, in the same transaction.
    """
    named = _naming(group, before).filter(due_on__lte=after)
    for period in named.select_for_update().order_by("pk"):
        period.meets_on = after
        period.save(update_fields=["meets_on"])
        changes = {"board meets": (in_words(before), in_words(after))}
        record(by=by, at=at, subject=period, verb="changed", sentence="Its meeting moved", changes=changes)
