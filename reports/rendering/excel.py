"""A board pack as a workbook: a table a sheet, real dates and numbers, no author, the same bytes always."""

import datetime as dt
import io
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.board_pack import BoardPack, FrontSheet
from reports.rendering.cells import CellMaker
from reports.rendering.memory_writer import MemoryWriter
from reports.rendering.sheets import Sheet, sheets_of
from reports.rendering.sheets.shape import Value
from reports.rendering.steady_zip import SteadyZip
from reports.rendering.tables import HeadedTable
from reports.rendering.words import as_at, revision

HEAD_ROW = 5
"""Where a table's headings stand; above them the marking, the title and the pack's state."""
A4 = 9
LINE_HEIGHT, TALLEST_ROW = 12.75, 409
"""In points: a line of the cells' font, and the most that Excel gives a row."""
NONE_RECORDED = "None recorded this quarter."


def render_excel(pack: BoardPack) -> bytes:
    """The pack as the bytes of an .xlsx file."""
    book = Workbook()
    first = book.worksheets[0]
    cells = CellMaker(first)
    book.remove(first)
    book.properties = _properties(pack.front)
    for sheet in sheets_of(pack):
        _write_sheet(book.create_sheet(sheet.name), sheet, pack.front, cells)
    return _packed(book, pack.front.pack_on)


def _packed(book: Workbook, day: dt.date) -> bytes:
    """The workbook's bytes, dated by the pack. ``Workbook.save`` would write the time it runs at."""
    file = io.BytesIO()
    MemoryWriter(book, SteadyZip(file, day)).save()
    return file.getvalue()


def _properties(front: FrontSheet) -> DocumentProperties:
    day = dt.datetime.combine(front.pack_on, dt.time())
    return DocumentProperties(
        creator="", title=f"{front.title}, {front.quarter_label}", created=day, modified=day, language="en-GB"
    )


def _write_sheet(page: Worksheet, sheet: Sheet, front: FrontSheet, cells: CellMaker) -> None:
    page.append([cells.title(page, front.marking)])
    page.append([cells.title(page, f"{front.title}, {front.quarter_long_label}: {sheet.title}")])
    page.append([cells.line(page, f"{revision(front)}. {as_at(front)}.")])
    page.append([])
    page.append([cells.head(page, column) for column in sheet.columns])
    page.row_dimensions[HEAD_ROW].height = LINE_HEIGHT * 3
    _write_rows(page, sheet, cells)
    _add_table(page, sheet)
    _set_widths(page, sheet)
    _set_print(page, sheet, front)


def _write_rows(page: Worksheet, sheet: Sheet, cells: CellMaker) -> None:
    kinds = [column.kind for column in sheet.columns]
    readers = [column.read for column in sheet.columns]
    letters = [column.width * 5 // 4 for column in sheet.columns[: sheet.printed]]
    for place, row in enumerate(sheet.rows, start=HEAD_ROW + 1):
        values = [read(row) for read in readers]
        page.append([cells.value(page, kind, value) for kind, value in zip(kinds, values, strict=True)])
        lines = _lines(values, letters)
        if lines > 1:
            page.row_dimensions[place].height = min(LINE_HEIGHT * lines + 2, TALLEST_ROW)
    if not sheet.rows:
        page.append([cells.line(page, NONE_RECORDED)])


def _add_table(page: Worksheet, sheet: Sheet) -> None:
    """One Excel table with filters, its headings and first columns in sight."""
    last = f"{get_column_letter(len(sheet.columns))}{HEAD_ROW + max(1, len(sheet.rows))}"
    heads = [column.head for column in sheet.columns]
    page.add_table(HeadedTable(re.sub(r"\W", "_", sheet.name), f"A{HEAD_ROW}:{last}", heads))
    page.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}{HEAD_ROW + 1}"


def _set_widths(page: Worksheet, sheet: Sheet) -> None:
    """One entry for a run of columns of one width."""
    place = 1
    for width, run in groupby(column.width for column in sheet.columns):
        last = place + len(list(run)) - 1
        letter = get_column_letter(place)
        page.column_dimensions[letter] = ColumnDimension(page, letter, width=width, min=place, max=last)
        place = last + 1


def _set_print(page: Worksheet, sheet: Sheet, front: FrontSheet) -> None:
    """Landscape A4, as wide as the page, headings on each page, marked at top and foot."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.print_area = f"A1:{get_column_letter(sheet.printed)}{page.max_row}"
    marking = _escaped(front.marking)
    state = _escaped(f"{front.quarter_label}, {revision(front)}")
    _fill(page.oddHeader, _escaped(front.plan), marking, state)
    _fill(page.oddFooter, _escaped(as_at(front)), marking, "Page &P of &N")


def _lines(values: Iterable[Value], letters: Iterable[int]) -> int:
    """Lines that the longest printed text of a row takes: not every program fits a row to wrapped text.

    ``letters`` fit on a line of each printed column; a quarter more than its width, which is in digits.
    """
    return max(
        (
            sum(len(line) // room + 1 for line in value.split("\n"))
            for value, room in zip(values, letters, strict=False)
            if isinstance(value, str) and (len(value) > room or "\n" in value)
        ),
        default=1,
    )


def _fill(strip: Any, left: str, centre: str, right: str) -> None:
    """The three parts of a page's header or footer."""
    strip.left.text, strip.center.text, strip.right.text = left, centre, right


def _escaped(words: str) -> str:
    """A header or footer reads "&" as the start of a code."""
    return words.replace("&", "&&")
