"""Verbs of a round: who is asked, and the opening of a period. Closing is a verb of ``reports``."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from actions import policies
from actions.models import Action, Plan, PlanState, UpdateRequest
from actions.rag import Status
from governance.history import record
from governance.models import Group, Person, ReportingPeriod
from governance.quarters import Quarter


def actions_to_ask(period: ReportingPeriod) -> list[Action]:
    """Actions that the round asks about: of the board's agreed plans, in force and due to have started.

    Complete and closed actions are not asked; nor are those that wait on an event, or start after
    the quarter. One query.
    """
    rows = (
        Action.objects.filter(plan__board=period.board_id, plan__state=PlanState.AGREED)
        .exclude(status__in=[Status.COMPLETE, Status.CLOSED])
        .select_related("plan")
    )
    return [action for action in rows if action.is_due_to_have_started(period.quarter.end)]


def plan_period(
    *, board: Group, quarter: Quarter, opens_on: dt.date, due_on: dt.date, meets_on: dt.date,
    by: Person | None, at: dt.datetime,
) -> ReportingPeriod:  # fmt: skip
    """Set the dates of a round. Raises Refusal when it stands already or the dates are out of order."""
    if ReportingPeriod.objects.filter(board=board, year=quarter.year, number=quarter.number).exists():
        raise policies.Refusal(f"{quarter.label} has been planned already.")
    if not opens_on <= due_on <= meets_on:
        raise policies.Refusal(
            "The round opens first, then updates are due, then the Board meets: check the dates."
        )
    period = ReportingPeriod.objects.create(
        board=board,
        year=quarter.year,
        number=quarter.number,
        opens_on=opens_on,
        due_on=due_on,
        meets_on=meets_on,
    )
    record(by=by, at=at, subject=period, verb="planned", sentence=f"Updates due {due_on:%-d %B %Y}")
    return period


@transaction.atomic
def open_period(
    *,
    period: ReportingPeriod,
    by: Person,
    at: dt.datetime,
    also: Iterable[Action] = (),
    without: Iterable[Action] = (),
) -> list[UpdateRequest]:
    """Open a planned period and ask for an update of each action in force, plus ``also``, less ``without``.

    Raises Refusal when it was opened already or another of the board's periods is open.
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    others = ReportingPeriod.objects.select_for_update().filter(board=held.board_id).open()
    policies.check_can_open(held, open_now=others.first())
    left_out = {action.pk for action in without}
    asked = {action.pk: action for action in [*actions_to_ask(held), *also] if action.pk not in left_out}
    held.state = "open"
    held.opened_at, held.opened_by = at, by
    held.save(update_fields=["state", "opened_at", "opened_by"])
    requests = UpdateRequest.objects.bulk_create(
        UpdateRequest(action=action, period=held, asked_at=at) for action in asked.values()
    )
    record(by=by, at=at, subject=held, verb="opened", sentence=f"Asked for {len(requests)} updates")
    period.refresh_from_db()
    return requests


def plans_of(period: ReportingPeriod) -> list[Plan]:
    """The plans that the period's round is about."""
    return list(Plan.objects.filter(board=period.board_id, state=PlanState.AGREED))
