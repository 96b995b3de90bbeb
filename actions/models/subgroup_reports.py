"""A sub-group's quarterly report on the objectives that it owns."""

from django.db import models
from django.db.models import Q

from governance.models import Group, Person, ReportingPeriod
from governance.scoping import PermittedQuerySet


class ReportState(models.TextChoices):
    """A draft is its writers' own; what is submitted stands in the pack."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"


class SubgroupReportQuerySet(PermittedQuerySet["SubgroupReport"]):
    """The way to read sub-groups' reports."""

    board_path = "group"


class SubgroupReport(models.Model):
    """One a sub-group and period: what moved, what is stuck, and what is asked of the board."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="quarter_reports")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="group_reports")
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    progress = models.TextField(blank=True)
    exceptions = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    not_for_publication = models.BooleanField(default=False)
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    submitted_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = SubgroupReportQuerySet.as_manager()

    class Meta:
        ordering = ["period", "group__name"]
        constraints = [
            models.UniqueConstraint(fields=["group", "period"], name="group_report_once_a_period"),
            models.CheckConstraint(
                name="group_report_submitted_is_whole",
                condition=Q(state="draft") | ~Q(progress="") & Q(submitted_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Report of {self.group}, {self.period.quarter.label}"

    @property
    def is_submitted(self) -> bool:
        return self.state == ReportState.SUBMITTED
