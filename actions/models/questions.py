"""What a board asks of an action, and what its lead answers. All of it is append-only."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from actions.models.actions import Action
from actions.models.requests import UpdateRequest
from actions.models.updates import RECEIVED_STATES, ProgressUpdate
from governance.models import AppendOnly, Group, Person, ReportingPeriod
from governance.models.append_only import AppendOnlyQuerySet


class QuestionQuerySet(AppendOnlyQuerySet["Question"]):
    """The way to read questions."""

    post_path = "action__leads__post"
    agency_path = "action__leads__post__agency"
    board_path = "action__plan__board"

    def waiting(self) -> "QuestionQuerySet":
        """Neither withdrawn nor answered by an update that stands as handed in."""
        return self.filter(~_answered(), withdrawal=None)

    def with_state(self) -> "QuestionQuerySet":
        """Each with its withdrawal, and with whether it ``is_answered``."""
        return self.select_related("withdrawal", "group", "period").annotate(is_answered=_answered())


def _answered() -> Exists:
    """An answer counts once the agency has signed off the update that gives it, until that is returned."""
    return Exists(
        UpdateRequest.objects.filter(
            latest__answers__question=OuterRef("pk"), latest__state__in=RECEIVED_STATES
        )
    )


class Question(AppendOnly):
    """One question. ``period`` is the round that was newest when it was asked; none had begun when empty."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="questions")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["action", "asked_at", "pk"]
        constraints = [models.CheckConstraint(name="question_has_words", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.text}"

    @property
    def was_withdrawn(self) -> Any:
        """The withdrawal; None when there is none. Wants ``with_state``."""
        return getattr(self, "withdrawal", None)


class WithdrawalQuerySet(AppendOnlyQuerySet["Withdrawal"]):
    """The way to read withdrawals."""


class Withdrawal(AppendOnly):
    """Says that a question need not be answered any more."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["question"]

    def __str__(self) -> str:
        return f"Withdrawn: {self.question}"


class AnswerQuerySet(AppendOnlyQuerySet["Answer"]):
    """The way to read answers."""


class Answer(AppendOnly):
    """What one revision of an update says of a question: written with it, and copied with it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    update = models.ForeignKey(ProgressUpdate, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["update", "question"]
        constraints = [
            models.UniqueConstraint(fields=["question", "update"], name="answer_once_a_revision"),
            models.CheckConstraint(name="answer_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text}"
