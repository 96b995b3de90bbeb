"""Every page, in every role that may see it, wide and narrow and printed; and the answers to empty forms."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from governance.models import Person
from tests.browser import people
from tests.browser.addresses import PAGES, WITHOUT_A_PAGE, every_name, facts
from tests.browser.judging import judge
from tests.browser.renderings import client_of, is_page, looks, pressed_empty, show

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


@pytest.mark.parametrize("name", PAGES)
def test_pages(judged_page: Page, readers: dict[str, Client], name: str) -> None:
    faults: dict[str, list[str]] = {}
    for path in (path.format(**facts()) for path in PAGES[name]):
        for email, client in readers.items():
            first = client.get(path)
            for answer in [first, *pressed_empty(client, path, first)]:
                if not is_page(answer) or looks(answer) in SEEN:
                    continue
                SEEN.add(looks(answer))
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
