"""Success measures: how one would know that an action, or an objective, has worked."""

from django.db import models
from django.db.models import Q

from actions.models.actions import Action
from actions.models.objectives import Objective


class Better(models.TextChoices):
    """Which direction is the better one."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"


class Measure(models.Model):
    """A measure in words, of an action or of an objective; where it can be counted, from what to what."""

    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.CASCADE, related_name="measures"
    )
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="measures"
    )
    words = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    better = models.CharField(max_length=4, choices=Better.choices, blank=True)
    supplier = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["action", "objective", "order"]
        constraints = [
            models.CheckConstraint(
                name="measure_of_an_action_or_an_objective",
                condition=Q(action__isnull=True, objective__isnull=False)
                | Q(action__isnull=False, objective__isnull=True),
            ),
            models.CheckConstraint(name="measure_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="measure_counted_has_a_direction",
                condition=Q(target=None) | ~Q(better=""),
            ),
            models.UniqueConstraint(fields=["action", "order"], name="measure_order_unique_in_action"),
            models.UniqueConstraint(fields=["objective", "order"], name="measure_order_unique_in_objective"),
        ]

    def __str__(self) -> str:
        return self.words
