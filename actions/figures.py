"""Numbers as people type and read them: "1,204", "12.5", "£300", "84%". Pure."""

import re
from decimal import Decimal

LARGEST = Decimal(10) ** 10
_FIGURE = re.compile(r"-?(\d{1,3}([, ]\d{3})+|\d+)(\.\d+)?", re.ASCII)


def read_figure(typed: str, *, thing: str) -> Decimal | None:
    """The number; None for nothing. ``thing`` names it, such as "reading".

    A pound or per cent sign may stand with it, and commas or spaces between thousands. Raises ValueError
    with a sentence for words, for more than two decimals and for a number that is too large to be one.
    """
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


def _wanted(thing: str) -> str:
    return f"Write the {thing} as a number, such as 12 or 12.5. Words go in their own box."


def show_figure(number: Decimal | float | None) -> str:
    """Such as "1,204" or "12.5", without noughts at the end; empty for none."""
    if number is None:
        return ""
    return f"{number:,.2f}".rstrip("0").rstrip(".")
