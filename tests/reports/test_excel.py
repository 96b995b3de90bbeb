"""The workbook: the pack's own figures, real values, nothing hidden, the same bytes each time."""

import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from actions.rag import Rating
from reports.board_pack import BoardPack, Funding, PackState, pack_to_json, publication_copy
from reports.rendering.excel import HEAD_ROW, render_excel
from reports.rendering.palette import mark_of
from tests.reports.pack_factory import empty_pack, front, pack_of

ROOT = Path(__file__).resolve().parents[2]
NAMES = [
    "Summary",
    "Actions",
    "Exceptions",
    "By objective",
    "By agency",
    "Trend",
    "Measures",
    "Sub-groups",
    "Key",
]
PACK = pack_of(42, front=front(marking="OFFICIAL-SENSITIVE", plan="Plan A & B", state=PackState.CLOSED))
JSON = pack_to_json(PACK)


def book_of(pack: BoardPack) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_excel(pack)))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return book_of(PACK)


def table(book: openpyxl.Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet's table, by heading."""
    rows: list[list[Any]] = [[cell.value for cell in row] for row in book[name].iter_rows(min_row=HEAD_ROW)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_summary_shows_the_figures_of_the_json(book: openpyxl.Workbook) -> None:
    shown = [
        (row["Number"], row["Quarter before"], row["Change"], row["Share"], row["Out of"])
        for row in table(book, "Summary")
        if row["Section"]
        in ("Plan", "By delivery status", "By rating", "Wanting attention", "Direction of travel")
    ]
    headline = JSON["headline"]
    counts = [
        headline["total"],
        *headline["by_status"],
        *headline["by_rating"],
        *headline["attention"],
        *JSON["ratings"]["travel"],
    ]
    assert shown == [
        (
            count["number"],
            count["previous"],
            count["change"],
            None if count["percent"] is None else count["percent"] / 100,
            count["out_of"],
        )
        for count in counts
    ]


def test_objectives_agencies_and_trend_show_the_figures_of_the_json(book: openpyxl.Workbook) -> None:
    marks = ("Blue", "Green", "Amber", "Red", "Grey", "Closed")
    for name, part in (("By objective", "by_objective"), ("By agency", "by_agency")):
        assert [
            tuple(row[head] for head in ("Actions", *marks, "Rated", "Blue or Green", "Overdue"))
            for row in table(book, name)
        ] == [
            (
                row["total"],
                *(cell["number"] for cell in row["cells"]),
                row["rated"],
                row["on_track"],
                row["overdue"],
            )
            for row in JSON["ratings"][part]
        ]
    assert [
        (row["Quarter"], row["Actions"], *(row[mark] for mark in marks), row["Updates returned"])
        for row in table(book, "Trend")
    ] == [
        (
            point["quarter_label"],
            point["total"],
            *(point[mark.lower()] for mark in marks),
            point["returned"],
        )
        for point in JSON["ratings"]["trend"]
    ]
    agencies = {one["agency_name"]: one for one in JSON["late"]["agencies"]}
    for row in table(book, "By agency"):
        answers = agencies[row["Agency"]]
        assert (row["Updates asked for"], row["Updates returned"], row["Missing"]) == (
            answers["requested"],
            answers["returned"],
            len(answers["missing"]),
        )


def test_actions_have_a_row_each_with_real_dates_and_numbers(book: openpyxl.Workbook) -> None:
    rows = table(book, "Actions")
    assert [row["Reference"] for row in rows] == [row["reference"] for row in JSON["appendix"]]
    for shown, held in zip(rows, JSON["appendix"], strict=True):
        assert shown["Rating"] == Rating(held["rating"]).label
        assert shown["Days overdue"] == held["days_overdue"]
        due = shown["Due date"]
        assert (due and due.date().isoformat()) == held["due_on"]
        assert due is None or isinstance(due, dt.datetime)
        assert shown["What happened"] == (held["happened"] or None)
    assert sum(row["Exception"] == "Yes" for row in rows) == PACK.exceptions.number
    assert sum(row["Completed this quarter"] == "Yes" for row in rows) == len(PACK.completed)


def test_exceptions_stand_in_the_pack_s_order(book: openpyxl.Workbook) -> None:
    found = JSON["exceptions"]
    expected = [
        *(
            ("Decision: " + kind, one["reference"])
            for kind, one in zip(("change of date", "closure"), JSON["decisions"]["requests"], strict=True)
        ),
        *(("Decision: rating", row["reference"]) for row in JSON["decisions"]["ratings"]),
        *(("Red", row["reference"]) for row in found["red"]),
        *(("Amber, worse", row["reference"]) for row in found["amber_worse"]),
        *(("Amber, repeated", row["reference"]) for row in found["amber_repeated"]),
        *(("Held up by what it waits on", one["reference"]) for one in found["held_up"]),
    ]
    assert [(row["List"], row["Reference"]) for row in table(book, "Exceptions")] == expected


def test_measures_subgroups_and_key_are_whole(book: openpyxl.Workbook) -> None:
    assert [(row["Quarter"], row["Reading"]) for row in table(book, "Measures")] == [
        ("Q1 2023-24", 66),
        ("Q2 2023-24", 96.5),
    ]
    assert [(row["Sub-group"], row["Received"]) for row in table(book, "Sub-groups")] == [
        ("Safe Accommodation Working Group", "Yes"),
        ("VAWG Communication Subgroup", "Not received"),
    ]
    words = [row["Meaning"] for row in table(book, "Key")]
    assert set(JSON["key"]["notes"]) <= set(words)
    assert sum(row["Section"] == "Rules, in the order tried" for row in table(book, "Key")) == 17


def test_each_sheet_is_one_visible_table_ready_to_print(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == NAMES
    names = set()
    page: Any
    for page in book.worksheets:
        assert page.sheet_state == "visible"
        assert not page.merged_cells.ranges
        assert not any(
            one.hidden for one in (*page.row_dimensions.values(), *page.column_dimensions.values())
        )
        (one,) = page.tables.values()
        names.add(one.displayName)
        assert one.ref == f"A{HEAD_ROW}:{page.cell(page.max_row, page.max_column).coordinate}"
        assert one.autoFilter.ref == one.ref
        assert one.column_names == [cell.value for cell in page[HEAD_ROW]]
        assert len(set(one.column_names)) == len(one.column_names)
        assert page.freeze_panes in {f"{column}{HEAD_ROW + 1}" for column in "BCD"}
        assert page.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
        assert page.page_setup.orientation == "landscape"
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
    assert len(names) == len(NAMES)


def test_the_marking_stands_in_each_sheet_and_on_each_printed_page(book: openpyxl.Workbook) -> None:
    page: Any
    for page in book.worksheets:
        assert page["A1"].value == "OFFICIAL-SENSITIVE"
        assert page.oddHeader.center.text == page.oddFooter.center.text == "OFFICIAL-SENSITIVE"
        assert page.oddHeader.left.text == "Plan A && B"
        assert page.oddFooter.left.text == "As at 13 October 2023 at 6pm"
        assert page.oddFooter.right.text == "Page &P of &N"
        assert str(page["A3"].value) == "Closed, revision 1. As at 13 October 2023 at 6pm."


def test_a_rating_is_a_word_on_its_colour(book: openpyxl.Workbook) -> None:
    page = book["Actions"]
    place = [cell.value for cell in page[HEAD_ROW]].index("Rating") + 1
    seen = set()
    for row in range(HEAD_ROW + 1, page.max_row + 1):
        cell = page.cell(row, place)
        mark = mark_of(Rating(str(cell.value).lower()))
        assert cell.fill.fgColor.rgb == f"FF{mark.background[1:].upper()}"
        assert cell.font.color.rgb == f"FF{mark.text[1:].upper()}"
        seen.add(cell.value)
    assert seen == {"Blue", "Green", "Amber", "Red", "Grey"}


@pytest.mark.parametrize(
    "typed",
    ["=1+1", '=HYPERLINK("x")', "+44 1926", "-5", "@sum", "\tx", "\nx", "#N/A", "=", "TRUE", "12"],
)
def test_text_that_looks_like_something_else_stays_text(typed: str) -> None:
    first, *rest = PACK.appendix
    money = Funding(source=typed, ends_on=dt.date(2024, 1, 1))
    pack = replace(
        PACK,
        appendix=(replace(first, title=typed, happened=typed), *rest),
        concerns=replace(PACK.concerns, funding=(money,)),
    )
    data = render_excel(pack)
    page = openpyxl.load_workbook(io.BytesIO(data))["Actions"]
    cell = page.cell(HEAD_ROW + 1, 2)
    assert (cell.value, cell.data_type) == (typed, "s")
    assert bool(cell.quotePrefix) == typed.startswith(("=", "+", "-", "@", "\t", "\n"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)


def test_text_that_a_workbook_cannot_hold_is_mended_not_refused() -> None:
    first, *rest = PACK.appendix
    odd = replace(first, title="a\x00b\x0bc\ufffed\ud800e\r\nf\rg", happened="x" * 40_000)
    page = book_of(replace(PACK, appendix=(odd, *rest)))["Actions"]
    assert page.cell(HEAD_ROW + 1, 2).value == "abcde\nf\ng"
    assert len(str(page.cell(HEAD_ROW + 1, 12).value)) == 32_767


def test_no_author_and_no_clock_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(render_excel(PACK))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(2023, 10, 20, 0, 0, 0)}
    assert "lastModifiedBy" not in core
    assert not re.search(r"<dc:creator>[^<]", core)
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2023-10-20T00:00:00Z"] * 2
    assert "Coordinator" not in core


def test_the_same_pack_gives_the_same_bytes_in_another_process_too() -> None:
    program = (
        "import django, hashlib; django.setup()\n"
        "from reports.rendering.excel import render_excel\n"
        "from tests.reports.test_excel import PACK\n"
        "print(hashlib.sha256(render_excel(PACK)).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert render_excel(PACK) == render_excel(PACK)
    assert elsewhere.stdout.strip() == hashlib.sha256(render_excel(PACK)).hexdigest()


def test_an_empty_pack_has_all_its_sheets_and_says_that_there_is_nothing() -> None:
    book = book_of(empty_pack())
    assert book.sheetnames == NAMES
    for name in ("Actions", "Exceptions", "By objective", "By agency", "Measures", "Sub-groups"):
        page: Worksheet = book[name]
        assert page.cell(HEAD_ROW + 1, 1).value == "None recorded this quarter."
        assert page.max_row == HEAD_ROW + 1
        (one,) = page.tables.values()
        assert one.ref.endswith(str(HEAD_ROW + 1))


def test_a_publication_copy_has_no_named_officers() -> None:
    public = book_of(publication_copy(PACK))
    private = book_of(PACK)
    gone = {"Named officers", "Path to green: who"}
    assert gone <= {cell.value for cell in private["Actions"][HEAD_ROW]}
    assert not gone & {cell.value for cell in public["Actions"][HEAD_ROW]}
    assert "Who" not in {cell.value for cell in public["Exceptions"][HEAD_ROW]}
    values = {str(cell.value) for page in public.worksheets for row in page.iter_rows() for cell in row}
    held = {str(cell.value) for page in private.worksheets for row in page.iter_rows() for cell in row}
    assert any("Person " in value for value in held)
    assert not any("Person " in value for value in values)
