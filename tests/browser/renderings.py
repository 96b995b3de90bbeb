"""Shows a response of Django's test client in the browser, once for each page that looks different."""

import re
from collections.abc import Iterator
from itertools import pairwise
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
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"')
_TELLING = {"class", "role", "type", "scope", "aria-current", "aria-live", "tabindex"}
_HEADING = re.compile(r"<h([1-6])")
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


def pieces(answer: Answer) -> set[str]:
    """What the page is built of: each kind of element with its classes and attributes, each step of headings.

    Faults lie in these, not in the words between them.
    """
    html = looks(answer)
    found = {f"{tag} {_attributes(rest)}" for tag, rest in _ELEMENT.findall(html)}
    levels = ["", *_HEADING.findall(html)]
    return found | {f"h{above} to h{below}" for above, below in pairwise(levels)}


def _attributes(rest: str) -> str:
    """Names of attributes; of those that styles and roles hang on, the values too."""
    return " ".join(
        sorted(f"{name}={value}" if name in _TELLING else name for name, value in _ATTRIBUTE.findall(rest))
    )


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
