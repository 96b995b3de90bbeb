"""An Excel return of the police as it came back, for the addresses that ask for one."""

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import Plan, ReturnUpload
from actions.returns.asked import of_agency, pages_of
from actions.returns.columns import OF_HEAD
from actions.returns.staging import stage
from actions.returns.workbook import HEAD_ROW, write_workbook
from governance.models import Agency, Person, ReportingPeriod
from governance.people import access_of
from tests.factories import NOW, TODAY

ANSWERS = {
    "no_change": "No",
    "status": "In progress",
    "call": "On track",
    "reported_rating": "Amber",
    "rating_reason": "The date moved once and will be met.",
    "risk": "The third team may be late.",
    "mitigation": "Its move is planned twice.",
    "forecast_words": "March 2024",
    "next_steps": "Move the third team.",
}


class Workbook(SimpleUploadedFile):
    """A file that may be sent again and again."""

    def read(self, *args: Any) -> Any:
        self.seek(0)
        return super().read(*args)


def workbook_of(plan: Plan, by: Person, *, reference: str, happened: str) -> bytes:
    """The police's workbook with answers about one action."""
    police = Agency.objects.get(slug="police")
    period = ReportingPeriod.objects.get(board=plan.board_id, year=2023, number=3)
    pages = of_agency(pages_of(plan, period, access=access_of(by, at=TODAY), today=TODAY), police)
    data = write_workbook(pages, plan=plan, period=period, agency=police, marking="OFFICIAL")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet: Any = book["Return"]
    names = [OF_HEAD[" ".join(str(cell.value).casefold().split())].name for cell in sheet[HEAD_ROW]]
    row = next(row for row in sheet.iter_rows(min_row=HEAD_ROW + 1) if row[0].value == reference)
    for name, cell in zip(names, row, strict=True):
        if name in ANSWERS or name == "happened":
            cell.value = ANSWERS.get(name, happened)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_return(plan: Plan, by: Person) -> ReturnUpload:
    """Uploaded, and waiting to be looked through."""
    period = ReportingPeriod.objects.get(board=plan.board_id, year=2023, number=3)
    data = workbook_of(plan, by, reference="15.1", happened="Two teams have moved.")
    return stage(data=data, plan=plan, period=period, received_on=TODAY, by=by, at=NOW)
