"""Readings of success measures: one a measure and quarter; a correction is a revision with its reason."""

from django.db import models
from django.db.models import Q

from actions.models.measures import Measure
from governance.models import AppendOnly, Person, ReportingPeriod
from governance.models.append_only import AppendOnlyQuerySet


class MeasureReadingQuerySet(AppendOnlyQuerySet["MeasureReading"]):
    """The way to read readings."""


class MeasureReading(AppendOnly):
    """One revision of a quarter's reading: a number where the measure is counted, else words.

    The first has no ``reason``; each later one says why it corrects the one before.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="readings")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="readings")
    revision = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = MeasureReadingQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "period__year", "period__number", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "period", "revision"], name="reading_revision_unique"),
            models.CheckConstraint(
                name="reading_says_something", condition=Q(value__isnull=False) | ~Q(note="")
            ),
            models.CheckConstraint(
                name="reading_corrected_says_why",
                condition=Q(revision=1, reason="") | Q(revision__gt=1) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.period.quarter.label}"

    @property
    def came_after_closing(self) -> bool:
        """Recorded once its quarter had closed, so that its pack knows nothing of it."""
        return self.period.closed_at is not None and self.at > self.period.closed_at
