"""What the agencies of a plan have answered, quarter by quarter: closed ones as frozen, the open one live."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from actions.models import Action, Plan, ProgressUpdate, UpdateState
from actions.models.updates import RECEIVED_STATES
from actions.standing import cut_off
from reports.board_pack.engagement import AnsweredQuarter
from reports.sources.positions import read_live
from reports.sources.rounds import FrozenRows, Round, read_frozen

QUARTERS = 8
"""Two years: the newest quarters are read, and no more."""


def read_answered(plan: Plan, rounds: Sequence[Round], *, at: dt.datetime) -> list[AnsweredQuarter]:
    """The newest quarters that are closed or open, oldest first. Six queries for any number of agencies."""
    begun = [one for one in rounds if one.is_closed or one.is_draft][-QUARTERS:]
    frozen = read_frozen([one for one in begun if one.is_closed])
    days = _days_late(plan, begun)
    return [
        AnsweredQuarter(
            key=one.quarter.key,
            label=one.quarter.label,
            is_open=one.is_draft,
            positions=frozen[one.kept.pk] if one.is_closed else _live(one, at=at),
            days_late=days[one.period.pk],
        )
        for one in begun
    ]


def _live(current: Round, *, at: dt.datetime) -> FrozenRows:
    rows = read_live(
        Action.objects.filter(plan=current.plan),
        period=current.period,
        at=cut_off(current.period, today=timezone.localtime(at).date()),
    )
    return {row.action.pk: row.position for row in rows}


def _days_late(plan: Plan, rounds: Sequence[Round]) -> dict[int, dict[int, int]]:
    """By period and action, how many days after the due date its update was handed in. One query."""
    due = {one.period.pk: one.period.due_on for one in rounds}
    handed_in = (
        ProgressUpdate.objects.filter(action__plan=plan, period__in=due, late=True, state__in=RECEIVED_STATES)
        .values_list("period", "action", "state")
        .annotate(Max("at"))
        .order_by()
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    # An update that was accepted has been submitted, except where it was taken over from before the tracker.
    for period, action, state, when in handed_in:
        if state == UpdateState.SUBMITTED or action not in found[period]:
            found[period][action] = (timezone.localtime(when).date() - due[period]).days
    return found
