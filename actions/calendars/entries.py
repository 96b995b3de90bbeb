"""A calendar file of whole-day entries (RFC 5545). The same entry has the same uid wherever it stands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

_MAKER = "-//VAWG action plan tracker//EN"
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One day of a calendar. ``uid`` is stable; ``link`` leads to the page behind it."""

    uid: str
    day: dt.date
    summary: str
    link: str


def calendar_file(entries: Iterable[Entry], *, name: str, at: dt.datetime) -> bytes:
    """The file; ``at`` is when it was made."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, at))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@vawg-tracker")
    event.add("dtstamp", at.astimezone(dt.UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + _A_DAY)
    event.add("summary", entry.summary)
    event.add("url", entry.link)
    event.add("description", entry.link)
    event.add("transp", "TRANSPARENT")
    return event
