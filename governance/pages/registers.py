"""What the registers show: documents and abbreviations, narrowed and sorted as the address says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from governance.models import Abbreviation, RegisteredDocument

_DOCUMENT_SORTS: dict[str, Any] = {
    "number": "number",
    "title": "title",
    "owner": "owner",
    "first": "first_year",
    "last": F("last_year"),
}
_SHORT_SORTS = {"short": "short", "meaning": "meaning", "source": "source"}


@dataclass(frozen=True)
class DocumentShown:
    """A document with its themes and links fetched, and whether it has expired."""

    document: RegisteredDocument
    expired: bool


def document_rows(chosen: dict[str, Any], *, sort: str, at: dt.date) -> list[DocumentShown]:
    """The register, narrowed by ``chosen`` (words, kind, state). Three queries for any number."""
    rows = RegisteredDocument.objects.standing().with_words(chosen.get("q") or "")
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("state") == "expired":
        rows = rows.expired(at)
    elif chosen.get("state") == "current":
        rows = rows.current(at)
    found = _sorted(rows, sort, _DOCUMENT_SORTS, first="number").prefetch_related("themes", "links")
    return [DocumentShown(document, document.has_expired(at)) for document in found]


def abbreviation_rows(chosen: dict[str, Any], *, sort: str) -> Sequence[Abbreviation]:
    """The register, narrowed by ``chosen`` (words, source). One query."""
    rows = Abbreviation.objects.standing().with_words(chosen.get("q") or "")
    if chosen.get("source"):
        rows = rows.filter(source=chosen["source"])
    return list(_sorted(rows, sort, _SHORT_SORTS, first="short"))


def _sorted[T: QuerySet[Any, Any]](rows: T, sort: str, columns: dict[str, Any], *, first: str) -> T:
    """Sorted by the column of the address; an unknown one, or none, is ``first``. Empty ones stand last."""
    name = sort.removeprefix("-") if sort.removeprefix("-") in columns else first
    column = columns[name] if isinstance(columns[name], F) else F(columns[name])
    order = column.desc(nulls_last=True) if sort == f"-{name}" else column.asc(nulls_last=True)
    return rows.order_by(order, "pk")
