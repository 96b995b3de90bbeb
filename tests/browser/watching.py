"""Notes what a browser complains of: scripts that fail, files that are missing, what the CSP forbids."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# Chromium writes this for a page that is a 404 by intent; of what a page loads, ``response`` tells.
_LOADING = "Failed to load resource"


class Watch:
    """Collects the complaints of one context; ``complaints`` is empty when all went well."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_LOADING):
            self.complaints.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # A download, and a page left before it was there, end as aborted.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")
