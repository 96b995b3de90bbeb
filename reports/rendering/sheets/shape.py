"""The shape of a sheet: one table, its columns, and a line for each row."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from actions.rag import Rating

type Value = str | int | float | dt.date | None


class Kind(StrEnum):
    """How the values of a column are written and shown."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"
    """A share such as 0.29, shown as 29%."""
    RATING = "rating"
    """A ``Rating``: its word on its colour."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in letters, and how it is read off a row."""

    head: str
    width: int
    read: Callable[[Any], Value]
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab. ``printed`` columns from the left fit the width of a page; the others are for filters."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]
    printed: int
    fixed: int = 1
    """Columns that stay in sight when the sheet scrolls."""


def sheet(
    name: str, title: str, columns: Iterable[Column], rows: Iterable[Any], *, printed: int = 0, fixed: int = 1
) -> Sheet:
    """A sheet; all its columns print unless fewer are asked for."""
    shown = tuple(columns)
    return Sheet(name, title, shown, tuple(rows), printed or len(shown), fixed)


def text(head: str, read: Callable[[Any], Value], width: int = 24) -> Column:
    return Column(head, width, read)


def number(head: str, read: Callable[[Any], Value], width: int = 9) -> Column:
    return Column(head, width, read, Kind.NUMBER)


def date(head: str, read: Callable[[Any], dt.date | None], width: int = 18) -> Column:
    return Column(head, width, read, Kind.DATE)


def percent(head: str, read: Callable[[Any], int | None], width: int = 9) -> Column:
    """``read`` gives whole per cent, as a pack holds them."""
    return Column(head, width, lambda row: share(read(row)), Kind.PERCENT)


def rating(head: str, read: Callable[[Any], Rating | None], width: int = 11) -> Column:
    return Column(head, width, read, Kind.RATING)


def yes(head: str, read: Callable[[Any], bool], width: int = 10) -> Column:
    """Yes or No."""
    return Column(head, width, lambda row: "Yes" if read(row) else "No")


def widened(columns: Iterable[Column], width: int) -> list[Column]:
    """The same columns, all of one width: a run of such is written as one."""
    return [replace(column, width=width) for column in columns]


def share(per_cent: int | None) -> float | None:
    return None if per_cent is None else per_cent / 100
