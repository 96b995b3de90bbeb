"""Progress updates: what a lead says of one action in one period. Append-only revisions."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q

from actions.models.actions import Action
from actions.models.plan_date_fields import on_field, precision_field, stored_date, words_field
from actions.plan_dates import PlanDate
from actions.rag import Call, Rating, Status
from governance.access import Access
from governance.models import AppendOnly, Person, ReportingPeriod
from governance.models.append_only import AppendOnlyQuerySet
from governance.models.periods import CLOSED_STATES
from governance.roles import Permission


class UpdateState(models.TextChoices):
    """Author done is ready; agency signed off is submitted; the coordinator accepts or returns."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    ACCEPTED = "accepted", "Accepted"


RECEIVED_STATES = (UpdateState.SUBMITTED.value, UpdateState.ACCEPTED.value)


class ProgressUpdateQuerySet(AppendOnlyQuerySet["ProgressUpdate"]):
    """The way to read updates."""

    post_path = "action__leads__post"
    agency_path = "action__leads__post__agency"
    board_path = "action__plan__board"

    def readable(self, access: Access) -> "ProgressUpdateQuerySet":
        """Accepted revisions for every partner; the others for the action's agencies and the coordinator.

        Whoever reads a pack may also read the submitted updates that stand in it, beside the row there.
        """
        accepted = self.permitted(access, Permission.READ_PLAN).filter(state=UpdateState.ACCEPTED)
        return accepted | self._in_packs(access) | self.permitted(access, Permission.READ_DRAFTS)

    def _in_packs(self, access: Access) -> "ProgressUpdateQuerySet":
        """Submitted revisions that no other has replaced: they stand in the period's pack as they are."""
        newer = self.model.objects.filter(
            action=OuterRef("action"), period=OuterRef("period"), revision__gt=OuterRef("revision")
        )
        standing = self.filter(~Exists(newer), state=UpdateState.SUBMITTED)
        closed = standing.permitted(access, Permission.READ_PACK).filter(period__state__in=CLOSED_STATES)
        return closed | standing.permitted(access, Permission.READ_DRAFT_PACK)


class ProgressUpdate(AppendOnly):
    """One revision, written whole: saving, marking ready, submitting, returning, accepting each add one."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="updates")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=UpdateState.choices)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    entered_for = models.CharField(max_length=200, blank=True)
    received_how = models.CharField(max_length=60, blank=True)
    received_on = models.DateField(null=True, blank=True)
    late = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)

    status = models.CharField(max_length=20, choices=Status.choices(), blank=True)
    no_change = models.BooleanField(default=False)
    happened = models.TextField(blank=True)
    call = models.CharField(max_length=10, choices=Call.choices(), blank=True)
    reported_rating = models.CharField(max_length=10, choices=Rating.choices(), blank=True)
    rating_reason = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    issue = models.TextField(blank=True)
    path_step = models.TextField(blank=True)
    path_who = models.CharField(max_length=200, blank=True)
    path_by = models.DateField(null=True, blank=True)
    ask = models.TextField(blank=True)
    forecast_words = words_field()
    forecast_on = on_field()
    forecast_precision = precision_field()
    completed_on = models.DateField(null=True, blank=True)
    completion_note = models.TextField(blank=True)
    hold_until = models.DateField(null=True, blank=True)
    next_steps = models.TextField(blank=True)

    # Frozen when the update is submitted: what the rules then said.
    suggested_rating = models.CharField(max_length=10, choices=Rating.choices(), blank=True)
    suggested_rule = models.PositiveSmallIntegerField(null=True, blank=True)
    suggested_reason = models.CharField(max_length=300, blank=True)

    return_reason = models.TextField(blank=True)
    confirmed_rating = models.CharField(max_length=10, choices=Rating.choices(), blank=True)
    confirmed_note = models.TextField(blank=True)

    objects = ProgressUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["action", "period", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["action", "period", "revision"], name="update_revision_unique"),
            models.CheckConstraint(name="update_state_is_known", condition=Q(state__in=UpdateState.values)),
            models.CheckConstraint(
                name="update_returned_has_a_reason",
                condition=~Q(state=UpdateState.RETURNED) | ~Q(return_reason=""),
            ),
            models.CheckConstraint(
                name="update_received_is_whole",
                condition=~Q(state__in=RECEIVED_STATES) | (~Q(status="") & ~Q(happened="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.period.quarter.label}, revision {self.revision}"

    @property
    def forecast(self) -> PlanDate:
        """F, when the lead expects to finish."""
        return stored_date(self.forecast_words, self.forecast_on, self.forecast_precision)

    @property
    def is_received(self) -> bool:
        """Signed off by the agency: submitted or accepted."""
        return self.state in RECEIVED_STATES

    @property
    def made_on(self) -> dt.date:
        return self.at.date()
