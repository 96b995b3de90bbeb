"""When what an action waits for holds it up, in words. No query: it is told how both stand."""

import datetime as dt
from dataclasses import dataclass

from actions.models import Action, OutsideEvent
from actions.rag import Rating, Status
from actions.standing import Standing
from governance.days import in_words


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """What is waited for. ``finish`` is the later of its due date and its lead's forecast."""

    name: str
    done: bool = False
    closed: bool = False
    parked: bool = False
    days_overdue: int = 0
    red: bool = False
    finish: dt.date | None = None
    is_event: bool = False


def awaited_action(standing: Standing, *, name: str, waiter: Action) -> Awaited:
    """Another action, as it stands; once its work goes on in the one that waits, there is nothing left."""
    facts = standing.evidence
    dates = [day for day in (facts.due, facts.forecast) if day is not None]
    return Awaited(
        name=name,
        done=is_done(standing) or standing.action.continued_in_id == waiter.pk,
        closed=standing.status is Status.CLOSED,
        parked=bool(standing.action.awaiting),
        days_overdue=standing.days_overdue,
        red=standing.rating is Rating.RED,
        finish=None if facts.ongoing else max(dates, default=None),
    )


def awaited_event(event: OutsideEvent) -> Awaited:
    """An event outside the plan."""
    return Awaited(
        name=f"“{event.words}”", done=event.happened_on is not None, finish=event.expected_on, is_event=True
    )


def is_done(standing: Standing) -> bool:
    """Finished, and accepted as such."""
    return standing.status is Status.COMPLETE and standing.suggestion.rating is Rating.BLUE


def is_over(standing: Standing) -> bool:
    """Nothing holds up an action that is reported complete, or was closed."""
    return standing.status in {Status.COMPLETE, Status.CLOSED}


def what_holds_it_up(awaited: Awaited, *, due: dt.date | None, at: dt.date) -> str:
    """Such as "12.1 is overdue by 5 days"; empty while nothing hurts. ``due`` is of the action that waits."""
    fault = "" if awaited.done else _fault(awaited, due, at)
    return f"{awaited.name} {fault}" if fault else ""


def _fault(awaited: Awaited, due: dt.date | None, at: dt.date) -> str:
    """The first that applies, worst first."""
    if awaited.closed:
        return "was closed by a decision, so it will not come"
    if awaited.is_event and awaited.finish is not None and awaited.finish < at:
        return f"was expected by {in_words(awaited.finish)} and is not recorded as happened"
    if awaited.days_overdue:
        return f"is overdue by {awaited.days_overdue} day{'' if awaited.days_overdue == 1 else 's'}"
    if awaited.red:
        return "is Red"
    if awaited.parked and due is not None:
        return "waits for an event itself and has no date"
    if due is not None and awaited.finish is not None and awaited.finish > due:
        said = "is expected" if awaited.is_event else "is to finish"
        return f"{said} by {in_words(awaited.finish)}, after this is due on {in_words(due)}"
    return ""
