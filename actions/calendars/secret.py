"""Verbs of the secret address of a person's calendar: make one, or make it worthless."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from actions.models import CalendarAddress
from governance.history import record
from governance.models import Person

_BYTES = 32


@transaction.atomic
def make_address(*, person: Person, at: dt.datetime) -> str:
    """A new secret, told this once; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(_BYTES)
    values = {"secret_hash": _hashed(secret), "made_at": at}
    _, made = CalendarAddress.objects.update_or_create(person=person, defaults=values)
    said = "Made a calendar address" if made else "Made a new calendar address; the old one stopped working"
    record(by=person, at=at, subject=person, verb="made a calendar address", sentence=said)
    return secret


@transaction.atomic
def end_address(*, person: Person, at: dt.datetime) -> bool:
    """Make the person's calendar address worthless; False when there is none."""
    deleted, _ = CalendarAddress.objects.filter(person=person).delete()
    if deleted:
        record(by=person, at=at, subject=person, verb="ended the calendar address")
    return bool(deleted)


def person_of(secret: str) -> Person | None:
    """Whose calendar it opens; nobody's when it is unknown, or the person may not sign in. One query."""
    rows = CalendarAddress.objects.filter(secret_hash=_hashed(secret), person__is_active=True)
    found = rows.select_related("person").first()
    return found.person if found else None


def _hashed(secret: str) -> str:
    """Plain SHA-256: 32 random bytes cannot be guessed, so the hash need not be slow."""
    return hashlib.sha256(secret.encode()).hexdigest()
