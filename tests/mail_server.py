"""A real mail server on this machine: takes e-mails, refuses addresses, and shows what arrived."""

import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """``refused`` maps an address to the server's answer, such as ``550 No such user``."""

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.arrived: list[EmailMessage] = []
        self.connections = 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        self.connections = 0

    def stop(self) -> None:
        self._controller.stop()

    @property
    def mailers(self) -> dict[str, Any]:
        """The setting that names this server."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 10}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.arrived if message["To"] == address]

    @property
    def addresses(self) -> list[str]:
        """To whom e-mails arrived, in order."""
        return [message["To"] for message in self.arrived]

    async def handle_EHLO(  # noqa: N802  # the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802  # the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.arrived.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """The words of its plain text, or of its HTML."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def attachments_of(message: EmailMessage) -> list[tuple[str | None, str, str]]:
    """Name, media type and content of each."""
    return [
        (part.get_filename(), part.get_content_type(), str(part.get_content()))
        for part in message.iter_attachments()
    ]
