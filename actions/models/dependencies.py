"""What an action waits for: another action, of any plan, or something that happens outside the plans."""

from django.db import models
from django.db.models import F, Q

from actions.models.actions import Action
from actions.models.plan_date_fields import on_field, precision_field, stored_date, words_field
from actions.models.plans import Plan
from actions.plan_dates import PlanDate
from governance.models import Person


class OutsideEvent(models.Model):
    """Something that a plan does not bring about: a Bill passes, a grant is announced.

    An action is parked on it when the words of the event are those that its due date waits for
    (``Action.awaiting``); one with dates of its own waits on it by a ``Dependency``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="outside_events")
    words = models.CharField(max_length=200)
    expected_words = words_field()
    expected_on = on_field()
    expected_precision = precision_field()
    happened_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "words"], name="outside_event_once_a_plan"),
            models.CheckConstraint(name="outside_event_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def expected(self) -> PlanDate:
        """When it is expected, as somebody wrote it."""
        return stored_date(self.expected_words, self.expected_on, self.expected_precision)


class Dependency(models.Model):
    """One action waits on another, or on an event. Without ``made_at`` it stood in the plan as written."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="waits_for")
    on_action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.CASCADE, related_name="waited_for_by"
    )
    on_event = models.ForeignKey(
        OutsideEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="waited_for_by"
    )
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["action", "pk"]
        verbose_name_plural = "dependencies"
        constraints = [
            models.CheckConstraint(
                name="dependency_on_one_thing",
                condition=Q(on_action=None, on_event__isnull=False)
                | Q(on_action__isnull=False, on_event=None),
            ),
            models.CheckConstraint(
                name="dependency_not_on_itself", condition=Q(on_action=None) | ~Q(on_action=F("action"))
            ),
            models.UniqueConstraint(fields=["action", "on_action"], name="dependency_on_an_action_once"),
            models.UniqueConstraint(fields=["action", "on_event"], name="dependency_on_an_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action} waits on {self.on_action or self.on_event}"
