"""The tables of reports: closed quarters, the words of packs, and packs as they were issued."""

from reports.models.issued import IssuedPack, PackAmendment, PackApproval
from reports.models.snapshots import ActionSnapshot, PackNote, PeriodSnapshot

__all__ = [
    "ActionSnapshot",
    "IssuedPack",
    "PackAmendment",
    "PackApproval",
    "PackNote",
    "PeriodSnapshot",
]
