"""The request for an update: one action in one period, and the revision that stands for it now."""

from django.db import models

from actions.models.actions import Action
from governance.models import ReportingPeriod
from governance.scoping import PermittedQuerySet


class UpdateRequestQuerySet(PermittedQuerySet["UpdateRequest"]):
    """The way to read requests."""

    post_path = "action__leads__post"
    agency_path = "action__leads__post__agency"
    board_path = "period__board"


class UpdateRequest(models.Model):
    """Row that a writer locks. ``latest`` is the newest revision of the update; none, nobody has begun.

    ``asked`` is false when an update was made without being asked for: such a one is never missed.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="requests")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="requests")
    asked = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    latest = models.OneToOneField(
        "actions.ProgressUpdate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = UpdateRequestQuerySet.as_manager()

    class Meta:
        ordering = ["period", "action"]
        constraints = [
            models.UniqueConstraint(fields=["action", "period"], name="request_once_an_action_and_period"),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.period.quarter.label}"

    @property
    def state(self) -> str:
        """The state of the newest revision; empty when nobody has begun."""
        return self.latest.state if self.latest else ""
