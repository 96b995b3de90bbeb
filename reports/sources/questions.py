"""What the board has asked of a plan's actions, and no update has answered."""

from collections.abc import Sequence

from django.utils import timezone

from actions.models import Plan, Question
from reports.board_pack import BoardQuestion
from reports.sources.positions import LiveRow


def read_questions(plan: Plan, rows: Sequence[LiveRow]) -> tuple[BoardQuestion, ...]:
    """In the plan's order, those asked first first. One query."""
    positions = {row.action.pk: row.position for row in rows}
    waiting = Question.objects.waiting().filter(action__in=positions, action__plan=plan)
    return tuple(
        BoardQuestion(
            reference=positions[question.action_id].reference,
            title=positions[question.action_id].title,
            text=question.text,
            asked_by=question.asked_by_name,
            asked_on=timezone.localtime(question.asked_at).date(),
            lead=positions[question.action_id].accountable_words,
        )
        for question in waiting.order_by("action__order", "asked_at", "pk")
    )
