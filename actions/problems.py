"""What must be mended before an update can be kept or handed in. Pure, but for the settings.

One check serves the form, the fixtures and every other way in. Each problem pairs a field of
``UpdateContent`` with a sentence that says what to do.
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from actions.content import UpdateContent, applicable
from actions.models import Action, ProgressUpdate
from actions.rag import Rating, Status, Suggestion, is_better
from governance import personal_data
from governance.free_text import personal_problems, too_long_problems

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
# How many characters each text may have.
_LIMITS = dict.fromkeys(_LONG_TEXT, LONGEST) | {"path_who": 200, "forecast_words": 200}
REPORTABLE = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETE, Status.ON_HOLD)

type Problem = tuple[str, str]


def find_problems(
    content: UpdateContent, *, action: Action, suggestion: Suggestion, today: dt.date, whole: bool
) -> list[Problem]:
    """Pairs of field name and sentence; empty when nothing is wrong.

    A draft (``whole`` false) may be unfinished but not impossible. ``suggestion`` is what the rules
    say of the action with this content.
    """
    answers = answer_problems(content, action=action, suggestion=suggestion, today=today, whole=whole)
    return word_problems(content) + answers


def word_problems(content: UpdateContent) -> list[Problem]:
    """What is too long, or could identify a person. A box that is not asked counts too: it would be kept."""
    words = [(name, getattr(content, name), limit) for name, limit in _LIMITS.items()]
    too_long = [problem for name, text, limit in words for problem in too_long_problems(name, text, limit)]
    personal = (personal_problems(name, text, excused=content.not_personal) for name, text, _ in words)
    return too_long + [problem for found in personal for problem in found]


def words_of(content: UpdateContent) -> list[str]:
    """Every free text of an update."""
    return [getattr(content, name) for name in _LIMITS]


def may_be_vouched_for(texts: Iterable[str]) -> bool:
    """Whether some of the words look personal in a way that the writer may say they are not."""
    found = (personal_data.find(text, partner_domains=settings.PARTNER_DOMAINS) for text in texts)
    return any(finding.severity == "confirm" for findings in found for finding in findings)


def answer_problems(
    content: UpdateContent, *, action: Action, suggestion: Suggestion, today: dt.date, whole: bool
) -> list[Problem]:
    """What is impossible and, of a whole update, what is missing or at odds with the rating."""
    if not whole:
        return _impossible(applicable(content), action, today)
    return [*_impossible(content, action, today), *_missing(content), *_rating_gaps(content, suggestion)]


def _impossible(content: UpdateContent, action: Action, today: dt.date) -> list[Problem]:
    problems: list[Problem] = []
    if content.completed_on and content.completed_on > today:
        problems.append(("completed_on", "The completion date must be today or in the past."))
    if content.hold_until and content.hold_until < today:
        problems.append(("hold_until", "The date when the hold will be reviewed must be today or later."))
    if content.path_by and content.path_by < today:
        problems.append(("path_by", "The date the step is due must be today or later."))
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
        return [("forecast_words", forecast.problem or "Enter a date such as March 2027 or 31 March 2027.")]
    if forecast.last_day < today and content.status != Status.COMPLETE:
        return [
            (
                "forecast_words",
                "The forecast finish must be today or later, since the action is not complete.",
            )
        ]
    return []


def _missing(content: UpdateContent) -> list[Problem]:
    happened = "Say what happened this quarter, in a sentence or more."
    wanted: list[Problem] = [
        ("status", "Choose how far the action has got."),
        ("happened", "Say in a sentence why nothing has changed." if content.no_change else happened),
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
    elif rating is not Rating.BLUE and _needs_reason(rating, suggestion) and not content.rating_reason:
        problems.append(
            (
                "rating_reason",
                f"The rules suggest {suggestion.rating.label} ({suggestion.reason}). "
                f"Say why {rating.label} is right.",
            )
        )
    return problems + [(name, words) for name, words in _asked_by(rating) if not getattr(content, name)]


def _needs_reason(rating: Rating, suggestion: Suggestion) -> bool:
    """Better than suggested; Grey, which is no rating, would otherwise hide an Amber or a Red."""
    if rating is Rating.GREY:
        return suggestion.rating in {Rating.AMBER, Rating.RED}
    return is_better(rating, suggestion.rating)


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


def confirmation_problems(
    said: ProgressUpdate, confirmed: Rating, note: str, *, excused: bool = False
) -> list[Problem]:
    """What is wrong with the rating that the coordinator confirms, and its note."""
    problems = _note_problems("confirmed_note", note, excused=excused)
    reported = said.reported_rating or said.suggested_rating
    if (confirmed is Rating.BLUE) != (said.status == Status.COMPLETE) and confirmed != reported:
        problems.append(
            (
                "confirmed_rating",
                "Blue means complete. If the lead has the status wrong, return the update with the reason.",
            )
        )
    elif confirmed != reported and not note:
        problems.append(("confirmed_note", "Say why the rating confirmed differs from the one reported."))
    return problems


def return_problems(reason: str, *, excused: bool = False) -> list[Problem]:
    """What is wrong with the reason for which an update is returned."""
    if not reason:
        return [("return_reason", "Say what must change, so that the lead can mend it.")]
    return _note_problems("return_reason", reason, excused=excused)


def _note_problems(name: str, text: str, *, excused: bool) -> list[Problem]:
    return [*too_long_problems(name, text), *personal_problems(name, text, excused=excused)]
