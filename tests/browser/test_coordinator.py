"""The coordinator's journey: accept one, return one, close the quarter, take the packs."""

from playwright.sync_api import Page, expect

from actions.models import ProgressUpdate
from governance.models import PeriodState, ReportingPeriod
from tests.browser import people
from tests.browser.answering import error_summary, follow, press, write
from tests.browser.pack_files import download, figures_of_json, figures_of_workbook, read_pdf
from tests.browser.people import PageAs, with_and_without_scripts
from tests.browser.test_lead_officer import latest, tasks

REASON = "Please say which groups of survivors the map leaves out."
WRITTEN = "Words that came after the quarter was closed."
LEAD_OF_8_1 = "lead.opcc@demo.example"


def judge_two(page: Page) -> None:
    """Accept 6.1 and return 8.1, as the queue leads from one to the other."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Round: Q3 2023-24 (October to December 2023)")
    expect(page.get_by_role("link", name="5 need accepting")).to_be_visible()
    expect(page.get_by_role("link", name="16 of 32 handed in")).to_be_visible()
    press(page, "Review what waits")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Review 6.1: Keep the DiAmond counselling service under review"
    )
    press(page, "Accept")
    expect(page.get_by_role("alert")).to_contain_text("6.1 is accepted. 4 more wait: this is the next.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review 8.1")
    write(page, "What must change", REASON)
    press(page, "Return with this reason")
    done = page.get_by_role("alert")
    expect(done).to_contain_text("8.1 is returned to its lead. 3 more wait: this is the next.")
    expect(done).to_contain_text("1 person is told by e-mail.")
    assert latest("6.1")[:2] == ("accepted", "Coordinator, VAWG partnership")
    assert latest("8.1")[:2] == ("returned", "Coordinator, VAWG partnership")


def see_the_reason_first(page: Page) -> None:
    """The lead of 8.1 finds the reason in the list, and before anything else on the page of the update."""
    title = "8.1 Map survivors' journeys through criminal justice"
    assert tasks(page, "Returned to you") == [title]
    expect(page.get_by_role("listitem").filter(has_text=title)).to_contain_text(REASON)
    follow(page, title)
    said = page.get_by_role("main").inner_text()
    assert said.index(REASON) < said.index("What was promised") < said.index("What happened this quarter?")


def close(page: Page) -> None:
    """Through the page that says what will happen, which wants to be told that it was understood."""
    press(page, "Close the round")
    expect(page.get_by_role("heading", level=1)).to_have_text("Close Q3 2023-24 (October to December 2023)")
    expect(page.get_by_role("main")).to_contain_text("Closing cannot be undone.")
    press(page, "Close Q3 2023-24")
    sentence = "Tick the box to say that you understand: closing cannot be undone."
    assert error_summary(page) == [(sentence, "#id_sure")]
    assert _period().state == PeriodState.OPEN
    page.get_by_label("I understand that closing cannot be undone").check()
    press(page, "Close Q3 2023-24")
    expect(page.get_by_role("alert")).to_contain_text("Q3 2023-24 is closed, and its pack can be downloaded.")
    assert _period().state == PeriodState.CLOSED


def take_the_packs(page: Page) -> None:
    """Each file is what it says it is, and all show the same figures."""
    name, data = download(page, "PDF")
    assert name == "vawg-2023-24-2023-Q3.pdf"
    pages, front = read_pdf(data)
    assert 10 <= pages <= 40
    assert "Q3 2023-24 (October to December 2023)" in front
    name, workbook = download(page, "Excel")
    assert name == "vawg-2023-24-2023-Q3.xlsx"
    _, kept = download(page, "Data (JSON)")
    figures = figures_of_workbook(workbook)
    assert figures == figures_of_json(kept)
    assert len(figures["actions"]) == 42
    assert list(figures["trend"]) == ["Q1 2023-24", "Q2 2023-24", "Q3 2023-24"]


def _period() -> ReportingPeriod:
    return ReportingPeriod.objects.get(year=2023, number=3)


@with_and_without_scripts
def test_from_the_round_to_the_board_pack(page_as: PageAs) -> None:
    lead = page_as(people.LEAD)
    follow(lead, "11.1 Consider Stalking Protection Orders")
    write(lead, "What happened this quarter?", WRITTEN)

    page = page_as(people.COORDINATOR)
    judge_two(page)
    see_the_reason_first(page_as(LEAD_OF_8_1))
    page.goto("/")
    close(page)
    take_the_packs(page)

    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Dashboard").click()
    expect(page.get_by_role("main")).to_contain_text("Closed on 8 January 2024")
    expect(page.get_by_role("main")).to_contain_text("never change")
    member = page_as(people.MEMBER)
    expect(member.get_by_role("heading", level=1)).to_have_text(
        "Dashboard: Q3 2023-24 (October to December 2023)"
    )

    before = ProgressUpdate.objects.count()
    press(lead, "Save draft")
    expect(lead.get_by_role("main")).to_contain_text("What you typed was not saved.")
    expect(lead.get_by_role("main")).to_contain_text(WRITTEN)
    lead.goto("/updates/")
    expect(lead.get_by_role("link", name="11.1 Consider Stalking Protection Orders")).to_have_count(0)
    assert ProgressUpdate.objects.count() == before
