"""What a lead says of a quarter after it closed, and what became of it. The quarter stays as it was."""

from typing import Any

from django.db import models
from django.db.models import Q

from actions.models.requests import UpdateRequest
from actions.rag import Rating, Status
from governance.access import Access
from governance.models import AppendOnly, Person
from governance.models.append_only import AppendOnlyQuerySet
from governance.roles import Permission


class LateOutcome(models.TextChoices):
    """What the coordinator does with it."""

    CARRIED = "carried", "Carried to the next quarter"
    TABLED = "tabled", "Tabled as an addendum"


class LateUpdateQuerySet(AppendOnlyQuerySet["LateUpdate"]):
    """The way to read late updates."""

    post_path = "request__action__leads__post"
    agency_path = "request__action__leads__post__agency"
    board_path = "request__period__board"

    def waiting(self) -> "LateUpdateQuerySet":
        """Those that the coordinator has not settled."""
        return self.filter(settlement=None)

    def tabled(self) -> "LateUpdateQuerySet":
        return self.filter(settlement__outcome=LateOutcome.TABLED)

    def readable(self, access: Access) -> "LateUpdateQuerySet":
        """As a draft is; once tabled, by whoever reads the pack that it is added to."""
        own = self.permitted(access, Permission.READ_DRAFTS)
        return own | self.tabled().permitted(access, Permission.READ_PACK)


class LateUpdate(AppendOnly):
    """One late update of a request whose period is closed. ``why`` says more of a rating of Amber or Red."""

    request = models.ForeignKey(UpdateRequest, on_delete=models.PROTECT, related_name="late_updates")
    status = models.CharField(max_length=20, choices=Status.choices())
    happened = models.TextField()
    reported_rating = models.CharField(max_length=10, choices=Rating.choices(), blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = LateUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["request", "at", "pk"]
        constraints = [
            models.CheckConstraint(name="late_update_says_what_happened", condition=~Q(happened="")),
        ]

    def __str__(self) -> str:
        return f"{self.request}, after closing"

    @property
    def settled(self) -> Any:
        """Its settlement; None while it waits. Wants ``select_related("settlement")``."""
        return getattr(self, "settlement", None)


class LateSettlementQuerySet(AppendOnlyQuerySet["LateSettlement"]):
    """The way to read settlements."""


class LateSettlement(AppendOnly):
    """What became of a late update: written once."""

    late_update = models.OneToOneField(LateUpdate, on_delete=models.PROTECT, related_name="settlement")
    outcome = models.CharField(max_length=10, choices=LateOutcome.choices)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = LateSettlementQuerySet.as_manager()

    class Meta:
        ordering = ["late_update"]
        constraints = [
            models.CheckConstraint(
                name="late_settlement_outcome_is_known", condition=Q(outcome__in=LateOutcome.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.late_update}: {self.get_outcome_display().lower()}"
