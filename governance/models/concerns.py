"""Concerns: what a group raises with another body, the answer, and where it goes next."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from governance.models.groups import Group, within
from governance.models.people import Person
from governance.scoping import PermittedQuerySet


class ConcernKind(models.TextChoices):
    """What a concern is about."""

    SERVICE = "service", "A gap in a service"
    PRACTICE = "practice", "How agencies work"
    RESOURCES = "resources", "Money or staff"
    LAW = "law", "Law, policy or guidance"
    FIGURES = "figures", "Figures or information"
    OTHER = "other", "Something else"


class ConcernState(models.TextChoices):
    """Open until it is answered; closed when nothing more is to be done about it here."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class ConcernQuerySet(PermittedQuerySet["Concern"]):
    """The way to read concerns."""

    def raised_within(self, groups: Iterable[int]) -> "ConcernQuerySet":
        """Raised by one of the groups, or by one that reports to it."""
        return self.filter(within(groups, path="raised_by"))

    def with_bodies(self) -> "ConcernQuerySet":
        """Each with who raised it, with whom, and the concern that it carries on."""
        return self.select_related("raised_by", "to_group", "carries_on__to_group", "carried_on_by__to_group")


class Concern(models.Model):
    """An issue that a group raised with one other body: a group of the tracker, or a body by name.

    ``forum`` names the practitioner forum for which the group raised it. ``joint_with`` names the bodies
    that signed the letter too. One that went further was closed, and ``carries_on`` in the next leads back.
    """

    raised_by = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="concerns")
    forum = models.CharField(max_length=200, blank=True)
    to_group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns_received"
    )
    to_body = models.CharField(max_length=200, blank=True)
    joint_with = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=ConcernKind.choices)
    text = models.TextField()
    raised_on = models.DateField()
    reply_due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ConcernState.choices, default=ConcernState.OPEN)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    carries_on = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_on_by"
    )
    not_for_publication = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # When its state last changed, as recorded: what a pack tells since the quarter before.
    changed_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["reply_due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_is_with_one_body",
                condition=Q(to_group=None) & ~Q(to_body="") | Q(to_group__isnull=False) & Q(to_body=""),
            ),
            models.CheckConstraint(
                name="concern_is_not_with_its_raiser",
                condition=Q(to_group=None) | ~Q(to_group=F("raised_by")),
            ),
            models.CheckConstraint(name="concern_has_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="concern_reply_due_once_raised", condition=Q(reply_due_on__gte=F("raised_on"))
            ),
            models.CheckConstraint(
                name="concern_answer_has_a_day_and_an_author",
                condition=Q(answer="", answered_on=None, answered_by="")
                | ~Q(answer="") & Q(answered_on__gte=F("raised_on")) & ~Q(answered_by=""),
            ),
            models.CheckConstraint(
                name="concern_answered_has_an_answer", condition=~Q(state="answered") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="concern_open_has_no_answer", condition=~Q(state="open") | Q(answer="")
            ),
            models.CheckConstraint(
                name="concern_closed_has_a_day",
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Concern of {self.raiser} with {self.recipient}"

    @property
    def recipient(self) -> str:
        """The body that it was raised with."""
        return self.to_group.name if self.to_group else self.to_body

    @property
    def raiser(self) -> str:
        """Who raised it, and for which forum."""
        return f"{self.raised_by.name}, for {self.forum}" if self.forum else self.raised_by.name

    @property
    def is_open(self) -> bool:
        return self.state == ConcernState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == ConcernState.CLOSED

    def is_late(self, at: dt.date) -> bool:
        """Still open after the day by which a reply was due."""
        return self.is_open and self.reply_due_on < at
