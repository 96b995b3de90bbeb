"""Recommendations of reviews round the plans, and the actions that answer each."""

import re

from django.db import models
from django.db.models import Exists, OuterRef, Q

from actions.models.actions import Action
from actions.rag import Status
from governance.models import Agency, Person, RegisteredDocument


class NoActionNeeded(models.TextChoices):
    """Why a recommendation is left without an action."""

    RISK_ACCEPTED = "risk_accepted", "Risk accepted"
    DONE_ALREADY = "done_already", "Done already"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """The way to read recommendations."""

    def standing(self) -> "RecommendationQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_on=None)

    def without_action(self) -> "RecommendationQuerySet":
        """Standing, not settled, and traced to nothing but actions that were closed."""
        answered = RecommendationTrace.objects.filter(recommendation=OuterRef("pk"))
        return self.standing().filter(~Exists(answered.exclude(action__status=Status.CLOSED)), settled_as="")

    def with_source(self) -> "RecommendationQuerySet":
        """Each with the review that made it and the agency that it is addressed to."""
        return self.select_related("document", "agency")


class Recommendation(models.Model):
    """What a review recommends, in plain words, under the review's own reference.

    It is addressed to an agency of the tracker or to a body by name. ``settled_as`` says why no action is
    needed; empty while one is, or while nobody has said.
    """

    document = models.ForeignKey(RegisteredDocument, on_delete=models.PROTECT, related_name="recommended")
    reference = models.CharField(max_length=20)
    text = models.TextField()
    made_on = models.DateField()
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    addressed_to = models.CharField(max_length=200, blank=True)
    settled_as = models.CharField(max_length=15, choices=NoActionNeeded.choices, blank=True)
    settled_reason = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["document__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "reference"],
                condition=Q(withdrawn_on=None),
                name="recommendation_reference_unique_in_review",
            ),
            models.CheckConstraint(name="recommendation_says_what", condition=~Q(reference="") & ~Q(text="")),
            models.CheckConstraint(
                name="recommendation_addressed_to_one",
                condition=Q(agency=None) & ~Q(addressed_to="") | Q(agency__isnull=False, addressed_to=""),
            ),
            models.CheckConstraint(
                name="recommendation_settled_with_a_reason",
                condition=Q(settled_as="", settled_reason="", settled_on=None)
                | Q(settled_as__in=NoActionNeeded.values, settled_on__isnull=False) & ~Q(settled_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.reference} of {self.document}"

    @property
    def addressee(self) -> str:
        """The agency by its short name, or the body as it was named."""
        return self.agency.short_name if self.agency else self.addressed_to

    @property
    def place(self) -> tuple[int, list[tuple[int, str]]]:
        """Sorts as people count: the reviews in the register's order, and 2 before 10."""
        parts = re.findall(r"\d+|\D+", self.reference)
        return self.document.number, [(int(p), "") if p.isdecimal() else (0, p.casefold()) for p in parts]


class RecommendationTrace(models.Model):
    """An action answers a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="traces")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="traces")
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["recommendation", "action__plan", "action__order"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "action"], name="recommendation_traced_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action} answers {self.recommendation}"
