"""Cases of the constraints of seats, registered documents and abbreviations: the taken and the refused."""

import datetime as dt
from collections.abc import Callable

from governance.models import Abbreviation, DocumentTheme, GroupMember, RegisteredDocument
from tests.factories import TODAY, make_document, make_group

YESTERDAY = TODAY - dt.timedelta(days=1)


def _seat(**fields: object) -> GroupMember:
    order = GroupMember.objects.count() + 1
    return GroupMember.objects.create(
        **({"group": make_group(), "name": f"Seat {order}", "order": order} | fields)
    )


def _theme(**fields: object) -> DocumentTheme:
    order = DocumentTheme.objects.count() + 1
    return DocumentTheme.objects.create(
        **({"document": make_document(), "words": "Safety", "order": order} | fields)
    )


def _short(**fields: object) -> Abbreviation:
    return Abbreviation.objects.create(
        **({"short": "DA", "meaning": "Domestic abuse", "source": "P"} | fields)
    )


CASES: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "member_named_once_in_a_group": (lambda: _seat(name="Police"), lambda: _seat(name="Police")),
    "member_one_chair_at_a_time": (
        lambda: [_seat(chair=True), _seat(chair=True, ends_on=TODAY)],
        lambda: _seat(chair=True),
    ),
    "member_has_a_name": (_seat, lambda: _seat(name="")),
    "member_dates_in_order": (
        lambda: _seat(starts_on=TODAY, ends_on=TODAY),
        lambda: _seat(starts_on=TODAY, ends_on=YESTERDAY),
    ),
    "document_number_unique": (make_document, lambda: make_document(number=1)),
    "document_title_unique": (
        lambda: [make_document(title="One"), make_document(title="One", withdrawn_on=TODAY)],
        lambda: make_document(title="One"),
    ),
    "document_years_in_order": (
        lambda: make_document(first_year=2021, last_year=2021),
        lambda: make_document(first_year=2021, last_year=2020),
    ),
    "document_kind_is_known": (lambda: make_document(kind="reviews"), lambda: make_document(kind="rumour")),
    "theme_order_unique_in_document": (
        lambda: _theme(document=make_document(number=7), order=1),
        lambda: _theme(document=RegisteredDocument.objects.get(number=7), order=1),
    ),
    "theme_has_words": (_theme, lambda: _theme(words="")),
    "abbreviation_once_a_document": (
        lambda: [_short(), _short(source="Q"), _short(withdrawn_on=TODAY)],
        _short,
    ),
    "abbreviation_has_a_short_form": (lambda: _short(short="HBV"), lambda: _short(short="")),
}
