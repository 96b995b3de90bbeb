"""The plan on a line of time: each action from start to due, its first due date, and today. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from actions.rag import Status
from governance.days import in_words
from governance.quarters import Quarter
from reports.positions import ActionPosition


@dataclass(frozen=True, slots=True)
class Span:
    """One action. Where the plan has no start or due date, its line is open at that side."""

    position: ActionPosition

    @property
    def start(self) -> dt.date | None:
        """The planned start; None of one that is after the due date, which the plan's page flags."""
        start, due = self.position.start_on, self.position.due_on
        return None if start and due and start > due else start

    @property
    def due(self) -> dt.date | None:
        return self.position.due_on

    @property
    def moved_from(self) -> dt.date | None:
        """The original due date, where another is in force."""
        first = self.position.original_due_on
        return first if first and first != self.position.due_on else None

    @property
    def ended(self) -> dt.date | None:
        """The day it was completed or closed."""
        position = self.position
        if position.is_complete:
            return position.completed_on
        return position.closed_on if position.is_closed else None

    @property
    def until(self) -> dt.date | None:
        """Where its bar ends: the day it ended, unless that was before its start; else the day it is due."""
        if self.ended and not (self.start and self.ended < self.start):
            return self.ended
        return self.due

    @property
    def mark(self) -> str:
        """The key of its mark: its rating's, or closed."""
        return "closed" if self.position.is_closed else self.position.rating.value

    @property
    def words(self) -> str:
        """Its dates, such as "31 March 2024, first 31 July 2023"."""
        first = f", first {in_words(self.moved_from)}" if self.moved_from else ""
        return f"{self._end}{first}"

    @property
    def _end(self) -> str:
        position = self.position
        if self.ended:
            return f"{'Closed' if position.is_closed else 'Done'} {in_words(self.ended)}"
        if position.awaiting:
            return "Waits for an event"
        if position.ongoing:
            return f"On-going, review {in_words(self.due)}" if self.due else "On-going"
        return in_words(self.due) if self.due else "No due date"

    @property
    def standing(self) -> str:
        """Where today, or the cut-off of a closed quarter, finds it."""
        position = self.position
        if position.days_overdue:
            return f"Overdue by {position.days_overdue} day{'' if position.days_overdue == 1 else 's'}"
        return position.status.label if position.status is not Status.COMPLETE else self._end


@dataclass(frozen=True, slots=True)
class Timeline:
    """The actions in the plan's order, and the quarters from the first date to the last."""

    spans: tuple[Span, ...]
    quarters: tuple[Quarter, ...]
    today: dt.date

    @property
    def first(self) -> dt.date:
        return self.quarters[0].start

    @property
    def last(self) -> dt.date:
        return self.quarters[-1].end

    @property
    def shows_today(self) -> bool:
        """Whether today falls between the first quarter shown and the last."""
        return self.first <= self.today <= self.last

    def share(self, day: dt.date) -> float:
        """How far along the line a day stands, from 0 to 1."""
        return (day - self.first).days / max(1, (self.last - self.first).days)


def lay_out(
    positions: Iterable[ActionPosition], *, starts_on: dt.date, ends_on: dt.date, today: dt.date
) -> Timeline:
    """The timeline of a plan that runs from one day to another, made longer by dates outside of it."""
    spans = tuple(map(Span, positions))
    dates = [day for span in spans for day in (span.start, span.due, span.until, span.moved_from) if day]
    quarters = [Quarter.containing(min([starts_on, *dates]))]
    while quarters[-1].end < max([ends_on, *dates]):
        quarters.append(quarters[-1].next())
    return Timeline(spans, tuple(quarters), today)
