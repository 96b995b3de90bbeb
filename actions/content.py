"""What an update says: one value for the form, the fixtures and every other way in."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from actions import plan_dates
from actions.models import Action, ProgressUpdate
from actions.plan_dates import PlanDate
from actions.rag import Rating, Status

_AMBER = {"risk", "mitigation"}
_RED = {"issue", "path_step", "path_who", "path_by", "ask"}


@dataclass(frozen=True, kw_only=True)
class UpdateContent:
    """The words and choices of an update; the names are those of ``ProgressUpdate``. Empty means not said."""

    status: str = ""
    no_change: bool = False
    happened: str = ""
    call: str = ""
    reported_rating: str = ""
    rating_reason: str = ""
    risk: str = ""
    mitigation: str = ""
    issue: str = ""
    path_step: str = ""
    path_who: str = ""
    path_by: dt.date | None = None
    ask: str = ""
    forecast_words: str = ""
    completed_on: dt.date | None = None
    completion_note: str = ""
    hold_until: dt.date | None = None
    next_steps: str = ""
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False

    @property
    def forecast(self) -> PlanDate:
        """F, read from the words as typed."""
        return plan_dates.parse(self.forecast_words)

    def columns(self) -> dict[str, Any]:
        """The values of the columns of ``ProgressUpdate`` that hold them."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "not_personal"}
        forecast = self.forecast
        return values | {"forecast_on": forecast.last_day, "forecast_precision": forecast.precision}


_NAMES = frozenset(f.name for f in fields(UpdateContent))


def content_of(update: ProgressUpdate) -> UpdateContent:
    """What a stored revision says."""
    names = [f.name for f in fields(UpdateContent) if f.name != "not_personal"]
    return UpdateContent(**{name: getattr(update, name) for name in names})


def carried_forward(update: ProgressUpdate | None, action: Action) -> UpdateContent:
    """What a new update starts from: last status, call, rating, forecast; never last quarter's words."""
    if update is None:
        return UpdateContent(status=action.status)
    return UpdateContent(
        status=update.status,
        call=update.call,
        reported_rating=update.confirmed_rating or update.reported_rating,
        forecast_words=update.forecast_words,
        completed_on=update.completed_on,
        completion_note=update.completion_note,
        hold_until=update.hold_until,
    )


def with_no_change(content: UpdateContent, before: ProgressUpdate) -> UpdateContent:
    """The content of a "no change" update: last quarter's answers, and this quarter's sentence."""
    kept = content_of(before)
    return replace(kept, no_change=True, happened=content.happened, not_personal=content.not_personal)


def unasked(content: UpdateContent) -> frozenset[str]:
    """The questions that the status and the rating do not ask.

    Complete is Blue, and needs neither own call nor forecast; "no change" repeats every answer but one.
    """
    if content.no_change:
        return _NAMES - {"happened", "no_change", "not_personal"}
    names: set[str] = set()
    if content.status == Status.COMPLETE:
        names |= {"call", "reported_rating", "rating_reason", "forecast_words"}
    else:
        names |= {"completed_on", "completion_note"}
    if content.status != Status.ON_HOLD:
        names.add("hold_until")
    rating = "" if content.status == Status.COMPLETE else content.reported_rating
    if rating != Rating.AMBER:
        names |= _AMBER
    if rating != Rating.RED:
        names |= _RED
    return frozenset(names)


def applicable(content: UpdateContent) -> UpdateContent:
    """The content without answers to what is not asked, typed perhaps before a choice was made."""
    empty = UpdateContent()
    return replace(content, **{name: getattr(empty, name) for name in unasked(content)})


def says_the_same(update: ProgressUpdate, content: UpdateContent) -> bool:
    """Whether a stored revision says what was typed: a form that was sent twice is no second opinion."""
    said = content_of(update)
    if content.no_change:
        return said.no_change and said.happened == content.happened
    typed = replace(content, not_personal=False)
    if update.reported_rating == Rating.BLUE and not typed.reported_rating:
        typed = replace(typed, reported_rating=Rating.BLUE.value)
    return said == typed
