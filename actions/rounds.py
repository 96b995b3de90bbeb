"""Verbs of a round: its dates, who is asked, and the opening of a period. `reports` closes it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from actions import plan_dates, policies
from actions.models import Action, Plan, UpdateRequest
from actions.models.actions import ActionQuerySet
from actions.policies import Unfinished
from actions.problems import Problem
from actions.rag import Status
from governance.days import in_words
from governance.history import record
from governance.models import Group, Person, ReportingPeriod
from governance.quarters import Quarter

# A date of a round further than this from its quarter is a slip of the pen.
FURTHEST = dt.timedelta(days=365)


def actions_to_ask(period: ReportingPeriod) -> list[Action]:
    """Actions that the round asks about: of the plans in its quarter, in force and due to have started.

    Complete and closed actions are not asked; nor are those that wait on an event, or start after
    the quarter. One query.
    """
    rows = actions_of_board(period.board, period.quarter).select_related("plan")
    return [action for action in rows if not why_not_asked(action, period.quarter)]


def actions_of_board(board: Group, quarter: Quarter) -> ActionQuerySet:
    """Every action of the board's agreed plans that have started by the quarter's end."""
    return Action.objects.filter(plan__in=Plan.objects.begun_in(quarter).filter(board=board))


def why_not_asked(action: Action, quarter: Quarter) -> str:
    """Why a round does not ask about an action by itself, in words; empty when it does."""
    if action.status == Status.CLOSED:
        return "Closed by a decision"
    if action.status == Status.COMPLETE:
        return "Complete"
    if action.awaiting:
        return plan_dates.show_awaiting(action.awaiting)
    if not action.plan.has_quarter(quarter):
        return f"Its plan starts after the quarter: {in_words(action.plan.starts_on)}"
    if not action.is_due_to_have_started(quarter.end):
        return f"Starts after the quarter: {plan_dates.show(action.start)}"
    return ""


def find_date_problems(
    quarter: Quarter, *, opens_on: dt.date, due_on: dt.date, meets_on: dt.date
) -> list[Problem]:
    """Pairs of field and sentence: dates out of order, or so far from the quarter that a year is wrong."""
    problems: list[Problem] = []
    dates = (("opens_on", opens_on), ("due_on", due_on), ("meets_on", meets_on))
    for name, day in dates:
        if not quarter.start - FURTHEST <= day <= quarter.end + FURTHEST:
            problems.append((name, f"{in_words(day)} is far from {quarter.long_label}. Check the year."))
    if due_on < opens_on:
        problems.append(("due_on", f"Updates must be due on or after {in_words(opens_on)}, when it opens."))
    if meets_on < due_on:
        problems.append(
            ("meets_on", f"The Board must meet on or after {in_words(due_on)}, when updates are due.")
        )
    return problems


def plan_period(
    *, board: Group, quarter: Quarter, opens_on: dt.date, due_on: dt.date, meets_on: dt.date,
    by: Person | None, at: dt.datetime,
) -> ReportingPeriod:  # fmt: skip
    """Set the dates of a quarter's round; of one that is planned already, change them.

    Raises Refusal when it has been opened, and Unfinished when the dates are out of order or far off.
    """
    problems = find_date_problems(quarter, opens_on=opens_on, due_on=due_on, meets_on=meets_on)
    if problems:
        raise Unfinished(problems)
    dates = {"opens_on": opens_on, "due_on": due_on, "meets_on": meets_on}
    with transaction.atomic():
        period, made = ReportingPeriod.objects.select_for_update().get_or_create(
            board=board, year=quarter.year, number=quarter.number, defaults=dates
        )
        policies.check_planned(period)
        changes = {} if made else _move(period, dates)
        if made or changes:
            said = f"Updates due {in_words(due_on)}"
            verb = "planned" if made else "changed"
            record(by=by, at=at, subject=period, verb=verb, sentence=said, changes=changes)
    return period


def _move(period: ReportingPeriod, dates: dict[str, dt.date]) -> dict[str, tuple[str, str]]:
    """Give a planned period other dates; what changed, for the history."""
    words = {"opens_on": "opens", "due_on": "updates due", "meets_on": "board meets"}
    changes = {}
    for name, new in dates.items():
        old = getattr(period, name)
        if old != new:
            changes[words[name]] = (in_words(old), in_words(new))
            setattr(period, name, new)
    period.save(update_fields=list(dates))
    return changes


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

    Raises Refusal when it was opened already, another of the board's periods is open, today is before
    its opening or after its due date, or nothing would be asked.
    """
    # The board's row is what two who open two of its rounds at once wait for.
    board = Group.objects.select_for_update().get(pk=period.board_id)
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    held.board = board
    open_now = ReportingPeriod.objects.filter(board=held.board_id).open().first()
    policies.check_can_open(held, open_now=open_now)
    policies.check_within(held, at.date())
    left_out = {action.pk for action in without}
    asked = {action.pk: action for action in [*actions_to_ask(held), *also] if action.pk not in left_out}
    policies.check_can_be_asked(held, asked.values())
    held.state = "open"
    held.opened_at, held.opened_by = at, by
    held.save(update_fields=["state", "opened_at", "opened_by"])
    requests = UpdateRequest.objects.bulk_create(
        UpdateRequest(action=action, period=held, asked_at=at) for action in asked.values()
    )
    record(by=by, at=at, subject=held, verb="opened", sentence=f"Asked for {_count(len(requests))}")
    period.refresh_from_db()
    return requests


def periods_of(plan: Plan) -> list[ReportingPeriod]:
    """The plan's periods in order of time, with their board. One query."""
    return list(plan.periods().select_related("board").order_by("year", "number"))


def periods_of_board(board: Group) -> list[ReportingPeriod]:
    """All of the board's periods in order of time, with their board, whatever its plans. One query."""
    return list(
        ReportingPeriod.objects.filter(board=board).select_related("board").order_by("year", "number")
    )


def plans_of(period: ReportingPeriod) -> list[Plan]:
    """The plans that the period's round is about."""
    return list(Plan.objects.begun_in(period.quarter).filter(board=period.board_id))


def _count(number: int) -> str:
    return "1 update" if number == 1 else f"{number} updates"
