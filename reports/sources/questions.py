"""What the board has asked of a plan's actions, and no update has answered."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from actions.models import Plan, Question
from reports.board_pack import BoardQuestion
from reports.sources.positions import LiveRow


def read_questions(plan: Plan, rows: Sequence[LiveRow]) -> tuple[BoardQuestion, ...]:
    """In the plan's order, those asked first first. One query."""
    return show_questions(read_waiting([plan]), rows)


def read_waiting(plans: Sequence[Plan]) -> list[Question]:
    """What was asked of the plans' actions and waits, in their order, those asked first first. One query."""
    waiting = Question.objects.waiting().filter(action__plan__in=plans)
    return list(waiting.order_by("action__order", "asked_at", "pk"))


def show_questions(waiting: Iterable[Question], rows: Sequence[LiveRow]) -> tuple[BoardQuestion, ...]:
    """Those of the rows, as the board is told of them. No query."""
    positions = {row.action.pk: row.position for row in rows}
    return tuple(
        BoardQuestion(
            reference=positions[question.action_id].reference,
            title=positions[question.action_id].title,
            text=question.text,
            asked_by=question.asked_by_name,
            asked_on=timezone.localtime(question.asked_at).date(),
            lead=positions[question.action_id].accountable_words,
        )
        for question in waiting
        if question.action_id in positions
    )
