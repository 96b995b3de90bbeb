"""Accounts are by invitation: what an invitation makes, and when its link works."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from pytest_django import Settings

from governance import mail
from governance.invitations import (
    Invitation,
    SpentLink,
    find_invited,
    invite,
    invite_again,
    make_key,
    send_invitation,
    take_up,
)
from governance.models import Event, Person, RoleAssignment
from governance.people import change_person, disable, enable
from governance.problems import Refused
from governance.roles import Role
from tests.factories import NOW, TODAY, make_agency, make_group, make_person

pytestmark = pytest.mark.django_db

PASSWORD = "three odd words"
SPENT = "This link does not work. It may be cut short, used already, or replaced by a newer one."
TOO_OLD = "This link has expired: it was good for 7 days. Ask whoever invited you to send a new one."


def _invited(**fields: Any) -> Person:
    values: dict[str, Any] = {
        "email": "new@police.example",
        "name": "New officer",
        "roles": [Role.AUDITOR],
    } | fields
    return invite(invitation=Invitation(**values), by=None, at=NOW)


def test_an_invitation_makes_an_account_without_a_password() -> None:
    admin, police, board = make_person(name="Administrator"), make_agency(), make_group()
    invitation = Invitation(
        email=" New.Officer@POLICE.example ",
        name=" New officer ",
        roles=[Role.LEAD_OFFICER, Role.BOARD_MEMBER, Role.AUDITOR],
        agency=police,
        group=board,
    )

    person = invite(invitation=invitation, by=admin, at=NOW)

    assert (person.email, person.name, person.is_active, person.is_invited) == (
        "New.Officer@police.example",
        "New officer",
        True,
        True,
    )
    assert list(RoleAssignment.objects.values_list("role", "agency__name", "group__name", "starts_on")) == [
        ("auditor", None, None, TODAY),
        ("board_member", None, "VAWG Board", TODAY),
        ("lead_officer", "Warwickshire Police", None, TODAY),
    ]
    assert list(Event.objects.about(person).values_list("by_name", "verb", "sentence")) == [
        ("Administrator", "gave role", "Auditor for everywhere"),
        ("Administrator", "gave role", "Board member for VAWG Board"),
        ("Administrator", "gave role", "Lead officer for Warwickshire Police"),
        ("Administrator", "invited", "Invited at New.Officer@police.example"),
    ]


def test_a_coordinator_without_a_board_serves_every_board() -> None:
    person = _invited(roles=[Role.COORDINATOR])

    held = person.roles.get()
    assert (held.role, held.agency, held.group) == ("coordinator", None, None)


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        (
            {"email": "new", "name": " ", "roles": []},
            [
                ("name", "Enter the person's name."),
                ("email", "Enter an e-mail address in the correct form, such as name@police.example."),
                ("roles", "Choose at least one role."),
            ],
        ),
        (
            {"email": "PERSON.1@example.org"},
            [("email", "Here has an account with this e-mail address already.")],
        ),
        ({"name": "N" * 151}, [("name", "Shorten the name to 150 characters or fewer.")]),
        ({"roles": [Role.LEAD_OFFICER]}, [("agency", "Choose the agency of the lead officer.")]),
        (
            {"roles": [Role.BOARD_CHAIR, Role.SUB_GROUP_LEAD]},
            [
                ("group", "Choose the board or group of the board chair."),
                ("group", "Choose the board or group of the sub-group lead."),
            ],
        ),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(
    fields: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    make_person(name="Here")

    with pytest.raises(Refused) as refused:
        _invited(**fields)

    assert list(refused.value.problems) == problems
    assert (Person.objects.count(), Event.objects.count()) == (1, 0)


def test_the_link_sets_a_password_once() -> None:
    person = _invited()
    key = make_key(person, at=NOW)
    later = NOW + dt.timedelta(days=7)
    assert find_invited(key, at=later) == person

    joined = take_up(key=key, password=PASSWORD, at=later)

    assert (joined.check_password(PASSWORD), joined.is_invited) == (True, False)
    assert Event.objects.about(person)[0].sentence == "Set a password by the invitation's link"
    assert Event.objects.about(person)[0].by_name == "New officer"
    with pytest.raises(SpentLink, match=SPENT):
        take_up(key=key, password="another odd phrase", at=later)
    assert Person.objects.get().check_password(PASSWORD)


def test_the_link_expires() -> None:
    key = make_key(_invited(), at=NOW)

    with pytest.raises(SpentLink, match=TOO_OLD):
        take_up(key=key, password=PASSWORD, at=NOW + dt.timedelta(days=7, seconds=1))

    assert Person.objects.get().is_invited


def test_a_new_link_takes_the_place_of_the_old_one() -> None:
    person = _invited()
    old = make_key(person, at=NOW)

    new = make_key(invite_again(person=person, by=None, at=NOW), at=NOW)

    assert find_invited(new, at=NOW) == person
    with pytest.raises(SpentLink, match=SPENT):
        find_invited(old, at=NOW)
    assert Event.objects.about(person)[0].verb == "invited again"


def test_another_address_or_a_disabled_account_spends_the_link() -> None:
    person = _invited()
    key = make_key(person, at=NOW)
    disable(person=person, by=None, at=NOW)
    with pytest.raises(SpentLink):
        find_invited(key, at=NOW)
    enable(person=person, by=None, at=NOW)
    assert find_invited(key, at=NOW) == person

    change_person(person=person, name="New officer", email="other@police.example", by=None, at=NOW)

    with pytest.raises(SpentLink):
        find_invited(key, at=NOW)


@pytest.mark.parametrize("key", ["", "nonsense", "a:b", "WzEsMiwiMyJd:forged"])
def test_a_key_that_nobody_made_opens_nothing(key: str) -> None:
    _invited()

    with pytest.raises(SpentLink, match=SPENT):
        find_invited(key, at=NOW)


def test_nobody_who_has_joined_is_invited_again() -> None:
    person = _invited()
    take_up(key=make_key(person, at=NOW), password=PASSWORD, at=NOW)

    with pytest.raises(
        Refused, match=r"^New officer has joined already, and can choose a new password when signing in\.$"
    ):
        invite_again(person=person, by=None, at=NOW)

    assert Person.objects.get().check_password(PASSWORD)


def test_the_e_mail_holds_the_link_and_no_plan_text() -> None:
    admin = make_person(name="Administrator & <friend>")
    person = _invited()

    send_invitation(person, link="https://tracker.example/key", by=admin, at=NOW)

    (message,) = outbox.outbox
    assert isinstance(message, outbox.EmailMultiAlternatives)
    assert (message.subject, message.to) == ("OFFICIAL: Set your password", ["new@police.example"])
    assert message.body == (
        "OFFICIAL\n\nHello New officer,\n\n"
        "Administrator & <friend> has invited you to the VAWG action plan tracker.\n\n"
        "Set your password here. The link works once, until 15 January 2024:\nhttps://tracker.example/key\n\n"
        "You will sign in as new@police.example. If you did not expect this, do nothing:\n"
        "nobody can sign in with your address until a password is set.\n"
    )
    ((html, kind),) = message.alternatives
    assert isinstance(html, str)
    assert kind == "text/html"
    assert '<a href="https://tracker.example/key">Set your password</a>' in html
    assert "Administrator &amp; &lt;friend&gt; has invited you" in html


def test_a_mail_server_that_is_not_there_is_said_in_one_error(settings: Settings) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {
        "default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2}}
    }
    assert mail.folder() == ""

    with pytest.raises(mail.NotSent):
        send_invitation(_invited(), link="https://tracker.example/key", by=make_person(), at=NOW)


def test_where_no_mail_server_is_named_e_mails_go_to_a_folder(settings: Settings, tmp_path: object) -> None:
    settings.MAILERS = {"default": {"BACKEND": mail.FILE_BACKEND, "OPTIONS": {"file_path": tmp_path}}}

    assert mail.folder() == str(tmp_path)
