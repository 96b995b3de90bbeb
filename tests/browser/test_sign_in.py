"""Each role signs in and lands on its work; wrong tries are told."""

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.people import PageAs

LANDINGS = {
    people.LEAD: "My updates",
    people.SPONSOR: "My updates",
    people.COORDINATOR: "Round: Q3 2023-24 (October to December 2023)",
    people.CHAIR: "Dashboard: Q3 2023-24 (October to December 2023)",
    people.MEMBER: "Dashboard: Q2 2023-24 (July to September 2023)",
    people.SUB_GROUP: "My reports",
    people.ADMINISTRATOR: "People",
    people.AUDITOR: "Dashboard: Q3 2023-24 (October to December 2023)",
}


@pytest.mark.parametrize("email", LANDINGS)
def test_each_role_lands_on_its_work(page_as: PageAs, email: str) -> None:
    expect(page_as(email).get_by_role("heading", level=1)).to_have_text(LANDINGS[email])
