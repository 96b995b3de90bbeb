"""Success measures: how one would know that an action, or an objective, has worked."""

from django.db import models
from django.db.models import Q

from actions.models.actions import Action
from actions.models.objectives import Objective
from actions.models.plans import Plan
from governance.access import Target
from governance.models import Agency
from governance.scoping import PermittedQuerySet


class Better(models.TextChoices):
    """Which direction is the better one."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"


class MeasureQuerySet(PermittedQuerySet["Measure"]):
    """The way to read measures."""

    def of_plan(self, plan: Plan) -> "MeasureQuerySet":
        """Of its objectives and of its actions."""
        return self.filter(Q(action__plan=plan) | Q(objective__plan=plan))

    def in_force(self) -> "MeasureQuerySet":
        """Not retired."""
        return self.filter(retired_on=None)


class Measure(models.Model):
    """A measure in words, of an action or of an objective; where it can be counted, from what to what.

    It is counted when a direction is the better one. Its readings come from an agency, or from a body that
    is none (``supplier``). What is no longer read is retired, and keeps its readings.
    """

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
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    supplier = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()
    retired_on = models.DateField(null=True, blank=True)
    retired_because = models.TextField(blank=True)
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    objects = MeasureQuerySet.as_manager()

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
            models.CheckConstraint(name="measure_supplied_by_one", condition=Q(agency=None) | Q(supplier="")),
            models.CheckConstraint(
                name="measure_retired_says_why",
                condition=Q(retired_on=None, retired_because="")
                | Q(retired_on__isnull=False) & ~Q(retired_because=""),
            ),
            models.UniqueConstraint(fields=["action", "order"], name="measure_order_unique_in_action"),
            models.UniqueConstraint(fields=["objective", "order"], name="measure_order_unique_in_objective"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_counted(self) -> bool:
        """Whether its readings are numbers; otherwise they are words."""
        return bool(self.better)

    @property
    def is_signed(self) -> bool:
        """Whether its numbers may be below nought, as those of a balance: its own baseline or target is."""
        return any(number is not None and number < 0 for number in (self.baseline, self.target))

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    @property
    def plan(self) -> Plan:
        """Wants ``action__plan`` and ``objective__plan`` selected."""
        owner = self.action or self.objective
        if owner is None:
            raise LookupError("A measure is of an action or of an objective.")
        return owner.plan

    @property
    def supplied_by(self) -> str:
        """Who gives its readings; empty when nobody is named. Wants ``agency`` selected."""
        return self.agency.name if self.agency else self.supplier

    def whose(self) -> Target:
        """Whose it is, for ``Access.can``: the agency that supplies it, and the plan's board."""
        agencies = frozenset({self.agency_id}) if self.agency_id else frozenset()
        return Target(agencies=agencies, boards=frozenset({self.plan.board_id}))
