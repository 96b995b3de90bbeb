"""Objectives: a tree of two levels, upper (strategic objective, pillar) and lower (numbered)."""

from django.db import models
from django.db.models import F, Q

from actions.models.plans import Plan
from governance.models import Group
from governance.scoping import PermittedQuerySet


class ObjectiveQuerySet(PermittedQuerySet["Objective"]):
    """The way to read objectives."""

    board_path = "plan__board"

    def upper(self) -> "ObjectiveQuerySet":
        """Headings of the upper level."""
        return self.filter(parent=None)

    def lower(self) -> "ObjectiveQuerySet":
        """The numbered objectives, which hold the actions."""
        return self.exclude(parent=None)

    def holding(self) -> "ObjectiveQuerySet":
        """Those that may hold actions: lower ones, and upper ones that hold some or have nothing below.

        What a group owns holds none.
        """
        directly = Q(parent__isnull=False) | Q(actions__isnull=False) | Q(children__isnull=True)
        return self.filter(directly, owner_group=None).distinct()


class Objective(models.Model):
    """A heading of the plan. A lower one may be owned by a sub-group, and then hold no action."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objectives")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    priority = models.CharField(max_length=10, blank=True)
    owner_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    related = models.ManyToManyField("self", blank=True)
    order = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    # Optimistic lock for edits of the plan: one more with each change.
    version = models.PositiveIntegerField(default=1)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="objective_number_unique_in_plan"),
            models.CheckConstraint(
                name="objective_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def heading(self) -> str:
        """An upper one in words: its number where the plan counts them, and its title."""
        return f"{self.number}. {self.title}" if self.number.isdigit() else self.title
