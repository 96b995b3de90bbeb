"""The colours and marks of ratings: one table for pages, PDF, workbook and charts.

Text on its background is at least 4.5:1, a chart's fill against white at least 3:1, and white text on a
fill at least 4.5:1. Nothing rests on colour alone: each rating has its word, a letter and a pattern.
"""

from dataclasses import dataclass

from actions.rag import Rating, Travel

INK = "#0b0c0c"
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one rating looks. ``key`` is that of a ``RatingCell``; ``tint`` draws the pattern on the fill."""

    key: str
    label: str
    letter: str
    text: str
    background: str
    fill: str
    tint: str
    pattern: str
    """The path of the pattern on a tile of 8 by 8; empty for a plain fill."""


MARKS: dict[str, Mark] = {
    mark.key: mark
    for mark in (
        Mark("blue", "Blue", "B", "#0f385c", "#d2e2f1", "#1d70b8", "#1d70b8", ""),
        Mark("green", "Green", "G", "#005a30", "#cce2d8", "#0f7a52", "#8ac4ad", "M-1 9 L9 -1"),
        Mark(
            "amber", "Amber", "A", "#66420d", "#ffe4bc", "#b05b00", "#ffd591", "M2 4 h1.6 M6 0 h1.6 M6 8 h1.6"
        ),
        Mark("red", "Red", "R", "#6b0f0f", "#f8d5d5", "#b01c1c", "#f3a6a6", "M-1 -1 L9 9 M-1 9 L9 -1"),
        Mark("grey", "Grey", "N", "#282d30", "#e5e6e7", "#666d71", "#c3c8cb", "M0 4 h8"),
        Mark("closed", "Closed", "C", "#282d30", "#ffffff", "#3d4143", "#b5b9bb", "M4 0 v8"),
    )
}

TRAVEL_SHAPES = {
    Travel.IMPROVED: "▲",
    Travel.NO_CHANGE: "►",
    Travel.WORSE: "▼",
    Travel.NEW: "●",
    Travel.NOT_COMPARABLE: "○",
}
"""One ink for all: the word says which; the shape is hidden from screen readers."""


def mark_of(rating: Rating) -> Mark:
    return MARKS[rating.value]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#rrggbb" by WCAG 2, from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)
