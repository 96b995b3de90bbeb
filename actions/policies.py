"""What the state allows, in pairs: ``check_*`` raises with a sentence, ``can_*`` answers a template.

Who may is another question (``governance/access.py``); both are asked before a verb acts.
"""

import datetime as dt
from collections.abc import Callable, Collection

from actions.models import (
    Action,
    DateChange,
    DateChangeState,
    Plan,
    PlanState,
    ProgressUpdate,
    UpdateRequest,
    UpdateState,
)
from actions.plan_dates import show_awaiting
from actions.rag import Status
from governance.days import in_words
from governance.models import PeriodState, ReportingPeriod


class Refusal(ValueError):
    """Something that the state does not allow; the message is a sentence for the person who tried."""


class Unfinished(Refusal):
    """Something cannot be handed in as it stands. ``problems`` pairs each field with a sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems


class ClosedPeriod(Refusal):
    """The period is not open, so nothing of it may be written."""


class StaleUpdate(Refusal):
    """Somebody else saved first. ``theirs`` is what they saved; nothing of either is lost."""

    def __init__(self, theirs: ProgressUpdate) -> None:
        super().__init__(f"{theirs.by_name} saved this update while you were writing. Compare the two below.")
        self.theirs = theirs


def _allows(check: Callable[[], None]) -> bool:
    try:
        check()
    except Refusal:
        return False
    return True


def check_period_open(period: ReportingPeriod) -> None:
    """Raises ClosedPeriod unless updates of the period may be written."""
    check_period_begun(period)
    if period.state != PeriodState.OPEN:
        raise ClosedPeriod(f"{period.quarter.label} is closed, so its updates can no longer be changed.")


def check_period_begun(period: ReportingPeriod) -> None:
    """Raises ClosedPeriod until the period has been opened."""
    if period.state == PeriodState.PLANNED:
        raise ClosedPeriod(
            f"{period.quarter.label} is not open yet: it opens on {period.opens_on:%-d %B %Y}."
        )


def check_asks_about(period: ReportingPeriod, action: Action) -> None:
    """Raises unless the period is of the board that the action answers to, and of its plan's time."""
    if period.board_id != action.plan.board_id:
        raise Refusal("That round is of another board than the one this action answers to.")
    check_has_quarter(action.plan, period)


def check_has_quarter(plan: Plan, period: ReportingPeriod) -> None:
    """Raises when the period's quarter ends before the plan starts."""
    if not plan.has_quarter(period.quarter):
        raise Refusal(f"{plan} starts on {in_words(plan.starts_on)}, after {period.quarter.label} has ended.")


def check_can_write(request: UpdateRequest) -> None:
    """Raises unless the update is being written: not yet begun, a draft, ready, or sent back."""
    check_period_open(request.period)
    if request.state == UpdateState.SUBMITTED:
        raise Refusal("This update has been submitted. Ask the coordinator to return it if it must change.")
    if request.state == UpdateState.ACCEPTED:
        raise Refusal("This update has been accepted. What is new goes into the next quarter's update.")


def can_write(request: UpdateRequest) -> bool:
    return _allows(lambda: check_can_write(request))


def check_can_submit(request: UpdateRequest) -> None:
    """Raises unless a sponsor may submit it as it stands: it is ready."""
    check_period_open(request.period)
    if request.state != UpdateState.READY:
        raise Refusal(f"Only an update marked ready can be submitted; this one is {_in_words(request)}.")


def can_submit(request: UpdateRequest) -> bool:
    return _allows(lambda: check_can_submit(request))


def check_can_judge(request: UpdateRequest) -> None:
    """Raises unless the coordinator may accept or return it: it is submitted."""
    check_period_open(request.period)
    if request.state != UpdateState.SUBMITTED:
        raise Refusal(
            f"Only a submitted update can be accepted or returned; this one is {_in_words(request)}."
        )


def can_judge(request: UpdateRequest) -> bool:
    return _allows(lambda: check_can_judge(request))


def _in_words(request: UpdateRequest) -> str:
    return UpdateState(request.state).label.lower() if request.state else "not started"


def check_can_open(period: ReportingPeriod, *, open_now: ReportingPeriod | None) -> None:
    """Raises unless the period is planned and its board has no other open."""
    if period.state != PeriodState.PLANNED:
        raise Refusal(f"{period.quarter.label} has been opened already.")
    if open_now is not None:
        raise Refusal(
            f"{open_now.quarter.label} is still open. Close it before opening {period.quarter.label}."
        )


def check_planned(period: ReportingPeriod) -> None:
    """Raises unless the round's dates may still be set: nobody has been asked."""
    if period.state != PeriodState.PLANNED:
        raise Refusal(f"{period.quarter.label} has been opened already, so its dates stand.")


def check_within(period: ReportingPeriod, today: dt.date) -> None:
    """Raises unless a period opened today opens no sooner than planned, and before its updates are due."""
    if today < period.opens_on:
        raise Refusal(
            f"{period.quarter.label} opens on {in_words(period.opens_on)}. "
            "Open it then, or change that date to today."
        )
    if today > period.due_on:
        raise Refusal(
            f"Updates of {period.quarter.label} would be due on {in_words(period.due_on)}, which has passed. "
            "Change the date first."
        )


def check_can_be_asked(period: ReportingPeriod, actions: Collection[Action]) -> None:
    """Raises unless there is something to ask, and all of it is in force and of the period's board."""
    if not actions:
        raise Refusal("Choose at least one action to ask about.")
    for action in actions:
        check_asks_about(period, action)
        if action.status == Status.CLOSED:
            raise Refusal(f"Action {action.reference} was closed by a decision, so it is not asked about.")


def check_can_close(period: ReportingPeriod) -> None:
    """Raises unless the period is open."""
    if period.state == PeriodState.PLANNED:
        raise Refusal(f"{period.quarter.label} has not been opened, so there is nothing to close.")
    if period.state != PeriodState.OPEN:
        raise Refusal(f"{period.quarter.label} is closed already. Closing cannot be undone or done again.")


def can_close(period: ReportingPeriod) -> bool:
    return _allows(lambda: check_can_close(period))


def check_can_ask_date_change(action: Action, *, waiting: DateChange | None) -> None:
    """Raises unless the due date may be asked to move: the action is unfinished and no request waits."""
    check_can_move(action)
    if action.awaiting:
        raise Refusal(f"This action has no due date to move. {show_awaiting(action.awaiting)}.")
    if waiting is not None:
        raise Refusal("A date change of this action is waiting for a decision already.")


def can_ask_date_change(action: Action, *, waiting: DateChange | None) -> bool:
    return _allows(lambda: check_can_ask_date_change(action, waiting=waiting))


def check_can_move(action: Action) -> None:
    """Raises when the action is finished, complete or closed, or its plan is closed."""
    check_plan_open(action.plan)
    if action.status in {Status.COMPLETE, Status.CLOSED}:
        raise Refusal("This action is finished, so its due date no longer moves.")


def check_can_decide(change: DateChange) -> None:
    """Raises unless the date change still waits for a decision."""
    if change.state != DateChangeState.REQUESTED:
        raise Refusal(f"This date change has been decided already: {change.get_state_display().lower()}.")


def can_decide(change: DateChange) -> bool:
    return _allows(lambda: check_can_decide(change))


def check_plan_open(plan: Plan) -> None:
    """Raises when the plan is closed: what it promised stays as it was."""
    if plan.state == PlanState.CLOSED:
        raise Refusal("This plan is closed, so nothing in it can be changed.")


def is_open(plan: Plan) -> bool:
    return _allows(lambda: check_plan_open(plan))


def check_in_force(action: Action) -> None:
    """Raises when the action was closed by a decision, or its plan is closed."""
    check_plan_open(action.plan)
    if action.status == Status.CLOSED:
        raise Refusal("This action was closed by a decision, so it can no longer be changed.")


def can_change(action: Action) -> bool:
    return _allows(lambda: check_in_force(action))


def check_can_hold(action: Action) -> None:
    """Raises unless the action may be put on hold, or held for longer: it is unfinished."""
    check_in_force(action)
    if action.status == Status.COMPLETE:
        raise Refusal("This action is complete, so it cannot be put on hold.")


def can_hold(action: Action) -> bool:
    return _allows(lambda: check_can_hold(action))


def check_can_resume(action: Action) -> None:
    """Raises unless the action is on hold."""
    check_in_force(action)
    if action.status != Status.ON_HOLD:
        raise Refusal("This action is not on hold, so there is nothing to resume.")


def can_resume(action: Action) -> bool:
    return _allows(lambda: check_can_resume(action))


def check_can_be_closed(action: Action) -> None:
    """Raises unless the action may be closed by a decision: it is unfinished."""
    check_in_force(action)
    if action.status == Status.COMPLETE:
        raise Refusal("This action is complete, so there is nothing to cancel, merge or supersede.")


def can_be_closed(action: Action) -> bool:
    return _allows(lambda: check_can_be_closed(action))


def check_awaiting(action: Action) -> None:
    """Raises unless the action waits on an event for its dates."""
    check_in_force(action)
    if not action.awaiting:
        raise Refusal("This action waits for nothing: it has its dates already.")


def is_awaiting(action: Action) -> bool:
    return _allows(lambda: check_awaiting(action))


def check_can_ask_question(action: Action) -> None:
    """Raises unless the action is unfinished, so that an update will come in which to answer."""
    check_in_force(action)
    if action.status == Status.COMPLETE:
        raise Refusal("This action is complete, so no update will come in which to answer a question.")


def can_ask_question(action: Action) -> bool:
    return _allows(lambda: check_can_ask_question(action))
