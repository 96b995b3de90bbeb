"""The register of documents: the strategies, plans and reviews round the plans, and what links to what."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from governance.models.agencies import Agency


class DocumentKind(models.TextChoices):
    """What sort of document it is."""

    STRATEGY = "strategy", "Strategy"
    PLAN = "plan", "Plan"
    ACTION_PLAN = "action plan", "Action plan"
    AGREEMENT = "agreement", "Agreement"
    NEEDS_ASSESSMENT = "needs assessment", "Needs assessment"
    REVIEWS = "reviews", "Reviews"
    INDEPENDENT_REVIEW = "independent review", "Independent review"
    APPROACH = "approach", "Approach"


class DocumentQuerySet(models.QuerySet["RegisteredDocument"]):
    """The way to read the register."""

    def standing(self) -> "DocumentQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_on=None)

    def with_words(self, words: str) -> "DocumentQuerySet":
        """Each word stands in the title, the owner, the note or a theme."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(owner__icontains=word)
                | Q(note__icontains=word)
                | Q(themes__words__icontains=word)
            )
        return found.distinct()

    def expired(self, at: dt.date) -> "DocumentQuerySet":
        """Those whose last year was over before the date."""
        return self.filter(last_year__lt=at.year)

    def current(self, at: dt.date) -> "DocumentQuerySet":
        """Those whose last year is not over; a review or an assessment without one never expires."""
        return self.filter(Q(last_year=None) | Q(last_year__gte=at.year))


class RegisteredDocument(models.Model):
    """A document as the register lists it. ``owner`` is as printed; ``agency`` the partner that it means.

    Years are calendar years. Without a last one it is of a moment, as a review is, and does not expire.
    """

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    owner = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.URLField(max_length=500, blank=True)
    recommendations = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    links = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="linked_from")
    withdrawn_on = models.DateField(null=True, blank=True)
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="document_number_unique"),
            models.UniqueConstraint(
                fields=["title"], condition=Q(withdrawn_on=None), name="document_title_unique"
            ),
            models.CheckConstraint(
                name="document_years_in_order",
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")),
            ),
            models.CheckConstraint(name="document_kind_is_known", condition=Q(kind__in=DocumentKind.values)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        """Such as ``2021 to 2024``, or the one year."""
        if self.last_year is None or self.last_year == self.first_year:
            return str(self.first_year)
        return f"{self.first_year} to {self.last_year}"

    def has_expired(self, at: dt.date) -> bool:
        """True when its last year was over before the date."""
        return self.last_year is not None and self.last_year < at.year


class DocumentTheme(models.Model):
    """One of the themes of a document, in our own words."""

    document = models.ForeignKey(RegisteredDocument, on_delete=models.CASCADE, related_name="themes")
    words = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="theme_order_unique_in_document"),
            models.CheckConstraint(name="theme_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words
