"""Shows a response of Django's test client in the browser, once for each page that looks different."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.test import Client
from playwright.sync_api import Page, Route

from governance.models import Person

# A response of the test client, which knows more than an ordinary one.
type Answer = Any

# Differs from one request to the next, and changes nothing that is seen.
_CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|kept_words_owner|next)" value="[^"]*"|app-reference">\w+'
    r"|\d\d?:\d\d(?:[ap]m)?"
)
_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
_BUTTON = re.compile(r'<button type="submit"[^>]*?name="([^"]+)" value="([^"]+)"')


def client_of(email: str) -> Client:
    """Somebody's browser as far as Django is asked; with an empty address, nobody's."""
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(Person.objects.get(email=email))
    return client


def is_page(answer: Answer) -> bool:
    return str(answer.headers.get("Content-Type", "")).startswith("text/html")


def looks(answer: Answer) -> str:
    """The page's own part, without what differs from one request to the next."""
    html = answer.content.decode()
    found = _MAIN.search(html)
    return _CHANGING.sub("", found.group() if found else html)


def pressed_empty(client: Client, path: str, page: Answer) -> Iterator[Answer]:
    """The answers to each button of the page's forms with every box empty. Nothing stays done."""
    for form in _FORM.findall(looks(page)):
        for pressed in _BUTTON.findall(form) or [("", "")]:
            with transaction.atomic():
                yield client.post(path, dict([pressed]) if pressed[0] else {})
                transaction.set_rollback(True)


def show(page: Page, path: str, answer: Answer) -> None:
    """Open the path in the browser, with the answer in place of what the server would say."""
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}

    def fulfil(route: Route) -> None:
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    page.route(lambda url: True, fulfil, times=1)
    page.goto(path, wait_until="load")
