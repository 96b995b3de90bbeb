"""Actions, and the posts that lead or support each."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from actions.models.objectives import Objective
from actions.models.plan_date_fields import on_field, precision_field, stored_date, words_field
from actions.models.plans import Plan
from actions.plan_dates import PlanDate
from actions.rag import Status
from governance.access import Access, Target
from governance.models import Decision, Post
from governance.scoping import PermittedQuerySet


class Priority(models.TextChoices):
    """As the plan prints it; the order of urgency."""

    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    TBC = "tbc", "To be confirmed"


class Closure(models.TextChoices):
    """How a decision closes an action that is not complete."""

    CANCELLED = "cancelled", "Cancelled"
    MERGED = "merged", "Merged into another action"
    SUPERSEDED = "superseded", "Superseded by another action"


class LeadRole(models.TextChoices):
    """At most one accountable lead an action; any number of the others."""

    ACCOUNTABLE = "accountable", "Accountable lead"
    JOINT = "joint", "Joint lead"
    SUPPORTING = "supporting", "Supporting"


class ActionQuerySet(PermittedQuerySet["Action"]):
    """The way to read actions. ``permitted`` reaches by lead posts, their agencies and the plan's board."""

    post_path = "leads__post"
    agency_path = "leads__post__agency"
    board_path = "plan__board"

    def readable(self, access: Access) -> "ActionQuerySet":
        """Actions of the plans that the person may read."""
        return self.filter(plan__in=Plan.objects.readable(access))

    def in_force(self) -> "ActionQuerySet":
        """Not closed by a decision."""
        return self.exclude(status=Status.CLOSED)

    def with_words(self, words: str) -> "ActionQuerySet":
        """Each word stands somewhere: reference, title, description, objective, lead, measure or partner."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(reference__iexact=word)
                | Q(title__icontains=word)
                | Q(description__icontains=word)
                | Q(objective__title__icontains=word)
                | Q(leads__post__title__icontains=word)
                | Q(leads__post__agency__name__icontains=word)
                | Q(leads__post__agency__short_name__icontains=word)
                | Q(measures__words__icontains=word)
                | Q(partners__name__icontains=word)
            )
        return found.distinct()

    def with_leads(self) -> "ActionQuerySet":
        """Leads, objectives and the decision that closed it fetched beside, in two queries for any number."""
        return self.select_related(
            "plan", "objective__parent", "objective__owner_group", "closure_decision__group"
        ).prefetch_related(models.Prefetch("leads", ActionLead.objects.select_related("post__agency")))


class Action(models.Model):
    """What will be done. ``status`` and ``completed_on`` are as last accepted; D moves by a decision alone.

    O (``original_due_*``) never changes. For an on-going action D and O are its next review date;
    for one that waits on an event (``awaiting``) both are empty until the event is recorded.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=20)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices)
    status = models.CharField(max_length=20, choices=Status.choices(), default=Status.NOT_STARTED)

    start_words = words_field()
    start_on = on_field()
    start_precision = precision_field()
    original_due_words = words_field()
    original_due_on = on_field()
    original_due_precision = precision_field()
    due_words = words_field()
    due_on = on_field()
    due_precision = precision_field()
    ongoing = models.BooleanField(default=False)
    recurs = models.CharField(max_length=10, blank=True)
    awaiting = models.CharField(max_length=200, blank=True)

    completed_on = models.DateField(null=True, blank=True)
    completion_note = models.TextField(blank=True)
    hold_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hold_until = models.DateField(null=True, blank=True)
    closure_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closure = models.CharField(max_length=12, choices=Closure.choices, blank=True)
    # Where the work goes on, once merged or superseded.
    continued_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continues"
    )
    # When a decision last set the status; what an update said of it before then no longer counts.
    status_decided_at = models.DateTimeField(null=True, blank=True)
    # Contradictions of the source, kept and said: a list of sentences.
    flags = models.JSONField(default=list, blank=True)
    # Optimistic lock for edits of the plan: one more with each change.
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "reference"], name="action_reference_unique_in_plan"),
            models.CheckConstraint(
                name="action_status_is_known", condition=Q(status__in=[status.value for status in Status])
            ),
            models.CheckConstraint(
                name="action_priority_is_known", condition=Q(priority__in=Priority.values)
            ),
            models.CheckConstraint(
                name="action_closed_by_a_decision",
                condition=~Q(status=Status.CLOSED) | Q(closure_decision__isnull=False),
            ),
            models.CheckConstraint(
                name="action_closure_is_known",
                condition=Q(closure="") | (Q(closure__in=Closure.values) & Q(status=Status.CLOSED)),
            ),
            models.CheckConstraint(
                name="action_not_continued_in_itself",
                condition=Q(continued_in=None) | ~Q(continued_in=F("id")),
            ),
            models.CheckConstraint(
                name="action_complete_has_a_date",
                condition=~Q(status=Status.COMPLETE) | Q(completed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def start(self) -> PlanDate:
        """B, the planned start."""
        return stored_date(self.start_words, self.start_on, self.start_precision)

    @property
    def original_due(self) -> PlanDate:
        """O, the due date first agreed."""
        return stored_date(
            self.original_due_words, self.original_due_on, self.original_due_precision,
            ongoing=self.ongoing, recurs=self.recurs, awaiting=self.awaiting,
        )  # fmt: skip

    @property
    def due(self) -> PlanDate:
        """D, the due date in force."""
        return stored_date(
            self.due_words, self.due_on, self.due_precision,
            ongoing=self.ongoing, recurs=self.recurs, awaiting=self.awaiting,
        )  # fmt: skip

    @property
    def accountable(self) -> "ActionLead | None":
        """The accountable lead, from leads already fetched."""
        return next((lead for lead in self.leads.all() if lead.role == LeadRole.ACCOUNTABLE), None)

    def target(self) -> Target:
        """Whose this action is, for ``Access.can``. Wants ``with_leads``."""
        leads = list(self.leads.all())
        return Target(
            posts=frozenset(lead.post_id for lead in leads),
            agencies=frozenset(lead.post.agency_id for lead in leads),
            boards=frozenset({self.plan.board_id}),
        )

    def is_due_to_have_started(self, at: dt.date) -> bool:
        """True when its start is not given, or is by the date; one that waits on an event is not."""
        first = self.start.first_day
        return not self.awaiting and (first is None or first <= at)


class ActionLead(models.Model):
    """A post that leads or supports an action, in the order named."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="leads")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="leads")
    role = models.CharField(max_length=12, choices=LeadRole.choices)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["action", "order"]
        constraints = [
            models.UniqueConstraint(fields=["action", "post"], name="lead_named_once_an_action"),
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(role=LeadRole.ACCOUNTABLE),
                name="lead_accountable_once_an_action",
            ),
            models.CheckConstraint(name="lead_role_is_known", condition=Q(role__in=LeadRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.post} ({self.get_role_display()})"
