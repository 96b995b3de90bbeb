"""The demo's people, one of each role, and how they sign in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from vawg_tracker.demo.cast import PASSWORD

LEAD = "lead.police@demo.example"
DEPUTY = "deputy.police@demo.example"
SPONSOR = "sponsor.police@demo.example"
COORDINATOR = "coordinator@demo.example"
CHAIR = "chair@demo.example"
MEMBER = "member@demo.example"
SUB_GROUP = "subgroup.communication@demo.example"
ADMINISTRATOR = "administrator@demo.example"
AUDITOR = "auditor@demo.example"
# Who supports actions of others, and is asked nothing this quarter.
UNASKED = "lead.nhs@demo.example"
# Added by the tests of pages alone: somebody invited, and somebody whose account was disabled.
NEWCOMER = "newcomer@demo.example"
GONE = "gone@demo.example"
# Someone who has not signed in.
NOBODY = ""

READERS = (
    NOBODY,
    LEAD,
    SPONSOR,
    COORDINATOR,
    CHAIR,
    MEMBER,
    SUB_GROUP,
    ADMINISTRATOR,
    AUDITOR,
    UNASKED,
    NEWCOMER,
)

# What the fixture ``page_as`` gives: ask it for the first page of somebody who has just signed in.
type PageAs = Callable[[str], Page]

with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, False], ids=["with scripts", "without scripts"]
)


def sign_in(page: Page, email: str) -> None:
    """Through the form of the sign-in page, wherever it then leads."""
    if "/sign-in/" not in page.url:
        page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def sign_out(page: Page) -> None:
    """By the button of the header."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()
