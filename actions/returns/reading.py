"""Reads an uploaded return: bytes to rows of words. Nothing is evaluated, and nothing is asked of the plan.

Sheets are found by what stands in them, columns by their headings; what is written beside them is not read.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from actions import plan_dates
from actions.problems import Problem
from actions.returns.columns import ANSWERS, CODE, OF_HEAD, QUESTIONS, REFERENCE, Column
from actions.returns.container import Unreadable, check_container
from actions.returns.identity import looks_like_identity

# Rows with something in them; rows above which the headings stand; columns looked at.
MOST_ROWS, HEAD_WITHIN, MOST_COLUMNS = 500, 30, 100
_NEEDED = (REFERENCE, *ANSWERS, CODE)
_READ = {*_NEEDED, *(column for pair in QUESTIONS for column in pair)}
# Kinds of cell that hold no words.
_UNREAD = {
    "f": "This is a formula. Type what it comes to instead.",
    "e": "This is an error of the spreadsheet program. Type what is meant instead.",
}
_CARRIAGE_RETURN = re.compile("_x000d_", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One row of the return, as words. ``cells`` and ``places`` ("H7") are by the name of the column.

    ``problems`` pairs a column's name with a sentence: what a cell holds that is not read.
    """

    number: int
    cells: dict[str, str]
    places: dict[str, str]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class ReadReturn:
    """``code`` is the workbook's own; ``notes`` are sentences about what was not read."""

    code: str
    rows: list[Row]
    notes: list[str]


def read_return(data: bytes) -> ReadReturn:
    """Raises Unreadable, with a sentence."""
    check_container(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            return _read(book.worksheets)
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError,
            IndexError, AttributeError, OverflowError, AssertionError, EOFError) as broken:  # fmt: skip
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable("The file is damaged and cannot be read. Ask for it to be sent again.") from broken


def _read(sheets: Sequence[Any]) -> ReadReturn:
    codes = {text for sheet in sheets for text in _codes(sheet)}
    found = [(sheet, head) for sheet in sheets if (head := _head_of(sheet))]
    if not found:
        raise Unreadable(
            "No sheet has the headings of a return. Use the workbook that was downloaded from the tracker."
        )
    if len(found) > 1:
        raise Unreadable("Two sheets have the headings of a return. Delete the one that does not count.")
    if len(codes) != 1:
        raise Unreadable(
            "The workbook's own code is missing or there twice: it stands on the sheet “Identity”. "
            "Put the answers into a workbook downloaded again."
        )
    [(sheet, (number, columns))] = found
    rows, notes = _rows(sheet, number, columns)
    return ReadReturn(codes.pop(), rows, notes)


def _codes(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows(max_row=HEAD_WITHIN, max_col=MOST_COLUMNS):
        for cell in row:
            if cell.data_type == "s" and looks_like_identity(str(cell.value).strip()):
                yield str(cell.value).strip()


def _head_of(sheet: Any) -> tuple[int, dict[int, Column]] | None:
    """The number of the row of headings, and its columns by their place (from 0)."""
    for number, row in enumerate(sheet.iter_rows(max_row=HEAD_WITHIN, max_col=MOST_COLUMNS), start=1):
        names = [" ".join(str(cell.value or "").casefold().split()) for cell in row]
        columns = {place: OF_HEAD[name] for place, name in enumerate(names) if name in OF_HEAD}
        if {REFERENCE, CODE} <= set(columns.values()) and len(columns) > 2:
            _check_columns(list(columns.values()), number)
            return number, columns
    return None


def _check_columns(columns: list[Column], number: int) -> None:
    for column in _NEEDED:
        if columns.count(column) == 0:
            raise Unreadable(f"The column “{column.head}” is missing from row {number}. Put it back.")
        if columns.count(column) > 1:
            raise Unreadable(
                f"The column “{column.head}” is there twice. Delete the one that does not count."
            )


def _rows(sheet: Any, head: int, columns: dict[int, Column]) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    beside: set[int] = set()
    for number, cells in enumerate(sheet.iter_rows(min_row=head + 1), start=head + 1):
        filled = {place for place, cell in enumerate(cells) if _is_filled(cell)}
        beside |= filled - set(columns)
        row = _row(number, cells, columns)
        if any(row.cells.values()) or row.problems:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise Unreadable(
                f"The sheet has more than {MOST_ROWS} rows, more than a round asks of an agency."
            )
    letters = [get_column_letter(place + 1) for place in sorted(beside)]
    return rows, [f"Column {letter} is not one of the workbook's, so it is not read." for letter in letters]


def _row(number: int, cells: Sequence[Any], columns: dict[int, Column]) -> Row:
    row = Row(number, {}, {})
    for place, column in columns.items():
        if column not in _READ:
            continue
        cell = cells[place] if place < len(cells) else None
        row.places[column.name] = f"{get_column_letter(place + 1)}{number}"
        row.cells[column.name] = "" if cell is None else _words(cell)
        if cell is not None and cell.data_type in _UNREAD:
            row.problems.append((column.name, _UNREAD[cell.data_type]))
    return row


def _is_filled(cell: Any) -> bool:
    return cell.value is not None and bool(str(cell.value).strip())


def _words(cell: Any) -> str:
    """What a cell says, as somebody would have typed it."""
    value = cell.value
    if value is None or cell.data_type in _UNREAD:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date | datetime):
        return plan_dates.show_days(plan_dates.parse(value, number_format=cell.number_format or ""))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def tidy(text: str) -> str:
    """One kind of line end, and no space around."""
    plain = _CARRIAGE_RETURN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return plain.strip()
