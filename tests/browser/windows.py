"""Windows of the browser on the tracker."""

from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

# Milliseconds: longer than a pack takes on a busy machine. What is not there by then never comes.
PATIENCE = 60_000


def open_context(server: LiveServer, browser: Browser, *, scripts: bool = True) -> BrowserContext:
    """A window of the browser on the tracker, as wide as a desk's."""
    context = browser.new_context(
        base_url=server.url, java_script_enabled=scripts, viewport={"width": 1280, "height": 800}
    )
    context.set_default_timeout(PATIENCE)
    return context
