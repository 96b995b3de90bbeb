"""A version of a plan: what it promised on a day, kept by value and never changed."""

from django.db import models
from django.db.models import Q

from actions.models.plans import Plan
from governance.models import AppendOnly, Person
from governance.models.append_only import AppendOnlyQuerySet


class PlanVersionQuerySet(AppendOnlyQuerySet["PlanVersion"]):
    """The way to read versions: of a plan that the reader may read."""


class PlanVersion(AppendOnly):
    """One version. ``promises`` is ``Promises.to_json``: every word, lead and date, copied.

    ``dated_on`` is the day on it, empty where its source gives none. Whether it is in force is read from
    its route: from that day on when it has none, else once the last body on it has agreed.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True)
    promises = models.JSONField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_unique"),
            models.UniqueConstraint(fields=["plan", "name"], name="plan_version_name_unique"),
            models.CheckConstraint(name="plan_version_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="plan_version_amends_for_a_reason", condition=Q(number=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.name}"
