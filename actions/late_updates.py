"""Verbs of late updates: say something of a quarter that is closed, and settle what becomes of it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from actions import policies
from actions.models import LateOutcome, LateSettlement, LateUpdate, UpdateRequest
from actions.models.updates import RECEIVED_STATES
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.rag import Rating, Status
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person, ReportingPeriod

RATINGS = (Rating.GREEN, Rating.AMBER, Rating.RED)


@dataclass(frozen=True, kw_only=True)
class LateContent:
    """What it says. ``rating`` None: the lead gives none."""

    status: Status
    happened: str
    rating: Rating | None = None
    why: str = ""


def late_problems(content: LateContent, *, excused: bool) -> list[Problem]:
    """What is missing, too long or personal."""
    problems: list[Problem] = []
    if not content.happened:
        problems.append(("happened", "Enter what happened in the quarter."))
    if content.rating in {Rating.AMBER, Rating.RED} and not content.why:
        problems.append(("why", "Say why it is rated so, and what is being done about it."))
    for name, text in (("happened", content.happened), ("why", content.why)):
        problems += [*too_long_problems(name, text), *personal_problems(name, text, excused=excused)]
    return problems


def check_can_write_late(request: UpdateRequest) -> None:
    """Raises unless the quarter is closed and asked for an update that was not handed in."""
    if not request.period.is_closed:
        raise Refusal(f"{request.period.quarter.label} is not closed, so its update can be written as usual.")
    if request.latest is not None and request.latest.is_received:
        raise Refusal(f"The update of {request.period.quarter.label} was handed in before it closed.")


def may_write_late(request: UpdateRequest) -> bool:
    """Whether the quarter is closed and was not answered, nor any later one. Two queries."""
    try:
        _check(request)
    except Refusal:
        return False
    return True


def _check(request: UpdateRequest) -> None:
    check_can_write_late(request)
    period = request.period
    since = UpdateRequest.objects.filter(
        action=request.action_id, period__board=period.board_id, latest__state__in=RECEIVED_STATES
    ).select_related("period")
    newer = next((one.period for one in since if one.period.quarter > period.quarter), None)
    if newer is not None:
        raise Refusal(
            f"An update was handed in for {newer.quarter.label} since: say what is new in the next."
        )
    if LateUpdate.objects.waiting().filter(request=request).exists():
        raise Refusal("A late update of this quarter waits for the coordinator already.")


@transaction.atomic
def write_late(
    *, request: UpdateRequest, content: LateContent, by: Person, at: dt.datetime, not_personal: bool = False
) -> LateUpdate:
    """Keep what is said of a quarter after it closed; its figures stand as they were.

    Raises Refusal when the quarter is not closed or was answered, a later one was, or another late update
    waits; Unfinished (``happened``, ``why``).
    """
    period = ReportingPeriod.objects.select_for_update().get(pk=request.period_id)
    held = UpdateRequest.objects.select_for_update(of=("self",)).select_related("latest").get(pk=request.pk)
    held.period = period
    policies.check_in_force(held.action)
    _check(held)
    problems = late_problems(content, excused=not_personal)
    if problems:
        raise Unfinished(problems)
    late = LateUpdate.objects.create(
        request=held, status=content.status, happened=content.happened, why=content.why,
        reported_rating=content.rating.value if content.rating else "", by=by, by_name=by.name, at=at,
    )  # fmt: skip
    changes = {"status": ("", content.status.label)}
    if content.rating:
        changes["reported rating"] = ("", content.rating.label)
    sentence = "\n".join(part for part in (content.happened, content.why) if part)
    verb = f"sent an update after {period.quarter.label} closed"
    record(by=by, at=at, subject=late, verb=verb, sentence=sentence, changes=changes)
    return late


@transaction.atomic
def settle_late(*, late: LateUpdate, outcome: LateOutcome, by: Person, at: dt.datetime) -> LateSettlement:
    """Carry it to the next quarter, or table it as an addendum to the closed pack. Once and for good.

    Raises Refusal when it has been settled.
    """
    held = (
        LateUpdate.objects.select_for_update(of=("self",)).select_related("request__period").get(pk=late.pk)
    )
    before = LateSettlement.objects.filter(late_update=held).first()
    if before is not None:
        raise Refusal(f"This has been settled already: {before.get_outcome_display().lower()}.")
    settlement = LateSettlement.objects.create(
        late_update=held, outcome=outcome, by=by, by_name=by.name, at=at
    )
    record(by=by, at=at, subject=held, verb="settled a late update", sentence=f"{outcome.label}.")
    return settlement
