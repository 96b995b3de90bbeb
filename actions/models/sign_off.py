"""The route by which a plan is signed off: the bodies in their order, and what each answered."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from actions.models.plan_date_fields import on_field, precision_field, stored_date, words_field
from actions.models.plans import Plan, PlanState
from actions.models.versions import PlanVersion
from actions.plan_dates import PlanDate
from governance.models import AppendOnly, Decision, Group
from governance.models.append_only import AppendOnlyQuerySet
from governance.scoping import PermittedQuerySet


class VerdictOutcome(models.TextChoices):
    """What a body answers, in the word of its minutes; the first two count alike."""

    AGREED = "agreed", "Agreed"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


# What counts as agreement.
GIVEN = (VerdictOutcome.AGREED, VerdictOutcome.APPROVED)


class ApprovalQuerySet(PermittedQuerySet["Approval"]):
    """The way to read steps."""

    board_path = "plan__board"

    def open(self) -> "ApprovalQuerySet":
        """Needed, and not given yet."""
        given = Verdict.objects.filter(step=OuterRef("pk"), outcome__in=GIVEN)
        return self.filter(~Exists(given), needed=True)

    def next(self) -> "ApprovalQuerySet":
        """Steps whose turn it is, one a plan at most: of the newest version's route, or of a draft's."""
        newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
        same = Q(version=OuterRef("version")) | Q(version=None)
        earlier = Approval.objects.open().filter(same, plan=OuterRef("plan"), order__lt=OuterRef("order"))
        rows = self.open().exclude(plan__state=PlanState.CLOSED).annotate(newest=Subquery(newest))
        in_play = Q(version=F("newest")) | Q(version=None, newest=None)
        return rows.filter(in_play).filter(~Exists(earlier))


class Approval(models.Model):
    """One step of the route: a body, what it is asked to approve, and when that is due, as typed.

    ``version`` is the one that the route brings into force; empty while the plan is a draft. Steps count
    up and are not numbered without gaps. One that was refused and is asked for no longer is not ``needed``.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="approvals")
    version = models.ForeignKey(
        PlanVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    of_what = models.CharField(max_length=200)
    due_words = words_field()
    due_on = on_field()
    due_precision = precision_field()
    needed = models.BooleanField(default=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"], condition=Q(version=None), name="approval_order_unique_in_plan"
            ),
            models.UniqueConstraint(fields=["version", "order"], name="approval_order_unique_in_version"),
            models.CheckConstraint(name="approval_says_of_what", condition=~Q(of_what="")),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.of_what}"

    @property
    def due(self) -> PlanDate:
        return stored_date(self.due_words, self.due_on, self.due_precision)

    def plainly(self, outcome: str) -> str:
        """The decision where nobody wrote more of it: "Approved: the strategy (VAWG Plan 2023-24)."."""
        return f"{VerdictOutcome(outcome).label}: {self.of_what[:1].lower()}{self.of_what[1:]} ({self.plan})."


class VerdictQuerySet(AppendOnlyQuerySet["Verdict"]):
    """The way to read verdicts."""


class Verdict(AppendOnly):
    """What the body of a step answered: given once, after any number of refusals, each by a decision."""

    step = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=10, choices=VerdictOutcome.choices)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["step", "pk"]
        constraints = [
            models.CheckConstraint(
                name="verdict_outcome_is_known", condition=Q(outcome__in=VerdictOutcome.values)
            ),
            models.UniqueConstraint(
                fields=["step"], condition=Q(outcome__in=GIVEN), name="verdict_given_once_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step.group}: {self.get_outcome_display().lower()}"

    @property
    def is_given(self) -> bool:
        return self.outcome in GIVEN

    @property
    def note(self) -> str:
        """What was decided, where somebody wrote more of it than the answer."""
        text = self.decision.text
        return "" if text == self.step.plainly(self.outcome) else text
