"""The keyboard alone: the skip link, and each journey's main button, with the focus always to be seen."""

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.focusing import stop_at, tab_to
from tests.browser.people import PageAs

PLAN = "/plans/vawg-2023-24/"
# Who, where, and what the page is for.
JOURNEYS = [
    (people.LEAD, "/updates/", "Next: 18.1 Set up scrutiny panels with prosecutors"),
    (people.LEAD, f"{PLAN}actions/11.1/updates/2023-Q3/", "Mark as ready"),
    (people.SPONSOR, "/updates/submit/", "Submit the ticked updates"),
    (people.COORDINATOR, f"{PLAN}rounds/2023-Q3/", "Review what waits"),
    (people.COORDINATOR, f"{PLAN}actions/6.1/review/2023-Q3/", "Return with this reason"),
    (people.COORDINATOR, f"{PLAN}rounds/2023-Q3/close/", "Close Q3 2023-24"),
    (people.COORDINATOR, f"{PLAN}packs/2023-Q2/", "Excel"),
    (people.CHAIR, f"{PLAN}dashboard/", "Next: Q4 2023-24"),
    (people.CHAIR, f"{PLAN}dashboard/2023-Q3/rows/travel.worse/", "Action 19.5"),
]


@pytest.mark.parametrize(("email", "path", "words"), JOURNEYS, ids=[words for *_, words in JOURNEYS])
def test_the_main_button_is_reached_by_tab(page_as: PageAs, email: str, path: str, words: str) -> None:
    page = page_as(email)
    page.goto(path)
    stops = tab_to(page, words)
    assert [stop.html for stop in stops if not (stop.shows and stop.inside)] == []


def test_the_skip_link_leads_past_the_menu(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    stop = stop_at(page)
    assert stop is not None
    assert stop.words == "Next: 18.1 Set up scrutiny panels with prosecutors"


def test_an_update_is_written_and_sent_by_keys_alone(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    page.goto(f"{PLAN}actions/17.1/updates/2023-Q3/")
    tab_to(page, "no_change")
    page.keyboard.press("ArrowDown")
    tab_to(page, "happened")
    page.keyboard.type("Nothing has changed: every breach was briefed the day after.")
    tab_to(page, "Mark as ready")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("17.1 Follow up every breach: marked as ready.")
