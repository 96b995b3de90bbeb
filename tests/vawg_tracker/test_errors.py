"""Pages for what goes wrong: our own look, a reference, no trace. And the headers of every answer."""

import logging
import re

import pytest
from django.test import Client

from governance.roles import Role
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.vawg_tracker.form_page")]


@pytest.fixture
def browser() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_person(Role.AUDITOR, name="Auditor, VAWG partnership"))
    return client


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/nowhere/", 404, "Page not found"),
        ("/refuse/", 403, "You may not do this"),
        ("/fail/", 500, "Something went wrong"),
        ("/press/", 405, "This address is for a button"),
    ],
)
def test_what_goes_wrong_has_a_page_with_a_reference_and_no_trace(
    browser: Client, address: str, status: int, title: str
) -> None:
    answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<title>{title} - VAWG action plan tracker</title>" in page
    assert f'<h1 class="govuk-heading-l">{title}</h1>' in page
    assert re.search(r'<b class="app-reference">[0-9a-f]{8}</b>', page)
    for leak in ("Traceback", "the secret detail", "RuntimeError", "settings", "/tests/"):
        assert leak not in page


def test_a_failure_is_logged_under_the_reference_that_the_page_shows(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="vawg_tracker.errors"):
        page = browser.get("/fail/?q=typed").content.decode()
    shown = re.search(r'app-reference">(\w+)<', page)
    assert shown is not None
    ours = [record.getMessage() for record in caplog.records if record.name == "vawg_tracker.errors"]
    assert ours == [f"500 GET /fail/, reference {shown.group(1)}"]


def test_what_is_not_found_is_logged_without_what_was_typed(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="vawg_tracker.errors"):
        page = browser.get("/nowhere/?q=typed").content.decode()
    shown = re.search(r'app-reference">(\w+)<', page)
    assert shown is not None
    ours = [record.getMessage() for record in caplog.records if record.name == "vawg_tracker.errors"]
    assert ours == [f"404 GET /nowhere/, reference {shown.group(1)}"]


def test_a_failure_asks_nothing_of_the_database(browser: Client) -> None:
    """The page shows no name and no menu, since reading them may be what failed."""
    page = browser.get("/fail/").content.decode()
    assert "Auditor, VAWG partnership" not in page
    assert "Accessibility statement" in page


def test_a_forged_form_is_refused_with_a_page() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert '<h1 class="govuk-heading-l">This page was out of date</h1>' in answer.content.decode()


def test_a_malformed_request_has_a_page(browser: Client) -> None:
    answer = browser.get("/healthz", headers={"host": "not.ours.example"})
    assert answer.status_code == 400
    assert '<h1 class="govuk-heading-l">That request made no sense</h1>' in answer.content.decode()


def test_the_allowed_methods_are_still_named(browser: Client) -> None:
    assert browser.get("/press/").headers["Allow"] == "POST"
    assert browser.post("/press/").content == b"pressed"


@pytest.mark.parametrize("address", ["/sign-in/", "/nowhere/", "/fail/", "/password/", "/healthz"])
def test_every_answer_carries_the_headers_that_protect_it(browser: Client, address: str) -> None:
    headers = browser.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_signed_in_page_is_not_stored(browser: Client) -> None:
    assert "no-store" in browser.get("/help/lead/").headers["Cache-Control"]
