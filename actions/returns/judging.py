"""What one row of a return comes to: new, same, in conflict, refused or saved already. No query."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from actions.comparison import LABELS, Difference, answer_differences, differences
from actions.content import UpdateContent, says_the_same
from actions.models import ProgressUpdate
from actions.pages.update import UpdatePage
from actions.policies import Refusal
from actions.problems import Problem
from actions.returns.answers import kept, left_out, read_answers, tidied
from actions.returns.board_answers import NO_LONGER, SINCE, BoardAnswers, read_board_answers
from actions.returns.columns import ANSWERS
from actions.returns.identity import RowCode
from actions.returns.reading import Row

NOTHING_FILLED_IN = "Nothing was filled in, so nothing is saved."
SAID_ALREADY = "It says what is saved already, so nothing is saved again."


class Ruling(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CONFLICT = "conflict"
    REFUSED = "refused"
    SAME = "same"
    SAVED = "saved"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True)
class Said:
    """A sentence about a cell ("H7"), or about the row when ``place`` is empty."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Judged:
    """A row with what becomes of it. ``content`` is what would be saved; ``first`` what it is held against;
    ``answers`` are to the Board's questions, by their key.

    ``needs_word``: it may be saved once somebody says that what looks personal is not about a person.
    """

    row: Row
    ruling: Ruling
    said: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()
    page: UpdatePage | None = None
    content: UpdateContent | None = None
    first: UpdateContent = field(default_factory=UpdateContent)
    answers: Mapping[int, str] = field(default_factory=dict)
    needs_word: bool = False

    @property
    def theirs(self) -> ProgressUpdate | None:
        """What was saved meanwhile."""
        return self.page.latest if self.page and self.ruling is Ruling.CONFLICT else None

    @property
    def key(self) -> int:
        """Of the action; 0 when the row is of none."""
        return self.page.action.pk if self.page else 0

    @property
    def revision(self) -> int:
        """The newest of the action's update as the row was judged."""
        return self.page.revision if self.page else 0

    @property
    def name(self) -> str:
        """The action's reference and title, or the reference that stands in the row."""
        return str(self.page.action) if self.page else self.row.cells.get("reference", "")

    @property
    def changes(self) -> list[Difference]:
        """Each answer as it stands now and as it came back, where they differ."""
        if self.content is None or self.page is None:
            return []
        asked = {question.pk: question.text for question in self.page.questions}
        return [*answer_differences(asked, {}, self.answers), *differences(self.first, self.content)]

    @property
    def can_be_saved(self) -> bool:
        return self.ruling in {Ruling.NEW, Ruling.CONFLICT}


def judge(row: Row, page: UpdatePage, code: RowCode, base: UpdateContent) -> Judged:
    """``base`` is what the row was written from: the revision of its code, else last quarter's answers."""
    typed, unread = read_answers(row.cells, vouched=False)
    board = read_board_answers(row, page.questions)
    found = Judged(
        row, Ruling.REFUSED, page=page, content=kept(typed), first=_now(page, base), answers=board.answers
    )
    silent = not any(board.answers.values())
    problems = [*row.problems, *unread]
    if not problems and silent and _is_untouched(row, typed, base):
        return replace(found, ruling=Ruling.SAME, said=(Said("", NOTHING_FILLED_IN),), content=None)
    if not problems and silent and page.latest is not None and says_the_same(page.latest, kept(typed)):
        return replace(found, ruling=Ruling.SAME, said=(Said("", SAID_ALREADY),), content=None)
    try:
        page.check_open()
    except Refusal as refusal:
        return replace(found, said=(Said("", str(refusal)),))
    if board.missing:
        return replace(found, said=(Said("", SINCE),))
    if problems:
        return replace(found, said=_at_cells(row, problems))
    notes = () if typed.no_change else _not_asked(row, typed, tidied(base))
    notes = (*(Said(place, NO_LONGER) for place in board.unknown), *notes)
    return _whole(replace(found, notes=notes), page, board, code)


def _whole(found: Judged, page: UpdatePage, board: BoardAnswers, code: RowCode) -> Judged:
    """By the checks that any other way in makes of a whole update."""
    problems = _problems(found, page, board, vouched=False)
    said = _at_cells(found.row, problems, board.places)
    if problems and _problems(found, page, board, vouched=True):
        return replace(found, said=said)
    ruling = Ruling.NEW if page.revision == code.revision else Ruling.CONFLICT
    return replace(found, ruling=ruling, said=said, needs_word=bool(problems))


def _problems(found: Judged, page: UpdatePage, board: BoardAnswers, *, vouched: bool) -> list[Problem]:
    """``vouched``: as when somebody says that what looks personal is not about a person."""
    content = replace(found.content or UpdateContent(), not_personal=vouched)
    return [*board.gaps(page.questions, excused=vouched), *page.read(content, whole=True).problems]


def _now(page: UpdatePage, base: UpdateContent) -> UpdateContent:
    """What is shown beside the row: what is saved now, else what it started from."""
    return page.start if page.latest is not None else base


def _is_untouched(row: Row, typed: UpdateContent, base: UpdateContent) -> bool:
    """As it was downloaded, or emptied."""
    if not any(row.cells.get(column.name) for column in ANSWERS if column.name != "no_change"):
        return not typed.no_change
    return kept(typed) == kept(tidied(base))


def _at_cells(row: Row, problems: list[Problem], places: Mapping[str, str] | None = None) -> tuple[Said, ...]:
    """Each sentence beside its cell, ``places`` being more of those; sentences about the same cell once."""
    at = row.places | dict(places or {})
    return tuple(dict.fromkeys(Said(at.get(name, ""), sentence) for name, sentence in problems))


def _not_asked(row: Row, typed: UpdateContent, base: UpdateContent) -> tuple[Said, ...]:
    return tuple(
        Said(
            row.places.get(name, ""),
            f"“{LABELS[name]}” is not asked of this status and rating, so it is not saved.",
        )
        for name in left_out(typed, base)
    )


def misplaced(row: Row, sentence: str, *, name: str = "code") -> Judged:
    """A row that belongs to no action of the workbook."""
    return Judged(row, Ruling.REFUSED, said=(Said(row.places.get(name, ""), sentence),))


def counted(rows: list[Judged]) -> Mapping[Ruling, int]:
    """How many rows of each ruling; every ruling is there."""
    return {ruling: sum(row.ruling is ruling for row in rows) for ruling in Ruling}
