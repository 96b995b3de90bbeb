"""The verb of a decision: what a board or sub-group resolved is written down once, and pointed at."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from governance import personal_data
from governance.bodies import deciding_bodies
from governance.days import in_words
from governance.history import record
from governance.models import Decision, Group, Meeting, MeetingState, Person

LONGEST = 4000

type Problem = tuple[str, str]


class UnfinishedDecision(ValueError):
    """The decision cannot be recorded as it stands. ``problems`` pairs each field with a sentence."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class DecisionContent:
    """What a group resolved; the names are those of ``Decision``. ``reference`` is the minute's, if any."""

    group: Group
    decided_on: dt.date
    text: str
    reference: str = ""
    meeting: Meeting | None = None
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


def find_decision_problems(content: DecisionContent, *, today: dt.date) -> list[Problem]:
    """Pairs of field name and sentence; empty when the decision can be recorded."""
    problems: list[Problem] = []
    if content.decided_on > today:
        problems.append(("decided_on", "The date of the decision must be today or in the past."))
    problems += _outside_its_life(content)
    if not content.text.strip():
        problems.append(("text", "Say what was decided, in a sentence."))
    if len(content.text) > LONGEST:
        problems.append(
            ("text", f"Shorten this to {LONGEST:,} characters or fewer. It has {len(content.text):,}.")
        )
    for found in personal_data.find(content.text, partner_domains=settings.PARTNER_DOMAINS):
        if found.severity == "refuse" or not content.not_personal:
            problems.append(("text", found.sentence))
    if len(content.reference) > 60:
        problems.append(("reference", "Shorten the minute reference to 60 characters or fewer."))
    return problems


def _outside_its_life(content: DecisionContent) -> list[Problem]:
    group, day = content.group, content.decided_on
    if group.starts_on and day < group.starts_on:
        return [("decided_on", f"{group} was set up on {in_words(group.starts_on)}, after that date.")]
    if group.ends_on and day > group.ends_on:
        return [("decided_on", f"{group} ended on {in_words(group.ends_on)}, before that date.")]
    return []


def check_decides_for(board: Group, content: DecisionContent) -> None:
    """Raises UnfinishedDecision (``group``) unless the group may decide on a plan of the board."""
    group = content.group
    if group not in deciding_bodies(board, at=dt.date.max):
        said = f"{group} cannot decide this: {board} does, or a group above it. Record it as noted."
        raise UnfinishedDecision([("group", said)])


@transaction.atomic
def record_decision(*, content: DecisionContent, by: Person, at: dt.datetime) -> Decision:
    """Write down what a group resolved. Raises UnfinishedDecision when a part is missing or impossible.

    One minute may decide on several actions: the same words under the same reference are one decision.
    """
    problems = find_decision_problems(content, today=at.date())
    if problems:
        raise UnfinishedDecision(problems)
    same = _recorded_before(content)
    if same is not None:
        return same
    decision = Decision.objects.create(
        group=content.group,
        meeting=content.meeting or _meeting_of(content),
        decided_on=content.decided_on,
        reference=content.reference.strip(),
        text=content.text.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    record(by=by, at=at, subject=decision, verb="recorded", sentence=decision.text)
    return decision


def in_minuted_order(decisions: Iterable[Decision]) -> list[Decision]:
    """The newest day first; of a day in the order of the minutes, then those with none as recorded."""
    return sorted(
        decisions,
        key=lambda one: (-one.decided_on.toordinal(), not one.reference, _numbered(one.reference), one.pk),
    )


def _numbered(reference: str) -> list[str | int]:
    """Minute 10 comes after minute 2."""
    return [int(part) if part.isdecimal() else part.casefold() for part in re.split(r"(\d+)", reference)]


def _recorded_before(content: DecisionContent) -> Decision | None:
    """The decision of the same minute, in the same words."""
    reference = content.reference.strip()
    if not reference:
        return None
    same = Decision.objects.filter(group=content.group, decided_on=content.decided_on, reference=reference)
    return same.filter(text=content.text.strip()).first()


def _meeting_of(content: DecisionContent) -> Meeting | None:
    """The group's meeting of the day, when one is known."""
    same_day = Meeting.objects.filter(group=content.group, on=content.decided_on)
    return same_day.exclude(state=MeetingState.CANCELLED).first()
