"""Writes the business history: who did what, when, to what, for whom. Append-only."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models

from governance.models import Event, Person


def record(
    *,
    by: Person | None,
    at: dt.datetime,
    subject: models.Model,
    verb: str,
    sentence: str = "",
    changes: dict[str, tuple[Any, Any]] | None = None,
    on_behalf_of: str = "",
) -> Event:
    """Add one event. ``by`` is None for what a command did; ``changes`` maps a field to (old, new)."""
    event = draft(
        by=by,
        at=at,
        subject=subject,
        verb=verb,
        sentence=sentence,
        changes=changes,
        on_behalf_of=on_behalf_of,
    )
    event.save()
    return event


def record_all(events: Iterable[Event]) -> None:
    """Add many events that ``draft`` has made. One query."""
    Event.objects.bulk_create(events)


def draft(
    *,
    by: Person | None,
    at: dt.datetime,
    subject: models.Model,
    verb: str,
    sentence: str = "",
    changes: dict[str, tuple[Any, Any]] | None = None,
    on_behalf_of: str = "",
) -> Event:
    """An event that is not written yet."""
    return Event(
        at=at,
        by=by,
        by_name=str(by) if by else "The system",
        on_behalf_of=on_behalf_of,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_key=str(subject.pk),
        subject_name=str(subject)[:300],
        sentence=sentence,
        changes={name: [str(old), str(new)] for name, (old, new) in (changes or {}).items()},
    )
