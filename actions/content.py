"""What an update says, and what must be mended before it can be handed in.

One value and one check serve the form, the fixtures and every other way in.
"""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from django.conf import settings

from actions import plan_dates
from actions.models import Action, ProgressUpdate
from actions.plan_dates import PlanDate
from actions.rag import Rating, Status, Suggestion, is_better
from governance import personal_data

LONGEST = 4000
_LONG_TEXT = (
    "happened",
    "rating_reason",
    "risk",
    "mitigation",
    "issue",
    "path_step",
    "ask",
    "completion_note",
    "next_steps",
)
REPORTABLE = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETE, Status.ON_HOLD)

type Problem = tuple[str, str]


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


def find_problems(
    content: UpdateContent, *, action: Action, suggestion: Suggestion, today: dt.date, whole: bool
) -> list[Problem]:
    """Pairs of field name and sentence; empty when nothing is wrong.

    A draft (``whole`` false) may be unfinished but not impossible. ``suggestion`` is what the rules
    say of the action with this content.
    """
    problems = [*_too_long(content), *_personal(content), *_impossible(content, action, today)]
    if whole:
        problems += [*_missing(content), *_rating_gaps(content, suggestion)]
    return problems


def _too_long(content: UpdateContent) -> list[Problem]:
    return [
        (name, f"Shorten this to {LONGEST:,} characters or fewer. It has {len(getattr(content, name)):,}.")
        for name in _LONG_TEXT
        if len(getattr(content, name)) > LONGEST
    ]


def _personal(content: UpdateContent) -> list[Problem]:
    problems = []
    for name in (*_LONG_TEXT, "path_who"):
        for found in personal_data.find(getattr(content, name), partner_domains=settings.PARTNER_DOMAINS):
            if found.severity == "refuse" or not content.not_personal:
                problems.append((name, found.sentence))
    return problems


def _impossible(content: UpdateContent, action: Action, today: dt.date) -> list[Problem]:
    problems: list[Problem] = []
    if content.completed_on and content.completed_on > today:
        problems.append(("completed_on", "The completion date must be today or in the past."))
    if content.forecast_words:
        problems += _forecast_problems(content, today)
    if content.status and content.status not in REPORTABLE and content.status != action.status:
        problems.append(("status", "An action is closed by a decision of the Board, not by an update."))
    return problems


def _forecast_problems(content: UpdateContent, today: dt.date) -> list[Problem]:
    forecast = content.forecast
    if forecast.ongoing or forecast.awaiting:
        return []
    if forecast.last_day is None:
        return [("forecast_words", "Enter a date such as March 2027 or 31 March 2027.")]
    if forecast.last_day < today and content.status != Status.COMPLETE:
        return [
            (
                "forecast_words",
                "The forecast finish must be today or later, since the action is not complete.",
            )
        ]
    return []


def _missing(content: UpdateContent) -> list[Problem]:
    wanted: list[Problem] = [
        ("status", "Choose how far the action has got."),
        ("happened", "Say what happened this quarter, in a sentence or more."),
    ]
    if content.status == Status.COMPLETE:
        wanted += [
            ("completed_on", "Enter the date when the action was completed."),
            ("completion_note", "Say what was achieved, so that the Board can confirm it."),
        ]
    elif content.status == Status.ON_HOLD:
        wanted.append(("hold_until", "Enter the date when the hold will be reviewed."))
    elif not content.no_change:
        wanted.append(("call", "Choose your own call: on track, at risk or off track."))
    if content.status == Status.IN_PROGRESS:
        wanted.append(("reported_rating", "Choose a rating."))
    return [(name, sentence) for name, sentence in wanted if not getattr(content, name)]


def _rating_gaps(content: UpdateContent, suggestion: Suggestion) -> list[Problem]:
    if not content.reported_rating:
        return []
    rating = Rating(content.reported_rating)
    problems: list[Problem] = []
    if (rating is Rating.BLUE) != (content.status == Status.COMPLETE):
        problems.append(
            ("reported_rating", "Blue means complete: choose Blue and Complete together, or neither.")
        )
    elif rating is Rating.GREY and content.status == Status.IN_PROGRESS:
        problems.append(("reported_rating", "An action in progress is rated Green, Amber or Red."))
    elif rating is not Rating.BLUE and is_better(rating, suggestion.rating) and not content.rating_reason:
        problems.append(
            (
                "rating_reason",
                f"The rules suggest {suggestion.rating.label} ({suggestion.reason}). "
                f"Say why {rating.label} is right.",
            )
        )
    return problems + [(name, words) for name, words in _asked_by(rating) if not getattr(content, name)]


def _asked_by(rating: Rating) -> list[Problem]:
    """What Amber and Red ask for (``rag.md``)."""
    if rating is Rating.AMBER:
        return [
            ("risk", "Amber needs the risk: say what may go wrong."),
            ("mitigation", "Amber needs the mitigation: say what is being done about the risk."),
        ]
    if rating is Rating.RED:
        return [
            ("issue", "Red needs the issue: say what has gone wrong."),
            ("path_step", "Red needs a path to green: say the next step."),
            ("path_who", "Red needs a path to green: say which post will take the step."),
            ("path_by", "Red needs a path to green: enter the date the step is due."),
            ("ask", "Red needs an ask: say what you want of the Board, or that you ask for nothing."),
        ]
    return []
