"""The coordinator's words for a pack: what they may be, and the verb that writes them down."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from actions import policies
from actions.models import Plan
from governance.free_text import find_text_problems
from governance.history import record
from governance.models import Group, PeriodState, Person, ReportingPeriod
from reports.board_pack import Recommendation, RecommendationKind
from reports.models import PackAmendment, PackApproval, PackNote
from reports.models.issued import FIRST

LONGEST_PURPOSE = 800
LONGEST_SENTENCE = 300
LONGEST_RECOMMENDATION = 500
SENTENCES = 3
RECOMMENDATIONS = 5

type Problem = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class NoteContent:
    """What the coordinator says: why the pack is sent, the quarter in three sentences, what is asked."""

    purpose: str = ""
    sentences: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


NO_WORDS = NoteContent()


class UnfinishedNote(ValueError):
    """The words cannot be kept as they stand. ``problems`` pairs each field with a sentence."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems


class StaleNote(policies.Refusal):
    """Somebody else wrote first. ``theirs`` is what they wrote; nothing of either is lost."""

    def __init__(self, theirs: PackNote) -> None:
        super().__init__(f"{theirs.author_name} saved this page while you were writing.")
        self.theirs = theirs


def content_of(note: PackNote) -> NoteContent:
    """What stored words say."""
    return NoteContent(
        purpose=note.purpose,
        sentences=tuple(note.sentences),
        recommendations=tuple(
            Recommendation(kind=RecommendationKind(kind), text=text) for kind, text in note.recommendations
        ),
    )


def find_words(period: ReportingPeriod, plan: Plan, *, revision: int) -> PackNote | None:
    """What a revision of the pack says: its own words, else those of the revision before. One query."""
    return PackNote.objects.filter(period=period, plan=plan, revision__lte=revision).last()


def revision_to_write(period: ReportingPeriod, plan: Plan) -> int:
    """The revision whose words may be written: the first while the period is open, then an amendment.

    Raises ClosedPeriod when there is none: before the opening, after the closing, once it is approved.
    """
    if period.state == PeriodState.PLANNED:
        raise policies.ClosedPeriod(
            f"{period.quarter.label} is not open yet, so it has no pack to write for."
        )
    if period.is_open:
        return FIRST
    amended = PackAmendment.objects.filter(snapshot__period=period, snapshot__plan=plan).last()
    if amended is None:
        raise policies.ClosedPeriod(
            f"{period.quarter.label} is closed, so the words of its pack can no longer be changed. "
            "Once it is issued, the pack can be amended."
        )
    if PackApproval.objects.filter(snapshot=amended.snapshot_id, revision=amended.revision).exists():
        raise policies.ClosedPeriod(
            f"Revision {amended.revision} of the pack is approved, so its words can no longer be changed."
        )
    return amended.revision


def find_note_problems(content: NoteContent) -> list[Problem]:
    """Pairs of field (purpose, sentence_1, recommendation_1...) and sentence; empty when nothing is wrong."""
    problems: list[Problem] = []
    for name, text, longest in _texts(content):
        problems += find_text_problems(name, text, excused=content.not_personal, longest=longest)
    return problems


def _texts(content: NoteContent) -> list[tuple[str, str, int]]:
    return [
        ("purpose", content.purpose, LONGEST_PURPOSE),
        *((f"sentence_{n}", text, LONGEST_SENTENCE) for n, text in enumerate(content.sentences, start=1)),
        *(
            (f"recommendation_{n}", one.text, LONGEST_RECOMMENDATION)
            for n, one in enumerate(content.recommendations, start=1)
        ),
    ]


@transaction.atomic
def write_note(
    *,
    period: ReportingPeriod,
    plan: Plan,
    content: NoteContent,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> PackNote:
    """Keep the words for the pack of a plan: in an open period, or of an amendment.

    ``expected_version`` is the one the writer started from (0: none). The board is locked, as by whoever
    approves. Raises StaleNote when another was written since, UnfinishedNote when the words may not be
    kept, ClosedPeriod when no revision's words may be written.
    """
    Group.objects.select_for_update().get(pk=period.board_id)
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    revision = revision_to_write(held, plan)
    note = PackNote.objects.filter(period=held, plan=plan, revision=revision).first()
    if note is not None and note.version != expected_version:
        raise StaleNote(note)
    problems = find_note_problems(content)
    if problems:
        raise UnfinishedNote(problems)
    note = note or PackNote(period=held, plan=plan, revision=revision, version=0)
    note.purpose = content.purpose
    note.sentences = [text for text in content.sentences if text]
    note.recommendations = [[one.kind.value, one.text] for one in content.recommendations if one.text]
    note.author, note.author_name, note.written_at = by, by.name, at
    note.version += 1
    note.save()
    record(by=by, at=at, subject=note, verb="wrote for the pack", sentence=" ".join(note.sentences))
    return note
