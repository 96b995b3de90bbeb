"""The cells of a workbook: their few styles are made once and shared."""

import re
from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from actions.rag import Rating
from reports.rendering.palette import INK, Mark, mark_of
from reports.rendering.sheets.shape import Column, Kind, Value
from reports.rendering.words import NOT_TEXT

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n", "\r")
"""What a spreadsheet may take for the start of a formula, now or once the text is edited."""
TO_MEND = re.compile(rf"\r\n?|{NOT_TEXT}")
"""Line ends other than Excel's, and characters that are not text."""
LONGEST = 32767
"""Characters that Excel holds in a cell."""

FONT = "Arial"
SIZE = 10
FORMATS = {Kind.DATE: "d mmmm yyyy", Kind.PERCENT: "0%", Kind.NUMBER: "General"}
FIGURES = (Kind.NUMBER, Kind.PERCENT)


class CellMaker:
    """Makes the cells of one workbook, to be placed by ``Worksheet.append``.

    ``page`` is any sheet of the workbook: styles are registered through it.
    """

    def __init__(self, page: Worksheet) -> None:
        self._line = _style(page)
        self._title = _style(page, bold=True)
        self._head = _style(page, bold=True, wrap=True, ruled=True)
        self._figure_head = _style(page, bold=True, wrap=True, ruled=True, right=True)
        self._text = _style(page, wrap=True)
        self._quoted = _style(page, wrap=True, quoted=True)
        self._formats = {
            kind: _style(page, number_format=code, right=kind in FIGURES) for kind, code in FORMATS.items()
        }
        self._ratings = {rating: _style(page, bold=True, mark=mark_of(rating)) for rating in Rating}

    def line(self, page: Worksheet, words: str) -> Cell:
        """A line above the table, running over the empty cells beside it."""
        return _text(page, words, self._line)

    def title(self, page: Worksheet, words: str) -> Cell:
        return _text(page, words, self._title)

    def head(self, page: Worksheet, column: Column) -> Cell:
        """A column's heading, on the side where its values stand."""
        return _text(page, column.head, self._figure_head if column.kind in FIGURES else self._head)

    def value(self, page: Worksheet, kind: Kind, value: Value) -> Cell | None:
        """A cell of the table; None where there is nothing to show."""
        if value is None or value == "":
            return None
        if isinstance(value, Rating):
            return _text(page, value.label, self._ratings[value])
        if isinstance(value, str):
            return _text(page, value, self._quoted if value.startswith(FORMULA_SIGNS) else self._text)
        return StyledCell(page, value, "d" if kind is Kind.DATE else "n", self._formats[kind])


class StyledCell(Cell):
    """A cell of a known type and a registered style.

    openpyxl asks of each cell what type its value has, whether its text may be written, and what number its
    style has: as long again as writing it. All of that is known here.
    """

    __slots__ = ("_number_of_style",)

    def __init__(self, page: Worksheet, value: Value, data_type: str, style: int) -> None:
        super().__init__(page, 1, 1)
        self._value = value
        self.data_type = data_type
        self._number_of_style = style

    @property
    def has_style(self) -> bool:
        return True

    @property
    def style_id(self) -> int:
        return self._number_of_style


def _text(page: Worksheet, words: str, style: int) -> Cell:
    """Text that stays text, whatever it begins with or spells ("#N/A")."""
    if TO_MEND.search(words):
        words = TO_MEND.sub(_mended, words)
    return StyledCell(page, words[:LONGEST], "s", style)


def _mended(found: re.Match[str]) -> str:
    return "\n" if found[0].startswith("\r") else ""


def _style(
    page: Worksheet,
    *,
    bold: bool = False,
    wrap: bool = False,
    right: bool = False,
    ruled: bool = False,
    quoted: bool = False,
    number_format: str = "General",
    mark: Mark | None = None,
) -> int:
    """Registers a style with the page's workbook; the number that names it there."""
    cell: Any = Cell(page, 1, 1)
    cell.font = Font(name=FONT, size=SIZE, bold=bold, color=_argb(mark.text if mark else INK))
    cell.alignment = Alignment(
        horizontal="right" if right else "left",
        indent=int(right),
        vertical="bottom" if ruled else "top",
        wrap_text=wrap,
    )
    cell.number_format = number_format
    if mark:
        cell.fill = PatternFill("solid", fgColor=_argb(mark.background))
    if ruled:
        cell.border = Border(bottom=Side(style="medium", color=_argb(INK)))
    if quoted:
        cell.quotePrefix = True
    number: int = cell.style_id
    return number


def _argb(colour: str) -> str:
    """ "#0b0c0c" as Excel writes it, opaque."""
    return f"FF{colour[1:].upper()}"
