"""The equality impact assessment of a plan: each review is kept as it was made, the first one included."""

import datetime as dt

from django.db import models
from django.db.models import Q

from actions.models.actions import Action
from actions.models.plans import Plan
from governance.models import AppendOnly, Person
from governance.models.append_only import AppendOnlyQuerySet


class ProtectedCharacteristic(models.TextChoices):
    """As the Equality Act 2010 names them (section 4)."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GENDER_REASSIGNMENT = "gender_reassignment", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    SEXUAL_ORIENTATION = "sexual_orientation", "Sexual orientation"


class EqualityReviewQuerySet(AppendOnlyQuerySet["EqualityReview"]):
    """The way to read reviews."""

    board_path = "plan__board"


class EqualityReview(AppendOnly):
    """One look at what a plan does to whom; ``number`` 1 is the assessment itself.

    ``groups`` are values of ``ProtectedCharacteristic``; ``other_groups`` names more in words. ``changed``
    says what is new since the review before.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="equality_reviews")
    number = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    done_by = models.CharField(max_length=200)
    summary = models.TextField()
    address = models.URLField(max_length=500, blank=True)
    groups = models.JSONField(default=list, blank=True)
    other_groups = models.CharField(max_length=300, blank=True)
    changed = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = EqualityReviewQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="equality_review_number_unique"),
            models.CheckConstraint(name="equality_review_is_numbered_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="equality_review_says_what_and_by_whom", condition=~Q(summary="") & ~Q(done_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"Equality impact assessment of {self.plan}, {self.name.lower()}"

    @property
    def name(self) -> str:
        """What it is called among the plan's."""
        return "Assessment" if self.number == 1 else f"Review {self.number - 1}"

    @property
    def due_on(self) -> dt.date:
        """When the next review is due: a year later."""
        return a_year_after(self.reviewed_on)

    @property
    def group_labels(self) -> list[str]:
        """The groups considered, in the order of the Act; then those in words."""
        named = [one.label for one in ProtectedCharacteristic if one.value in self.groups]
        return [*named, self.other_groups] if self.other_groups else named


class EqualityMitigation(AppendOnly):
    """What is done about a finding, as one review says it; ``action`` where one of the plan does it."""

    review = models.ForeignKey(EqualityReview, on_delete=models.PROTECT, related_name="mitigations")
    words = models.CharField(max_length=300)
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="equality_mitigations"
    )
    order = models.PositiveSmallIntegerField()

    objects = AppendOnlyQuerySet["EqualityMitigation"].as_manager()

    class Meta:
        ordering = ["review", "order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "order"], name="equality_mitigation_order_unique"),
            models.CheckConstraint(name="equality_mitigation_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words


def a_year_after(day: dt.date) -> dt.date:
    """The same day of the next year; 28 February after 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
