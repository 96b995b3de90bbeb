"""The words of a row as the content of an update, and which of them cannot be read. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from actions import plan_dates
from actions.content import UpdateContent, applicable, unasked
from actions.problems import Problem
from actions.returns.columns import ANSWERS, Column, Kind
from actions.returns.reading import tidy

_DATES = {column.name for column in ANSWERS if column.kind is Kind.DATE} - {"forecast_words"}
_EXACT = {"day", "month"}


def read_answers(cells: Mapping[str, str], *, vouched: bool) -> tuple[UpdateContent, list[Problem]]:
    """The content, and a sentence for each cell that is neither one of its list nor a date.

    ``vouched``: somebody says that what looks personal is not about a person.
    """
    values: dict[str, Any] = {"not_personal": vouched}
    problems: list[Problem] = []
    for column in ANSWERS:
        try:
            values[column.name] = _read(column, cells.get(column.name, ""))
        except ValueError as unread:
            problems.append((column.name, str(unread)))
    values["no_change"] = bool(values.get("no_change"))
    return UpdateContent(**values), problems


def kept(content: UpdateContent) -> UpdateContent:
    """What of it would be saved: the answers to what its status and rating ask."""
    return content if content.no_change else applicable(content)


def left_out(content: UpdateContent, base: UpdateContent) -> list[str]:
    """The names of the answers that were typed (``base`` has others) though not asked: they are not saved."""
    return [
        name
        for column in ANSWERS
        if (name := column.name) in unasked(content)
        and column.kind is not Kind.CHOICE
        and getattr(content, name) not in {"", None, getattr(base, name)}
    ]


def tidied(content: UpdateContent) -> UpdateContent:
    """The content as a workbook would bring it back."""
    values = {f.name: getattr(content, f.name) for f in fields(content)}
    texts: dict[str, Any] = {name: tidy(value) for name, value in values.items() if isinstance(value, str)}
    return replace(content, **texts)


def _read(column: Column, words: str) -> Any:
    if column.kind is Kind.CHOICE:
        return _choice(column, words)
    return _day(words) if column.name in _DATES else words


def _choice(column: Column, words: str) -> str:
    """Raises ValueError for what is not in the list. Stored values are taken too."""
    if not words:
        return ""
    for value, label in column.choices:
        if words.casefold() in {label.casefold(), value.casefold()}:
            return value
    listed = ", ".join(label for _, label in column.choices)
    raise ValueError(f"Choose one of the list: {listed}.")


def _day(words: str) -> dt.date | None:
    """A day as people write it; a month means its last. Raises ValueError for anything else."""
    if not words:
        return None
    found = plan_dates.parse(words)
    if found.last_day is None or found.precision not in _EXACT or found.ongoing:
        raise ValueError(found.problem or "Enter a day, such as 31 March 2027.")
    return found.last_day
