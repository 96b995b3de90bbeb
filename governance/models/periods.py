"""Reporting periods: one quarter's update round of one board. A row, never derived from a date."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from governance.models.groups import Group
from governance.models.people import Person
from governance.quarters import Quarter
from governance.scoping import PermittedQuerySet


class PeriodState(models.TextChoices):
    """A period's life, in order; closing cannot be undone."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    ISSUED = "issued", "Issued"


CLOSED_STATES = (PeriodState.CLOSED.value, PeriodState.ISSUED.value)


class PeriodQuerySet(PermittedQuerySet["ReportingPeriod"]):
    """The way to read periods."""

    board_path = "board"

    def open(self) -> "PeriodQuerySet":
        """Periods open for updates."""
        return self.filter(state=PeriodState.OPEN)

    def closed(self) -> "PeriodQuerySet":
        """Periods that are closed for good, issued or not."""
        return self.filter(state__in=CLOSED_STATES)

    def begun(self) -> "PeriodQuerySet":
        """Periods that have been opened, closed or not."""
        return self.exclude(state=PeriodState.PLANNED)

    def since(self, first: Quarter) -> "PeriodQuerySet":
        """Periods of the quarter and of later ones."""
        return self.filter(Q(year__gt=first.year) | Q(year=first.year, number__gte=first.number))


class ReportingPeriod(models.Model):
    """``year`` is the calendar year in which the financial year starts; ``number`` the quarter, 1 to 4."""

    board = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="periods")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PeriodState.choices, default=PeriodState.PLANNED)
    opens_on = models.DateField()
    due_on = models.DateField()
    meets_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["board", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["board", "year", "number"], name="period_once_a_quarter"),
            models.UniqueConstraint(
                fields=["board"], condition=Q(state=PeriodState.OPEN), name="period_open_once_a_board"
            ),
            models.CheckConstraint(name="period_quarter_is_1_to_4", condition=Q(number__range=(1, 4))),
            models.CheckConstraint(
                name="period_dates_in_order",
                condition=Q(due_on__gte=F("opens_on")) & Q(meets_on__gte=F("due_on")),
            ),
            models.CheckConstraint(
                name="period_closed_has_a_time",
                condition=~Q(state__in=CLOSED_STATES) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter.label}, {self.board}"

    @property
    def quarter(self) -> Quarter:
        """The quarter of the financial year that the round is about."""
        return Quarter(self.year, self.number)

    @property
    def key(self) -> str:
        """Such as ``2023-Q2``: the way a period stands in an address."""
        return self.quarter.key

    @property
    def opened_on(self) -> dt.date:
        """The day it was opened; until then, the day it is to be."""
        return timezone.localtime(self.opened_at).date() if self.opened_at else self.opens_on

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES
