"""Writes the business history: who did what, when, to what, for whom. Append-only."""

import datetime as dt
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
    return Event.objects.create(
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
