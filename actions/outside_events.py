"""Verbs of what happens outside a plan and actions wait for: expect it, record that it happened."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from actions import plan_dates, policies
from actions.models import Action, OutsideEvent, Plan
from actions.models.plan_date_fields import columns
from actions.plan_content import find_date_problems
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.rag import Status
from governance.days import in_words
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

LONGEST_EVENT = 200


@dataclass(frozen=True)
class Freed:
    """What an event that happened frees: parked actions, which want dates now, and those that have them."""

    event: OutsideEvent
    parked: tuple[Action, ...]
    dated: tuple[Action, ...]


@transaction.atomic
def expect_event(
    *, plan: Plan, words: str, expected_words: str, by: Person, at: dt.datetime, sample: bool = False
) -> OutsideEvent:
    """Say when something outside the plan is expected; known words change their date.

    Raises Unfinished (``event``, ``expected_words``), and Refusal once the plan is closed or it happened.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_plan_open(held)
    problems = find_event_problems(words, expected_words)
    if not expected_words.strip():
        problems.append(("expected_words", f"{plan_dates.HELP} Say when it is expected."))
    if problems:
        raise Unfinished(problems)
    known = find_event(held, words)
    if known is not None and known.happened_on is not None:
        raise Refusal(f"This happened on {in_words(known.happened_on)}, so it is no longer expected.")
    return keep_event(plan=held, words=words, expected_words=expected_words, by=by, at=at, sample=sample)


@transaction.atomic
def record_event(
    *, plan: Plan, words: str, happened_on: dt.date | None, by: Person, at: dt.datetime
) -> Freed:
    """It happened: what waited for it is free. Those parked on it want dates next (``record_trigger``).

    Raises Unfinished (``event``, ``happened_on``), and Refusal once the plan is closed.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_plan_open(held)
    event = find_event(held, words)
    if not words.strip() or (event is None and not _parked_on(held, words)):
        raise Unfinished([("event", "Choose the event that happened.")])
    if event is not None and event.happened_on is not None:
        raise Unfinished([("event", f"This is recorded already: {in_words(event.happened_on)}.")])
    problems = find_happened_problems(happened_on, at.date())
    if problems or happened_on is None:
        raise Unfinished(problems)
    return mark_happened(plan=held, words=words, on=happened_on, by=by, at=at)


def find_event(plan: Plan, words: str) -> OutsideEvent | None:
    """The plan's event of those words, however their letters are cased."""
    return OutsideEvent.objects.filter(plan=plan, words__iexact=words.strip()).first()


def keep_event(
    *, plan: Plan, words: str, expected_words: str = "", by: Person, at: dt.datetime, sample: bool = False
) -> OutsideEvent:
    """The event of those words, made when there is none. Wants the plan locked.

    When it is expected, where that is said, replaces what was said before, and the plan's history tells it.
    """
    event = find_event(plan, words)
    if event is None:
        event = OutsideEvent.objects.create(plan=plan, words=words.strip(), is_sample=sample)
    old, new = event.expected_words, expected_words.strip()
    if new and new != old:
        values = columns("expected", plan_dates.parse(new))
        for name, value in values.items():
            setattr(event, name, value)
        event.save(update_fields=[*values])
        changes = {f"expected: {event.words}": (old, new)}
        record(by=by, at=at, subject=plan, verb="expects an outside event", changes=changes)
    return event


def mark_happened(
    *, plan: Plan, words: str, on: dt.date, by: Person, at: dt.datetime, besides: Action | None = None
) -> Freed:
    """Keep that it happened, which the histories of the plan and of each action that it frees tell.

    A day that was recorded before stays, and is told no second time. ``besides`` is an action that tells of
    it itself, and is not among the freed. Wants the plan locked.
    """
    event = keep_event(plan=plan, words=words, by=by, at=at)
    waiting = event.waited_for_by.select_related("action").order_by("action__order")
    freed = Freed(
        event,
        tuple(action for action in _parked_on(plan, words) if action != besides),
        tuple(one.action for one in waiting if one.action != besides),
    )
    if event.happened_on is not None:
        return freed
    event.happened_on = on
    event.save(update_fields=["happened_on"])
    sentence = f"{event.words}: happened on {in_words(on)}."
    record(by=by, at=at, subject=plan, verb="recorded an outside event", sentence=sentence)
    for action in (*freed.parked, *freed.dated):
        record(by=by, at=at, subject=action, verb="is free to go on", sentence=sentence)
    return freed


def find_event_problems(words: str, expected_words: str, *, excused: bool = False) -> list[Problem]:
    """What is wrong with an event as typed, and with when it is expected, which may be empty."""
    event, expected = words.strip(), expected_words.strip()
    problems: list[Problem] = []
    if not event:
        problems.append(("event", "Say what it waits for, such as: the Bill receives Royal Assent."))
    problems += too_long_problems("event", event, LONGEST_EVENT)
    problems += personal_problems("event", event, excused=excused)
    if not expected:
        return problems
    found = find_date_problems("expected_words", expected)
    if not found and plan_dates.parse(expected).last_day is None:
        found = [("expected_words", "Enter a date such as March 2027, or leave it empty.")]
    return problems + found


def find_happened_problems(happened_on: dt.date | None, today: dt.date) -> list[Problem]:
    """At most one."""
    if happened_on is None:
        return [("happened_on", "Enter the date when it happened.")]
    if happened_on > today:
        return [("happened_on", "The date when it happened must be today or in the past.")]
    return []


def _parked_on(plan: Plan, words: str) -> tuple[Action, ...]:
    rows = Action.objects.filter(plan=plan, awaiting__iexact=words.strip()).exclude(status=Status.CLOSED)
    return tuple(rows.exclude(awaiting="").order_by("order"))
