"""Every page, in every role that may see it, wide and narrow and printed; and the answers to empty forms."""

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from governance.models import Person
from tests.browser import people
from tests.browser.addresses import PAGES, WITHOUT_A_PAGE, Facts, every_name
from tests.browser.judging import AXE, judge
from tests.browser.renderings import Answer, client_of, is_page, pieces, pressed_empty, show
from tests.browser.watching import Watch
from tests.browser.windows import open_context

# What the pages judged before in this run were built of.
SEEN: set[str] = set()


@pytest.fixture(scope="module")
def judged_page(server: LiveServer, browser: Browser) -> Iterator[Page]:
    """One window for all looks, with axe in it: to open another takes longer than to judge a page."""
    context = open_context(server, browser)
    watch = Watch(context)
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()
    assert watch.complaints == []


@pytest.fixture
def readers(demo: None) -> dict[str, Client]:
    """A client for each reader, by e-mail address."""
    Person.objects.create(email=people.NEWCOMER, name="Newcomer")
    Person.objects.create(email=people.GONE, name="Gone", is_active=False)
    return {email: client_of(email) for email in people.READERS}


def test_every_address_is_visited() -> None:
    assert every_name() == PAGES.keys() | WITHOUT_A_PAGE


def looks_at(path: str, clients: Iterable[Client]) -> Iterator[Answer]:
    """What is judged of an address: its first reader's page, and every other with a piece not judged before.

    The answers to their empty forms likewise.
    """
    seen = False
    for client in clients:
        page = client.get(path)
        first = page.status_code == 200 and not seen
        if is_page(page) and (first | has_new_pieces(page)):
            seen |= first
            yield page
            yield from filter(has_new_pieces, filter(is_page, pressed_empty(client, path, page)))


def has_new_pieces(page: Answer) -> bool:
    """Whether it is built of something not judged before; notes that it is."""
    found = pieces(page)
    known = found <= SEEN
    SEEN.update(found)
    return not known


@pytest.mark.parametrize("name", PAGES)
def test_pages(judged_page: Page, readers: dict[str, Client], name: str) -> None:
    faults: dict[str, list[str]] = {}
    for path in (path.format_map(Facts()) for path in PAGES[name]):
        for answer in looks_at(path, readers.values()):
            show(judged_page, path, answer)
            found = judge(judged_page)
            if found:
                faults[f"{path} {answer.wsgi_request.user} {answer.status_code}"] = found
    assert faults == {}


def test_the_header_and_menu_of_each_reader(judged_page: Page, readers: dict[str, Client]) -> None:
    """Beside a main part that is the same for all."""
    faults = {}
    for email, client in readers.items():
        show(judged_page, "/privacy/", client.get("/privacy/"))
        faults[email] = judge(judged_page)
    assert faults == {email: [] for email in readers}
