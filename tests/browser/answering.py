"""Answers the questions of a form as a person does: by what stands on the page."""

import datetime as dt

from playwright.sync_api import Locator, Page


def choose(page: Page, question: str, answer: str) -> None:
    """Check one radio of a group."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def write(page: Page, question: str, words: str) -> None:
    """Fill the box of a question."""
    page.get_by_role("textbox", name=question, exact=True).fill(words)


def put_date(page: Page, question: str, day: dt.date) -> None:
    """Fill the three boxes of a date."""
    group = page.get_by_role("group", name=question)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def press(page: Page, words: str) -> None:
    """Press a button of the page's own part, or a link that looks like one."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow a link of the page's own part."""
    page.get_by_role("main").get_by_role("link", name=words, exact=True).click()


def error_summary(page: Page) -> list[tuple[str, str]]:
    """Each line of the error summary, once there is one: its sentence, and the address it leads to."""
    lines = page.locator(".govuk-error-summary__list li")
    lines.first.wait_for()
    return [(line.inner_text().strip(), _leads_to(line)) for line in lines.all()]


def _leads_to(line: Locator) -> str:
    link = line.locator("a")
    return link.get_attribute("href") or "" if link.count() else ""
