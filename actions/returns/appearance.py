"""How the sheets of a return look and print, and which of their cells may be typed in."""

from collections.abc import Iterable
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
FONT = "Arial"
# Sheets of paper that the columns take side by side: fewer would be too small to read.
PAGES_WIDE = 4
LINE, SHORTEST, TALLEST = 14.0, 60.0, 300.0
"""In points: a line of text, and the least and most that a row is given."""

_LINE = Side(style="thin", color="B1B4B6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill("solid", fgColor="F3F2F1")
_BLUE = PatternFill("solid", fgColor="1D70B8")
_DARK = PatternFill("solid", fgColor="484949")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# A cell of text keeps what is typed as it is typed: "Mar 2027" does not become a day, nor "=1" a formula.
_AS_TYPED = "@"


def as_title(cell: Cell, *, first: bool = False) -> None:
    cell.font = Font(name=FONT, bold=True, size=14 if first else 11)


def as_head(cell: Cell, *, answer: bool) -> None:
    """A heading: blue over what is to be filled in, grey over what is shown."""
    cell.font = Font(name=FONT, bold=True, size=10, color="FFFFFF")
    cell.fill = _BLUE if answer else _DARK
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = _BOX


def as_body(cell: Cell, *, answer: bool, plain: bool = False) -> None:
    """A cell under it: white and open, or grey and locked; ``plain`` has neither fill nor box."""
    cell.font = Font(name=FONT, size=10)
    cell.alignment = _WRAPPED
    cell.number_format = _AS_TYPED
    cell.protection = Protection(locked=not answer)
    if not plain:
        cell.border = _BOX
    if not answer and not plain:
        cell.fill = _GREY


def height_of(cells: Iterable[tuple[str, int]]) -> float:
    """Of a row of words in columns of those widths; not every program fits a row to wrapped text."""
    lines = max(
        sum(len(line) // max(width - 2, 1) + 1 for line in words.split("\n")) for words, width in cells
    )
    return min(max(lines * LINE, SHORTEST), TALLEST)


def set_print(sheet: Worksheet, *, marking: str, about: str) -> None:
    """Landscape A4, marked at the head and foot of each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _fill(sheet.oddHeader, _escaped(marking), _escaped(about))
    _fill(sheet.oddFooter, _escaped(marking), "Page &P of &N")


def set_pages(sheet: Worksheet, *, head_row: int) -> None:
    """The columns over several pages, reference and action on each."""
    sheet.page_setup.fitToWidth = PAGES_WIDE
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.print_title_cols = "A:B"


def protect(sheet: Worksheet) -> None:
    """Locked cells cannot be typed in by mistake. Widths, sorting and filters stay free; no password."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = False
    protection.formatRows = False
    protection.sort = False
    protection.autoFilter = False
    protection.deleteRows = False


def _fill(strip: Any, centre: str, right: str) -> None:
    """The middle and the right of a page's header or footer."""
    strip.center.text, strip.right.text = centre, right


def _escaped(words: str) -> str:
    """A header or footer reads "&" as the start of a code."""
    return words.replace("&", "&&")
