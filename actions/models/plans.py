"""A plan of a board, and its limits of the rating rules."""

from django.db import models
from django.db.models import F, Q

from governance.access import Access
from governance.models import Group, ReportingPeriod
from governance.models.periods import PeriodQuerySet
from governance.quarters import Quarter
from governance.roles import Permission
from governance.scoping import PermittedQuerySet


class PlanState(models.TextChoices):
    """A plan is a draft until the last body on its route agrees it."""

    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    CLOSED = "closed", "Closed"


class PlanQuerySet(PermittedQuerySet["Plan"]):
    """The way to read plans."""

    board_path = "board"

    def readable(self, access: Access) -> "PlanQuerySet":
        """Agreed and closed plans for every partner; drafts for those who build or audit them."""
        agreed = self.permitted(access, Permission.READ_PLAN).exclude(state=PlanState.DRAFT)
        return agreed | self.permitted(access, Permission.READ_DRAFT_PLAN)

    def begun_in(self, quarter: Quarter) -> "PlanQuerySet":
        """Agreed plans that have started by the quarter's end: a round of it is about these."""
        return self.filter(state=PlanState.AGREED, starts_on__lte=quarter.end)


class Plan(models.Model):
    """One strategy's delivery plan for a span of years, owned by a board, with its own names of levels."""

    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=80, blank=True)
    slug = models.SlugField(max_length=80)
    # What the plan is for, in a sentence.
    description = models.TextField(blank=True)
    board = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    # The name of its version in force, put there by the verbs that bring one into force; empty in a draft.
    version = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    upper_level = models.CharField(max_length=60, default="Strategic objective")
    lower_level = models.CharField(max_length=60, default="Objective")
    # Limits of the rating rules of its own (``rag.md``), from a date on; all empty: those of the settings.
    thresholds_from = models.DateField(null=True, blank=True)
    overdue_days = models.PositiveSmallIntegerField(null=True, blank=True)
    slip_days = models.PositiveSmallIntegerField(null=True, blank=True)
    missed_updates = models.PositiveSmallIntegerField(null=True, blank=True)
    # Contradictions of the source, kept and said: a list of sentences.
    flags = models.JSONField(default=list, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="plan_slug_unique"),
            models.CheckConstraint(name="plan_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="plan_thresholds_all_or_none",
                condition=Q(thresholds_from=None, overdue_days=None, slip_days=None, missed_updates=None)
                | Q(
                    thresholds_from__isnull=False,
                    overdue_days__isnull=False,
                    slip_days__isnull=False,
                    missed_updates__isnull=False,
                    overdue_days__gte=1,
                    slip_days__gte=1,
                    missed_updates__gte=1,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title

    def has_quarter(self, quarter: Quarter) -> bool:
        """False of a quarter that ends before the plan starts: nothing of the plan is asked or kept in it."""
        return self.starts_on <= quarter.end

    def periods(self) -> PeriodQuerySet:
        """The periods of its board, from the quarter on in which it starts."""
        return ReportingPeriod.objects.filter(board=self.board_id).since(self.first_quarter)

    @property
    def first_quarter(self) -> Quarter:
        """The quarter in which it starts."""
        return Quarter.containing(self.starts_on)
