"""What a coordinator noted of talking to an agency about updates that it has not handed in. Append-only."""

from django.db import models
from django.db.models import Q

from actions.models.requests import UpdateRequest
from governance.days import in_words
from governance.models import Agency, AppendOnly, Person, ReportingPeriod
from governance.models.append_only import AppendOnlyQuerySet


class ContactWay(models.TextChoices):
    """How they spoke."""

    TELEPHONE = "telephone", "Telephone"
    EMAIL = "email", "E-mail of my own"
    MEETING = "meeting", "In person"
    MESSAGE = "message", "Message left"

    @property
    def done(self) -> str:
        """Such as ``telephoned``."""
        return _DONE[self]


_DONE = {
    ContactWay.TELEPHONE: "telephoned",
    ContactWay.EMAIL: "wrote",
    ContactWay.MEETING: "spoke in person",
    ContactWay.MESSAGE: "left a message",
}


class ContactNoteQuerySet(AppendOnlyQuerySet["ContactNote"]):
    """The way to read notes: an agency reads those about itself."""

    agency_path = "agency"
    board_path = "period__board"


class ContactNote(AppendOnly):
    """One talk. ``with_whom`` is a post in words, ``requests`` the updates that it was about.

    ``on`` is the day of the talk; ``promised_on`` the day by which they said that they would hand in.
    """

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="contact_notes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contact_notes")
    requests = models.ManyToManyField(UpdateRequest, related_name="contact_notes")
    way = models.CharField(max_length=10, choices=ContactWay.choices)
    on = models.DateField()
    with_whom = models.CharField(max_length=200)
    said = models.CharField(max_length=300)
    promised_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        ordering = ["period", "on", "pk"]
        constraints = [
            models.CheckConstraint(name="contact_way_is_known", condition=Q(way__in=ContactWay.values)),
            models.CheckConstraint(name="contact_says_what_was_said", condition=~Q(said="")),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.in_short}"

    @property
    def in_short(self) -> str:
        """Such as ``telephoned 4 January 2024, promised 9 January 2024``."""
        promised = f", promised {in_words(self.promised_on)}" if self.promised_on else ""
        return f"{ContactWay(self.way).done} {in_words(self.on)}{promised}"
