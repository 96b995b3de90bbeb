"""What was there already when a plan was made, under an objective: services, groups, training."""

from django.db import models

from actions.models.objectives import Objective


class InPlace(models.Model):
    """One thing that stands already, so that the plan need not promise it."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="in_place")
    words = models.TextField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["objective", "order"]
        verbose_name_plural = "in place"
        constraints = [
            models.UniqueConstraint(fields=["objective", "order"], name="in_place_order_unique"),
            models.CheckConstraint(name="in_place_has_words", condition=~models.Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words
