"""What the board was told: a closed quarter's rows, copied by value, and the words that go with a pack."""

from typing import Any

from django.db import models
from django.db.models import Q

from actions.models import Action, Plan, ProgressUpdate
from actions.rag import Rating
from governance.models import AppendOnly, Person, ReportingPeriod
from governance.models.append_only import AppendOnlyQuerySet
from governance.scoping import PermittedQuerySet
from reports.positions import ActionPosition


class PeriodSnapshotQuerySet(AppendOnlyQuerySet["PeriodSnapshot"]):
    """The way to read closed quarters: of a plan that the reader may read."""


class PeriodSnapshot(AppendOnly):
    """One plan as its board's period closed. ``previous`` is the quarter it is measured against.

    ``context`` is a ``PackContext`` as plain data (``plain_form``): the coordinator's words, the requests
    that waited, the thresholds in force. ``figures`` is this quarter's ``TrendPoint``.
    """

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="snapshots")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="snapshots")
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    closed_at = models.DateTimeField()
    cut_off = models.DateField()
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_by_name = models.CharField(max_length=150)
    context = models.JSONField()
    figures = models.JSONField()

    objects = PeriodSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "period__year", "period__number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "plan"], name="snapshot_once_a_period_and_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.period.quarter.label}"


class ActionSnapshotQuerySet(AppendOnlyQuerySet["ActionSnapshot"]):
    """The way to read a closed quarter's rows."""


class ActionSnapshot(AppendOnly):
    """One action as it stood when the period closed. ``position`` is ``ActionPosition.to_json``.

    ``update`` is the revision that then stood. It was ``swept_up`` when nobody had accepted it: the words
    of a submitted one are in the position, those of an unfinished one stay with its agency.
    """

    snapshot = models.ForeignKey(PeriodSnapshot, on_delete=models.PROTECT, related_name="rows")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="snapshots")
    update = models.ForeignKey(
        ProgressUpdate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    swept_up = models.BooleanField(default=False)
    reference = models.CharField(max_length=20)
    rating = models.CharField(max_length=10, choices=Rating.choices())
    position = models.JSONField()

    objects = ActionSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["snapshot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "action"], name="snapshot_row_once_an_action"),
            models.CheckConstraint(
                name="snapshot_rating_is_known", condition=Q(rating__in=[rating.value for rating in Rating])
            ),
            models.CheckConstraint(
                name="snapshot_swept_up_has_an_update", condition=Q(swept_up=False) | Q(update__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.snapshot}"

    def read(self) -> ActionPosition:
        """The position, as it was stored."""
        stored: dict[str, Any] = self.position
        return ActionPosition.from_json(stored)


class PackNoteQuerySet(PermittedQuerySet["PackNote"]):
    """The way to read the words of packs."""

    board_path = "period__board"


class PackNote(models.Model):
    """The coordinator's words for one pack, which the tracker never writes.

    Those of the first revision are frozen as the period closes; an amendment's, as the chair approves it.
    ``sentences`` is a list of up to three texts. ``recommendations`` is a list of pairs, kind and text, in
    the order in which the pack letters them; the kinds are those of ``RecommendationKind``.
    """

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="notes")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="notes")
    revision = models.PositiveSmallIntegerField(default=1)
    purpose = models.TextField(blank=True)
    sentences = models.JSONField(default=list, blank=True)
    recommendations = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150, blank=True)
    written_at = models.DateTimeField()
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)

    objects = PackNoteQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "period__year", "period__number", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["period", "plan", "revision"], name="note_once_a_revision"),
            models.CheckConstraint(name="note_is_of_a_revision", condition=Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return f"Words for {self.period.quarter.label}, {self.plan}"
