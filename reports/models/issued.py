"""Packs as they were approved and issued: a revision each, kept for good."""

from django.db import models
from django.db.models import Q

from governance.models import AppendOnly, Group, Person
from governance.models.append_only import AppendOnlyQuerySet
from reports.models.snapshots import PeriodSnapshot

FIRST = 1
"""The revision that a closed quarter's pack is first issued as."""


class PackAmendmentQuerySet(AppendOnlyQuerySet["PackAmendment"]):
    """The way to read amendments."""

    board_path = "snapshot__period__board"


class PackAmendment(AppendOnly):
    """Why a pack that was issued gets another revision; the words stand on its front sheet."""

    snapshot = models.ForeignKey(PeriodSnapshot, on_delete=models.PROTECT, related_name="amendments")
    revision = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = PackAmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "revision"], name="amendment_once_a_revision"),
            models.CheckConstraint(name="amendment_is_of_a_later_revision", condition=Q(revision__gt=FIRST)),
            models.CheckConstraint(name="amendment_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"Revision {self.revision} of {self.snapshot}"


class PackApprovalQuerySet(AppendOnlyQuerySet["PackApproval"]):
    """The way to read approvals."""

    board_path = "snapshot__period__board"

    def without_content(self) -> "PackApprovalQuerySet":
        """For lists: the value is not read."""
        return self.defer("pack")


class PackApproval(AppendOnly):
    """The chair's word that a revision may be issued; ``pack`` is the very ``BoardPack``, as plain data."""

    snapshot = models.ForeignKey(PeriodSnapshot, on_delete=models.PROTECT, related_name="approvals")
    revision = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    pack = models.JSONField()

    objects = PackApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "revision"], name="approval_once_a_revision"),
            models.CheckConstraint(name="approval_is_of_a_revision", condition=Q(revision__gte=FIRST)),
        ]

    def __str__(self) -> str:
        return f"Approval of revision {self.revision} of {self.snapshot}"


class IssuedPackQuerySet(AppendOnlyQuerySet["IssuedPack"]):
    """The way to read issued packs."""

    board_path = "board"

    def without_content(self) -> "IssuedPackQuerySet":
        """For lists: the value and the files are not read."""
        return self.defer("pack", "pdf", "xlsx", "approval__pack")

    def newest_first(self) -> "IssuedPackQuerySet":
        """By the quarter that they speak of, then by revision: an old quarter amended stays old."""
        return self.order_by("-snapshot__period__year", "-snapshot__period__number", "-revision")


class IssuedPack(AppendOnly):
    """One revision as the board got it: ``pack`` is the ``BoardPack`` as plain data, and its very files.

    ``number`` counts the packs of a board; a later revision keeps that of the first.
    """

    snapshot = models.ForeignKey(PeriodSnapshot, on_delete=models.PROTECT, related_name="issues")
    board = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="issued_packs")
    number = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    approval = models.OneToOneField(PackApproval, on_delete=models.PROTECT, related_name="issue")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    pack = models.JSONField()
    pdf = models.BinaryField()
    xlsx = models.BinaryField()

    objects = IssuedPackQuerySet.as_manager()

    class Meta:
        ordering = ["board", "number", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "revision"], name="issued_once_a_revision"),
            models.UniqueConstraint(
                fields=["board", "number", "revision"], name="issued_number_once_a_board"
            ),
            models.CheckConstraint(
                name="issued_counts_from_one", condition=Q(number__gte=1) & Q(revision__gte=FIRST)
            ),
            models.CheckConstraint(
                name="issued_again_has_a_reason", condition=Q(revision=FIRST) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"Pack {self.number}, revision {self.revision}, {self.snapshot}"
