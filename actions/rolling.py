"""Rolling a round forward: the next quarter's dates and exclusions, proposed from the round before."""

import calendar
import datetime as dt
from collections.abc import Iterable

from actions.models import Action, UpdateRequest
from actions.rounds import why_not_asked
from governance.models import Event, ReportingPeriod

SATURDAY = 5


def rolled_dates(before: ReportingPeriod, *, today: dt.date) -> dict[str, dt.date]:
    """Each date of the round three months on, a weekend's moved to its Monday; none has passed."""
    names = ("opens_on", "due_on", "meets_on")
    return {name: off_weekend(max(three_months_on(getattr(before, name)), today)) for name in names}


def three_months_on(day: dt.date) -> dt.date:
    """The same day of the month; the last, where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def off_weekend(day: dt.date) -> dt.date:
    """The day itself, or the Monday after."""
    return day + dt.timedelta(days=max(7 - day.weekday(), 0)) if day.weekday() >= SATURDAY else day


def left_out_of(before: ReportingPeriod, actions: Iterable[Action]) -> set[int]:
    """The keys of those that the rules would have asked about and the round did not. Two queries.

    An action that was added after the round had opened was not left out.
    """
    asked = set(UpdateRequest.objects.filter(period=before, asked=True).values_list("action", flat=True))
    kind = Action._meta.label_lower
    added = Event.objects.filter(subject_kind=kind, verb="added", at__gt=before.opened_at or before.closed_at)
    later = {int(key) for key in added.values_list("subject_key", flat=True)}
    return {
        action.pk
        for action in actions
        if action.pk not in asked | later and not why_not_asked(action, before.quarter)
    }
