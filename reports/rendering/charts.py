"""Charts as inline SVG: stacked bars of ratings, and the trend in columns.

Their values stand in text beside or inside them, each part has its letter and pattern, and a ``<title>``
says the whole in words. Presentation attributes alone, so that a strict content policy shows them too;
the ids come from the caller, so that the same pack gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from django.utils.safestring import SafeString

from reports.board_pack import RatingRow, TrendPoint
from reports.rendering.palette import INK, MARKS, PAPER, Mark

WIDTH = 680
FONT = "Liberation Sans, Arial, sans-serif"

LEGEND_HEIGHT = 30
BAR_LEFT, BAR_ROOM, BAR_HEIGHT, ROW_HEIGHT = 216, 300, 22, 36
LABEL_LETTERS = 36
"""Letters of a row's label that fit on one of its two lines."""
WIDEST_UNIT = 30
"""The width of one action at most, so that a short row stays short."""

COLUMN_ROOM, COLUMN_GAP, CHART_HEIGHT = 640, 34, 190
WIDEST_COLUMN = 60
LINE = 11
"""The height of a line of small text."""


@dataclass(frozen=True, slots=True)
class Part:
    """One rating's share of a bar or column."""

    mark: Mark
    number: int

    @property
    def words(self) -> str:
        return f"{self.number} {self.mark.label}"

    @property
    def short(self) -> str:
        return f"{self.mark.letter}{self.number}"


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar or column: what it stands for, and its parts that are not nought."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)

    @property
    def words(self) -> str:
        return f"{self.label}: {', '.join(part.words for part in self.parts) or 'none'}"


def draw_bars(rows: Iterable[RatingRow], *, ident: str, title: str) -> SafeString:
    """A bar for each row of ratings. ``ident`` is unique on the page; ``title`` names the chart."""
    stacks = [
        Stack(
            label=f"{row.label}. {row.title}" if row.label.isdigit() else row.title,
            parts=_parts((cell.key, cell.number) for cell in row.cells),
        )
        for row in rows
    ]
    most = max((stack.total for stack in stacks), default=0)
    unit = min(WIDEST_UNIT, BAR_ROOM / most) if most else 0
    bars = (
        line
        for place, stack in enumerate(stacks)
        for line in _bar(stack, top=LEGEND_HEIGHT + place * ROW_HEIGHT, unit=unit, ident=ident)
    )
    return _svg(bars, stacks, ident=ident, title=title, height=LEGEND_HEIGHT + len(stacks) * ROW_HEIGHT)


def draw_trend(points: Iterable[TrendPoint], *, ident: str, title: str) -> SafeString:
    """A column for each quarter, oldest first."""
    stacks = [
        Stack(
            label=point.quarter_label,
            parts=_parts((key, getattr(point, key)) for key in MARKS),
        )
        for point in points
    ]
    most = max((stack.total for stack in stacks), default=0)
    unit = CHART_HEIGHT / most if most else 0
    pitch = min(WIDEST_COLUMN + COLUMN_GAP, COLUMN_ROOM / len(stacks)) if stacks else 0
    columns = (
        line
        for place, stack in enumerate(stacks)
        for line in _column(stack, left=20 + place * pitch, width=pitch - COLUMN_GAP, unit=unit, ident=ident)
    )
    return _svg(columns, stacks, ident=ident, title=title, height=LEGEND_HEIGHT + CHART_HEIGHT + 56)


def _parts(numbers: Iterable[tuple[str, int]]) -> tuple[Part, ...]:
    return tuple(Part(MARKS[key], number) for key, number in numbers if number)


def _bar(stack: Stack, *, top: int, unit: float, ident: str) -> Iterator[str]:
    lines = wrap(stack.label, LABEL_LETTERS, max_lines=2, placeholder=" ...")
    first = top + (19 if len(lines) == 1 else 12)
    for place, line in enumerate(lines):
        yield words_at(line, x=BAR_LEFT - 10, y=first + 13 * place, anchor="end")
    left = float(BAR_LEFT)
    for part in stack.parts:
        width = part.number * unit
        yield from _block(part, x=left, y=top + 4, width=width, height=BAR_HEIGHT, ident=ident)
        left += width
    values = " ".join(part.short for part in stack.parts) or "none"
    yield words_at(f"{stack.total}: {values}" if stack.total else values, x=left + 8, y=top + 19)


def _column(stack: Stack, *, left: float, width: float, unit: float, ident: str) -> Iterator[str]:
    """Blue stands at the foot, so that what is done grows from the ground.

    A part too low for its number has it beside the column, where no two of them touch.
    """
    floor = float(LEGEND_HEIGHT + CHART_HEIGHT + 16)
    beside = floor + LINE
    middle = left + width / 2
    for place, line in enumerate(stack.label.split(" ", 1)):
        yield words_at(line, x=middle, y=floor + 15 + 13 * place, anchor="middle")
    for part in stack.parts:
        height = part.number * unit
        floor -= height
        yield from _block(part, x=left, y=floor, width=width, height=height, ident=ident)
        if not _has_room(part, width=width, height=height):
            beside = min(floor + height / 2 + 4, beside - LINE)
            yield words_at(part.short, x=left + width + 3, y=beside, size=11)
    yield words_at(str(stack.total), x=middle, y=floor - 5, anchor="middle", bold=True)


def _block(part: Part, *, x: float, y: float, width: float, height: float, ident: str) -> Iterator[str]:
    """A part's rectangle, parted from its neighbours by white; its letter and number where they fit."""
    yield from _filled(part.mark, x=x, y=y, width=width, height=height, ident=ident)
    if _has_room(part, width=width, height=height):
        room, middle, line = _room(part), x + width / 2, y + height / 2
        yield (
            f'<rect x="{middle - room / 2:.1f}" y="{line - 7:.1f}" width="{room}" height="14" '
            f'fill="{part.mark.fill}"/>'
        )
        yield words_at(part.short, x=middle, y=line + 4, anchor="middle", bold=True, colour=PAPER)


def _filled(mark: Mark, *, x: float, y: float, width: float, height: float, ident: str) -> Iterator[str]:
    """The fill, then the pattern over it."""
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    edge = f'stroke="{PAPER}" stroke-width="1.5"'
    if not mark.pattern:
        yield f'<rect {place} fill="{mark.fill}" {edge}/>'
        return
    yield f'<rect {place} fill="{mark.fill}"/>'
    yield f'<rect {place} fill="url(#{ident}-{mark.key})" {edge}/>'


def _has_room(part: Part, *, width: float, height: float) -> bool:
    return width >= _room(part) and height >= LINE + 3


def _room(part: Part) -> int:
    """The width that a part's letter and number take."""
    return 7 * len(part.short) + 4


def _svg(drawn: Iterable[str], stacks: Sequence[Stack], *, ident: str, title: str, height: int) -> SafeString:
    values = "; ".join(stack.words for stack in stacks) or "nothing to show"
    used = [
        mark for mark in MARKS.values() if any(part.mark is mark for stack in stacks for part in stack.parts)
    ]
    name = f"{ident}-title"
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-chart" role="img" aria-labelledby="{name}" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="{FONT}" font-size="12">',
        f'<title id="{name}">{escape(title)}. {escape(values)}.</title>',
        "<defs>",
        *(_pattern(mark, ident) for mark in used if mark.pattern),
        "</defs>",
        *_legend(used, ident),
        *drawn,
        "</svg>",
    )
    return SafeString("\n".join(lines))


def _pattern(mark: Mark, ident: str) -> str:
    return (
        f'<pattern id="{ident}-{mark.key}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{mark.pattern}" stroke="{mark.tint}" stroke-width="1.2" fill="none"/></pattern>'
    )


def _legend(marks: Iterable[Mark], ident: str) -> Iterator[str]:
    left = 4.0
    for mark in marks:
        label = f"{mark.letter} {mark.label}"
        yield from _filled(mark, x=left, y=4, width=16, height=16, ident=ident)
        yield words_at(label, x=left + 22, y=16)
        left += 44 + 7 * len(label)


def words_at(
    words: str,
    *,
    x: float,
    y: float,
    anchor: str = "start",
    bold: bool = False,
    colour: str = INK,
    size: int = 12,
) -> str:
    """A line of text, for any chart."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}"{weight}>'
        f"{escape(words)}</text>"
    )
