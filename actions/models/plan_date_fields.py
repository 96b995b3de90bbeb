"""How a plan's date stands in a table: its words as typed, the last day they mean, how exact they are."""

import datetime as dt
from typing import Any

from django.db import models

from actions import plan_dates
from actions.plan_dates import PlanDate


def words_field() -> "models.CharField[str, str]":
    """The words as somebody wrote them."""
    return models.CharField(max_length=200, blank=True)


def on_field() -> "models.DateField[dt.date | None, dt.date | None]":
    """The last day that the words mean; empty when they mean none."""
    return models.DateField(null=True, blank=True)


def precision_field() -> "models.CharField[str, str]":
    """day, month, quarter, season, year, or empty."""
    return models.CharField(max_length=10, blank=True)


def stored_date(
    words: str,
    on: dt.date | None,
    precision: str,
    *,
    ongoing: bool = False,
    recurs: str = "",
    awaiting: str = "",
) -> PlanDate:
    """The value that the columns hold, without reading the words again."""
    return PlanDate(
        words=words,
        first_day=plan_dates.first_day_of(on, precision),
        last_day=on,
        precision=precision,
        ongoing=ongoing,
        recurs=recurs,
        awaiting=awaiting,
    )


def columns(prefix: str, date: PlanDate) -> dict[str, Any]:
    """The values of the three columns that begin with ``prefix``."""
    return {
        f"{prefix}_words": date.words,
        f"{prefix}_on": date.last_day,
        f"{prefix}_precision": date.precision if date.last_day else "",
    }
