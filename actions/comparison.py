"""What differs between two texts of an update, in words: for two writers, and for the history."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from actions.content import UpdateContent
from actions.plan_dates import show
from actions.rag import Call, Rating, Status
from governance.days import in_words

# What each answer is called where it is shown, in the order of the page.
LABELS = {
    "no_change": "No change",
    "status": "Status",
    "completed_on": "Completed on",
    "completion_note": "What was achieved",
    "hold_until": "Hold reviewed on",
    "happened": "What happened",
    "call": "Own call",
    "forecast_words": "Forecast finish",
    "reported_rating": "Rating",
    "rating_reason": "Why better than suggested",
    "risk": "Risk",
    "mitigation": "Mitigation",
    "issue": "Issue",
    "path_step": "Path to green: step",
    "path_who": "Path to green: who",
    "path_by": "Path to green: by",
    "ask": "Asked of the Board",
    "next_steps": "What comes next",
}
_WORDS: dict[str, type[Status | Call | Rating]] = {
    "status": Status,
    "call": Call,
    "reported_rating": Rating,
}


@dataclass(frozen=True)
class Difference:
    """One answer, as it stands in the first text and in the second; empty is not said."""

    name: str
    label: str
    first: str
    second: str


def in_text(name: str, content: UpdateContent) -> str:
    """An answer as a reader sees it; empty when it was not given."""
    if name == "forecast_words":
        return show(content.forecast) if content.forecast_words else ""
    value = getattr(content, name)
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, dt.date):
        return in_words(value)
    if value and name in _WORDS:
        return _WORDS[name](value).label
    return str(value or "")


def answers(content: UpdateContent) -> list[tuple[str, str]]:
    """Pairs of label and text of every answer given, in the order of the page."""
    return [(label, text) for name, label in LABELS.items() if (text := in_text(name, content))]


def differences(first: UpdateContent, second: UpdateContent) -> list[Difference]:
    """The answers that differ, in the order of the page."""
    pairs = ((name, label, in_text(name, first), in_text(name, second)) for name, label in LABELS.items())
    return [Difference(*pair) for pair in pairs if pair[2] != pair[3]]


def answer_differences(
    asked: Mapping[int, str], first: Mapping[int, str], second: Mapping[int, str]
) -> list[Difference]:
    """The answers to the Board that differ; ``asked`` holds the words of each question, by its key."""
    pairs = ((key, first.get(key, ""), second.get(key, "").strip()) for key in asked)
    return [
        Difference(f"answer_{key}", f"Asked: {asked[key]}", old, new) for key, old, new in pairs if old != new
    ]
