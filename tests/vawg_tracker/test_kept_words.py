"""What was typed survives a session that ended, for its writer alone."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from governance.kept_words import MOST_CHARACTERS, MOST_PAGES, sign_owner
from governance.models import Person
from governance.roles import Role
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.vawg_tracker.form_page")]

PASSWORD = "three loose words"


@pytest.fixture(autouse=True)
def _quick_and_uncounted(settings: Settings) -> Iterator[None]:
    """Passwords are hashed quickly, and no tries are left over from another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def writer() -> Person:
    return _with_password(make_person(Role.AUDITOR))


def _with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def _browser(*, csrf: bool = False) -> Client:
    return Client(enforce_csrf_checks=csrf)


def _sign_in(client: Client, person: Person, back_to: str) -> str:
    """Sign in by the form; the address that it leads to."""
    client.get("/sign-in/")
    typed = {"login": person.email, "password": PASSWORD, "next": back_to}
    if "csrftoken" in client.cookies:
        typed["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
    answer = client.post("/sign-in/", typed)
    assert answer.status_code == 302
    return answer.headers["Location"]


def _open_form(client: Client, address: str = "/write/1/") -> dict[str, str]:
    """The hidden fields of the form as shown."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page))


def _end_session(client: Client) -> None:
    client.session.flush()


def test_words_come_back_after_signing_in_again(writer: Person) -> None:
    client = _browser()
    client.force_login(writer)
    hidden = _open_form(client)
    _end_session(client)

    answer = client.post("/write/1/", {**hidden, "words": "We <trained> 40 officers", "agencies": ["a", "c"]})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/sign-in/?next=%2Fwrite%2F1%2F&ended=kept",
    )
    assert "what you typed will be there again" in client.get(answer.headers["Location"]).content.decode()

    assert _sign_in(client, writer, "/write/1/") == "/write/1/"
    page = client.get("/write/1/").content.decode()
    assert "We &lt;trained&gt; 40 officers</textarea>" in page
    assert re.findall(r'<option value="(\w)" selected', page) == ["a", "c"]
    assert "Nothing was saved, but what you typed is here again." in page

    assert "We &lt;trained&gt;" not in client.get("/write/1/").content.decode()


def test_words_survive_a_session_that_has_lasted_too_long(writer: Person, settings: Settings) -> None:
    client = _browser()
    client.force_login(writer)
    hidden = _open_form(client)
    settings.SESSION_HOURS_AT_MOST = -1
    answer = client.post("/write/1/", {**hidden, "words": "after twelve hours"})
    assert answer.headers["Location"] == "/sign-in/?next=%2Fwrite%2F1%2F&ended=kept"
    settings.SESSION_HOURS_AT_MOST = 12
    _sign_in(client, writer, "/write/1/")
    assert "after twelve hours</textarea>" in client.get("/write/1/").content.decode()


def test_somebody_else_who_signs_in_there_never_sees_them(writer: Person) -> None:
    other = _with_password(make_person(Role.AUDITOR))
    client = _browser()
    client.force_login(writer)
    hidden = _open_form(client)
    _end_session(client)
    client.post("/write/1/", {**hidden, "words": "for my eyes alone"})

    _sign_in(client, other, "/write/1/")
    assert client.session["kept_words"] == []
    assert "for my eyes alone" not in client.get("/write/1/").content.decode()


def test_words_left_in_a_session_are_shown_to_their_writer_alone(writer: Person) -> None:
    client = _browser()
    client.post("/write/1/", {"words": "mine", "kept_words_owner": sign_owner(writer, "/write/1/")})
    client.force_login(make_person(Role.AUDITOR))
    assert [page["fields"] for page in client.session["kept_words"]] == [{"words": ["mine"]}]
    assert "mine" not in client.get("/write/1/").content.decode()


def test_words_come_back_to_their_own_page_and_no_other(writer: Person) -> None:
    client = _browser()
    client.force_login(writer)
    first, second = _open_form(client, "/write/1/"), _open_form(client, "/write/2/")
    _end_session(client)
    client.post("/write/1/", {**first, "words": "of the first"})
    client.post("/write/2/", {**second, "words": "of the second"})

    _sign_in(client, writer, "/write/2/")
    assert "of the second</textarea>" in client.get("/write/2/").content.decode()
    assert "of the" not in client.get("/write/3/").content.decode()
    assert "of the first</textarea>" in client.get("/write/1/").content.decode()


def test_a_page_from_before_a_new_sign_in_keeps_its_words(writer: Person) -> None:
    """Signing in changes the token against forgery, so a page left open in another tab is refused."""
    client = _browser(csrf=True)
    _sign_in(client, writer, "/write/1/")
    hidden = _open_form(client)
    client.cookies["sessionid"] = ""
    _sign_in(client, writer, "/")

    answer = client.post("/write/1/", {**hidden, "words": "from the other tab"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/write/1/")
    page = client.get("/write/1/").content.decode()
    assert "from the other tab</textarea>" in page
    assert "saved from" not in page


@pytest.mark.parametrize(
    "owner",
    [
        pytest.param("", id="none"),
        pytest.param("made:up:signature", id="forged"),
        pytest.param("of another page", id="of another page"),
    ],
)
def test_nothing_is_kept_without_the_writers_own_signature(writer: Person, owner: str) -> None:
    if owner == "of another page":
        owner = sign_owner(writer, "/write/2/")
    client = _browser()
    answer = client.post("/write/1/", {"kept_words_owner": owner, "words": "planted"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=%2F&ended=lost")
    _sign_in(client, writer, "/write/1/")
    assert "planted" not in client.get("/write/1/").content.decode()


def test_a_page_of_another_person_cannot_plant_words_in_a_running_session(writer: Person) -> None:
    other = make_person(Role.AUDITOR)
    client = _browser(csrf=True)
    client.force_login(writer)
    answer = client.post(
        "/write/1/", {"kept_words_owner": sign_owner(other, "/write/1/"), "words": "planted"}
    )
    assert answer.status_code == 403
    assert "planted" not in client.get("/write/1/").content.decode()


def test_passwords_and_tokens_are_never_kept(writer: Person) -> None:
    client = _browser()
    typed = {"words": "kept", "new_password1": "secret", "csrfmiddlewaretoken": "x" * 32}
    client.post("/write/1/", {**typed, "kept_words_owner": sign_owner(writer, "/write/1/")})
    assert client.session["kept_words"] == [
        {"person": writer.pk, "path": "/write/1/", "fields": {"words": ["kept"]}}
    ]


def test_too_many_words_and_too_many_pages_are_not_kept(writer: Person) -> None:
    client = _browser()
    owner = sign_owner(writer, "/write/1/")
    client.post("/write/1/", {"words": "x" * MOST_CHARACTERS, "kept_words_owner": owner})
    assert "kept_words" not in client.session

    for number in range(1, MOST_PAGES + 3):
        owner = sign_owner(writer, f"/write/{number}/")
        client.post(f"/write/{number}/", {"words": str(number), "kept_words_owner": owner})
    paths = [page["path"] for page in client.session["kept_words"]]
    assert paths == [f"/write/{number}/" for number in range(3, MOST_PAGES + 3)]


def test_a_button_pressed_after_the_session_leads_back_to_its_page() -> None:
    client = _browser()
    answer = client.post("/press/", headers={"referer": "http://testserver/updates/?sort=due"})
    assert answer.headers["Location"] == "/sign-in/?next=%2Fupdates%2F%3Fsort%3Ddue&ended=lost"
    elsewhere = client.post("/press/", headers={"referer": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == "/sign-in/?next=%2F&ended=lost"
