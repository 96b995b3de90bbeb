"""How far the pack of a closed quarter has come on its way to the board."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from actions.policies import Refusal
from governance.days import in_words
from reports.models import IssuedPack, PackAmendment, PackApproval, PeriodSnapshot
from reports.models.issued import FIRST


@dataclass(frozen=True)
class PackStanding:
    """How far the pack of one closed quarter has come.

    ``revision`` is the one being settled or, when nothing is amended, the one in force. ``issued`` are all
    that were issued, newest first.
    """

    revision: int = FIRST
    amendment: PackAmendment | None = None
    approval: PackApproval | None = None
    issued: tuple[IssuedPack, ...] = ()

    @property
    def in_force(self) -> IssuedPack | None:
        """The newest revision that was issued."""
        return self.issued[0] if self.issued else None

    @property
    def issue(self) -> IssuedPack | None:
        """The issue of the very revision; None until then."""
        newest = self.in_force
        return newest if newest and newest.revision == self.revision else None

    @property
    def can_approve(self) -> bool:
        return self.approval is None

    @property
    def can_issue(self) -> bool:
        return self.approval is not None and self.issue is None

    @property
    def can_reword(self) -> bool:
        """Whether it is an amendment, whose words the coordinator may still change."""
        return self.amendment is not None and self.approval is None

    @property
    def can_amend(self) -> bool:
        return self.issue is not None

    def check_can_approve(self) -> None:
        """Raises Refusal when the revision was approved already."""
        if self.approval is not None:
            raise Refusal(f"Revision {self.revision} was approved by {_by_whom(self.approval)} already.")

    def check_can_issue(self) -> PackApproval:
        """The approval to issue it on. Raises Refusal unless the revision is approved and not issued."""
        if self.issue is not None:
            said = f"Revision {self.revision} was issued by {_by_whom(self.issue)} already"
            raise Refusal(f"{said}, as pack {self.issue.number}.")
        if self.approval is None:
            raise Refusal(f"The chair has not approved revision {self.revision} yet, so it cannot be issued.")
        return self.approval

    def check_can_amend(self) -> None:
        """Raises Refusal unless the newest revision is issued."""
        if self.issue is None:
            raise Refusal(f"Revision {self.revision} has not been issued yet, so there is nothing to amend.")


def read_standings(snapshots: Iterable[PeriodSnapshot]) -> dict[int, PackStanding]:
    """How far the packs of some closed quarters have come, by the snapshot's key. Three queries."""
    keys = [snapshot.pk for snapshot in snapshots]
    amendments = {one.snapshot_id: one for one in PackAmendment.objects.filter(snapshot__in=keys)}
    approvals = {
        (one.snapshot_id, one.revision): one
        for one in PackApproval.objects.without_content().filter(snapshot__in=keys)
    }
    issued = IssuedPack.objects.without_content().filter(snapshot__in=keys).select_related("approval")
    newest_first = list(issued.order_by("-revision"))
    found = {}
    for key in keys:
        amendment = amendments.get(key)
        revision = amendment.revision if amendment else FIRST
        found[key] = PackStanding(
            revision=revision,
            amendment=amendment,
            approval=approvals.get((key, revision)),
            issued=tuple(one for one in newest_first if one.snapshot_id == key),
        )
    return found


def _by_whom(done: PackApproval | IssuedPack) -> str:
    return f"{done.by_name} on {in_words(timezone.localtime(done.at))}"
