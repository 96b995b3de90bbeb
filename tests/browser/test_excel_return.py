"""An Excel return's journey: out of the tracker, through LibreOffice, back, looked through and saved."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from actions.content import UpdateContent, content_of
from actions.models import ProgressUpdate, UpdateRequest
from governance.models import Person
from tests.actions.returning import edited, fill, needs_libreoffice, row_of, sheet_of, through_libreoffice
from tests.browser import people
from tests.browser.answering import follow, press, put_date
from tests.browser.pack_files import download
from tests.browser.people import PageAs, with_and_without_scripts
from tests.factories import NOW, TODAY, make_update

SAID = UpdateContent(
    status="in_progress",
    happened="The policy is written; the unions have it until February.",
    call="on_track",
    reported_rating="green",
    forecast_words="March 2024",
    next_steps="Sign it.",
)
ANSWERS = {
    "Status": "In progress",
    "What happened": SAID.happened,
    "Own call": "On track",
    "Rating": "Green",
    "Forecast finish": "March 2024",
    "What comes next": SAID.next_steps,
}
AMBER = ANSWERS | {"Rating": "Amber"}


def filled_in(data: bytes) -> bytes:
    """12.2 and 23.1 answered, 17.1 without what Amber asks for, 18.1 deleted."""

    def change(book: openpyxl.Workbook) -> None:
        for reference, answers in (("12.2", ANSWERS), ("23.1", ANSWERS), ("17.1", AMBER)):
            fill(book, reference, answers)
        sheet = sheet_of(book)
        sheet.delete_rows(row_of(sheet, "18.1"))

    return edited(data, change)


def rows_of(page: Page) -> list[tuple[str, str]]:
    """Each row's heading with what becomes of it, and its first sentence."""
    return [
        (row.get_by_role("heading").inner_text(), (row.locator("li").all_inner_texts() or [""])[0])
        for row in page.locator(".app-return-row").all()
    ]


@needs_libreoffice
@with_and_without_scripts
def test_a_return_goes_out_and_comes_back(page_as: PageAs, tmp_path: Path) -> None:
    page = page_as(people.COORDINATOR)
    page.goto("/plans/vawg-2023-24/rounds/2023-Q3/")
    follow(page, "Excel returns")
    name, data = download(page, "Download the workbook of Warwickshire Police")
    assert name == "return-police-vawg-2023-24-2023-Q3.xlsx"
    request = UpdateRequest.objects.get(action__reference="23.1", period__year=2023, period__number=3)
    make_update(
        request, state="draft", happened="Saved meanwhile.", by=Person.objects.get(email=people.LEAD), at=NOW
    )
    (tmp_path / "returned.xlsx").write_bytes(through_libreoffice(filled_in(data), tmp_path))

    page.get_by_label("The workbook that came back").set_input_files(tmp_path / "returned.xlsx")
    put_date(page, "When did it reach you?", TODAY)
    press(page, "Upload and look through")
    expect(page.get_by_role("heading", level=1)).to_have_text("Return of Warwickshire Police")
    found = dict(rows_of(page))
    assert {heading: said for heading, said in found.items() if not heading.endswith("Same")} == {
        "12.2 Renew the police's own domestic abuse policy New": "",
        "17.1 Follow up every breach Refused": "M10 Amber needs the risk: say what may go wrong.",
        "23.1 Build a police data set to share Conflict": "",
    }
    expect(page.get_by_role("main")).to_contain_text("Not in the file, so left as it is: 18.1.")
    expect(page.get_by_role("main")).to_contain_text("Saved meanwhile.")

    page.get_by_label("Take the workbook’s words of 23.1").check()
    press(page, "Save the new rows and those ticked")
    expect(page.get_by_role("alert")).to_contain_text("2 updates are saved, and wait to be accepted.")
    saved = ProgressUpdate.objects.filter(received_how="by workbook").order_by("action__order")
    assert [(u.action.reference, u.state, content_of(u)) for u in saved] == [
        ("12.2", "submitted", SAID),
        ("23.1", "submitted", SAID),
    ]
    page.goto("/plans/vawg-2023-24/actions/12.2/review/2023-Q3/")
    expect(page.get_by_role("main")).to_contain_text(
        "Entered by Coordinator, VAWG partnership for Warwickshire Police, "
        "received by workbook on 8 January 2024"
    )
