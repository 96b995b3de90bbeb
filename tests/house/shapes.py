"""Typed checks for the JSON of ``fixtures/``: a shape names each key and what its value must be."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

type Row = dict[str, Any]
type Check = Callable[[Any], bool]
type Shape = dict[str, Check]


def load(name: str) -> Row:
    """One file of ``fixtures/``."""
    loaded = json.loads((ROOT / "fixtures" / name).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def faults(rows: Iterable[Row], shape: Shape) -> list[str]:
    """Every departure from the shape: a key too many or too few, a value of the wrong kind."""
    found = []
    for row in rows:
        name = next(
            (str(row[key]) for key in ("reference", "key", "slug", "email") if key in row), str(row)[:60]
        )
        found += [f"{name}: {key} is missing or unknown" for key in sorted(set(row) ^ set(shape))]
        found += [f"{name}: {key} is {row[key]!r}" for key in row.keys() & shape if not shape[key](row[key])]
    return sorted(found)


def text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip()


def words(value: Any) -> bool:
    return text(value) and value != ""


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def a_date(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def date_or_none(value: Any) -> bool:
    return value is None or a_date(value)


def slug(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) is not None


def one_of(*choices: str | None) -> Check:
    return lambda value: value in choices


def list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def rows_of(shape: Shape) -> Check:
    return lambda value: isinstance(value, list) and faults(value, shape) == []


def sentence(value: Any) -> bool:
    """Text that begins as a sentence does and ends like one."""
    return words(value) and (value[0].isupper() or not value[0].isalpha()) and value[-1] in ".?!"


def sentences(value: Any) -> bool:
    """One to three sentences of description."""
    return sentence(value) and 1 <= len(re.findall(r"[.?!](?= [A-Z]|$)", value)) <= 3
