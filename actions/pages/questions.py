"""The questions of an action as its page shows them: each with its answer, or with what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import Action, Answer, ProgressUpdate, Question, Withdrawal
from governance.access import Access
from governance.roles import Permission


@dataclass(frozen=True)
class QuestionShown:
    """One question. ``answer`` is the one that stands, when the person may read it."""

    question: Question
    answer: Answer | None
    is_answered: bool
    may_withdraw: bool

    @property
    def withdrawal(self) -> Withdrawal | None:
        found: Withdrawal | None = self.question.was_withdrawn
        return found

    @property
    def waits(self) -> bool:
        return not self.is_answered and self.withdrawal is None


def questions_of(
    action: Action, updates: Sequence[ProgressUpdate], access: Access
) -> list[QuestionShown]:  # fmt: skip
    """Newest first. ``updates`` are those that the person may read, oldest first, with answers. One query."""
    answers = {
        answer.question_id: answer
        for update in updates
        if update.is_received
        for answer in update.answers.all()
    }
    rows = Question.objects.with_state().filter(action=action).order_by("-asked_at", "-pk")
    return [_shown(question, answers.get(question.pk), action, access) for question in rows]


def may_withdraw(question: Question, action: Action, access: Access) -> bool:
    """Whoever asked it, or runs the rounds of its board."""
    own = question.asked_by_id == access.person and access.can(Permission.ASK_QUESTION, action.target())
    return own or access.can(Permission.RUN_PERIOD, action.target())


def _shown(question: Question, answer: Answer | None, action: Action, access: Access) -> QuestionShown:
    answered = bool(getattr(question, "is_answered", False))
    waits = not answered and question.was_withdrawn is None
    return QuestionShown(
        question=question,
        answer=answer if answered else None,
        is_answered=answered,
        may_withdraw=waits and may_withdraw(question, action, access),
    )
