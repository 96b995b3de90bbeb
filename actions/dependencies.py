"""Verbs by which an action waits on another or on an outside event, and no longer does."""

import datetime as dt
import itertools
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from actions import policies
from actions.circles import way_between
from actions.models import Action, Dependency, Plan
from actions.naming import name_for_all
from actions.outside_events import find_event_problems, keep_event
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.rag import Status
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

LONGEST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class WaitContent:
    """What an action waits for: another action (``plan`` and ``reference``), or an event in words.

    An event is of the action's own plan; ``expected_words`` is when it is expected, as a plan's date.
    """

    plan: Plan | None = None
    reference: str = ""
    event: str = ""
    expected_words: str = ""
    note: str = ""
    not_personal: bool = False


@transaction.atomic
def wait_on_action(
    *, action: Action, content: WaitContent, by: Person, at: dt.datetime, sample: bool = False
) -> Dependency:
    """The action waits on another, which both histories tell.

    Raises Unfinished (``plan``, ``reference``, ``note``), also of a circle, and Refusal once it is closed.
    """
    # A circle may lead through any plan: whoever adds to the way holds all of them, before any action.
    held = _lock(action, plans=Plan.objects.all())
    other = _named(content)
    problems = [*_action_problems(held, other, content), *_note_problems(content)]
    if problems or other is None:
        raise Unfinished(problems)
    made = Dependency.objects.create(
        action=held, on_action=other, note=content.note.strip(), made_by=by, made_at=at, is_sample=sample
    )
    _tell(made, by=by, at=at, verbs=("waits", "is waited for"))
    return made


@transaction.atomic
def wait_on_event(
    *, action: Action, content: WaitContent, by: Person, at: dt.datetime, sample: bool = False
) -> Dependency:
    """The action waits on something outside the plan, which is kept with the plan once.

    A day for it that differs from the one known holds for all who wait, so the plan's history tells it.

    Raises Unfinished (``event``, ``expected_words``, ``note``), and Refusal once the action is closed.
    """
    held = _lock(action)
    problems = [
        *find_event_problems(content.event, content.expected_words, excused=content.not_personal),
        *_note_problems(content),
    ]
    if problems:
        raise Unfinished(problems)
    event = keep_event(
        plan=held.plan,
        words=content.event,
        expected_words=content.expected_words,
        by=by,
        at=at,
        sample=sample,
    )
    if event.happened_on is not None:
        raise Unfinished([("event", "This has happened already, so there is nothing to wait for.")])
    if Dependency.objects.filter(action=held, on_event=event).exists():
        raise Unfinished([("event", "The action waits for this already.")])
    made = Dependency.objects.create(
        action=held, on_event=event, note=content.note.strip(), made_by=by, made_at=at, is_sample=sample
    )
    _tell(made, by=by, at=at, verbs=("waits", ""))
    return made


@transaction.atomic
def stop_waiting(*, dependency: Dependency, by: Person, at: dt.datetime) -> None:
    """The action no longer waits on it; the history of both keeps that it did.

    Raises Refusal once the action is closed, or when somebody took it off before.
    """
    _lock(dependency.action)
    ends = Dependency.objects.select_related("action__plan", "on_action__plan", "on_event")
    tie = ends.select_for_update(of=("self",)).filter(pk=dependency.pk).first()
    if tie is None:
        raise Refusal("The action does not wait on this any more: somebody took it off before you.")
    _tell(tie, by=by, at=at, verbs=("no longer waits", "is no longer waited for"))
    tie.delete()


def _lock(action: Action, *, plans: QuerySet[Plan] | None = None) -> Action:
    """The action as it stands, held, after its plan (or ``plans``), as all hold them who hold both.

    Raises Refusal when it or its plan is closed.
    """
    first = Plan.objects.filter(pk=action.plan_id) if plans is None else plans
    list(first.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    rows = Action.objects.select_for_update(of=("self",), no_key=True).select_related("plan")
    held = rows.get(pk=action.pk)
    policies.check_in_force(held)
    return held


def _named(content: WaitContent) -> Action | None:
    rows = Action.objects.filter(plan=content.plan).select_related("plan")
    return rows.filter(reference__iexact=content.reference.strip()).first()


def _action_problems(action: Action, other: Action | None, content: WaitContent) -> list[Problem]:
    """At most one."""
    reference = content.reference.strip()
    if content.plan is None:
        return [("plan", "Choose the plan of the other action.")]
    if not reference:
        return [("reference", "Enter the reference of the action that it waits on, such as 7.3.")]
    if other is None:
        return [("reference", f"{content.plan} has no action {reference}. Enter its reference.")]
    if other == action:
        return [("reference", "An action does not wait on itself. Enter another reference.")]
    if Dependency.objects.filter(action=action, on_action=other).exists():
        return [("reference", f"It waits on {other.reference} already.")]
    if other.status in {Status.COMPLETE, Status.CLOSED}:
        over = "complete" if other.status == Status.COMPLETE else "closed"
        return [("reference", f"Action {other.reference} is {over}, so there is nothing to wait for.")]
    way = _way_round(action, other)
    return [("reference", f"They would wait on each other in a circle: {way}.")] if way else []


def _way_round(action: Action, other: Action) -> str:
    """Such as "7.4 on 7.3, 7.3 on 2.1.3 of the Police plan, and that on 7.4"; empty without a circle."""
    waits = Dependency.objects.exclude(on_action=None).values_list("action", "on_action")
    way = way_between(other.pk, action.pk, ((one, on) for one, on in waits if on is not None))
    if not way:
        return ""
    known = Action.objects.filter(pk__in=way).select_related("plan").in_bulk()
    names = [_name(known[key], beside=action) for key in [action.pk, *way]]
    return ", ".join(f"{one} on {on}" for one, on in itertools.pairwise(names))


def _name(action: Action, *, beside: Action) -> str:
    """Its reference, with its plan where that is another; a draft of others is not named."""
    return action.reference if action.plan_id == beside.plan_id else name_for_all(action)


def _note_problems(content: WaitContent) -> list[Problem]:
    note = content.note.strip()
    return [
        *too_long_problems("note", note, LONGEST_NOTE),
        *personal_problems("note", note, excused=content.not_personal),
    ]


def _tell(dependency: Dependency, *, by: Person, at: dt.datetime, verbs: tuple[str, str]) -> None:
    """In the history of the action and, where it is one, of what it waits on."""
    ours, theirs = dependency.action, dependency.on_action
    if theirs is None:
        record(by=by, at=at, subject=ours, verb=verbs[0], sentence=f"For: {dependency.on_event}")
        return
    on, waiting = name_for_all(theirs, beside=ours), name_for_all(ours, beside=theirs)
    record(by=by, at=at, subject=ours, verb=verbs[0], sentence=f"On {on}")
    record(by=by, at=at, subject=theirs, verb=verbs[1], sentence=f"By {waiting}")
