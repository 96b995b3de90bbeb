"""Sends one e-mail, as plain text and as HTML, with the marking before its subject and no plan text in it."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


class NotSent(OSError):
    """The mail server did not take an e-mail; the message says why, for whoever runs the tracker."""


def send(*, to: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """Send ``governance/email/{template}.txt`` with its ``.html`` beside it. Raises NotSent."""
    context = {"marking": settings.PROTECTIVE_MARKING, **context}
    message = EmailMultiAlternatives(
        subject=f"{settings.PROTECTIVE_MARKING}: {subject}",
        body=render_to_string(f"governance/email/{template}.txt", context),
        to=[to],
    )
    message.attach_alternative(render_to_string(f"governance/email/{template}.html", context), "text/html")
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as why:
        raise NotSent(str(why)) from why


def folder() -> str:
    """The folder that e-mails are written to where no mail server is named; else nothing."""
    mailer = settings.MAILERS["default"]
    return str(mailer["OPTIONS"]["file_path"]) if mailer["BACKEND"] == FILE_BACKEND else ""
