"""Writes an agency's return: one row an action, drop-down lists, hints, and locks where nothing is typed."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING, Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from actions.comparison import in_text
from actions.content import UpdateContent
from actions.models import Plan
from actions.pages.update import UpdatePage
from actions.returns import appearance
from actions.returns.columns import ANSWERS, CODE, NO, QUESTIONS, YES, Column, Kind, columns_with
from actions.returns.identity import Identity, RowCode
from actions.returns.validation import add_rules
from governance.days import in_words
from governance.models import Agency, ReportingPeriod

HEAD_ROW = 5
READ_ME = (
    "Each row of the sheet “Return” is one action. Fill in the white cells; the grey ones are locked.",
    "What is filled in already is what the tracker holds. Change what is no longer so.",
    "If nothing has changed, choose Yes under “No change?” and say why in a sentence under “What happened”.",
    "What the Board asks of an action stands in its row, and is answered in the cell beside it.",
    "Columns that begin with Amber, Red, Complete or On hold are only for an action that is so.",
    "Dates may be written as Mar 2027, 31 March 2027 or 31/03/2027. A month means its last day.",
    "Formulas are not read: type the words or the number itself.",
    "Rows may be sorted, filtered or deleted. A deleted row leaves its action as it was. Do not add rows, "
    "and do not change a row's code: it tells the tracker which action the row is of.",
    "Do not write anything that could identify a victim, survivor, child, witness or suspect.",
    "Any spreadsheet program will do. Save it as an Excel workbook (.xlsx), without a password or macros, "
    "and send it back to the coordinator.",
)


def write_workbook(
    pages: Sequence[UpdatePage], *, plan: Plan, period: ReportingPeriod, agency: Agency, marking: str
) -> bytes:
    """The workbook as the bytes of an .xlsx file. ``pages`` are those of the agency. No query."""
    book = Workbook()
    book.properties = DocumentProperties(
        creator="", title=f"{agency.name}: {period.quarter.label}", language="en-GB"
    )
    identity = Identity(plan.slug, period.key, agency.slug)
    sheet = book.worksheets[0]
    sheet.title = "Return"
    _write_return(sheet, pages, identity, heading=_heading(plan, period, agency, marking))
    _write_read_me(book.create_sheet("Read me"), marking)
    _write_identity(book.create_sheet("Identity"), identity, plan=plan, period=period, agency=agency)
    for one in book.worksheets:
        appearance.set_print(one, marking=marking, about=f"{agency.name}, {period.quarter.label}")
        appearance.protect(one)
    appearance.set_pages(sheet, head_row=HEAD_ROW)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(plan: Plan, period: ReportingPeriod, agency: Agency, marking: str) -> tuple[str, ...]:
    return (
        marking,
        f"{agency.name}: updates for {period.quarter.long_label}",
        f"{plan}. Updates are due {in_words(period.due_on)}. The sheet “Read me” says how to fill this in.",
    )


def _write_return(
    sheet: Worksheet, pages: Sequence[UpdatePage], identity: Identity, *, heading: Sequence[str]
) -> None:
    for place, words in enumerate(heading, start=1):
        appearance.as_title(_write(sheet, place, 1, words), first=place == 2)
    columns = columns_with(max((len(page.questions) for page in pages), default=0))
    for place, column in enumerate(columns, start=1):
        appearance.as_head(_write(sheet, HEAD_ROW, place, column.head), answer=column.is_answer)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, page in enumerate(pages, start=HEAD_ROW + 1):
        said = _words_of(page, identity)
        unasked = {answer.name for asked, answer in QUESTIONS if asked.name not in said}
        for place, column in enumerate(columns, start=1):
            answer = column.is_answer and column.name not in unasked
            appearance.as_body(_write(sheet, number, place, said.get(column.name, "")), answer=answer)
        sheet.row_dimensions[number].height = appearance.height_of(
            (said.get(column.name, ""), column.width) for column in columns if column is not CODE
        )
    add_rules(sheet, columns, first=HEAD_ROW + 1, last=HEAD_ROW + len(pages))
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{HEAD_ROW + len(pages)}"


def _words_of(page: UpdatePage, identity: Identity) -> dict[str, str]:
    """The words of each cell of a row by the column's name."""
    previous, latest = page.previous, page.latest
    asked = {pair[0].name: one.text for pair, one in zip(QUESTIONS, page.questions, strict=False)}
    return (
        answers_in_words(page.start)
        | asked
        | {
            "reference": page.action.reference,
            "title": page.action.title,
            "due": page.due,
            "previous": previous.happened if previous else "",
            "current": latest.happened if latest else "",
            "code": RowCode(identity, page.action.pk, page.revision).code(),
        }
    )


def answers_in_words(content: UpdateContent) -> dict[str, str]:
    """The answers of an update as the workbook writes them, and as its reader reads them back."""
    return {column.name: _answer(column, content) for column in ANSWERS}


def _answer(column: Column, content: UpdateContent) -> str:
    if column.name == "no_change":
        return YES if content.no_change else NO
    if column.name == "forecast_words":
        return content.forecast_words
    if column.kind is Kind.TEXT:
        return str(getattr(content, column.name))
    return in_text(column.name, content)


def _write_read_me(sheet: Worksheet, marking: str) -> None:
    appearance.as_title(_write(sheet, 1, 1, marking))
    appearance.as_title(_write(sheet, 2, 1, "How to fill in the return"), first=True)
    for place, words in enumerate(READ_ME, start=4):
        appearance.as_body(_write(sheet, place, 1, words), answer=False, plain=True)
    start = len(READ_ME) + 5
    for place, words in enumerate(("Column", "What it asks", "Answers"), start=1):
        appearance.as_head(_write(sheet, start, place, words), answer=False)
    for number, column in enumerate(ANSWERS, start=start + 1):
        choices = ", ".join(words for _, words in column.choices)
        for place, words in enumerate((column.head, column.hint, choices), start=1):
            appearance.as_body(_write(sheet, number, place, words), answer=False, plain=True)
    for number in range(4, start - 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
        sheet.row_dimensions[number].height = 32
    for letter, width in (("A", 30), ("B", 70), ("C", 40)):
        sheet.column_dimensions[letter].width = width


def _write_identity(
    sheet: Worksheet, identity: Identity, *, plan: Plan, period: ReportingPeriod, agency: Agency
) -> None:
    facts = (
        ("Plan", str(plan)),
        ("Quarter", period.quarter.long_label),
        ("Agency", agency.name),
        ("Code", identity.code()),
        ("What it is for", "The tracker knows the workbook by its code. Changed or removed, it is refused."),
    )
    for number, pair in enumerate(facts, start=1):
        for place, words in enumerate(pair, start=1):
            appearance.as_body(_write(sheet, number, place, words), answer=False, plain=True)
    for letter, width in (("A", 18), ("B", 90)):
        sheet.column_dimensions[letter].width = width


def _write(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    """Text is text, whatever it begins with; what a workbook cannot hold becomes a space."""
    cell: Any = sheet.cell(row, column)
    if words:
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", words)
        cell.data_type = TYPE_STRING
    found: Cell = cell
    return found
