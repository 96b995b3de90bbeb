"""Numbers as people type and read them: "1,204", "12.5", "£300", "84%". Pure."""

import re
from decimal import Decimal

LARGEST = Decimal(10) ** 10
PER_CENT = "%"
_FIGURE = re.compile(r"-?(\d{1,3}([, ]\d{3})+|\d+)(\.\d+)?", re.ASCII)


def read_figure(typed: str, *, thing: str, unit: str | None = None) -> Decimal | None:
    """The number; None for nothing. ``thing`` names it, such as "reading".

    A pound or per cent sign may stand with it, and commas or spaces between thousands. Raises ValueError
    with a sentence for words, for more than two decimals and for a number that is too large to be one;
    and, where ``unit`` is told, for a per cent sign beside another.
    """
    if unit not in (None, PER_CENT) and typed.strip().endswith(PER_CENT):
        raise ValueError(f"Write the {thing} without a per cent sign: {_measured_in(unit)}.")
    bare = typed.strip().removeprefix("£").removesuffix("%").strip()
    if not bare:
        if typed.strip():
            raise ValueError(_wanted(thing))
        return None
    if not _FIGURE.fullmatch(bare):
        raise ValueError(_wanted(thing))
    number = Decimal(bare.replace(",", "").replace(" ", ""))
    if number.as_tuple().exponent < -2:  # type: ignore[operator]  # a number, since the pattern holds
        raise ValueError(f"Round the {thing} to two decimals at most.")
    if abs(number) >= LARGEST:
        raise ValueError(f"The {thing} is too large. Choose a larger unit, such as thousands.")
    return number


def _measured_in(unit: str | None) -> str:
    return f"it is measured in {unit}" if unit else "the measure names no unit"


def unit_problem(number: Decimal, *, unit: str, thing: str, signed: bool = False) -> str:
    """What is wrong with a number of that unit, in a sentence; empty when nothing is.

    A share lies between nought and a hundred, and what is counted is not below nought; a balance may be
    (``signed``).
    """
    if signed:
        return ""
    if unit == PER_CENT and not 0 <= number <= 100:
        return f"Write the {thing} as a share from 0 to 100."
    return f"The {thing} cannot be below 0." if number < 0 else ""


def _wanted(thing: str) -> str:
    return f"Write the {thing} as a number, such as 12 or 12.5. Words go in their own box."


def show_figure(number: Decimal | float | None) -> str:
    """Such as "1,204" or "12.5", without noughts at the end; empty for none."""
    if number is None:
        return ""
    return f"{number:,.2f}".rstrip("0").rstrip(".")
