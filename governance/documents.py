"""Verbs of the register of documents: add one, change what is known of it, withdraw it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max

from governance.history import record
from governance.models import Agency, DocumentKind, DocumentTheme, Person, RegisteredDocument
from governance.problems import Problem, Refused

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_TITLE, LONGEST_OWNER, LONGEST_THEME = 250, 200, 200
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, kw_only=True)
class DocumentContent:
    """What the register says of a document. ``links`` are the other documents that it links to."""

    title: str
    owner: str
    kind: str
    first_year: int | None
    last_year: int | None = None
    agency: Agency | None = None
    address: str = ""
    recommendations: int | None = None
    note: str = ""
    themes: tuple[str, ...] = ()
    links: tuple[RegisteredDocument, ...] = ()


def content_of(document: RegisteredDocument) -> DocumentContent:
    """The document as it stands. Two queries, for its themes and links."""
    return DocumentContent(
        **{name: getattr(document, name) for name in _COLUMNS},
        themes=tuple(theme.words for theme in document.themes.all()),
        links=tuple(document.links.all()),
    )


_COLUMNS = (
    "title",
    "owner",
    "kind",
    "first_year",
    "last_year",
    "agency",
    "address",
    "recommendations",
    "note",
)


@transaction.atomic
def add_document(*, content: DocumentContent, by: Person, at: dt.datetime) -> RegisteredDocument:
    """Register a document under the next number. Raises Refused by field."""
    _refuse(content, standing=None)
    last: int = RegisteredDocument.objects.aggregate(last=Max("number"))["last"] or 0
    made = RegisteredDocument.objects.create(number=last + 1, **_values(content))
    _write_beside(made, content)
    record(by=by, at=at, subject=made, verb="added", sentence=f"{made.owner}, {made.years}")
    return made


@transaction.atomic
def change_document(
    *,
    document: RegisteredDocument,
    content: DocumentContent,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> RegisteredDocument:
    """Change what is known of it. Raises Refused by field, or when it was changed meanwhile."""
    held = RegisteredDocument.objects.select_for_update().get(pk=document.pk)
    if held.version != expected_version:
        raise Refused(("", "Somebody changed this after you opened the page. Read it below before you save."))
    _refuse(content, standing=held)
    old, new = _in_words(content_of(held)), _in_words(content)
    changes = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    if changes:
        for name, value in _values(content).items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        _write_beside(held, content)
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


@transaction.atomic
def withdraw_document(*, document: RegisteredDocument, by: Person, at: dt.datetime) -> None:
    """Take it off the register; the row and its history stay. Raises Refused when it is off already."""
    held = RegisteredDocument.objects.select_for_update().get(pk=document.pk)
    if held.withdrawn_on is not None:
        raise Refused(("", "This document has been withdrawn already."))
    held.withdrawn_on = at.date()
    held.save(update_fields=["withdrawn_on"])
    record(by=by, at=at, subject=held, verb="withdrew")


def _values(content: DocumentContent) -> dict[str, Any]:
    values = {name: getattr(content, name) for name in _COLUMNS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _write_beside(document: RegisteredDocument, content: DocumentContent) -> None:
    document.themes.all().delete()
    DocumentTheme.objects.bulk_create(
        DocumentTheme(document=document, words=words, order=order)
        for order, words in enumerate(content.themes, start=1)
    )
    document.links.set(content.links)


def _in_words(content: DocumentContent) -> dict[str, str]:
    """Each field as the history shows it."""
    words = {name: "" if value is None else str(value) for name, value in _values(content).items()}
    words |= {"themes": "; ".join(content.themes), "links": "; ".join(str(one) for one in content.links)}
    return {name.replace("_", " "): value for name, value in words.items()}


def _refuse(content: DocumentContent, *, standing: RegisteredDocument | None) -> None:
    problems = [*_word_problems(content), *_year_problems(content)]
    if standing is not None and standing in content.links:
        problems.append(("links", "A document does not link to itself. Choose others."))
    others = RegisteredDocument.objects.standing().exclude(pk=standing.pk if standing else 0)
    if not problems and others.filter(title__iexact=content.title.strip()).exists():
        problems.append(("title", "A document of this title is in the register already. Change that one."))
    if problems:
        raise Refused(*problems)


def _word_problems(content: DocumentContent) -> list[Problem]:
    problems: list[Problem] = []
    for field, longest, missing in (
        ("title", LONGEST_TITLE, "Enter the document's title."),
        ("owner", LONGEST_OWNER, "Enter who owns the document."),
    ):
        words = getattr(content, field).strip()
        if not words:
            problems.append((field, missing))
        elif len(words) > longest:
            problems.append((field, f"Shorten the {field} to {longest} characters or fewer."))
    if content.kind not in DocumentKind.values:
        problems.append(("kind", "Choose what kind of document it is."))
    if any(len(theme) > LONGEST_THEME for theme in content.themes):
        problems.append(("themes", f"Shorten each theme to {LONGEST_THEME} characters or fewer."))
    if content.address:
        try:
            _is_web_address(content.address)
        except ValidationError:
            problems.append(("address", "Enter a web address that begins with https://, or leave it empty."))
    return problems


def _year_problems(content: DocumentContent) -> list[Problem]:
    first, last = content.first_year, content.last_year
    if first is None:
        return [("first_year", "Enter the first year, such as 2021.")]
    problems: list[Problem] = []
    for field, year in (("first_year", first), ("last_year", last)):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            problems.append((field, f"Enter a year between {FIRST_YEAR} and {LAST_YEAR}."))
    if not problems and last is not None and last < first:
        problems.append(("last_year", f"The last year is before the first, {first}. Enter {first} or later."))
    return problems
