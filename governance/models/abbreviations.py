"""The register of abbreviations: what a document's short forms stand for."""

from django.db import models
from django.db.models import Q


class AbbreviationQuerySet(models.QuerySet["Abbreviation"]):
    """The way to read the register."""

    def standing(self) -> "AbbreviationQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_on=None)

    def expanded(self) -> "AbbreviationQuerySet":
        """Those that stand and whose meaning is known."""
        return self.standing().exclude(meaning="")

    def with_words(self, words: str) -> "AbbreviationQuerySet":
        """Each word stands in the short form, the meaning or the document."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(short__icontains=word) | Q(meaning__icontains=word) | Q(source__icontains=word)
            )
        return found


class Abbreviation(models.Model):
    """A short form as one document uses it. Without a meaning, that document never says it."""

    short = models.CharField(max_length=20)
    meaning = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)

    objects = AbbreviationQuerySet.as_manager()

    class Meta:
        ordering = ["short", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["short", "source"],
                condition=Q(withdrawn_on=None),
                name="abbreviation_once_a_document",
            ),
            models.CheckConstraint(name="abbreviation_has_a_short_form", condition=~Q(short="")),
        ]

    def __str__(self) -> str:
        return self.short
