"""The tables of reports: closed quarters, packs as written and issued, and what is public of them."""

from reports.models.issued import IssuedPack, PackAmendment, PackApproval
from reports.models.publishing import PublicationCopy, PublicPage
from reports.models.snapshots import ActionSnapshot, PackNote, PeriodSnapshot

__all__ = [
    "ActionSnapshot",
    "IssuedPack",
    "PackAmendment",
    "PackApproval",
    "PackNote",
    "PeriodSnapshot",
    "PublicPage",
    "PublicationCopy",
]
