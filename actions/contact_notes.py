"""The verb of contact notes: put down that an agency was spoken to about what it has not handed in."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from actions.models import ContactNote, ContactWay, UpdateRequest
from actions.policies import Refusal, Unfinished, check_period_open
from actions.problems import Problem
from governance.days import in_words
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Agency, Person, ReportingPeriod

LONGEST_NOTE = 300
LONGEST_POST = 200


def contact_problems(
    *, with_whom: str, said: str, on: dt.date, promised_on: dt.date | None, today: dt.date, excused: bool
) -> list[Problem]:
    """What is missing, too long, personal or impossible in a note."""
    problems: list[Problem] = []
    for name, text, limit, empty in (
        ("with_whom", with_whom, LONGEST_POST, "Enter the post that you spoke with."),
        ("said", said, LONGEST_NOTE, "Write in one line what was said."),
    ):
        problems += too_long_problems(name, text, limit) if text else [(name, empty)]
        problems += personal_problems(name, text, excused=excused)
    if on > today:
        problems.append(("on", "The day when you spoke must be today or in the past."))
    if promised_on is not None and promised_on < on:
        problems.append(("promised_on", "The day that was promised must be on or after the day you spoke."))
    return problems


@transaction.atomic
def note_contact(
    *, period: ReportingPeriod, agency: Agency, requests: Collection[UpdateRequest], way: ContactWay,
    on: dt.date, with_whom: str, said: str, promised_on: dt.date | None, by: Person, at: dt.datetime,
    not_personal: bool = False,
) -> ContactNote:  # fmt: skip
    """Keep who was spoken to, when, and what was said, for each update that it was about.

    Raises ClosedPeriod, Refusal when an update is of another round, Unfinished (``with_whom``, ``said``,
    ``on``, ``promised_on``, ``requests``).
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    check_period_open(held)
    if any(request.period_id != held.pk for request in requests):
        raise Refusal("Choose updates of this round.")
    who, words = with_whom.strip(), " ".join(said.split())
    problems = contact_problems(
        with_whom=who, said=words, on=on, promised_on=promised_on, today=at.date(), excused=not_personal
    )
    if not requests:
        problems.append(("requests", "Choose at least one update that you spoke about."))
    if problems:
        raise Unfinished(problems)
    note = ContactNote.objects.create(
        period=held, agency=agency, way=way, on=on, with_whom=who, said=words, promised_on=promised_on,
        by=by, by_name=by.name, at=at,
    )  # fmt: skip
    note.requests.set(requests)
    _record(note)
    return note


def _record(note: ContactNote) -> None:
    """In the history of the note, not of its actions: who may read the note reads it there with theirs."""
    promised = {"promised by": ("", in_words(note.promised_on))} if note.promised_on else {}
    how = f"{note.with_whom}, {ContactWay(note.way).done} {in_words(note.on)}"
    record(
        by=note.by, at=note.at, subject=note, verb="noted a contact",
        sentence=f"{how}: “{note.said}”", changes=promised,
    )  # fmt: skip
