"""An open quarter as it stands at a moment: what a draft shows, and what closing freezes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from actions.models import Action
from actions.standing import cut_off
from reports.board_pack import PackContext
from reports.sources.context import read_context
from reports.sources.positions import LiveRow, read_live
from reports.sources.rounds import FrozenRows, Round, earlier_of, read_frozen


@dataclass(frozen=True)
class Draft:
    """``earlier`` are the closed quarters before, oldest first; ``frozen`` their rows as far as asked for."""

    rows: list[LiveRow]
    context: PackContext
    cut_off: dt.date
    earlier: list[Round]
    frozen: dict[int, FrozenRows]


def read_draft(
    current: Round,
    rounds: Sequence[Round],
    *,
    at: dt.datetime,
    closing: bool = False,
    whole_trend: bool = False,
) -> Draft:
    """Read an open quarter. Nine queries, whatever the number of actions and quarters.

    ``closing`` counts what was not answered in this very quarter as missed. ``whole_trend`` reads the rows
    of all earlier quarters, and not of the last alone.
    """
    earlier = earlier_of(current, rounds)
    frozen = read_frozen(earlier if whole_trend else earlier[-1:])
    as_at = cut_off(current.period, today=timezone.localtime(at).date())
    rows = read_live(
        Action.objects.filter(plan=current.plan),
        period=current.period,
        at=as_at,
        before=frozen[earlier[-1].kept.pk] if earlier else None,
        closing=closing,
    )
    later = [one for one in rounds if one.quarter > current.quarter]
    since = earlier[-1].kept.closed_at if earlier else None
    context = read_context(current, rows, at=at, cut_off=as_at, since=since, later=later)
    return Draft(rows=rows, context=context, cut_off=as_at, earlier=earlier, frozen=frozen)
