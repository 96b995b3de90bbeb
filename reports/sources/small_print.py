"""The small print of a draft pack: steps that fall due next, and what short forms stand for. One query.

They have nothing in common but their shape; a page of a draft reads so much that each query counts.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from actions.models import Milestone
from governance.abbreviations import with_standard
from governance.models import Abbreviation
from reports.board_pack import KeyDate
from reports.sources.rounds import Round

_STEP, _SHORT = "step", "short form"


@dataclass(frozen=True)
class SmallPrint:
    """``steps`` are not done and fall due in the quarter after; ``meanings`` are by short form."""

    steps: tuple[KeyDate, ...]
    meanings: dict[str, str]


def read_small_print(current: Round) -> SmallPrint:
    """Read both."""
    coming = current.quarter.next()
    steps = Milestone.objects.filter(
        action__plan=current.plan, done_on=None, due_on__range=(coming.start, coming.end)
    )
    shorts = Abbreviation.objects.expanded()
    found = _rows(_STEP, steps, "due_on", "action__order", "action__reference", "title").union(
        _rows(_SHORT, shorts, "", "version", "short", "meaning"), all=True
    )
    rows = sorted(found.order_by(), key=lambda row: (row[1] or dt.date.max, row[2] if row[1] else 0, row[3]))
    return SmallPrint(
        steps=tuple(KeyDate(on=row[1], words=f"{row[4]}: {row[5]}") for row in rows if row[0] == _STEP),
        meanings=with_standard((row[4], row[5]) for row in rows if row[0] == _SHORT),
    )


def _rows(
    kind: str, rows: QuerySet[Any, Any], on: str, order: str, first: str, second: str
) -> QuerySet[Any, Any]:
    """Kind, date, order, key, and two texts. Of short forms the one registered last counts."""
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        F(on) if on else Cast(Value(None), DateField()),
        F(order),
        F("pk"),
        F(first),
        F(second),
    )
