"""What the readings of a measure say beside the ratings of its actions. Pure: no query, no clock.

A board that sees Green on every row must be told when the outcome got worse all the same, and when an
outcome is reached although its work is Red. The newest reading counts, whatever quarter it is of: figures
often come a quarter late.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.figures import show_figure
from actions.rag import Rating, Travel

ON_TRACK = frozenset({Rating.GREEN, Rating.BLUE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """How a measure is counted. ``better`` is "up", "down" or, of one in words, empty."""

    better: str = ""
    unit: str = ""
    target: Decimal | None = None

    def shown(self, value: Decimal) -> str:
        """Such as "84%" or "1,204 calls"."""
        joined = "" if self.unit in {"", "%"} else " "
        return f"{show_figure(value)}{joined}{self.unit}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """One quarter's reading; ``value`` is None of a measure in words."""

    quarter: str
    value: Decimal | None


def travel_of(readings: Sequence[Read], scale: Scale) -> Travel | None:
    """The newest against the one before it, oldest first, towards what is better; None before any."""
    values = [one.value for one in readings if one.value is not None]
    if not scale.better:
        return Travel.NOT_COMPARABLE if readings else None
    if len(values) < 2:
        return Travel.NEW if values else None
    before, newest = values[-2:]
    if newest == before:
        return Travel.NO_CHANGE
    return Travel.IMPROVED if (newest > before) == (scale.better == "up") else Travel.WORSE


def is_at_target(readings: Sequence[Read], scale: Scale) -> bool:
    """Whether the newest number has reached the target."""
    values = [one.value for one in readings if one.value is not None]
    if not values or scale.target is None or not scale.better:
        return False
    return values[-1] >= scale.target if scale.better == "up" else values[-1] <= scale.target


def find_contradiction(readings: Sequence[Read], scale: Scale, ratings: Mapping[str, Rating]) -> str:
    """A sentence where outcome and ratings tell two stories; empty where they agree.

    ``ratings`` are those of the actions in force under the measure, by reference.
    """
    travel = travel_of(readings, scale)
    if travel is Travel.WORSE and ratings and set(ratings.values()) <= ON_TRACK:
        return f"{_all_on_track(ratings)}, and the measure got worse: {_moved(readings, scale)}."
    red = [reference for reference, rating in ratings.items() if rating is Rating.RED]
    if red and is_at_target(readings, scale):
        verb = "is" if len(red) == 1 else "are"
        return f"The measure is at its target, while {', '.join(red)} {verb} Red."
    return ""


def in_words(ratings: Mapping[str, Rating]) -> str:
    """Such as "2 Green, 1 Red", best first; "No action in force" for none."""
    counts = Counter(ratings.values())
    shown = [f"{counts[rating]} {rating.label}" for rating in Rating if counts[rating]]
    return ", ".join(shown) or "No action in force"


def _all_on_track(ratings: Mapping[str, Rating]) -> str:
    words = " or ".join(
        word
        for rating, word in ((Rating.GREEN, "Green"), (Rating.BLUE, "Complete"))
        if rating in ratings.values()
    )
    if len(ratings) == 1:
        return f"Its action is {words}"
    every = "Both" if len(ratings) == 2 else f"All {len(ratings)}"
    return f"{every} of its actions are {words}"


def _moved(readings: Sequence[Read], scale: Scale) -> str:
    """Such as "from 52% in Q2 2023-24 to 47% in Q3 2023-24"; read of a measure that has two numbers."""
    before, newest = [(one.quarter, one.value) for one in readings if one.value is not None][-2:]
    first, last = (
        f"{scale.shown(value)} in {quarter}" for quarter, value in (before, newest) if value is not None
    )
    return f"from {first} to {last}"
