"""The chair's journey: from the dashboard to what got worse, why, and what is asked."""

from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.people import PageAs, with_and_without_scripts

# What got worse since Q2, each with the rating it now has and the reason beside it.
WORSE = {
    "5.1": ("Amber", "Lead says at risk (confirmed)"),
    "7.1": ("Amber", "Forecast 30 days late (confirmed)"),
    "12.1": ("Red", "Overdue by 39 days (reported by the lead)"),
    "13.1": ("Amber", "Overdue by 8 days (suggested by the rules)"),
    "19.5": ("Red", "Forecast more than 3 months late (reported by the lead)"),
    "21.1": ("Red", "Overdue by 39 days (suggested by the rules)"),
}


def rows(page: Page) -> dict[str, tuple[str, str]]:
    """Rating and reason of each row of the figure's page."""
    cells = {}
    for row in page.get_by_role("row").filter(has=page.get_by_role("rowheader")).all():
        words = row.get_by_role("cell").all_inner_texts()
        cells[row.get_by_role("rowheader").inner_text().split()[-1]] = (words[4], words[6].splitlines()[0])
    return cells


@with_and_without_scripts
def test_which_actions_got_worse_and_why(page_as: PageAs) -> None:
    page = page_as(people.CHAIR)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Dashboard: Q3 2023-24 (October to December 2023)"
    )
    since = page.get_by_role("paragraph").filter(has_text="Since Q2 2023-24:")
    worse = since.locator("span").filter(has_text="Worse").get_by_role("link").first
    expect(worse).to_contain_text("6")
    worse.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Worse: 6 actions")
    assert rows(page) == WORSE

    page.get_by_role("link", name="Action 19.5", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("19.5 Plan for more convictions")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Most members have no plan, and the guidance they wait for has no date.")
    expect(main).to_contain_text("Write to the chief officers of the four members.")


@with_and_without_scripts
def test_what_is_red_and_what_is_asked_of_the_board(page_as: PageAs) -> None:
    page = page_as(people.CHAIR)
    page.get_by_role("link", name="7 Red", exact=True).first.click()
    red = page.get_by_role("table", name="Red actions: issue, path to green and what is asked")
    expect(red.get_by_role("rowheader")).to_have_text(["8.1", "12.1", "14.1", "19.5", "21.1", "23.2", "23.4"])
    row = red.get_by_role("row").filter(has=page.get_by_role("rowheader", name="12.1"))
    expect(row).to_contain_text("The date has passed with four partners still without a policy.")
    expect(row).to_contain_text("Agree March 2024 as the new date, as asked on 4 January.")
    row.get_by_role("link", name="Action 12.1", exact=True).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Bring the four draft policies to their committees.")
    expect(main).to_contain_text("A move to March 2024 waits for a decision")
