"""What a board or sub-group resolved, and when. It knows no action: an action points at it."""

from django.db import models

from governance.models.groups import Group
from governance.models.meetings import Meeting
from governance.models.people import Person
from governance.scoping import PermittedQuerySet


class DecisionQuerySet(PermittedQuerySet["Decision"]):
    """The way to read decisions."""

    board_path = "group"


class Decision(models.Model):
    """A resolution of a group on a date, with its minute reference when there is one."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    decided_on = models.DateField()
    reference = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="decision_has_words", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.decided_on:%-d %B %Y}"
