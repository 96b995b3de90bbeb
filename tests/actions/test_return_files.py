"""Files that are not taken, or not as they stand: each with a sentence, and nothing kept of it."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from actions.models import ReturnUpload
from actions.returns import container
from actions.returns.reading import MOST_ROWS
from tests.actions.returning import HEAD_ROW, Desk, edited, headings, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

NOT_A_WORKBOOK = "This is not an Excel workbook. Choose the .xlsx file that the agency sent back."
MACROS = "The workbook holds macros. Save it without them, as .xlsx, and upload that."
OTHER_FILES = "The workbook refers to other files. Remove those links, and upload it again."
TOO_MUCH = "The file unpacks to far more than a return can hold, so it was not opened."
DAMAGED = "The file is damaged and cannot be opened. Ask for it to be sent again."
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="https://elsewhere.example/x" TargetMode="External"/></Relationships>'
)


@pytest.fixture
def desk() -> Desk:
    return Desk(1)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part more, or one replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with other words in a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read(name)
    assert old in content
    return with_part(data, name, content.replace(old, new))


def encrypted(data: bytes) -> bytes:
    """With the mark of a password on each part."""
    marked = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = marked.find(signature)
        while start >= 0:
            flags = struct.unpack_from("<H", marked, start + place)[0]
            struct.pack_into("<H", marked, start + place, flags | 1)
            start = marked.find(signature, start + 4)
    return bytes(marked)


def a_zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda data: b"Reference,Status\r\n1.1,Complete\r\n", NOT_A_WORKBOOK),
        (lambda data: b"%PDF-1.7", NOT_A_WORKBOOK),
        (lambda data: a_zip(letter=b"Dear colleague"), NOT_A_WORKBOOK),
        (lambda data: OLE + bytes(600), "This is an older kind of Office file. Open it in a spreadsheet "
         "program and save it as an Excel workbook (.xlsx)."),
        (lambda data: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
         "The workbook is protected by a password to open it. Save it without one, and upload that."),
        (encrypted, "The workbook is protected by a password to open it. Save it without one."),
        (lambda data: data[: len(data) // 2], DAMAGED),
        (lambda data: with_part(data, "xl/vbaProject.bin", b"Sub"), MACROS),
        (lambda data: replaced(data, "[Content_Types].xml", b"spreadsheetml.sheet.main",
                               b"sheet.macroEnabled.main"), MACROS),
        (lambda data: with_part(data, "xl/externalLinks/externalLink1.xml", b"<x/>"), OTHER_FILES),
        (lambda data: with_part(data, "xl/worksheets/_rels/sheet1.xml.rels",
                                OUTSIDE.format(kind="oleObject").encode()), OTHER_FILES),
        (lambda data: with_part(data, "xl/embeddings/letter.docx", b"PK"),
         "The workbook holds other files inside it. Remove them, and upload it again."),
        (lambda data: with_part(data, "xl/media/zeros.bin", bytes(30 * 1024 * 1024)), TOO_MUCH),
        (lambda data: replaced(data, "xl/workbook.xml", b"<workbook ",
                               b'<!DOCTYPE w [<!ENTITY a "b">]><workbook '),
         "The workbook holds what no spreadsheet program writes, so it was not opened."),
        (lambda data: with_part(data, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
         "The file is damaged and cannot be read. Ask for it to be sent again."),
    ],
    ids=["csv", "pdf", "zip", "xls", "encrypted", "encrypted zip", "cut short", "macros", "macro type",
         "external link", "outside part", "embedded", "bomb", "doctype", "broken sheet"],
)  # fmt: skip
def test_what_is_no_plain_workbook_gets_a_sentence(
    desk: Desk, make: Callable[[bytes], bytes], sentence: str
) -> None:
    assert desk.refusal(make(desk.download())) == [sentence]


def test_a_workbook_with_an_ordinary_hyperlink_is_read(desk: Desk) -> None:
    link = OUTSIDE.format(kind="hyperlink").encode()

    preview = desk.preview(with_part(desk.download(), "xl/worksheets/_rels/sheet1.xml.rels", link))

    assert [row.ruling.value for row in preview.rows] == ["same"]


def test_too_large_a_file_is_not_read_and_none_at_all_is_asked_for(desk: Desk) -> None:
    large = desk.upload(b"PK\x03\x04" + bytes(container.LARGEST))
    none = desk.upload(b"")

    assert [page.context["form"].errors["file"] for page in (large, none)] == [
        ["The file is larger than 5 MB, more than any return needs."],
        ["The file is empty."],
    ]
    with pytest.raises(container.Unreadable, match=r"^The file is larger than 5 MB"):
        container.check_container(bytes(container.LARGEST + 1))
    assert not ReturnUpload.objects.exists()


def test_when_it_was_received_is_a_day_until_today(desk: Desk) -> None:
    data = desk.download()

    tomorrow = desk.upload(data, received_on_day="9")
    never = desk.upload(data, received_on_day="31", received_on_month="2")

    assert [list(page.context["form"].errors["received_on"]) for page in (tomorrow, never)] == [
        ["The date it reached you must be today or in the past."],
        ["The date it reached you must be a real date, such as 3 January 2024."],
    ]


def _without_identity(book: openpyxl.Workbook) -> None:
    del book["Identity"]


def _with_changed_identity(book: openpyxl.Workbook) -> None:
    cell = book["Identity"]["B4"]
    cell.value = str(cell.value).replace("warwickshire-police", "warwickshire-council")


def _of_another_version(book: openpyxl.Workbook) -> None:
    book["Identity"]["B4"].value = "VAWG return 9: anything"


def _with_copied_sheet(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(book["Return"])


def _without_its_sheet(book: openpyxl.Workbook) -> None:
    del book["Return"]


def _without_a_column(book: openpyxl.Workbook) -> None:
    sheet = sheet_of(book)
    sheet.delete_cols(headings(sheet)["Amber: risk"])


def _with_a_column_twice(book: openpyxl.Workbook) -> None:
    sheet = sheet_of(book)
    sheet.cell(HEAD_ROW, 30).value = "What  HAPPENED"


def _with_too_many_rows(book: openpyxl.Workbook) -> None:
    sheet = sheet_of(book)
    for number in range(MOST_ROWS + 1):
        sheet.cell(number + 10, 1).value = "x"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_without_identity, "The workbook's own code is missing or there twice: it stands on the sheet "
         "“Identity”. Put the answers into a workbook downloaded again."),
        (_with_changed_identity, "The code on the sheet “Identity” has been changed, so the tracker cannot "
         "tell whose workbook this is. Download it again."),
        (_of_another_version,
         "This workbook was made by another version of the tracker. Download it again."),
        (_with_copied_sheet,
         "Two sheets have the headings of a return. Delete the one that does not count."),
        (_without_its_sheet, "No sheet has the headings of a return. Use the workbook that was downloaded "
         "from the tracker."),
        (_without_a_column, "The column “Amber: risk” is missing from row 5. Put it back."),
        (_with_a_column_twice,
         "The column “What happened” is there twice. Delete the one that does not count."),
        (_with_too_many_rows, "The sheet has more than 500 rows, more than a round asks of an agency."),
    ],
)  # fmt: skip
def test_a_workbook_that_lost_what_it_needs_gets_a_sentence(
    desk: Desk, change: Callable[[openpyxl.Workbook], object], sentence: str
) -> None:
    assert desk.refusal(edited(desk.download(), change)) == [sentence]
