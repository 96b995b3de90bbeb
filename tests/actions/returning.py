"""A round of two agencies whose coordinator sends workbooks out, and what is done to them on the way."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.worksheet.worksheet import Worksheet

from actions.models import ReturnUpload, UpdateRequest
from governance.models import Person, ReportingPeriod
from governance.roles import Role
from tests.actions.updating import Force, Page, signed_in
from tests.factories import make_group, make_period, make_person, make_request, make_update

ROUND = "/plans/vawg-2023-24/rounds/2023-Q3/"
RETURNS = f"{ROUND}returns/"
WORKBOOK = f"{RETURNS}warwickshire-police.xlsx"
HEAD_ROW = 5
# The day on which the workbook came back, as the boxes of the form.
RECEIVED = {"received_on_day": "5", "received_on_month": "1", "received_on_year": "2024"}
# What makes a row whole, by heading.
WHOLE = {
    "Status": "In progress",
    "What happened": "The second cohort was trained.",
    "Own call": "On track",
    "Rating": "Green",
    "Forecast finish": "March 2024",
    "What comes next": "Book the third cohort.",
}

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice (soffice) is not here. bin/setup --tests installs it.",
)


class Desk:
    """The coordinator of the VAWG Board, and the police, who are asked for 1.1 (a draft), 1.2 and 1.3."""

    def __init__(self, count: int = 3) -> None:
        self.force = Force()
        self.coordinator: Person = make_person(Role.COORDINATOR, group=make_group(), name="Coordinator")
        self.requests: dict[str, UpdateRequest] = {}
        earlier = make_period("closed", quarter="2023-Q2")
        for number in range(1, count + 1):
            reference = f"1.{number}"
            request = self.force.asked(reference, title=f"Train group {number}")
            make_update(
                make_request(request.action, earlier),
                state="accepted",
                happened=f"Group {number} was chosen.",
                forecast="March 2024",
            )
            self.requests[reference] = request
        self.period: ReportingPeriod = make_period()

    def download(self) -> bytes:
        response = signed_in(self.coordinator).get(WORKBOOK)
        assert response.status_code == 200
        return bytes(response.content)

    def upload(self, data: bytes, *, name: str = "return.xlsx", **boxes: str) -> Page:
        """Sent by the form; the page that it leads to."""
        file = SimpleUploadedFile(name, data)
        return signed_in(self.coordinator).post(RETURNS, RECEIVED | boxes | {"file": file}, follow=True)

    def preview(self, data: bytes) -> Any:
        """What the page shows of an upload."""
        response = self.upload(data)
        assert "preview" in response.context, response.content.decode()
        return response.context["preview"]

    def refusal(self, data: bytes) -> list[str]:
        """The sentences about a file that is not taken; nothing of it is kept."""
        response = self.upload(data)
        assert not ReturnUpload.objects.exists()
        return list(response.context["form"].errors.get("file", []))

    def save(self, *, take: list[str] | None = None, vouch: list[str] | None = None) -> Page:
        """Press the button of the newest upload's page as it stands."""
        client = signed_in(self.coordinator)
        address = f"{RETURNS}{ReturnUpload.objects.latest('pk').pk}/"
        rows = client.get(address).context["preview"].to_save
        keys = {row.page.action.reference: str(row.key) for row in rows}
        return client.post(
            address,
            {
                "step": "save",
                "seen": [f"{row.key}:{row.revision}" for row in rows],
                "take": [keys[reference] for reference in take or []],
                "vouch": [keys[reference] for reference in vouch or []],
            },
            follow=True,
        )


def sheet_of(book: openpyxl.Workbook, title: str = "Return") -> Any:
    return book[title]


def edited(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The workbook after somebody did something to it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def headings(sheet: Worksheet) -> dict[str, int]:
    """The place of each column (from 1) by its heading."""
    return {str(cell.value): place for place, cell in enumerate(sheet[HEAD_ROW], start=1)}


def row_of(sheet: Worksheet, reference: str) -> int:
    """The number of an action's row."""
    return next(n for n in range(HEAD_ROW + 1, sheet.max_row + 1) if sheet.cell(n, 1).value == reference)


def fill(book: openpyxl.Workbook, reference: str, answers: dict[str, Any]) -> None:
    """Type answers, by heading, into an action's row."""
    sheet = sheet_of(book)
    number, places = row_of(sheet, reference), headings(sheet)
    for head, words in answers.items():
        sheet.cell(number, places[head]).value = words


def filled(data: bytes, **rows: dict[str, Any]) -> bytes:
    """The workbook with answers in the rows of ``r1`` (1.1), ``r2`` (1.2) and so on."""

    def change(book: openpyxl.Workbook) -> None:
        for name, answers in rows.items():
            fill(book, f"1.{name[1:]}", answers)

    return edited(data, change)


def through_libreoffice(data: bytes, folder: Path, *, kind: str = "xlsx") -> bytes:
    """The workbook as LibreOffice saves it, in that kind of file."""
    source, made = folder / "return.xlsx", folder / "saved"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(made), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (made / f"return.{kind}").read_bytes()


def rulings(preview: Any) -> list[tuple[str, str]]:
    """Each row's name and what becomes of it."""
    return [(row.name, row.ruling.value) for row in preview.rows]


def sentences(preview: Any) -> list[tuple[str, str]]:
    """Each sentence of the preview with its cell."""
    return [(said.place, said.sentence) for row in preview.rows for said in row.said]
