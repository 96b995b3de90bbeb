"""Inviting from the page and from the shell, and the page behind the link."""

import datetime as dt
import html
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from governance import clock, mail
from governance.invitations import Invitation, invite, make_key
from governance.models import Event, Person
from governance.roles import Role
from tests.factories import make_agency, make_group, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PASSWORD = "three odd words"
SAID = {"name": "New officer", "email": "new@police.example", "roles": ["auditor"]}


@pytest.fixture
def admin(client: Client) -> Person:
    """An administrator, signed in."""
    person = make_person(Role.ADMINISTRATOR, name="Administrator")
    client.force_login(person)
    return person


def _errors(page: str) -> list[str]:
    return [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())
        for part in re.findall(r'class="govuk-error-message">(.*?)</p>', page, re.DOTALL)
    ]


def _link(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/people/invitation/\S+/)", text)
    assert found is not None
    return found[1]


def test_an_invitation_is_sent_and_taken_up(client: Client, admin: Person) -> None:
    police = make_agency()
    said = SAID | {"roles": ["lead_officer", "coordinator"], "agency": police.pk, "group": "every"}

    page = client.post("/people/add/", said, follow=True).content.decode()

    assert "New officer is invited. The link is on its way to new@police.example" in page
    person = Person.objects.get(email="new@police.example")
    assert sorted(str(held) for held in person.roles.all()) == [
        "Coordinator for everything",
        "Lead officer for Warwickshire Police",
    ]
    (message,) = outbox.outbox
    path = _link(str(message.body))
    visitor = Client()
    opened = visitor.get(path)
    assert "You will sign in as <b" in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    assert (visitor.get(path).status_code, Person.objects.get(pk=person.pk).is_invited) == (200, True)

    done = visitor.post(path, {"password": PASSWORD}, follow=True).content.decode()

    assert "Your password is set. Sign in with it." in done
    signed_in = visitor.post("/sign-in/", {"login": "new@police.example", "password": PASSWORD})
    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, "/")
    spent = Client().get(path)
    assert (spent.status_code, "This link does not work any more" in spent.content.decode()) == (410, True)
    assert Client().post(path, {"password": "another odd phrase"}).status_code == 410
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("", "Error: Enter a password."),
        ("short words", "Error: Enter a password of 12 characters or more."),
        ("p" * 129, "Error: Enter a password of 128 characters or fewer."),
        (
            "administrator",
            "Error: Many people use this password, so it is easily guessed. Choose another.",
        ),
    ],
)
def test_a_password_that_will_not_do_is_explained(password: str, error: str) -> None:
    person = invite(
        invitation=Invitation(email="new@police.example", name="New", roles=[Role.AUDITOR]),
        by=None,
        at=clock.now(),
    )
    path = f"/people/invitation/{make_key(person, at=clock.now())}/"

    page = Client().post(path, {"password": password})

    assert (page.status_code, _errors(page.content.decode())) == (200, [error])
    assert password == "" or password not in page.content.decode()
    assert Person.objects.get().is_invited


def test_somebody_else_who_is_signed_in_is_signed_out_by_taking_up_an_invitation(
    client: Client, admin: Person
) -> None:
    client.post("/people/add/", SAID)
    path = _link(str(outbox.outbox[0].body))

    client.post(path, {"password": PASSWORD})

    assert client.get("/people/").status_code == 302


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        (
            {},
            [
                "Error: Enter the person's name.",
                "Error: Enter the person's e-mail address.",
                "Error: Choose at least one role.",
            ],
        ),
        (
            SAID | {"email": "nobody"},
            ["Error: Enter an e-mail address in the correct form, such as name@police.example."],
        ),
        (
            SAID | {"email": "PERSON.1@example.org"},
            ["Error: Administrator has an account with this e-mail address already."],
        ),
        (
            SAID | {"roles": ["lead_officer", "coordinator"]},
            [
                "Error: Choose the agency of the lead officer.",
                "Error: Choose the board of the coordinator, or every board.",
            ],
        ),
        (
            SAID | {"roles": ["king"]},
            ["Error: Choose roles from the list."],
        ),
    ],
)
def test_an_invitation_that_cannot_be_sent_is_explained(
    client: Client, admin: Person, said: dict[str, Any], errors: list[str]
) -> None:
    page = client.post("/people/add/", said).content.decode()

    assert _errors(page) == errors
    assert ("New officer" in page) is (said != {})
    assert (Person.objects.count(), outbox.outbox) == (1, [])


def test_a_new_link_can_be_sent_until_a_password_is_set(client: Client, admin: Person) -> None:
    client.post("/people/add/", SAID)
    person = Person.objects.get(email="new@police.example")
    page = client.get(f"/people/{person.pk}/").content.decode()
    assert "Send the invitation again" in page

    client.post(f"/people/{person.pk}/invite/")

    old, new = (_link(str(message.body)) for message in outbox.outbox)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)
    Client().post(new, {"password": PASSWORD})
    refused = client.post(f"/people/{person.pk}/invite/", follow=True).content.decode()
    assert "New officer has joined already, and can choose a new password when signing in." in refused
    assert "Send the invitation again" not in refused
    assert client.get(f"/people/{person.pk}/invite/").status_code == 405


def test_without_a_mail_server_the_demo_says_where_e_mails_are(
    client: Client, admin: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.MAILERS = {"default": {"BACKEND": mail.FILE_BACKEND, "OPTIONS": {"file_path": tmp_path}}}
    assert str(tmp_path) in client.get("/people/add/").content.decode()

    page = client.post("/people/add/", SAID, follow=True).content.decode()

    assert f"The e-mail is a file in the folder {tmp_path}; it works once, for 7 days." in page
    (written,) = tmp_path.iterdir()
    assert "Subject: OFFICIAL: Set your password" in written.read_text()
    settings.TRACKER_TODAY = None
    assert str(tmp_path) not in client.get("/people/add/").content.decode()


def test_a_mail_server_that_does_not_answer_leaves_an_account_to_invite_again(
    client: Client, admin: Person, settings: Settings
) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2}}
    }

    page = client.post("/people/add/", SAID, follow=True).content.decode()

    assert "New officer has an account, but the e-mail could not be sent" in page
    assert "Send the invitation again" in page


def _invite(*options: str) -> str:
    out = StringIO()
    call_command("invite", *options, stdout=out)
    return out.getvalue()


NEW = ("--email", "first@council.example", "--name", "First administrator")


def test_the_shell_makes_the_first_administrator_and_prints_the_link() -> None:
    said = _invite(*NEW, "--role", "administrator", "--address", "https://tracker.example/")

    first, link = said.splitlines()
    assert first == (
        "First administrator (first@council.example) can set a password at this link, once, "
        "until 15 January 2024:"
    )
    assert link.startswith("https://tracker.example/people/invitation/")
    visitor = Client()
    visitor.post(_link(said), {"password": PASSWORD})
    visitor.post("/sign-in/", {"login": "first@council.example", "password": PASSWORD})
    assert visitor.get("/people/").status_code == 200
    assert list(Event.objects.values_list("by_name", "verb")) == [
        ("First administrator", "joined"),
        ("The system", "gave role"),
        ("The system", "invited"),
    ]
    assert outbox.outbox == []


def test_the_shell_knows_agencies_and_groups_by_any_name() -> None:
    make_agency("Warwickshire Police", short_name="Police").aliases.create(name="The force")
    make_group("VAWG Board", short_name="Board")

    for number, (role, *where) in enumerate(
        [
            ("lead_officer", "--agency", "the FORCE"),
            ("agency_sponsor", "--agency", "police"),
            ("board_chair", "--group", "vawg-board"),
            ("coordinator", "--group", "board"),
            ("coordinator",),
        ]
    ):
        _invite("--email", f"{number}@council.example", "--name", str(number), "--role", role, *where)

    assert [str(person.roles.get()) for person in Person.objects.order_by("name")] == [
        "Lead officer for Warwickshire Police",
        "Agency sponsor for Warwickshire Police",
        "Board chair for VAWG Board",
        "Coordinator for VAWG Board",
        "Coordinator for everything",
    ]


def test_the_shell_makes_a_new_link_for_who_has_not_joined() -> None:
    old = _link(_invite(*NEW, "--role", "administrator"))

    new = _link(_invite("--again", "--email", "FIRST@council.example"))

    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "Say who is invited: --email and --name."),
        (NEW, "Say the role: --role with one of lead_officer, agency_sponsor, "),
        ((*NEW, "--role", "king"), "Say the role: --role with one of lead_officer, agency_sponsor, "),
        ((*NEW, "--role", "lead_officer"), "Choose the agency of the lead officer. See --agency."),
        (
            (*NEW, "--role", "administrator", "--group", "board"),
            "The role of administrator is not held for a board or group: choose none. See --group.",
        ),
        (
            (*NEW, "--role", "lead_officer", "--agency", "Nowhere"),
            "There is no agency 'Nowhere'. Add it on the page of agencies, or check the name.",
        ),
        (
            (*NEW, "--role", "board_chair", "--group", "Nowhere"),
            "There is no board or group 'Nowhere'. Those known: vawg-board.",
        ),
        (
            ("--email", "first", "--name", "First", "--role", "administrator"),
            "Enter an e-mail address in the correct form, such as name@police.example.",
        ),
        (
            ("--email", "person.1@example.org", "--name", "First", "--role", "administrator"),
            "Person 1 has an account with this e-mail address already. "
            "They have not set a password yet: add --again for a new link.",
        ),
        (
            ("--again", "--email", "nobody@council.example"),
            "Nobody with that e-mail address has been invited. Leave out --again to invite them.",
        ),
        (
            (*NEW, "--role", "administrator", "--address", "tracker.example"),
            "The address 'tracker.example' must begin with https://, such as https://tracker.example.",
        ),
    ],
)
def test_the_shell_says_what_is_wrong(options: tuple[str, ...], sentence: str) -> None:
    make_person()
    make_group(short_name="Board")

    with pytest.raises(CommandError) as wrong:
        _invite(*options)

    assert str(wrong.value).startswith(sentence)
    assert Person.objects.count() == 1


def test_in_production_the_link_leads_to_the_first_host(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["tracker.example"]
    assert "https://tracker.example/people/invitation/" in _invite(*NEW, "--role", "auditor")

    settings.ALLOWED_HOSTS = [".example"]

    with pytest.raises(
        CommandError,
        match=r"^Say where the tracker is served: set TRACKER_ADDRESS, or give --address, such as https://",
    ):
        _invite("--email", "second@council.example", "--name", "Second", "--role", "auditor")
    assert Person.objects.count() == 1


def test_a_link_of_last_week_has_expired(settings: Settings) -> None:
    path = _link(_invite(*NEW, "--role", "administrator"))
    settings.TRACKER_TODAY = dt.date(2024, 1, 16)

    page = Client().get(path)

    assert page.status_code == 410
    assert "This link has expired: it was good for 7 days." in page.content.decode()
