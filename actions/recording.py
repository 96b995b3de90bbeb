"""The verb of a measure's reading: put it down for a quarter, or correct it with a reason."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from actions import policies
from actions.figures import show_figure, unit_problem
from actions.measuring import lock_measure
from actions.models import Measure, MeasureReading
from actions.policies import ClosedPeriod, Refusal, Unfinished
from actions.problems import Problem
from governance.access import Access
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import PeriodState, Person, ReportingPeriod
from governance.roles import Permission

LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class ReadingContent:
    """A number where the measure is counted, with words beside it if any; else words alone.

    ``reason`` says why it corrects the reading before; the first of a quarter has none.
    """

    value: Decimal | None = None
    note: str = ""
    reason: str = ""
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


class StaleReading(Refusal):
    """Somebody else put one down first. ``theirs`` is the reading as it stands; nothing is written."""

    def __init__(self, theirs: MeasureReading) -> None:
        super().__init__(
            f"{theirs.by_name} put down this reading while you were writing. It is shown above: if yours is "
            "right, say why it corrects that one, and save again."
        )
        self.theirs = theirs


def may_record(measure: Measure, period: ReportingPeriod, access: Access) -> bool:
    """The supplying agency's people while the quarter is open; the coordinator also once it has closed.

    A closed quarter's pack stays as it was: a reading that came late shows from the next one on.
    """
    if measure.is_retired or period.state == PeriodState.PLANNED or not policies.is_open(measure.plan):
        return False
    if period.board_id != measure.plan.board_id or not measure.plan.has_quarter(period.quarter):
        return False
    needed = Permission.RECORD_READING if period.is_open else Permission.EDIT_PLAN
    return access.can(needed, measure.whose())


def check_takes_readings(period: ReportingPeriod, *, after_closing: bool) -> None:
    """Raises ClosedPeriod before the quarter has begun and, unless ``after_closing``, once it closed."""
    policies.check_period_begun(period)
    if not period.is_open and not after_closing:
        raise ClosedPeriod(
            f"{period.quarter.label} is closed. Ask the coordinator to put down or correct its reading."
        )


def find_reading_problems(
    content: ReadingContent, *, measure: Measure, before: MeasureReading | None
) -> list[Problem]:
    """Pairs of field and sentence; ``before`` is the quarter's reading that this one corrects, if any."""
    problems: list[Problem] = []
    if measure.is_counted and content.value is None:
        problems.append(("value", "Enter the reading as a number, such as 12 or 12.5."))
    if measure.is_counted and content.value is not None:
        wrong = unit_problem(content.value, unit=measure.unit, thing="reading", signed=measure.is_signed)
        problems += [("value", wrong)] if wrong else []
    if not measure.is_counted and not content.note.strip():
        problems.append(("note", "Say in words how it stands."))
    if before is not None and not content.reason.strip():
        problems.append(("reason", "Say why the reading is corrected."))
    for name in ("note", "reason"):
        text = getattr(content, name)
        problems += too_long_problems(name, text, LONGEST)
        problems += personal_problems(name, text, excused=content.not_personal)
    return problems


@transaction.atomic
def record_reading(
    *,
    measure: Measure,
    period: ReportingPeriod,
    content: ReadingContent,
    expected_revision: int,
    by: Person,
    at: dt.datetime,
    after_closing: bool = False,
    sample: bool = False,
) -> MeasureReading:
    """Put a quarter's reading down, or the next revision of it; what says the same is not written again.

    ``expected_revision`` is 0 for the first; ``after_closing`` says that the writer may put down a closed
    quarter's. The period is locked first, as closing it does. Raises StaleReading, Unfinished, ClosedPeriod,
    and Refusal when the measure is retired, its plan is closed or starts after the quarter, or the period is
    another board's.
    """
    held_period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    check_takes_readings(held_period, after_closing=after_closing)
    held = lock_measure(measure)
    if held_period.board_id != held.plan.board_id:
        raise Refusal("That quarter is of another board than the one this measure answers to.")
    policies.check_has_quarter(held.plan, held_period)
    before = MeasureReading.objects.filter(measure=held, period=held_period).order_by("revision").last()
    if before is not None and before.revision != expected_revision:
        raise StaleReading(before)
    note = content.note.strip()
    if before is not None and (before.value, before.note) == (content.value, note):
        return before
    problems = find_reading_problems(content, measure=held, before=before)
    if problems:
        raise Unfinished(problems)
    reading = MeasureReading.objects.create(
        measure=held,
        period=held_period,
        revision=before.revision + 1 if before else 1,
        value=content.value if held.is_counted else None,
        note=note,
        reason=content.reason.strip() if before else "",
        by=by,
        by_name=by.name,
        at=at,
        is_sample=sample,
    )
    quarter = held_period.quarter.label
    record(
        by=by,
        at=at,
        subject=held,
        verb="corrected a reading" if before else "put down a reading",
        sentence=reading.reason,
        changes={quarter: (_shown(before), _shown(reading))},
    )
    return reading


def _shown(reading: MeasureReading | None) -> str:
    """The number, and the words beside it."""
    if reading is None:
        return ""
    return ": ".join(part for part in (show_figure(reading.value), reading.note) if part)
