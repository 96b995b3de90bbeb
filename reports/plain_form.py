"""Values to plain JSON and back, by their declared types, exactly.

Dataclasses become objects in the order of their fields, tuples become lists, dates ISO text, enums
their value. A snapshot written today is read back to an equal value.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

type Reader = Callable[[Any], Any]


def to_plain(value: object) -> Any:
    """The value as JSON-safe data. Raises TypeError for a kind of value no report holds."""
    if value is None or isinstance(value, str | int | float):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in field_names(type(value))}
    raise TypeError(f"A report holds no {type(value).__name__}.")


def from_plain[T](kind: type[T], plain: Any) -> T:
    """Read a value of this dataclass back.

    A field that is absent takes its default, so that a value stored before the field existed still
    reads. Raises ValueError with a sentence for a field that is unknown, lacking or of another type.
    """
    declared: Any = kind
    value: T = _reader_of_dataclass(declared)(plain)
    return value


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields, in their order."""
    return tuple(field.name for field in fields(kind))


@cache
def _reader_of_dataclass(kind: type) -> Reader:
    """One function that reads the dataclass; the types are looked up once in a process."""
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name], f"{kind.__name__}.{name}") for name in field_names(kind)}

    def read(plain: Any) -> Any:
        if not isinstance(plain, dict):
            raise ValueError(f"{kind.__name__} should be an object of named values.")
        unknown = sorted(set(plain) - set(readers))
        if unknown:
            raise ValueError(f"{kind.__name__} has no {unknown[0]}.")
        try:
            return kind(**{name: readers[name](value) for name, value in plain.items()})
        except TypeError as lacking:
            raise ValueError(f"{kind.__name__} lacks a value: {lacking}.") from lacking

    return read


def _reader(hint: Any, where: str) -> Reader:
    """``where`` names the field in a complaint."""
    if isinstance(hint, UnionType):
        return _reader_of_optional(hint, where)
    if is_dataclass(hint):
        declared: Any = hint
        return _reader_of_dataclass(declared)
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0], where)
        return lambda plain: tuple(item(one) for one in _checked(plain, list, where))
    if issubclass(hint, StrEnum):
        return lambda plain: hint(_checked(plain, str, where))
    if issubclass(hint, dt.date):
        return lambda plain: hint.fromisoformat(_checked(plain, str, where))
    return lambda plain: _checked(plain, hint, where)


def _reader_of_optional(hint: UnionType, where: str) -> Reader:
    """``X | None``: the one kind of union that reports use."""
    (kind,) = (argument for argument in get_args(hint) if argument is not NoneType)
    present = _reader(kind, where)
    return lambda plain: None if plain is None else present(plain)


def _checked(plain: Any, kind: type, where: str) -> Any:
    """A whole number may stand for a decimal one; nothing else may stand for another type."""
    if type(plain) is not kind and not (kind is float and type(plain) is int):
        raise ValueError(f"{where} should be {kind.__name__}, not {type(plain).__name__}.")
    return plain
