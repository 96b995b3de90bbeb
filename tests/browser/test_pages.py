"""Every page, in every role that may see it, wide and narrow and printed; and the answers to empty forms."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page

from governance.models import Person
from tests.browser import people
from tests.browser.addresses import PAGES, WITHOUT_A_PAGE, every_name, facts
from tests.browser.judging import judge
from tests.browser.renderings import Answer, client_of, is_page, looks, pressed_empty, show

# What was judged before in this run, by how it looks.
SEEN: set[str] = set()


@pytest.fixture
def readers(demo: None) -> dict[str, Client]:
    """A client for each reader, by e-mail address."""
    Person.objects.create(email=people.NEWCOMER, name="Newcomer")
    Person.objects.create(email=people.GONE, name="Gone", is_active=False)
    return {email: client_of(email) for email in people.READERS}


def test_every_address_is_visited() -> None:
    assert every_name() == PAGES.keys() | WITHOUT_A_PAGE


def new_looks(client: Client, path: str) -> Iterator[Answer]:
    """The page and the answers to its empty forms, so far as nothing that looks the same was judged."""
    page = client.get(path)
    if is_new(page):
        yield page
        yield from filter(is_new, pressed_empty(client, path, page))


def is_new(answer: Answer) -> bool:
    """Whether it is a page whose looks were not met before; notes that they were."""
    if not is_page(answer) or looks(answer) in SEEN:
        return False
    SEEN.add(looks(answer))
    return True


@pytest.mark.parametrize("name", PAGES)
def test_pages(judged_page: Page, readers: dict[str, Client], name: str) -> None:
    faults: dict[str, list[str]] = {}
    for path in (path.format(**facts()) for path in PAGES[name]):
        for email, client in readers.items():
            for answer in new_looks(client, path):
                show(judged_page, path, answer)
                found = judge(judged_page)
                if found:
                    faults[f"{path} {email} {answer.status_code}"] = found
    assert faults == {}


def test_the_header_and_menu_of_each_reader(judged_page: Page, readers: dict[str, Client]) -> None:
    """Beside a main part that is the same for all."""
    faults = {}
    for email, client in readers.items():
        show(judged_page, "/privacy/", client.get("/privacy/"))
        faults[email] = judge(judged_page)
    assert faults == {email: [] for email in readers}
