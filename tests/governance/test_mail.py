"""E-mails to a real mail server: what arrives, and what its refusals become."""

import pytest
from pytest_django import Settings

from governance import mail
from tests.mail_server import MailServer, attachments_of, text_of

LETTER = mail.Letter(
    subject="Set your password",
    template="governance/email/invitation",
    context={"person": {"name": "New officer"}, "link": "https://tracker.example/key"},
    attachments=[mail.Attachment("due.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")],
)


def test_what_arrives(mail_server: MailServer) -> None:
    with mail.sender() as sender:
        sender.send(LETTER, to="new@police.example")
        sender.send(LETTER, to="other@police.example")

    first, second = mail_server.arrived
    assert (first["Subject"], first["To"], second["To"]) == (
        "OFFICIAL: Set your password",
        "new@police.example",
        "other@police.example",
    )
    assert "https://tracker.example/key" in text_of(first)
    assert '<a href="https://tracker.example/key">' in text_of(first, "html")
    [(name, kind, content)] = attachments_of(first)
    assert (name, kind) == ("due.ics", "text/calendar")
    assert content.split() == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    assert mail_server.connections == 1


@pytest.mark.parametrize(
    ("address", "answer", "kind"),
    [
        ("gone@police.example", "550 No such user", mail.AddressRefused),
        ("full@police.example", "452 Mailbox full", mail.NotNow),
    ],
)
def test_a_refused_address_says_so_and_the_next_still_goes(
    mail_server: MailServer, address: str, answer: str, kind: type[mail.NotSent]
) -> None:
    mail_server.refused[address] = answer

    with mail.sender() as sender:
        with pytest.raises(kind) as refused:
            sender.send(LETTER, to=address)
        sender.send(LETTER, to="new@police.example")

    assert (type(refused.value), str(refused.value)) == (kind, answer)
    assert mail_server.addresses == ["new@police.example"]


def test_an_address_that_cannot_be_written_on_an_e_mail_is_refused(mail_server: MailServer) -> None:
    with mail.sender() as sender, pytest.raises(mail.AddressRefused):
        sender.send(LETTER, to="näme@police.example")

    assert mail_server.arrived == []


def test_a_server_that_is_not_there_is_about_no_address(settings: Settings) -> None:
    settings.MAILERS = MailServer().mailers

    with mail.sender() as sender, pytest.raises(mail.NotSent) as refused:
        sender.send(LETTER, to="new@police.example")

    assert type(refused.value) is mail.NotSent
