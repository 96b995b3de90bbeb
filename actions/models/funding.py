"""Money that pays for actions: where it comes from, when it ends, what follows, and what if nothing does."""

from django.db import models
from django.db.models import Q

from actions.models.actions import Action
from actions.models.plans import Plan
from actions.outlook import FollowOn
from governance.scoping import PermittedQuerySet


class FundingQuerySet(PermittedQuerySet["Funding"]):
    """The way to read funding."""

    board_path = "plan__board"

    def in_force(self) -> "FundingQuerySet":
        """Not taken off the list."""
        return self.filter(closed_on=None)


class Funding(models.Model):
    """One fund of a plan, and the actions that it pays for. ``amount`` is in words, where it is public.

    It is closed once the board need not hear of it any more: another has taken its place, or nothing
    depends on it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="funding")
    actions = models.ManyToManyField(Action, related_name="funds")
    source = models.CharField(max_length=200)
    amount = models.CharField(max_length=100, blank=True)
    ends_on = models.DateField()
    follow_on = models.CharField(max_length=10, choices=FollowOn.choices(), default=FollowOn.NOTHING)
    what_follows = models.TextField(blank=True)
    # What is done when nothing follows.
    fallback = models.TextField(blank=True)
    not_for_publication = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    # Optimistic lock: one more with each change.
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    objects = FundingQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "ends_on", "pk"]
        verbose_name_plural = "funding"
        constraints = [
            models.CheckConstraint(name="funding_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="funding_follow_on_is_known",
                condition=Q(follow_on__in=[one.value for one in FollowOn]),
            ),
            models.CheckConstraint(
                name="funding_follow_on_has_words",
                condition=Q(follow_on=FollowOn.NOTHING, what_follows="")
                | ~Q(follow_on=FollowOn.NOTHING) & ~Q(what_follows=""),
            ),
            models.CheckConstraint(
                name="funding_closed_says_why",
                condition=Q(closed_on=None, closing_note="")
                | Q(closed_on__isnull=False) & ~Q(closing_note=""),
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None
