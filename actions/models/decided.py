"""Which actions a decision is about. A decision knows no action; this row points at both."""

from django.db import models

from actions.models.actions import Action
from governance.models import Decision


class DecidedAction(models.Model):
    """One action that a decision names, whether or not the decision changed it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="about")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="decided")

    class Meta:
        ordering = ["decision", "action__order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "action"], name="decided_action_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.decision}"
