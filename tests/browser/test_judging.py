"""The judge itself, on a page made to be bad; and colours that the reader's system chooses."""

import pytest
from playwright.sync_api import Page

from tests.browser import people
from tests.browser.judging import judge, reflow_faults
from tests.browser.renderings import client_of, show

PLAN = "/plans/vawg-2023-24/"
_SPOIL = """() => {
  const main = document.querySelector("main");
  main.append(Object.assign(new Image(), {src: "/static/images/mark.svg"}));
  main.append(Object.assign(document.createElement("p"), {textContent: "w".repeat(400)}));
  const back = document.createElement("a");
  Object.assign(back, {className: "govuk-back-link", textContent: "Back", href: "/"});
  back.style.setProperty("display", "block", "important");
  main.append(back);
}"""


def test_a_bad_page_is_found_out(judged_page: Page, demo: None) -> None:
    judged_page.goto("/privacy/")
    assert judge(judged_page) == []
    judged_page.evaluate(_SPOIL)
    assert [fault.split(":")[0] for fault in judge(judged_page)] == [
        "axe image-alt",
        "at 320 pixels",
        "printed",
    ]


@pytest.mark.parametrize(
    ("email", "path"),
    [
        (people.LEAD, "/updates/"),
        (people.LEAD, f"{PLAN}actions/18.1/updates/2023-Q3/"),
        (people.MEMBER, PLAN),
        (people.CHAIR, f"{PLAN}dashboard/"),
    ],
)
def test_forced_colours_and_reduced_motion(judged_page: Page, demo: None, email: str, path: str) -> None:
    """Nothing sticks out, and a rating that has lost its colour still has its word and its border."""
    judged_page.emulate_media(forced_colors="active", reduced_motion="reduce")
    show(judged_page, path, client_of(email).get(path))
    assert judged_page.evaluate("matchMedia('(forced-colors: active)').matches") is True
    assert reflow_faults(judged_page) == []
    ratings = judged_page.locator(".app-rating")
    widths = ratings.evaluate_all("(tags) => tags.map((tag) => getComputedStyle(tag).borderTopWidth)")
    assert set(widths) <= {"1px"}
    assert all(words.strip() for words in ratings.all_inner_texts())
