"""Verbs of success measures: add one to an objective or an action, change it, retire it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from actions import policies
from actions.figures import show_figure
from actions.models import Action, Better, Measure, MeasureReading, Objective, Plan
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.stale import Stale
from governance.free_text import find_text_problems, personal_problems, too_long_problems
from governance.history import record
from governance.models import Agency, Person

LONGEST = 1000
_LIMITS = {"words": LONGEST, "unit": 60, "supplier": 200}


@dataclass(frozen=True, kw_only=True)
class MeasureContent:
    """What a measure says. It is counted when a direction is the ``better`` one.

    Its readings come from an ``agency`` or, by name, from a body that is none; never from both.
    """

    words: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    better: str = ""
    agency: Agency | None = None
    supplier: str = ""
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


class StaleMeasure(Stale[Measure]):
    thing = "measure"


def content_of(measure: Measure) -> MeasureContent:
    """What it says now. Wants ``agency`` selected."""
    return MeasureContent(
        words=measure.words,
        unit=measure.unit,
        baseline=measure.baseline,
        target=measure.target,
        better=measure.better,
        agency=measure.agency,
        supplier=measure.supplier,
    )


def find_measure_problems(content: MeasureContent) -> list[Problem]:
    """Pairs of field and sentence; empty when nothing is wrong."""
    problems: list[Problem] = []
    if not content.words.strip():
        problems.append(("words", "Say how one would know that it has worked."))
    if content.better not in ("", *Better.values):
        problems.append(("better", "Choose which direction is better, or that it is not counted."))
    if not content.better and (content.target is not None or content.baseline is not None):
        problems.append(("better", "Choose which direction is better, now that there are numbers."))
    problems += _target_problems(content)
    if content.agency and content.supplier.strip():
        problems.append(
            ("supplier", f"Leave this empty: {content.agency} is chosen. Or choose no agency above.")
        )
    for name, longest in _LIMITS.items():
        text = getattr(content, name)
        problems += too_long_problems(name, text, longest)
        problems += personal_problems(name, text, excused=content.not_personal)
    return problems


def _target_problems(content: MeasureContent) -> list[Problem]:
    """A target lies on the better side of where one began."""
    start, target = content.baseline, content.target
    if start is None or target is None or content.better not in Better.values:
        return []
    if target < start if content.better == Better.UP else target > start:
        better, side = ("Higher", "below") if content.better == Better.UP else ("Lower", "above")
        said = (
            f"{better} is better, yet {show_figure(target)} is {side} the baseline of {show_figure(start)}."
        )
        return [("target", f"{said} Change the target, or the direction.")]
    return []


@transaction.atomic
def add_measure(
    *,
    of: Objective | Action,
    content: MeasureContent,
    by: Person,
    at: dt.datetime,
    sample: bool = False,
) -> Measure:
    """Add a measure as the last of an objective or an action. Raises Unfinished, and Refusal when closed."""
    plan = Plan.objects.select_for_update().get(pk=of.plan_id)
    policies.check_plan_open(plan)
    if isinstance(of, Action):
        of = Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=of.pk)
        policies.check_in_force(of)
    _refuse(content)
    last: int = of.measures.aggregate(last=Max("order"))["last"] or 0
    owner = {"action": of} if isinstance(of, Action) else {"objective": of}
    measure = Measure.objects.create(**owner, **_values(content), order=last + 1, is_sample=sample)
    record(by=by, at=at, subject=measure, verb="added the measure", sentence=f"Of {of}")
    return measure


@transaction.atomic
def change_measure(
    *, measure: Measure, content: MeasureContent, expected_version: int, by: Person, at: dt.datetime
) -> Measure:
    """Change what it says. Raises StaleMeasure, Unfinished, and Refusal when it is retired or closed.

    A measure that has readings stays counted, or stays in words: what was read would mean nothing else.
    """
    held = lock_measure(measure)
    if held.version != expected_version:
        raise StaleMeasure(held)
    _refuse(content)
    if bool(content.better) != held.is_counted and MeasureReading.objects.filter(measure=held).exists():
        way = "numbers" if held.is_counted else "words"
        raise Unfinished([("better", f"Its readings are {way} already. Retire it, and add another.")])
    old, new = _in_words(content_of(held)), _in_words(content)
    changes = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    if changes:
        for name, value in _values(content).items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        record(by=by, at=at, subject=held, verb="changed the measure", changes=changes)
    return held


@transaction.atomic
def retire_measure(
    *, measure: Measure, because: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Measure:
    """Nothing more is read of it; its readings stay. Raises Unfinished (``because``), and Refusal."""
    held = lock_measure(measure)
    words = because.strip()
    problems = find_text_problems("because", words, excused=not_personal, longest=LONGEST)
    if not words:
        problems.append(("because", "Say why nothing more is read of it."))
    if problems:
        raise Unfinished(problems)
    held.retired_on, held.retired_because = at.date(), words
    held.version += 1
    held.save(update_fields=["retired_on", "retired_because", "version"])
    record(by=by, at=at, subject=held, verb="retired the measure", sentence=words)
    return held


def lock_measure(measure: Measure) -> Measure:
    """The row as it stands now, held until the deed is done. Raises Refusal when it or its plan is closed."""
    rows = Measure.objects.select_related("agency", "action__plan", "objective__plan")
    held: Measure = rows.select_for_update(of=("self",)).get(pk=measure.pk)
    policies.check_plan_open(held.plan)
    if held.is_retired:
        raise Refusal("This measure is retired, so nothing of it can be changed.")
    return held


def _refuse(content: MeasureContent) -> None:
    problems = find_measure_problems(content)
    if problems:
        raise Unfinished(problems)


def _values(content: MeasureContent) -> dict[str, Any]:
    return {
        "words": content.words.strip(),
        "unit": content.unit.strip(),
        "baseline": content.baseline,
        "target": content.target,
        "better": content.better,
        "agency": content.agency,
        "supplier": content.supplier.strip(),
    }


def _in_words(content: MeasureContent) -> dict[str, str]:
    """Each part as the history shows it."""
    return {
        "words": content.words.strip(),
        "unit": content.unit.strip(),
        "baseline": show_figure(content.baseline),
        "target": show_figure(content.target),
        "better": Better(content.better).label if content.better else "",
        "supplied by": str(content.agency or content.supplier.strip()),
    }
