"""The small print of a draft pack: steps due next, what actions wait on, what short forms mean. One query.

They have nothing in common but their shape; a page of a draft reads so much that each query counts.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from actions.models import Dependency, Milestone, Plan, PlanState
from actions.rag import Status
from governance.abbreviations import with_standard
from governance.models import Abbreviation
from reports.board_pack import KeyDate
from reports.sources.rounds import Round

_STEP, _SHORT = "step", "short form"
# What is waited on: an action of the plan, one of another, an event outside it.
WITHIN, ELSEWHERE, OUTSIDE = "within", "elsewhere", "outside"


@dataclass(frozen=True)
class Wait:
    """An action, by its reference, and what it waits on: by its reference or words, with when it is due."""

    kind: str
    reference: str
    on: str
    due_on: dt.date | None


@dataclass(frozen=True)
class SmallPrint:
    """``steps`` are not done and fall due in the quarter after; ``meanings`` are by short form.

    ``waits`` leave out what is finished, has happened, or is of a plan in draft; in the plan's order.
    """

    steps: tuple[KeyDate, ...]
    waits: tuple[Wait, ...]
    meanings: dict[str, str]


def read_small_print(current: Round) -> SmallPrint:
    """Read them all."""
    coming = current.quarter.next()
    steps = Milestone.objects.filter(
        action__plan=current.plan, done_on=None, due_on__range=(coming.start, coming.end)
    )
    shorts = Abbreviation.objects.expanded()
    found = _rows(_STEP, steps, "due_on", "action__order", "action__reference", "title").union(
        _rows(_SHORT, shorts, "", "version", "short", "meaning"), *_waits(current.plan), all=True
    )
    rows = sorted(found.order_by(), key=lambda row: (row[1] or dt.date.max, row[2] if row[1] else 0, row[3]))
    return SmallPrint(
        steps=tuple(KeyDate(on=row[1], words=f"{row[4]}: {row[5]}") for row in rows if row[0] == _STEP),
        waits=tuple(
            Wait(kind=row[0], reference=row[4], on=row[5], due_on=row[1])
            for row in sorted(rows, key=lambda row: (row[2], row[3]))
            if row[0] in (WITHIN, ELSEWHERE, OUTSIDE)
        ),
        meanings=with_standard((row[4], row[5]) for row in rows if row[0] == _SHORT),
    )


def _waits(plan: Plan) -> tuple[QuerySet[Any, Any], ...]:
    """By kind; an action of another plan is named with that."""
    ties = Dependency.objects.filter(action__plan=plan)
    others = ties.exclude(on_action__status__in=[Status.COMPLETE, Status.CLOSED])
    named = Concat(
        F("on_action__reference"),
        Value(" of "),
        Coalesce(NullIf(F("on_action__plan__short_title"), Value("")), F("on_action__plan__title")),
        output_field=CharField(),
    )
    within = ties.filter(on_action__plan=plan)
    elsewhere = others.exclude(on_action=None).exclude(on_action__plan=plan)
    elsewhere = elsewhere.exclude(on_action__plan__state=PlanState.DRAFT).annotate(named=named)
    outside = ties.filter(on_event__isnull=False, on_event__happened_on=None)
    order, first = "action__order", "action__reference"
    return (
        _rows(WITHIN, within, "on_action__due_on", order, first, "on_action__reference"),
        _rows(ELSEWHERE, elsewhere, "on_action__due_on", order, first, "named"),
        _rows(OUTSIDE, outside, "on_event__expected_on", order, first, "on_event__words"),
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
