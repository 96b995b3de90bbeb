"""What ties plans to each other and to the documents round them."""

from django.db import models
from django.db.models import F, Q

from actions.models.actions import Action
from actions.models.plans import Plan
from governance.models import Person, RegisteredDocument


class ActionPartner(models.Model):
    """A body that the plan names beside an action without making it a lead: known by its name alone."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["action", "order"]
        constraints = [
            models.UniqueConstraint(fields=["action", "name"], name="partner_named_once_an_action"),
            models.CheckConstraint(name="partner_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Interdependency(models.Model):
    """Another strategy that a plan hangs together with; ``document`` where the register lists it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="interdependencies")
    name = models.CharField(max_length=250)
    document = models.ForeignKey(
        RegisteredDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="interdependencies"
    )
    note = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan", "order"]
        verbose_name_plural = "interdependencies"
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="interdependency_named_once_a_plan"),
            models.CheckConstraint(name="interdependency_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class ActionLink(models.Model):
    """An action of one plan delivers one of another's; shown on the pages of both."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="delivers")
    other = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="delivered_by")
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["action__plan", "action__order", "other__order"]
        constraints = [
            models.UniqueConstraint(fields=["action", "other"], name="action_link_once"),
            models.CheckConstraint(name="action_link_to_another_action", condition=~Q(action=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.action} delivers {self.other}"
