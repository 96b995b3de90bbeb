"""Meetings of a group: when and where, who came, what was minuted, and what was left to do."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from governance.models.agencies import Agency
from governance.models.groups import Group, within
from governance.models.people import Person
from governance.scoping import PermittedQuerySet


class MeetingState(models.TextChoices):
    """Planned until it is recorded as held, or cancelled."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Presence(models.TextChoices):
    """Whether an agency was there."""

    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class MeetingQuerySet(PermittedQuerySet["Meeting"]):
    """The way to read meetings."""

    def within(self, groups: Iterable[int]) -> "MeetingQuerySet":
        """Of one of the groups, or of one that reports to it."""
        return self.filter(within(groups, path="group"))


class Meeting(models.Model):
    """A day on which a group meets. A board's round names the same day (``ReportingPeriod.meets_on``)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    minutes = models.TextField(blank=True)
    minutes_link = models.URLField(max_length=500, blank=True)
    # Why it does not take place; empty of one cancelled before reasons were asked for.
    cancelled_because = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "on"], condition=~Q(state="cancelled"), name="meeting_once_a_day"
            ),
            models.CheckConstraint(
                name="meeting_minuted_once_held",
                condition=Q(state="held") | Q(minutes="", minutes_link=""),
            ),
            models.CheckConstraint(
                name="meeting_reason_once_cancelled",
                condition=Q(state="cancelled") | Q(cancelled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.on:%-d %B %Y}"

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    def awaits_its_record(self, at: dt.date) -> bool:
        """Planned for a day that has come."""
        return self.is_planned and self.on <= at


class Attendance(models.Model):
    """Whether an agency came, and which of its posts: never a person's name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence.choices)
    who = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["meeting", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="attendance_once_an_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_presence_display().lower()}"


class MatterQuerySet(PermittedQuerySet["Matter"]):
    """The way to read what was left to do."""

    def open(self) -> "MatterQuerySet":
        return self.filter(closed_on=None)


class Matter(models.Model):
    """Something left to do at a meeting: it arises at each later one of the group until it is closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="matters")
    text = models.TextField()
    owner = models.CharField(max_length=200)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__on", "pk"]
        constraints = [
            models.CheckConstraint(name="matter_has_words", condition=~Q(text="") & ~Q(owner="")),
            models.CheckConstraint(
                name="matter_note_once_closed", condition=Q(closing_note="") | Q(closed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.text[:80]}"
