"""Rows that were moved, deleted, added, copied or changed on the way; and the workbook that goes out."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from actions.models import Action, ProgressUpdate, ReturnUpload
from actions.returns.columns import COLUMNS
from governance.models import ReportingPeriod
from tests.actions.returning import (
    HEAD_ROW,
    RETURNS,
    WHOLE,
    WORKBOOK,
    Desk,
    edited,
    fill,
    filled,
    headings,
    row_of,
    rulings,
    sentences,
    sheet_of,
)
from tests.actions.updating import signed_in, text_of
from tests.factories import make_action, make_period, make_request, make_update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

NAME = {number: f"1.{number} Train group {number}" for number in (1, 2, 3)}
NOTHING = ("", "Nothing was filled in, so nothing is saved.")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_rows_sorted_deleted_parted_by_blanks_and_columns_moved_or_added_are_found(desk: Desk) -> None:
    def change(book: openpyxl.Workbook) -> None:
        fill(book, "1.3", WHOLE)
        sheet = sheet_of(book)
        rows = {n: [cell.value for cell in sheet[n]] for n in range(HEAD_ROW, HEAD_ROW + 4)}
        sheet.delete_rows(HEAD_ROW, 10)
        sheet.insert_rows(1, 2)
        # The last row first, the second gone, two blank rows between, and the columns from right to left.
        for number, row in ((7, rows[5]), (8, rows[8]), (11, rows[6])):
            for place, value in enumerate(reversed(row), start=1):
                sheet.cell(number, place).value = value
        sheet.cell(8, 40).value = "Our own note"
        sheet.title = "Sheet1"

    preview = desk.preview(edited(desk.download(), change))

    assert rulings(preview) == [(NAME[3], "new"), (NAME[1], "same")]
    assert [row.row.number for row in preview.rows] == [8, 11]
    assert [action.reference for action in preview.missing] == ["1.2"]
    assert preview.upload.notes == ["Column AN is not one of the workbook's, so it is not read."]


def _code(book: openpyxl.Workbook, reference: str) -> Any:
    sheet = sheet_of(book)
    return sheet.cell(row_of(sheet, reference), headings(sheet)["Row code"])


def test_a_code_that_was_changed_removed_or_copied_is_refused(desk: Desk) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = sheet_of(book)
        code = _code(book, "1.1")
        code.value = f"{desk.requests['1.2'].action_id}{str(code.value).lstrip('0123456789')}"
        sheet.cell(10, 1).value = "1.9"
        sheet.cell(10, headings(sheet)["What happened"]).value = "An action of our own."
        for place in range(1, len(COLUMNS) + 1):
            sheet.cell(11, place).value = sheet.cell(row_of(sheet, "1.3"), place).value

    preview = desk.preview(edited(desk.download(), change))

    assert rulings(preview) == [
        ("1.1", "refused"),
        (NAME[2], "same"),
        ("1.3", "refused"),
        ("1.9", "refused"),
        ("1.3", "refused"),
    ]
    twice = "Action 1.3 is there twice. Keep one of its rows."
    assert sentences(preview) == [
        ("X6", "The row's code has been changed, so the tracker cannot tell which action it is of."),
        NOTHING,
        ("X8", twice),
        ("X10", "This row has no code, so it is none of the workbook's. Rows cannot be added to a return."),
        ("X11", twice),
    ]


def test_columns_sorted_apart_from_their_codes_are_refused(desk: Desk) -> None:
    def change(book: openpyxl.Workbook) -> None:
        first, second = _code(book, "1.1"), _code(book, "1.2")
        first.value, second.value = second.value, first.value

    preview = desk.preview(edited(desk.download(), change))

    assert sentences(preview) == [
        ("X6", "The row says 1.1 as its reference, but its code is that of 1.2: the columns were sorted "
               "apart. Put them together again."),
        ("X7", "The row says 1.2 as its reference, but its code is that of 1.1: the columns were sorted "
               "apart. Put them together again."),
        NOTHING,
    ]  # fmt: skip


def test_rows_of_another_agency_or_quarter_are_refused(desk: Desk) -> None:
    other = make_action("2.1", leads=[desk.force.council_post])
    make_request(other, desk.period)
    council = signed_in(desk.coordinator).get(WORKBOOK.replace("police", "county-council"))
    theirs = openpyxl.load_workbook(io.BytesIO(council.content))

    def change(book: openpyxl.Workbook) -> None:
        _code(book, "1.1").value = _code(theirs, "2.1").value

    preview = desk.preview(edited(desk.download(), change))

    assert sentences(preview)[0] == (
        "X6", "This row comes from another agency's workbook, so it is not taken."
    )  # fmt: skip


def test_a_workbook_of_another_quarter_or_plan_is_refused(desk: Desk) -> None:
    data = desk.download()
    desk.period.state, desk.period.closed_at = "closed", dt.datetime(2024, 1, 8, tzinfo=dt.UTC)
    desk.period.save()
    closed = desk.refusal(data)
    make_period("open", quarter="2023-Q4", opens_on=dt.date(2024, 1, 8))
    page = RETURNS.replace("2023-Q3", "2023-Q4")
    file = io.BytesIO(data)
    file.name = "return.xlsx"
    boxes = {"received_on_day": "5", "received_on_month": "1", "received_on_year": "2024"}

    response = signed_in(desk.coordinator).post(page, boxes | {"file": file})

    assert closed == ["Q3 2023-24 is closed, so its updates can no longer be changed."]
    assert list(response.context["form"].errors["file"]) == [
        "This workbook is of Q3 2023-24, and this round is Q4 2023-24. Nothing of it was kept."
    ]
    assert not ReturnUpload.objects.exists()


def test_an_action_that_passed_to_another_agency_or_left_the_round_is_refused(desk: Desk) -> None:
    data = filled(desk.download(), r1=WHOLE, r2=WHOLE)
    Action.objects.get(reference="1.1").leads.update(post=desk.force.council_post)
    desk.requests["1.2"].delete()

    preview = desk.preview(data)

    assert sentences(preview)[:2] == [
        ("X6", "Action 1.1 is not led by Warwickshire Police any more."),
        ("X7", "This round does not ask about the row's action any more."),
    ]


def test_what_was_submitted_meanwhile_is_refused_or_the_same(desk: Desk) -> None:
    data = filled(desk.download(), r1=WHOLE, r2=WHOLE)
    make_update(
        desk.requests["1.1"],
        state="submitted",
        forecast="March 2024",
        happened="The second cohort was trained.",
        next_steps="Book the third cohort.",
    )
    make_update(desk.requests["1.2"], state="submitted", happened="Something else.")

    preview = desk.preview(data)

    assert sentences(preview) == [
        ("", "It says what is saved already, so nothing is saved again."),
        ("", "This update has been submitted. Ask the coordinator to return it if it must change."),
        NOTHING,
    ]
    assert rulings(preview) == [(NAME[1], "same"), (NAME[2], "refused"), (NAME[3], "same")]
    assert preview.rows[1].changes[0].first == "Something else."


def test_formulas_and_errors_are_refused_with_their_cell(desk: Desk) -> None:
    def change(book: openpyxl.Workbook) -> None:
        fill(book, "1.1", WHOLE | {"What happened": '=HYPERLINK("https://elsewhere.example","x")'})
        fill(book, "1.2", WHOLE | {"What comes next": "#REF!"})

    preview = desk.preview(edited(desk.download(), change))

    assert sentences(preview)[:2] == [
        ("H6", "This is a formula. Type what it comes to instead."),
        ("W7", "This is an error of the spreadsheet program. Type what is meant instead."),
    ]


@pytest.mark.parametrize(
    ("typed", "number_format", "words"),
    [
        (dt.date(2024, 6, 30), "dd/mm/yyyy", "30 June 2024"),
        (dt.date(2024, 6, 1), "mmm-yy", "June 2024"),
        ("30/6/2024", "@", "30 June 2024"),
        ("Jun-24", "@", "June 2024"),
        ("30 June 2024", "@", "30 June 2024"),
    ],
)
def test_dates_are_real_ones_or_as_people_write_them(
    desk: Desk, typed: object, number_format: str, words: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        fill(book, "1.1", WHOLE | {"Forecast finish": typed})
        sheet = sheet_of(book)
        sheet.cell(6, headings(sheet)["Forecast finish"]).number_format = number_format

    preview = desk.preview(edited(desk.download(), change))

    assert [(c.first, c.second) for c in preview.rows[0].changes if c.label == "Forecast finish"] == [
        ("March 2024", words)
    ]


def test_a_date_that_cannot_be_read_says_what_to_write(desk: Desk) -> None:
    held = WHOLE | {
        "Status": "On hold",
        "Rating": "Grey",
        "On hold: reviewed on": "after Easter",
        "Own call": "",
    }

    preview = desk.preview(
        filled(desk.download(), r1=held, r2=held | {"On hold: reviewed on": "Spring 2024"})
    )

    assert sentences(preview)[:2] == [
        ("V6", "Enter a date such as March 2027, 31 March 2027 or On-going."),
        ("V7", "Enter a day, such as 31 March 2027."),
    ]


def test_answers_that_are_not_asked_are_named(desk: Desk) -> None:
    preview = desk.preview(filled(desk.download(), r1=WHOLE | {"Amber: risk": "The trainer may leave."}))

    assert [(note.place, note.sentence) for note in preview.rows[0].notes] == [
        ("M6", "“Risk” is not asked of this status and rating, so it is not saved.")
    ]


def test_the_workbook_holds_what_is_asked_and_locks_what_is_not_to_be_typed_in(desk: Desk) -> None:
    make_update(desk.requests["1.1"], state="draft", happened="=1+1 so far", call="at_risk")
    make_update(desk.requests["1.2"], state="submitted")
    title = "=Train & learn"
    Action.objects.filter(reference="1.3").update(title=title)

    book: Any = openpyxl.load_workbook(io.BytesIO(desk.download()))

    sheet = sheet_of(book)
    assert book.sheetnames == ["Return", "Read me", "Identity"]
    assert [cell.value for cell in sheet["A"][:3]] == [
        "OFFICIAL",
        "Warwickshire Police: updates for Q3 2023-24 (October to December 2023)",
        "Delivery plan 2023-24. Updates are due 15 January 2024. "
        "The sheet “Read me” says how to fill this in.",
    ]
    rows = [[cell.value for cell in row[:-1]] for row in sheet.iter_rows(min_row=HEAD_ROW)]
    nothing = [None] * 6
    assert rows == [
        [column.head for column in COLUMNS[:-1]],
        ["1.1", "Train group 1", "Due 31 March 2024", "Group 1 was chosen.", "=1+1 so far", "No",
         "In progress", "=1+1 so far", "At risk but recoverable", "Green", *nothing, *nothing, None],
        ["1.3", title, "Due 31 March 2024", "Group 3 was chosen.", None, "No",
         "In progress", None, "On track", "Green", None, "March 2024", *nothing, *nothing[:5]],
    ]  # fmt: skip
    assert {cell.data_type for cell in sheet[6] if cell.value} == {"s"}
    unlocked = [
        column.head for column, cell in zip(COLUMNS, sheet[6], strict=True) if not cell.protection.locked
    ]
    assert unlocked == [column.head for column in COLUMNS if column.is_answer]
    assert all(one.protection.sheet for one in book.worksheets)
    assert [one.oddHeader.center.text for one in book.worksheets] == ["OFFICIAL"] * 3
    assert (book.properties.creator, book.properties.lastModifiedBy) == (None, None)


def test_choices_are_drop_down_lists_and_every_answer_has_a_hint(desk: Desk) -> None:
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(desk.download())))

    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}

    assert {place: rule.formula1 for place, rule in rules.items() if rule.type == "list"} == {
        "F6:F8": '"Yes,No"',
        "G6:G8": '"Not started,In progress,Complete,On hold"',
        "I6:I8": '"On track,At risk but recoverable,Off track"',
        "J6:J8": '"Blue,Green,Amber,Red,Grey"',
    }
    assert [rule.prompt for rule in rules.values()] == [c.hint for c in COLUMNS if c.is_answer]


def test_the_page_lists_workbooks_and_returns(desk: Desk) -> None:
    desk.preview(filled(desk.download(), r1=WHOLE))

    words = text_of(signed_in(desk.coordinator).get(RETURNS))

    assert "Warwickshire Police 5 January 2024 8 January 2024" in words
    assert "To look through" in words
    assert "Warwickshire Police 3 3 Download the workbook of Warwickshire Police" in words
    ReportingPeriod.objects.filter(state="open").update(
        state="closed", closed_at=dt.datetime(2024, 1, 8, tzinfo=dt.UTC)
    )
    closed = text_of(signed_in(desk.coordinator).get(RETURNS))
    assert "Q3 2023-24 is not open, so no workbook can be sent or saved." in closed
    assert signed_in(desk.coordinator).get(WORKBOOK).status_code == 404
    assert not ProgressUpdate.objects.filter(period=desk.period).exists()
