"""What hangs on one action beside its updates: steps, measures, partners, actions tied to it. One query."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

from actions.models import (
    Action,
    ActionLink,
    ActionPartner,
    Funding,
    Measure,
    Milestone,
    OutsideEvent,
    Plan,
    RecommendationTrace,
)
from governance.access import Access
from governance.models import Appointment


@dataclass(frozen=True)
class Particular:
    """One thing. ``reference``, ``slug`` and ``plan`` are of a tied action, the dates of a step.

    Of a fund ``due_on`` is the day when it ends, and ``note`` whether something follows.

    Of a recommendation ``plan`` is the review, and ``slug`` is empty.
    """

    kind: str
    pk: int
    order: int
    words: str
    note: str
    reference: str
    slug: str
    plan: str
    due_on: dt.date | None
    done_on: dt.date | None


@dataclass(frozen=True)
class Particulars:
    """By kind, each in its own order."""

    milestones: tuple[Particular, ...]
    measures: tuple[Particular, ...]
    partners: tuple[Particular, ...]
    delivers: tuple[Particular, ...]
    delivered_by: tuple[Particular, ...]
    recommendations: tuple[Particular, ...]
    events: tuple[Particular, ...]
    """The one that its due date waits for, with when it is expected and when it happened."""
    holders: tuple[Particular, ...]
    """Who holds each of its posts (``pk``), today; a deputy's ``order`` is 1."""
    funds: tuple[Particular, ...]


def particulars_of(action: Action, access: Access, *, today: dt.date) -> Particulars:
    """All of them; of actions in other plans, those that the person may read."""
    readable = Plan.objects.readable(access).values("pk")
    rows: QuerySet[Any, Any] = _rows("milestones", Milestone.objects.filter(action=action), words="title",
                 order="pk", note="due_words", dates=("due_on", "done_on")).union(
        _rows("measures", Measure.objects.in_force().filter(action=action), words="words"),
        _rows("partners", ActionPartner.objects.filter(action=action), words="name"),
        _rows("delivers", ActionLink.objects.filter(action=action, other__plan__in=readable),
              words="other__title", order="other__order", note="note", tied="other__"),
        _rows("delivered_by", ActionLink.objects.filter(other=action, action__plan__in=readable),
              words="action__title", order="action__order", note="note", tied="action__"),
        _recommendations(action),
        _rows("events", OutsideEvent.objects.filter(plan=action.plan_id, words__iexact=action.awaiting),
              words="words", order="pk", dates=("expected_on", "happened_on")),
        _holders(action, today),
        _rows("funds", Funding.objects.in_force().filter(actions=action), words="source", order="pk",
              note="follow_on", dates=("ends_on", "closed_on")),
        all=True,
    ).order_by()  # fmt: skip
    found = sorted(
        (Particular(*row) for row in rows), key=lambda one: (one.due_on or dt.date.max, one.order, one.pk)
    )
    return Particulars(**{kind: _of(found, kind) for kind in Particulars.__annotations__})


def _of(found: Iterable[Particular], kind: str) -> tuple[Particular, ...]:
    return tuple(one for one in found if one.kind == kind)


def _rows(
    kind: str,
    rows: QuerySet[Any, Any],
    *,
    words: str,
    key: str = "pk",
    order: str = "order",
    note: str = "",
    dates: Sequence[str] = (),
    tied: str | None = None,
) -> QuerySet[Any, Any]:
    """The columns of ``Particular``. ``tied`` leads to an action, whose address they then hold."""
    empty = Value("", output_field=CharField())
    plan: list[Combinable] = (
        [F(f"{tied}reference"), F(f"{tied}plan__slug"), _plan_name(f"{tied}plan__")]
        if tied is not None
        else []
    )
    days: list[Combinable] = [F(name) for name in dates]
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        F(key),
        F(order),
        F(words),
        F(note) if note else empty,
        *(plan or [empty, empty, empty]),
        *(days or [_no_date(), _no_date()]),
    )


def _recommendations(action: Action) -> QuerySet[Any, Any]:
    """Those that stand and are traced to the action, under the key of each, with the review's title."""
    rows = RecommendationTrace.objects.filter(action=action, recommendation__withdrawn_on=None)
    of = "recommendation__"
    return rows.order_by().values_list(
        Value("recommendations", output_field=CharField()),
        F("recommendation"),
        F(f"{of}document__number"),
        F(f"{of}text"),
        F("note"),
        F(f"{of}reference"),
        Value("", output_field=CharField()),
        F(f"{of}document__title"),
        _no_date(),
        _no_date(),
    )


def _holders(action: Action, today: dt.date) -> QuerySet[Any, Any]:
    posts = action.leads.values("post")
    rows = Appointment.objects.filter(post__in=posts, person__is_active=True).in_force(today)
    parts = rows.annotate(part=Cast("deputy", IntegerField()))
    return _rows("holders", parts, key="post", words="person__name", order="part")


def _no_date() -> Cast:
    return Cast(Value(None), DateField())


def _plan_name(path: str) -> Coalesce:
    return Coalesce(NullIf(F(f"{path}short_title"), Value("")), F(f"{path}title"))
