"""Boards, sub-groups and task and finish groups, and whom each reports to."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from governance.models.dated import DatedQuerySet, dates_in_order

KINDS = [
    ("board", "Board"),
    ("sub_group", "Sub-group"),
    ("task_and_finish", "Task and finish group"),
]


def within(groups: Iterable[int], *, path: str = "") -> Q:
    """Rows whose group is one of these, or reports to one, directly or through one other.

    ``path`` leads from the row to its group; empty for groups themselves.
    """
    keys = list(groups)
    own = path or "pk"
    above = f"{path}__reports_to" if path else "reports_to"
    return Q(**{f"{own}__in": keys}) | Q(**{f"{above}__in": keys}) | Q(**{f"{above}__reports_to__in": keys})


class Group(models.Model):
    """A body that meets. A task and finish group has an end when one is known."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=KINDS)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reported_to_by"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    objects = DatedQuerySet["Group"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="group_name_unique"),
            models.UniqueConstraint(fields=["slug"], name="group_slug_unique"),
            models.CheckConstraint(
                name="group_does_not_report_to_itself", condition=Q(reports_to=None) | ~Q(reports_to=F("id"))
            ),
            dates_in_order("group_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: dt.date) -> bool:
        """Whether it is ``in_force`` on the day."""
        started = self.starts_on is None or self.starts_on <= day
        return started and (self.ends_on is None or self.ends_on >= day)

    @property
    def with_those_above(self) -> frozenset[int]:
        """Keys of itself and of the two it reports to: of whichever of these one asks, it is ``within``."""
        above = self.reports_to
        keys = (self.pk, self.reports_to_id, above.reports_to_id if above else None)
        return frozenset(key for key in keys if key)
