"""Verbs that answer a recommendation: trace it to actions, or say why it needs none, and take either back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from actions.models import Action, NoActionNeeded, Recommendation, RecommendationTrace
from actions.naming import name_for_all
from actions.rag import Status
from actions.recommending import lock_recommendation, refuse
from governance.days import in_words
from governance.free_text import find_text_problems
from governance.history import record
from governance.models import Person
from governance.problems import Problem, Refused

LONGEST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class SettlementContent:
    """Why no action is needed, and the day when that was decided."""

    settled_as: str
    reason: str
    settled_on: dt.date
    not_personal: bool = False


@transaction.atomic
def trace_recommendation(
    *,
    recommendation: Recommendation,
    actions: Sequence[Action],
    note: str = "",
    not_personal: bool = False,
    by: Person,
    at: dt.datetime,
) -> list[RecommendationTrace]:
    """Say which actions answer it. Raises Refused (``references``, ``note``), also once it is settled."""
    held = lock_recommendation(recommendation)
    if held.settled_as:
        settled = held.get_settled_as_display().lower()
        raise Refused(("", f"It is settled as {settled}. Take that back before you trace it to an action."))
    words = note.strip()
    refuse(
        [
            *_trace_problems(held, actions),
            *find_text_problems("note", words, excused=not_personal, longest=LONGEST_NOTE),
        ]
    )
    made = [
        RecommendationTrace.objects.create(
            recommendation=held, action=action, note=words, made_by=by, made_at=at
        )
        for action in actions
    ]
    for action in actions:
        record(by=by, at=at, subject=held, verb="traced", sentence=f"To {name_for_all(action)}")
        record(by=by, at=at, subject=action, verb="traced a recommendation to it", sentence=str(held))
    return made


@transaction.atomic
def untrace_recommendation(*, trace: RecommendationTrace, by: Person, at: dt.datetime) -> None:
    """The action does not answer it after all; the history of both keeps that it was said to.

    Raises Refused when somebody took it off before.
    """
    held = lock_recommendation(trace.recommendation)
    rows = RecommendationTrace.objects.select_for_update(of=("self",)).select_related("action__plan")
    tie = rows.filter(pk=trace.pk).first()
    if tie is None:
        raise Refused(("", "It is not traced to this action any more: somebody took that off before you."))
    record(by=by, at=at, subject=held, verb="took a tracing off", sentence=f"To {name_for_all(tie.action)}")
    record(by=by, at=at, subject=tie.action, verb="took a recommendation off it", sentence=str(held))
    tie.delete()


@transaction.atomic
def settle_recommendation(
    *, recommendation: Recommendation, content: SettlementContent, by: Person, at: dt.datetime
) -> Recommendation:
    """Say why it needs no action. Raises Refused (the fields of the content), also while it is traced."""
    held = lock_recommendation(recommendation)
    if held.settled_as:
        raise Refused(("", f"It is settled already: {held.get_settled_as_display().lower()}."))
    traced = [trace.action.reference for trace in held.traces.select_related("action")]
    if traced:
        raise Refused(
            ("", f"It is traced to {', '.join(traced)}. Take that off first, if it needs no action.")
        )
    refuse(_settlement_problems(content, held, today=at.date()))
    return _settle(held, content.settled_as, content.reason.strip(), content.settled_on, by=by, at=at)


@transaction.atomic
def reopen_recommendation(*, recommendation: Recommendation, by: Person, at: dt.datetime) -> Recommendation:
    """Take back that it needs no action. Raises Refused when nobody had said so."""
    held = lock_recommendation(recommendation)
    if not held.settled_as:
        raise Refused(("", "Nobody has said that it needs no action, so there is nothing to take back."))
    return _settle(held, "", "", None, by=by, at=at)


def _trace_problems(recommendation: Recommendation, actions: Sequence[Action]) -> list[Problem]:
    if not actions:
        return [("references", "Enter the reference of at least one action, such as 8.1.")]
    traced = set(recommendation.traces.values_list("action", flat=True))
    problems: list[Problem] = []
    for action in actions:
        if action.pk in traced:
            problems.append(("references", f"It is traced to {action.reference} already."))
        elif action.status == Status.CLOSED:
            problems.append(("references", f"Action {action.reference} was closed, so it answers nothing."))
    return problems


def _settlement_problems(
    content: SettlementContent, recommendation: Recommendation, *, today: dt.date
) -> list[Problem]:
    problems: list[Problem] = []
    if content.settled_as not in NoActionNeeded.values:
        problems.append(("settled_as", "Choose why no action is needed."))
    if not content.reason.strip():
        problems.append(("reason", "Give the reason, so that the Board can follow it."))
    if content.settled_on > today:
        problems.append(("settled_on", "The day when it was decided must be today or in the past."))
    elif content.settled_on < recommendation.made_on:
        made = in_words(recommendation.made_on)
        problems.append(("settled_on", f"The recommendation was made on {made}, after that day."))
    return problems + find_text_problems("reason", content.reason, excused=content.not_personal)


def _settle(
    held: Recommendation, settled_as: str, reason: str, on: dt.date | None, *, by: Person, at: dt.datetime
) -> Recommendation:
    held.settled_as, held.settled_reason, held.settled_on = settled_as, reason, on
    held.save(update_fields=["settled_as", "settled_reason", "settled_on"])
    said = f"{held.get_settled_as_display()}. {reason}" if settled_as else ""
    verb = "settled without an action" if settled_as else "opened again"
    record(by=by, at=at, subject=held, verb=verb, sentence=said)
    return held
