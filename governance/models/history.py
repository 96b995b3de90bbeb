"""The business history: one row a deed, kept for ever."""

from django.db import models

from governance.models.append_only import AppendOnly, AppendOnlyQuerySet
from governance.models.people import Person


class EventQuerySet(AppendOnlyQuerySet["Event"]):
    """The way to read the history."""

    def about(self, subject: models.Model) -> "EventQuerySet":
        """Events of one row, newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_key=str(subject.pk))


class Event(AppendOnly):
    """Who did what to what, when, for whom, and each field's old and new value.

    Names are copied by value, so that a person who changes name does not rewrite the past.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=300)
    sentence = models.TextField(blank=True)
    changes = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.verb} {self.subject_name}"
