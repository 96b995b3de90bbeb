"""A real browser before a real server, which serves the demo on 8 January 2024."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from bin.missing_packages import BROWSERS
from tests.browser.demo_database import QUICK_HASHER, TODAY, DemoDatabase, load_once, reading_from
from tests.browser.judging import AXE
from tests.browser.people import PageAs, sign_in
from tests.browser.watching import Watch
from tests.browser.windows import PATIENCE, open_context

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def demo_database(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> DemoDatabase:
    """The demo, loaded once for all workers; people's passwords are hashed quickly.

    Its tables come of the migrations, also in a run whose other tests do without them.
    """
    if connection.vendor != "sqlite":
        raise pytest.UsageError(
            "The browser tests run on SQLite. Elsewhere, leave them out: --ignore=tests/browser"
        )
    own = tmp_path_factory.mktemp("demo")
    shared = own.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else own.parent
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=[QUICK_HASHER], MIGRATION_MODULES={}),
    ):
        return load_once(shared / "saved.sqlite3", served=own / "served.sqlite3")


@pytest.fixture(scope="package")
def server() -> Iterator[LiveServer]:
    """The tracker on a free port of this machine."""
    served = LiveServer("127.0.0.1")
    yield served
    served.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of the system. Playwright keeps a loop running, beside which Django's ORM must be allowed."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise pytest.UsageError("No Chromium was found. bin/setup --tests installs it.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        launched = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def demo(
    demo_database: DemoDatabase, django_db_blocker: DjangoDbBlocker, settings: Settings
) -> Iterator[None]:
    """The demo as it was loaded, on its day, for the server and for the test's own questions."""
    settings.TRACKER_TODAY = TODAY
    settings.PASSWORD_HASHERS = [QUICK_HASHER]
    with django_db_blocker.unblock(), reading_from(demo_database.served):
        demo_database.put_back()
        cache.clear()
        yield
        cache.clear()


@pytest.fixture
def scripts() -> bool:
    """Whether the browser runs scripts. Journeys are parametrised to go without as well."""
    return True


@pytest.fixture
def new_context(
    demo: None, server: LiveServer, browser: Browser, scripts: bool, tmp_path: Path
) -> Iterator[Callable[[], BrowserContext]]:
    """A browser of somebody's own. At the end of the test none may have complained."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def make() -> BrowserContext:
        context = open_context(server, browser, scripts=scripts)
        opened.append((context, Watch(context)))
        return context

    yield make
    for context, _ in opened:
        context.close()
    assert [complaint for _, watch in opened for complaint in watch.complaints] == []


@pytest.fixture
def page_as(new_context: Callable[[], BrowserContext]) -> PageAs:
    """``page_as(email)``: the first page of somebody who has just signed in, in a browser of their own."""

    def open_page(email: str) -> Page:
        page = new_context().new_page()
        sign_in(page, email)
        return page

    return open_page


@pytest.fixture
def judged_page(new_context: Callable[[], BrowserContext]) -> Page:
    """A page with axe in it, for ``judging``. Signs nobody in."""
    context = new_context()
    context.add_init_script(path=AXE)
    return context.new_page()
