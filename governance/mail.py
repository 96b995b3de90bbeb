"""Sends e-mails as plain text and as HTML, with the marking before the subject and no plan text."""

import contextlib
import smtplib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.template.loader import render_to_string

FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
# Replies of a mail server from here on are for good (RFC 5321, 4.2.1); those below may be tried again.
_FOR_GOOD = 500


class NotSent(OSError):
    """The mail server did not take an e-mail; the message says why, for whoever runs the tracker."""


class NotNow(NotSent):
    """The server takes other e-mails, but this one only later."""


class AddressRefused(NotSent):
    """The server will never take an e-mail for this address."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an e-mail; ``kind`` is its media type."""

    name: str
    content: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """An e-mail's words: ``{template}.txt`` with its ``.html`` beside it, made from the context."""

    subject: str
    template: str
    context: dict[str, Any]
    attachments: Sequence[Attachment] = field(default=())


class Sender:
    """Sends one e-mail after another over one connection to the server; a file each, where there is none."""

    def __init__(self) -> None:
        self._mailer: Any = None

    def send(self, letter: Letter, *, to: str) -> None:
        """Raises NotSent; its kinds NotNow and AddressRefused are about this e-mail alone."""
        message = _compose(letter, to)
        try:
            self._open().send_messages([message])
        except (OSError, ValueError) as why:
            self.close()
            raise _explain(why) from why

    def close(self) -> None:
        """End the connection; what the server still says by then does not matter."""
        if self._mailer is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._mailer.close()
            self._mailer = None

    def _open(self) -> Any:
        if folder():
            return mailers.default
        if self._mailer is None:
            self._mailer = mailers.default
            self._mailer.open()
        return self._mailer


@contextlib.contextmanager
def sender() -> Iterator[Sender]:
    """One connection for many e-mails, opened with the first."""
    opened = Sender()
    try:
        yield opened
    finally:
        opened.close()


def send(*, to: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """Send one e-mail. Raises NotSent."""
    with sender() as opened:
        opened.send(Letter(subject=subject, template=template, context=context), to=to)


def folder() -> str:
    """The folder that e-mails are written to where no mail server is named; else nothing."""
    mailer = settings.MAILERS["default"]
    return str(mailer["OPTIONS"]["file_path"]) if mailer["BACKEND"] == FILE_BACKEND else ""


def _compose(letter: Letter, to: str) -> EmailMultiAlternatives:
    context = {"marking": settings.PROTECTIVE_MARKING, **letter.context}
    message = EmailMultiAlternatives(
        subject=f"{settings.PROTECTIVE_MARKING}: {letter.subject}",
        body=render_to_string(f"{letter.template}.txt", context),
        to=[to],
    )
    message.attach_alternative(render_to_string(f"{letter.template}.html", context), "text/html")
    for one in letter.attachments:
        message.attach(one.name, one.content, one.kind)
    return message


def _explain(why: OSError | ValueError) -> NotSent:
    """The error as one of ours, with the server's own words. A ValueError is about the address."""
    if isinstance(why, smtplib.SMTPRecipientsRefused):
        codes = [(code, _words(said)) for code, said in why.recipients.values()]
        words = "; ".join(f"{code} {said}" for code, said in codes)
        return (AddressRefused if min(codes)[0] >= _FOR_GOOD else NotNow)(words)
    if isinstance(why, smtplib.SMTPDataError):
        words = f"{why.smtp_code} {_words(why.smtp_error)}"
        return (AddressRefused if why.smtp_code >= _FOR_GOOD else NotNow)(words)
    if isinstance(why, ValueError):
        return AddressRefused(str(why))
    return NotSent(str(why) or type(why).__name__)


def _words(said: bytes | str) -> str:
    return " ".join((said.decode(errors="replace") if isinstance(said, bytes) else said).split())
