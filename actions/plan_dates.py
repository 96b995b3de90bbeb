"""The date of a plan as people write it: parse, order, show. Pure.

`actions.date_reading` reads the words and `actions.date_words` the dates in them; both are reached from here.
"""

from datetime import date

from actions.date_reading import HELP, TRIGGERS, PlanDate, parse
from actions.date_words import first_day_of, last_day_of_month
from governance.days import MONTHS, in_words, month_in_words
from governance.quarters import Quarter

__all__ = [
    "HELP",
    "PlanDate",
    "ends_before_start",
    "first_day_of",
    "next_occurrence",
    "parse",
    "parse_or_explain",
    "show",
    "show_awaiting",
    "show_days",
    "shown_due",
    "sort_key",
]

_SEASON_BY_LAST_MONTH = {5: "Spring", 8: "Summer", 11: "Autumn", 2: "Winter"}
_NO_DATE = "No date"


def parse_or_explain(words: str) -> PlanDate:
    """Read what was typed in a form. Raises ValueError, with a sentence, when blank or unreadable."""
    found = parse(words)
    if not found.understood:
        raise ValueError(found.problem)
    if not (found.last_day or found.ongoing or found.to_be_confirmed):
        raise ValueError(HELP)
    return found


def show(plan_date: PlanDate) -> str:
    """In words that `parse` reads back to the same dates: "Q3 2023-24 (October to December 2023)"."""
    if not plan_date.understood:
        return plan_date.words
    shown = _show_meaning(plan_date)
    return f"{shown} ({plan_date.note})" if plan_date.note else shown


def _show_meaning(plan_date: PlanDate) -> str:
    days = show_days(plan_date)
    if plan_date.ongoing:
        return _show_ongoing(plan_date, days)
    if days:
        return f"{days}, each year" if plan_date.recurs and not plan_date.note else days
    if plan_date.awaiting or plan_date.to_be_confirmed:
        return show_awaiting(plan_date.awaiting)
    return plan_date.words or _NO_DATE


def _show_ongoing(plan_date: PlanDate, days: str) -> str:
    if days:
        return f"On-going, next review {days}" + (", then each year" if plan_date.recurs else "")
    if plan_date.month:
        return f"On-going, each {MONTHS[plan_date.month - 1]}"
    return "On-going, each year" if plan_date.recurs else "On-going"


def show_days(plan_date: PlanDate) -> str:
    """The date alone, as exact as it was written, or "" where there is none."""
    last = plan_date.last_day
    if last is None:
        return ""
    if plan_date.precision == "month":
        return month_in_words(last)
    if plan_date.precision == "quarter":
        return Quarter.containing(last).long_label
    if plan_date.precision == "year":
        return f"{last.year - 1}-{last.year % 100:02}"
    if plan_date.precision == "season":
        return _show_season(last)
    return in_words(last)


def _show_season(last: date) -> str:
    """By its last day. Winter names both its years."""
    season = _SEASON_BY_LAST_MONTH.get(last.month)
    if season is None:
        return in_words(last)
    if season == "Winter":
        return f"Winter {last.year - 1}-{last.year % 100:02}"
    return f"{season} {last.year}"


def show_awaiting(awaiting: str) -> str:
    """ "To be confirmed once the Bill receives Royal Assent", "To be confirmed pending Cabinet approval"."""
    if not awaiting:
        return "To be confirmed"
    return f"To be confirmed {awaiting}" if TRIGGERS.match(awaiting) else f"To be confirmed once {awaiting}"


def shown_due(due: PlanDate | date | None, original: PlanDate | date | None, moves: int = 0) -> str:
    """ "Due 31 March 2027 (originally 30 September 2026, moved twice)". `moves` counts approved changes."""
    now, first = _as_plan_date(due), _as_plan_date(original)
    if now.last_day is None or now.ongoing:
        shown = _show_meaning(now).replace(_NO_DATE, "No due date")
    else:
        shown = f"Due {show_days(now)}"
    history = []
    if first.last_day and first.last_day != now.last_day:
        history.append(f"originally {show_days(first)}")
    if moves:
        history.append(f"moved {_times(moves)}")
    return f"{shown} ({', '.join(history)})" if history else shown


def _as_plan_date(value: PlanDate | date | None) -> PlanDate:
    return value if isinstance(value, PlanDate) else PlanDate("", value, value, "day" if value else "")


def _times(moves: int) -> str:
    return {1: "once", 2: "twice"}.get(moves, f"{moves} times")


def sort_key(plan_date: PlanDate) -> tuple[int, date, date]:
    """By last day, the longer span first; then on-going, to be confirmed, and no date at all."""
    if plan_date.last_day is not None:
        return (0, plan_date.last_day, plan_date.first_day or plan_date.last_day)
    waits = bool(plan_date.awaiting) or plan_date.to_be_confirmed
    return (1 if plan_date.ongoing else 2 if waits else 3, date.max, date.max)


def ends_before_start(start: PlanDate, end: PlanDate) -> bool:
    """Whether even the last day of `end` is before the first of `start`. False where either has no date."""
    if start.first_day is None or end.last_day is None:
        return False
    return end.last_day < start.first_day


def next_occurrence(plan_date: PlanDate, *, at: date) -> date | None:
    """The next last day: of the date itself, or of its first yearly return on or after `at`."""
    last = plan_date.last_day
    if last is not None and (last >= at or not plan_date.recurs):
        return last
    month = last.month if last else plan_date.month
    if not month:
        return None
    this_year, next_year = (_in_year(year, month, plan_date) for year in (at.year, at.year + 1))
    return this_year if this_year >= at else next_year


def _in_year(year: int, month: int, plan_date: PlanDate) -> date:
    end = last_day_of_month(year, month)
    if plan_date.last_day is None or plan_date.precision != "day":
        return end
    return end.replace(day=min(plan_date.last_day.day, end.day))
