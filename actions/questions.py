"""Verbs of a board's questions: ask, and withdraw. Answering is part of saving an update."""

import datetime as dt

from django.db import transaction

from actions import policies
from actions.models import Action, Question, Withdrawal
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

LONGEST_QUESTION = 1000


def question_problems(text: str, *, excused: bool) -> list[Problem]:
    """What is wrong with the words of a question."""
    if not text:
        return [("text", "Write what the Board wants to know.")]
    too_long = too_long_problems("text", text, LONGEST_QUESTION)
    return [*too_long, *personal_problems("text", text, excused=excused)]


@transaction.atomic
def ask_question(
    *, action: Action, text: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Question:
    """Ask the action's lead, in the name of the board of its plan.

    The question stands at the top of the next update that is written. Raises Refusal when none will come,
    or the same question waits already; Unfinished (``text``).
    """
    held = Action.objects.select_for_update(of=("self",)).select_related("plan__board").get(pk=action.pk)
    policies.check_can_ask_question(held)
    words = text.strip()
    problems = question_problems(words, excused=not_personal)
    if problems:
        raise Unfinished(problems)
    if Question.objects.waiting().filter(action=held, text=words).exists():
        raise Refusal("This question has been asked already, and waits for its answer.")
    board = held.plan.board
    period = held.plan.periods().begun().order_by("year", "number").last()
    question = Question.objects.create(
        action=held, group=board, period=period, text=words, asked_by=by, asked_by_name=by.name, asked_at=at
    )
    record(by=by, at=at, subject=held, verb="asked a question", sentence=words, on_behalf_of=str(board))
    return question


@transaction.atomic
def withdraw_question(*, question: Question, by: Person, at: dt.datetime) -> Withdrawal:
    """It need not be answered any more. Raises Refusal when it was answered or withdrawn already."""
    action = Action.objects.select_for_update(of=("self",)).get(pk=question.action_id)
    if not Question.objects.waiting().filter(pk=question.pk).exists():
        raise Refusal("This question waits no longer: it has been answered or withdrawn.")
    withdrawal = Withdrawal.objects.create(question=question, by=by, by_name=by.name, at=at)
    record(by=by, at=at, subject=action, verb="withdrew a question", sentence=question.text)
    return withdrawal
