"""Loads ``fixtures/registers.json``: the documents round the plans, and the abbreviations."""

from typing import Any

from governance.models import Abbreviation, DocumentTheme, RegisteredDocument
from vawg_tracker.demo.bodies import Bodies


def load_registers(data: dict[str, Any], bodies: Bodies) -> None:
    """Make the registered documents with their themes and links, and the abbreviations."""
    documents = {row["number"]: _make_document(row, bodies) for row in data["documents"]}
    for row in data["documents"]:
        documents[row["number"]].links.add(*(documents[number] for number in row["links"]))
    Abbreviation.objects.bulk_create(
        Abbreviation(short=row["short"], meaning=row["meaning"], source=row["source"], note=row["note"])
        for row in data["abbreviations"]
    )


def _make_document(row: dict[str, Any], bodies: Bodies) -> RegisteredDocument:
    document = RegisteredDocument.objects.create(
        number=row["number"],
        title=row["title"],
        owner=row["owner"],
        agency=bodies.agencies[row["agency"]] if row["agency"] else None,
        kind=row["kind"],
        first_year=row["start"],
        last_year=row["end"],
        recommendations=row["recommendations"],
        note=row["note"],
    )
    DocumentTheme.objects.bulk_create(
        DocumentTheme(document=document, words=words, order=order)
        for order, words in enumerate(row["themes"], start=1)
    )
    return document
