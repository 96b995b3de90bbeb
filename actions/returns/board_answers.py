"""What a row answers of the Board's questions: each is known again by its words, beside the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.answering import answer_gaps, field_of
from actions.models import Question
from actions.problems import Problem
from actions.returns.columns import QUESTIONS
from actions.returns.reading import Row, tidy

SINCE = (
    "The Board has asked something that this workbook has no cell for. "
    "Choose “Enter for the lead” on the round, and answer it there."
)
NO_LONGER = "The Board's question beside this waits no longer, or its words were changed: it is not saved."


@dataclass(frozen=True)
class BoardAnswers:
    """``answers`` are by the key of the question, ``places`` ("F7") by the name of its box (``field_of``).

    ``unknown`` are the places of answers to what is not asked any more, ``missing`` whether a question that
    waits stands nowhere in the row.
    """

    answers: Mapping[int, str]
    places: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: bool

    def gaps(self, questions: Sequence[Question], *, excused: bool) -> list[Problem]:
        """What is missing, too long or personal, by the name of the box."""
        return answer_gaps(questions, self.answers, whole=True, excused=excused)


def read_board_answers(row: Row, questions: Sequence[Question]) -> BoardAnswers:
    """``questions`` are those that wait for the action's update."""
    by_words = {tidy(question.text): question.pk for question in questions}
    answers: dict[int, str] = {}
    places: dict[str, str] = {}
    unknown: list[str] = []
    for asked, answer in QUESTIONS:
        key, words = by_words.get(row.cells.get(asked.name, "")), row.cells.get(answer.name, "")
        place = row.places.get(answer.name, "")
        if key is not None:
            answers[key], places[field_of(key)] = words, place
        elif words:
            unknown.append(place)
    return BoardAnswers(answers, places, tuple(unknown), missing=len(answers) < len(questions))
