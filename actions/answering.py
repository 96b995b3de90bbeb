"""The questions that wait for an action's next update: which they are, and what their answers lack."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from actions.models import Action, Answer, ProgressUpdate, Question
from actions.policies import Refusal
from actions.problems import Problem
from governance.free_text import personal_problems, too_long_problems


def waiting_for(action: Action) -> list[Question]:
    """The questions that the action's next update answers, oldest first. One query."""
    return list(Question.objects.waiting().filter(action=action).select_related("group"))


def waiting_by_action(actions: Sequence[Action]) -> dict[int, list[Question]]:
    """The same of many, by the key of the action; without any, an empty list. One query."""
    found: dict[int, list[Question]] = defaultdict(list)
    for question in Question.objects.waiting().filter(action__in=actions).select_related("group"):
        found[question.action_id].append(question)
    return found


def field_of(question: int) -> str:
    """The name of the box that answers a question, by its key."""
    return f"answer_{question}"


def answers_of(update: ProgressUpdate | None) -> dict[int, str]:
    """What a revision answers: the key of each question, and the words. One query."""
    if update is None:
        return {}
    return dict(Answer.objects.filter(update=update).values_list("question", "text"))


def answer_gaps(
    questions: Sequence[Question], answers: Mapping[int, str], *, whole: bool, excused: bool
) -> list[Problem]:
    """Pairs of box and sentence: what is too long or personal and, of a whole update, what is missing."""
    problems: list[Problem] = []
    for question in questions:
        name, text = field_of(question.pk), answers.get(question.pk, "").strip()
        if whole and not text:
            asked = f"Answer what the {question.group} asked: {question.text}"
            problems.append((name, asked))
        problems += too_long_problems(name, text)
        problems += personal_problems(name, text, excused=excused)
    return problems


def check_answered(ready: ProgressUpdate) -> None:
    """Raises Refusal when a question waits that the revision does not answer. Two queries."""
    answered = answers_of(ready)
    for question in waiting_for(ready.action):
        if question.pk not in answered:
            raise Refusal(
                f"The {question.group} has asked a question that it does not answer yet. "
                "Open the update, answer it at the top, and mark it ready again."
            )
