"""An agency's Excel return that came back: its rows by value, until the coordinator has decided on each."""

from django.db import models
from django.db.models import Q

from actions.models.plans import Plan
from governance.models import Agency, Person, ReportingPeriod
from governance.scoping import PermittedQuerySet


class ReturnState(models.TextChoices):
    """Waiting to be looked at; saved, in whole or in part; put aside, and its words with it."""

    WAITING = "waiting", "Waiting"
    SAVED = "saved", "Saved"
    DISCARDED = "discarded", "Discarded"


class ReturnUploadQuerySet(PermittedQuerySet["ReturnUpload"]):
    """The way to read uploads."""

    board_path = "plan__board"


class ReturnUpload(models.Model):
    """One file. Its bytes are not kept, but for their SHA-256.

    ``rows`` is a list of ``returns.reading.Row`` as dictionaries; ``notes`` are sentences about what was not
    read; ``saved`` maps the key of an action to the revision that its row was saved as, and so is the ledger
    that keeps a row from being saved twice.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="return_uploads")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ReturnState.choices, default=ReturnState.WAITING)
    received_on = models.DateField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    rows = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    saved = models.JSONField(default=dict, blank=True)

    objects = ReturnUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period", "agency", "sha256"], name="return_upload_once_a_file"
            ),
            models.CheckConstraint(
                name="return_upload_state_is_known", condition=Q(state__in=ReturnState.values)
            ),
            models.CheckConstraint(
                name="return_upload_discarded_is_empty",
                condition=~Q(state=ReturnState.DISCARDED) | Q(rows=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"Excel return of {self.agency}, {self.period.quarter.label}"
