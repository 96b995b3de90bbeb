"""Keeping what an issue gives away: made once, with its files, and never again."""

import datetime as dt

from django.db import transaction

from reports.board_pack import BoardPack, pack_to_json, publication_copy
from reports.formats import FORMATS
from reports.models import IssuedPack, PublicationCopy
from reports.plain_form import from_plain

PUBLISHABLE = "OFFICIAL"
"""The one protective marking under which a copy may be published."""


def may_be_published(pack: BoardPack) -> bool:
    """A pack with a stricter marking stays with its board."""
    return pack.front.marking == PUBLISHABLE


def make_copy(final: BoardPack, *, at: dt.datetime) -> PublicationCopy:
    """The copy of an issue, not kept yet: ``issued`` is still to be set. It takes seconds: lock nothing."""
    copy = publication_copy(final)
    pdf, xlsx = (FORMATS[kind].render(copy) for kind in ("pdf", "xlsx"))
    return PublicationCopy(made_at=at, pack=pack_to_json(copy), pdf=pdf, xlsx=xlsx)


def copy_of(issued: IssuedPack) -> PublicationCopy | None:
    """The kept copy; None of an issue from before copies were kept. One query."""
    return PublicationCopy.objects.filter(issued=issued).first()


def keep_copy(issued: IssuedPack, *, at: dt.datetime) -> PublicationCopy:
    """The kept copy of an issue; of one from before copies were kept, made now and kept from now on."""
    found = copy_of(issued)
    if found is not None:
        return found
    made = make_copy(from_plain(BoardPack, issued.pack), at=at)
    with transaction.atomic():
        IssuedPack.objects.select_for_update().without_content().get(pk=issued.pk)
        found = copy_of(issued)
        if found is None:
            made.issued = issued
            made.save()
    return found or made


def pack_of_copy(copy: PublicationCopy) -> BoardPack:
    """The copy by value, as it was made."""
    return from_plain(BoardPack, copy.pack)


def publication_of(issued: IssuedPack) -> BoardPack:
    """What may be published of an issue: as it was kept or, of one from before copies were, made now."""
    kept = copy_of(issued)
    return pack_of_copy(kept) if kept else publication_copy(from_plain(BoardPack, issued.pack))
