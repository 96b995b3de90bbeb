"""Reads the downloaded files of a pack, to hold them against each other."""

import io
import json
import zipfile
from typing import Any

import openpyxl
from playwright.sync_api import Page
from pypdf import PdfReader

SHEETS = [
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
RATINGS = ("Blue", "Green", "Amber", "Red")


def download(page: Page, words: str) -> tuple[str, bytes]:
    """Follow a download link; the file's name and bytes."""
    with page.expect_download() as waiting:
        page.get_by_role("main").get_by_role("link", name=words, exact=True).click()
    file = waiting.value
    return file.suggested_filename, file.path().read_bytes()


def read_pdf(data: bytes) -> tuple[int, str]:
    """How many pages, and the words of the first."""
    assert data[:5] == b"%PDF-"
    reader = PdfReader(io.BytesIO(data))
    return len(reader.pages), " ".join(reader.pages[0].extract_text().split())


def figures_of_workbook(data: bytes) -> dict[str, Any]:
    """What the sheets count, under the names that ``figures_of_json`` uses."""
    assert zipfile.is_zipfile(io.BytesIO(data))
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert book.sheetnames == SHEETS
    tables = {name: _table(book[name]) for name in SHEETS}
    book.close()
    summary = {(row["Section"], row["Item"]): row["Number"] for row in tables["Summary"]}
    return {
        "by rating": {rating: summary["By rating", rating] for rating in RATINGS},
        "actions": [
            (row["Reference"], row["Rating"], row["Travel"], row["Days overdue"]) for row in tables["Actions"]
        ],
        "by agency": {row["Agency"]: [row[rating] for rating in RATINGS] for row in tables["By agency"]},
        "trend": {row["Quarter"]: [row[rating] for rating in RATINGS] for row in tables["Trend"]},
    }


def figures_of_json(data: bytes) -> dict[str, Any]:
    """The same figures as the data file has them."""
    pack = json.loads(data)
    ratings = pack["ratings"]
    return {
        "by rating": {
            count["label"]: count["number"]
            for count in pack["headline"]["by_rating"]
            if count["label"] in RATINGS
        },
        "actions": [
            (row["reference"], _words(row["rating"]), _words(row["travel"]), row["days_overdue"])
            for row in pack["appendix"]
        ],
        "by agency": {row["title"]: _cells(row) for row in ratings["by_agency"]},
        "trend": {
            point["quarter_label"]: [point[rating.lower()] for rating in RATINGS]
            for point in ratings["trend"]
        },
    }


def _table(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the column names, which stand in the fifth row."""
    names, *rows = sheet.iter_rows(min_row=5, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _cells(row: dict[str, Any]) -> list[int]:
    numbers = {cell["label"]: cell["number"] for cell in row["cells"]}
    return [numbers[rating] for rating in RATINGS]


def _words(value: str) -> str:
    return value.replace("_", " ").capitalize()
