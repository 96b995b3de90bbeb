"""The pages for what goes wrong, judged as every page is; and the page for a board that has nothing yet."""

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from governance.models import Group
from tests.browser import people
from tests.browser.judging import judge
from tests.browser.renderings import Answer, client_of, show
from tests.factories import make_plan

HEADINGS = {
    "failed": (500, "Something went wrong"),
    "forged": (403, "This page was out of date"),
    "malformed": (400, "That request made no sense"),
    "missing": (404, "Page not found"),
    "refused": (403, "You may not do this"),
    "pressed": (405, "This address is for a button"),
}


def answer_to(kind: str) -> Answer:
    """A response of each kind, from a client that takes failures as a browser does."""
    client = client_of(people.LEAD)
    if kind == "failed":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE actions_plan RENAME TO lost")
        return client.get("/plans/")
    if kind == "forged":
        return Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@example.org"})
    if kind == "malformed":
        return client.get("/plans/", headers={"host": "not.ours.example"})
    if kind == "missing":
        return client.get("/nowhere/")
    if kind == "refused":
        return client.get("/plans/vawg-2023-24/rounds/open/")
    return client.post("/updates/")


@pytest.mark.parametrize("kind", HEADINGS)
def test_what_goes_wrong_has_a_page_without_fault(judged_page: Page, demo: None, kind: str) -> None:
    status, heading = HEADINGS[kind]
    answer = answer_to(kind)
    assert answer.status_code == status
    show(judged_page, "/plans/", answer)
    assert judged_page.get_by_role("heading", level=1).inner_text() == heading
    assert judge(judged_page) == []


def test_wrong_tries_to_sign_in(judged_page: Page, demo: None) -> None:
    client = Client()
    said = []
    for _ in range(7):
        answer = client.post("/sign-in/", {"login": people.LEAD, "password": "wrong"})
        show(judged_page, "/sign-in/", answer)
        said.append(judged_page.locator(".govuk-error-summary__list").inner_text())
        if len(set(said)) == len(said):
            assert judge(judged_page) == []
    assert list(dict.fromkeys(said)) == [
        "Check your e-mail address and password. They do not fit any account.",
        "Too many wrong tries. Wait a few minutes, then try again.",
    ]


@pytest.fixture
def bare_board(demo: None) -> str:
    """A plan of another board, for which nothing was entered and no round was opened."""
    board = Group.objects.create(name="Bare board", slug="bare-board", kind="board")
    return make_plan("bare-plan", title="Bare plan", board=board).slug


@pytest.mark.parametrize("part", ["", "rounds/", "dashboard/", "packs/", "compare/"])
def test_a_board_that_has_nothing_yet(judged_page: Page, bare_board: str, part: str) -> None:
    path = f"/plans/{bare_board}/{part}"
    for email in (people.COORDINATOR, people.AUDITOR):
        answer = client_of(email).get(path)
        assert answer.status_code == 200
        show(judged_page, path, answer)
        assert judge(judged_page) == []
