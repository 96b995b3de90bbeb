"""The ledger of e-mails about a round: one row for each e-mail to one person, written before it is sent."""

from django.db import models
from django.db.models import Q

from actions.models.actions import Action
from actions.models.requests import UpdateRequest
from governance.models import Concern, Group, Person, ReportingPeriod
from governance.scoping import PermittedQuerySet


class NoticeKind(models.TextChoices):
    """What an e-mail tells."""

    OPENED = "opened", "Round opened"
    REMINDER = "reminder", "Reminder"
    BY_HAND = "by_hand", "Reminder by hand"
    RETURNED = "returned", "Update returned"
    DECIDED = "decided", "Change of date decided"
    ANSWERED = "answered", "Concern answered"


class NoticeState(models.TextChoices):
    """An e-mail's life. A run that is killed leaves one "being sent", which a later run takes up."""

    DUE = "due", "Not sent yet"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused"
    DROPPED = "dropped", "Not needed any more"


# Of one round, these say the same: a person who is owed several is sent one.
DIGESTS = (NoticeKind.OPENED.value, NoticeKind.REMINDER.value, NoticeKind.BY_HAND.value)


class NoticeQuerySet(PermittedQuerySet["Notice"]):
    """The way to read the ledger."""

    board_path = "period__board"


class Notice(models.Model):
    """An e-mail to one person. ``once`` names what it is about: nobody is told the same twice.

    ``part`` is how the person came to be told (a name of ``Part``), and ``because`` says in sentences why it
    fell to them. ``email`` is the address it was sent to; ``said`` the server's answer when it was not taken.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    once = models.CharField(max_length=100)
    step = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=12, blank=True)
    because = models.TextField(blank=True)
    period = models.ForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    concern = models.ForeignKey(
        Concern, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    requests = models.ManyToManyField(UpdateRequest, related_name="notices")
    # The sub-groups whose report of the period it asks for.
    groups = models.ManyToManyField(Group, related_name="notices")
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.DUE)
    email = models.EmailField(max_length=254, blank=True)
    said = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["state"], name="notice_state")]
        constraints = [
            models.UniqueConstraint(fields=["person", "once"], name="notice_once_a_person"),
            models.CheckConstraint(name="notice_kind_is_known", condition=Q(kind__in=NoticeKind.values)),
            models.CheckConstraint(name="notice_state_is_known", condition=Q(state__in=NoticeState.values)),
            models.CheckConstraint(
                name="notice_settled_has_a_time",
                condition=Q(state__in=["due", "sending"]) | Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_refused_says_why", condition=~Q(state="failed") | ~Q(said="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} to {self.person}"

    @property
    def what(self) -> str:
        """What it is, in words: the step of a reminder, else its kind."""
        return f"Reminder, {self.step}" if self.step else NoticeKind(self.kind).label
