"""Moves of a due date, each with its reason and its decision; and milestones within an action."""

from django.db import models
from django.db.models import Q

from actions.models.actions import Action
from actions.models.plan_date_fields import on_field, precision_field, stored_date, words_field
from actions.plan_dates import PlanDate
from governance.models import Decision, Person
from governance.scoping import PermittedQuerySet


class DateChangeState(models.TextChoices):
    """Asked for until a group decides."""

    REQUESTED = "requested", "Waiting for a decision"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class DateChangeQuerySet(PermittedQuerySet["DateChange"]):
    """The way to read date changes."""

    post_path = "action__leads__post"
    agency_path = "action__leads__post__agency"
    board_path = "action__plan__board"

    def agreed(self) -> "DateChangeQuerySet":
        """The moves that a group agreed."""
        return self.filter(state=DateChangeState.AGREED)

    def waiting(self) -> "DateChangeQuerySet":
        """Those that no group has decided yet."""
        return self.filter(state=DateChangeState.REQUESTED)


class DateChange(models.Model):
    """A request to move D. ``from_*`` is D when asked; D moves in the verb that records the decision."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_changes")
    from_words = words_field()
    from_on = on_field()
    from_precision = precision_field()
    to_words = words_field()
    to_on = models.DateField()
    to_precision = precision_field()
    reason = models.TextField()
    requested_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=DateChangeState.choices, default=DateChangeState.REQUESTED
    )
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)

    objects = DateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["action", "requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(state=DateChangeState.REQUESTED),
                name="date_change_one_waiting",
            ),
            models.CheckConstraint(
                name="date_change_decided_by_a_decision",
                condition=Q(state=DateChangeState.REQUESTED, decision=None)
                | (~Q(state=DateChangeState.REQUESTED) & Q(decision__isnull=False)),
            ),
            models.CheckConstraint(name="date_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.from_words or 'no date'} to {self.to_words}"

    @property
    def from_date(self) -> PlanDate:
        return stored_date(self.from_words, self.from_on, self.from_precision)

    @property
    def to_date(self) -> PlanDate:
        return stored_date(self.to_words, self.to_on, self.to_precision)


class Milestone(models.Model):
    """A dated step within an action, such as a mapping complete in April 2023."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_words = words_field()
    due_on = on_field()
    due_precision = precision_field()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["action", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> PlanDate:
        return stored_date(self.due_words, self.due_on, self.due_precision)
