"""Wrong input on the page of an update: said beside the field and in a summary, with nothing typed lost."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from actions.models import ProgressUpdate
from tests.browser import people
from tests.browser.answering import choose, error_summary, follow, press, put_date, write
from tests.browser.people import PageAs, with_and_without_scripts

HAPPENED = "Two of three areas are trained; the third waits."
LONG = "A sentence of forty characters, no less. " * 488


def open_update(page: Page) -> None:
    follow(page, "11.1 Consider Stalking Protection Orders")
    write(page, "What happened this quarter?", HAPPENED)


def box(page: Page, question: str) -> str:
    return page.get_by_role("textbox", name=question, exact=True).input_value()


@with_and_without_scripts
def test_red_without_a_path_and_a_forecast_in_the_past(page_as: PageAs, scripts: bool) -> None:
    page = page_as(people.LEAD)
    before = ProgressUpdate.objects.count()
    open_update(page)
    choose(page, "Your own call", "Off track")
    choose(page, "Your rating", "Red")
    write(page, "When do you expect to finish?", "March 2023")
    press(page, "Mark as ready")

    assert error_summary(page) == [
        (
            "The forecast finish must be today or later, since the action is not complete.",
            "#id_forecast_words",
        ),
        ("Red needs the issue: say what has gone wrong.", "#id_issue"),
        ("Red needs a path to green: say the next step.", "#id_path_step"),
        ("Red needs a path to green: say which post will take the step.", "#id_path_who"),
        ("Red needs a path to green: enter the date the step is due.", "#id_path_by_0"),
        ("Red needs an ask: say what you want of the Board, or that you ask for nothing.", "#id_ask"),
    ]
    expect(page).to_have_title(re.compile("^Error: "))
    assert box(page, "What happened this quarter?") == HAPPENED
    assert box(page, "When do you expect to finish?") == "March 2023"
    expect(page.get_by_role("group", name="Your rating").get_by_label("Red", exact=True)).to_be_checked()
    assert ProgressUpdate.objects.count() == before
    if scripts:
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.get_by_role("link", name="Red needs the issue: say what has gone wrong.").click()
        expect(page.get_by_role("textbox", name="What is the issue?")).to_be_focused()


@with_and_without_scripts
def test_twenty_thousand_characters(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    open_update(page)
    write(page, "What happened this quarter?", LONG)
    press(page, "Save draft")
    assert error_summary(page) == [
        (f"Shorten this to 4,000 characters or fewer. It has {len(LONG.strip()):,}.", "#id_happened")
    ]
    assert box(page, "What happened this quarter?").strip() == LONG.strip()


@with_and_without_scripts
def test_dates_that_are_none(page_as: PageAs) -> None:
    page = page_as(people.LEAD)
    open_update(page)
    choose(page, "How far has the action got?", "Complete")
    put_date(page, "When was it completed?", dt.date(2024, 3, 1))
    press(page, "Mark as ready")
    assert error_summary(page) == [
        ("The completion date must be today or in the past.", "#id_completed_on_0"),
        ("Say what was achieved, so that the Board can confirm it.", "#id_completion_note"),
    ]
    group = page.get_by_role("group", name="When was it completed?")
    group.get_by_label("Month").fill("13")
    press(page, "Mark as ready")
    assert error_summary(page)[0] == (
        "The date it was completed must be a real date, such as 14 December 2023.",
        "#id_completed_on_0",
    )
    assert group.get_by_label("Month").input_value() == "13"
