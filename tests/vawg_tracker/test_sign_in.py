"""Signing in and out, wrong tries, lock-out, passwords."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from governance.models import Person
from governance.roles import Role
from tests.factories import make_person

pytestmark = pytest.mark.django_db

PASSWORD = "three loose words"
WRONG = "Check your e-mail address and password. They do not fit any account."
LOCKED = "Too many wrong tries. Wait a few minutes, then try again."


@pytest.fixture(autouse=True)
def _quick_and_uncounted(settings: Settings) -> Iterator[None]:
    """Passwords are hashed quickly, and no tries are left over from another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> Person:
    made = make_person(Role.AUDITOR, name="Auditor, VAWG partnership")
    made.set_password(PASSWORD)
    made.save()
    return made


def _try(client: Client, email: str, password: str, **more: str) -> tuple[int, str, list[str]]:
    """Status, where it leads, and the sentences beside the word Error or in the summary."""
    answer = client.post("/sign-in/", {"login": email, "password": password, **more})
    page = answer.content.decode()
    summary = re.search(r"govuk-error-summary__list.*?</ul>", page, re.S)
    found = re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", summary.group()) if summary else []
    return answer.status_code, answer.headers.get("Location", ""), found


def test_the_right_password_leads_home_or_to_where_one_was(client: Client, person: Person) -> None:
    assert _try(client, person.email.upper(), PASSWORD) == (302, "/", [])
    client.logout()
    assert _try(client, person.email, PASSWORD, next="/plans/?q=a") == (302, "/plans/?q=a", [])
    client.logout()
    assert _try(client, person.email, PASSWORD, next="https://elsewhere.example/") == (302, "/", [])


def test_a_page_asks_to_sign_in_and_says_when_a_session_has_ended(client: Client, person: Person) -> None:
    first = client.get("/plans/?sort=due")
    assert first.headers["Location"] == "/sign-in/?next=%2Fplans%2F%3Fsort%3Ddue"
    client.force_login(person)
    client.session.flush()
    again = client.get("/plans/?sort=due")
    assert again.headers["Location"] == "/sign-in/?next=%2Fplans%2F%3Fsort%3Ddue&ended=session"
    page = client.get(again.headers["Location"]).content.decode()
    assert "Your session has ended. Sign in to go back to where you were." in page
    assert '<input type="hidden" name="next" value="/plans/?sort=due">' in page


def test_a_wrong_try_says_the_same_whether_or_not_there_is_an_account(client: Client, person: Person) -> None:
    assert _try(client, person.email, "wrong password") == (200, "", [WRONG])
    assert _try(client, "nobody@example.org", "wrong password") == (200, "", [WRONG])


def test_a_wrong_try_keeps_the_address_and_not_the_password(client: Client, person: Person) -> None:
    page = client.post("/sign-in/", {"login": "someone@example.org", "password": "typed"}).content.decode()
    assert 'value="someone@example.org"' in page
    assert "typed" not in page
    assert "<title>Error: Sign in - VAWG action plan tracker</title>" in page


def test_missing_and_malformed_answers_say_what_to_do(client: Client) -> None:
    assert _try(client, "", "") == (200, "", ["Enter your e-mail address.", "Enter your password."])
    malformed = "Enter an e-mail address in the correct form, such as name@police.example."
    assert _try(client, "officer", "x") == (200, "", [malformed])


@pytest.mark.parametrize("known", [True, False])
def test_tries_are_locked_out_for_a_few_minutes(client: Client, person: Person, known: bool) -> None:
    email = person.email if known else "nobody@example.org"
    with time_machine.travel(dt.datetime(2024, 1, 8, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        tries = [_try(client, email, f"guess {number}")[2] for number in range(6)]
        assert tries == [[WRONG]] * 5 + [[LOCKED]]
        assert _try(client, email, PASSWORD) == (200, "", [LOCKED])
        clock.shift(dt.timedelta(minutes=6))
        assert _try(client, email, PASSWORD) == ((302, "/", []) if known else (200, "", [WRONG]))


def test_a_flood_of_tries_from_one_place_is_refused(client: Client) -> None:
    answers = [client.post("/sign-in/", {"login": f"p{n}@example.org", "password": "x"}) for n in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert '<h1 class="govuk-heading-l">Too many tries</h1>' in answers[-1].content.decode()


def test_someone_whose_account_has_ended_cannot_sign_in(client: Client, person: Person) -> None:
    person.is_active = False
    person.save()
    assert _try(client, person.email, PASSWORD) == (302, "/sign-in/ended/", [])
    assert "Your account has ended" in client.get("/sign-in/ended/").content.decode()
    assert client.get("/plans/").status_code == 302


def test_sign_out_acts_on_the_button_alone(client: Client, person: Person) -> None:
    client.force_login(person)
    looked = client.get("/sign-out/")
    assert (looked.status_code, looked.headers["Allow"]) == (405, "POST")
    assert client.get("/password/").status_code == 200

    pressed = client.post("/sign-out/")
    assert (pressed.status_code, pressed.headers["Location"]) == (302, "/sign-in/")
    assert "You have signed out." in client.get("/sign-in/").content.decode()
    assert client.get("/password/").status_code == 302


def test_the_demo_names_its_people_and_their_password_where_the_clock_is_stopped(
    client: Client, person: Person, demo_clock: dt.date, settings: Settings
) -> None:
    person.email = "auditor@demo.example"
    person.save()
    assert "demonstration-only" in client.get("/sign-in/").content.decode()
    settings.TRACKER_TODAY = None
    page = client.get("/sign-in/").content.decode()
    assert "demonstration-only" not in page
    assert "auditor@demo.example" not in page


def test_nobody_signs_up(client: Client) -> None:
    answer = client.get("/sign-up/")
    assert answer.status_code == 403
    assert "Accounts are by invitation" in answer.content.decode()
    assert client.post("/sign-up/", {"email": "new@example.org", "password1": PASSWORD}).status_code == 403
    assert Person.objects.count() == 0


def test_a_session_forgets_its_cookie_with_the_browser_and_ends_after_half_an_hour(
    client: Client, person: Person
) -> None:
    with time_machine.travel(dt.datetime(2024, 1, 8, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        _try(client, person.email, PASSWORD)
        assert client.cookies["sessionid"]["max-age"] == ""
        clock.shift(dt.timedelta(minutes=29))
        assert client.get("/password/").status_code == 200
        clock.shift(dt.timedelta(minutes=29))
        assert client.get("/password/").status_code == 200
        clock.shift(dt.timedelta(minutes=31))
        assert client.get("/password/").status_code == 302


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client: Client, person: Person) -> None:
    assert (
        client.post("/password/reset/", {"email": person.email}).headers["Location"]
        == "/password/reset/sent/"
    )
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("OFFICIAL: Choose a new password", [person.email])
    link = re.search(r"http://testserver(/password/reset/\S+)", str(sent.body))
    assert link is not None

    form = client.get(link.group(1), follow=True)
    assert form.request["PATH_INFO"].endswith("-set-password/")
    short = client.post(form.request["PATH_INFO"], {"password1": "too short"}).content.decode()
    assert "This password is too short. It must contain at least 12 characters." in short
    saved = client.post(form.request["PATH_INFO"], {"password1": "four other loose words"})
    assert saved.headers["Location"] == "/password/reset/done/"

    assert "This link does not work any more" in client.get(link.group(1)).content.decode()
    assert _try(client, person.email, PASSWORD) == (200, "", [WRONG])
    assert _try(client, person.email, "four other loose words") == (302, "/", [])
    assert [message.subject for message in mail.outbox[1:]] == ["OFFICIAL: Your password was changed"]


def test_asking_for_a_link_says_the_same_without_an_account(client: Client) -> None:
    answer = client.post("/password/reset/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/password/reset/sent/"
    assert [message.subject for message in mail.outbox] == ["OFFICIAL: You have no account"]


def test_a_password_is_changed_with_the_one_in_use(client: Client, person: Person) -> None:
    client.force_login(person)
    wrong = client.post("/password/", {"oldpassword": "not it", "password1": "x" * 129}).content.decode()
    assert re.findall(r'<a href="#(id_\w+)">([^<]+)', wrong) == [
        ("id_oldpassword", "Enter the password that you use now."),
        ("id_password1", "Enter a password of 128 characters or fewer."),
    ]
    client.post("/password/", {"oldpassword": PASSWORD, "password1": "four other loose words"})
    person.refresh_from_db()
    assert person.check_password("four other loose words")
    assert client.get("/password/").status_code == 200
