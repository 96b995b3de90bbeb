"""The columns of the workbook, in order: what each is called, asks, and lets in. Pure.

The writer and the reader share this table. A column is found again by its heading, so it may be moved.
"""

from dataclasses import dataclass
from enum import StrEnum

from actions.rag import Call, Rating
from actions.ratings import Status

YES, NO = "Yes", "No"
_NOBODY = "Do not identify anyone."


class Kind(StrEnum):
    """What a cell is: shown and locked, or an answer of that kind."""

    SHOWN = "shown"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class Column:
    """``name`` is that of ``UpdateContent`` where it is an answer; ``width`` is in characters.

    ``choices`` pairs a stored value with its words.
    """

    name: str
    head: str
    width: int
    kind: Kind = Kind.TEXT
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def is_answer(self) -> bool:
        return self.kind is not Kind.SHOWN


def _shown(name: str, head: str, width: int) -> Column:
    return Column(name=name, head=head, width=width, kind=Kind.SHOWN)


def _choice(name: str, head: str, width: int, hint: str, words: type[Status | Call | Rating]) -> Column:
    choices = tuple((word.value, word.label) for word in words if word is not Status.CLOSED)
    return Column(name=name, head=head, width=width, kind=Kind.CHOICE, hint=hint, choices=choices)


def _text(name: str, head: str, width: int, hint: str) -> Column:
    return Column(name=name, head=head, width=width, hint=f"{hint} {_NOBODY}")


def _date(name: str, head: str, hint: str) -> Column:
    return Column(name=name, head=head, width=16, kind=Kind.DATE, hint=hint)


REFERENCE = _shown("reference", "Reference", 11)
CODE = _shown("code", "Row code", 24)
FACTS = (
    REFERENCE,
    _shown("title", "Action", 30),
    _shown("due", "Due", 18),
    _shown("previous", "Said last quarter", 42),
    _shown("current", "Saved so far this quarter", 34),
)
ANSWERS = (
    Column(
        name="no_change", head="No change?", width=11, kind=Kind.CHOICE,
        hint="Yes: last quarter's answers stand. Then only say why, under “What happened”.",
        choices=((YES, YES), ("", NO)),
    ),
    _choice("status", "Status", 15, "How far the action has got.", Status),
    _text("happened", "What happened", 46, "What was done this quarter, by whom, and what it changed."),
    _choice("call", "Own call", 15, "Your own call. Leave it empty when the action is complete.", Call),
    _choice(
        "reported_rating", "Rating", 11,
        "Blue only when complete. Amber and Red ask for the columns named after them.", Rating,
    ),
    _text("rating_reason", "Why this rating", 32, "Only when the rating is better than the rules suggest."),
    Column(
        name="forecast_words", head="Forecast finish", width=18, kind=Kind.DATE,
        hint="When you expect to finish: Mar 2027, 31 March 2027 or On-going.",
    ),
    _text("risk", "Amber: risk", 30, "What may go wrong, and what that would mean."),
    _text("mitigation", "Amber: mitigation", 30, "What is being done about the risk."),
    _text("issue", "Red: issue", 30, "What has gone wrong, and why."),
    _text("path_step", "Red: path to green, step", 30, "The next step back to Green."),
    Column(
        name="path_who", head="Red: path to green, who", width=22,
        hint="A post, such as “Superintendent”, and no person's name.",
    ),
    _date("path_by", "Red: path to green, by", "When the step is due, such as 31 March 2027."),
    _text("ask", "Red: asked of the Board", 30, "A decision, help or money. If nothing, say so."),
    _date("completed_on", "Complete: on", "The day it was completed, such as 14 December 2026."),
    _text("completion_note", "Complete: what was achieved", 32, "The Board confirms it from this note."),
    _date("hold_until", "On hold: reviewed on", "When the hold will be reviewed, such as 31 March 2027."),
    _text("next_steps", "What comes next", 34, "The next steps, and when they will be taken."),
)  # fmt: skip
# Pairs of what the Board asks and its answer: as many as the row with most questions needs, and no more.
QUESTIONS = tuple(
    (
        _shown(f"asked_{number}", f"The Board asks ({number})", 34),
        _text(f"answer_{number}", f"Answer to the Board ({number})", 34, "What the Board asked beside this."),
    )
    for number in (1, 2, 3)
)


def columns_with(questions: int) -> tuple[Column, ...]:
    """The columns of a workbook in which a row has that many questions."""
    pairs = (column for pair in QUESTIONS[:questions] for column in pair)
    return (*FACTS, *pairs, *ANSWERS, CODE)


COLUMNS = columns_with(0)
OF_HEAD = {" ".join(column.head.casefold().split()): column for column in columns_with(len(QUESTIONS))}
