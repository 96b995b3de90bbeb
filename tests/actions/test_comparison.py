"""What differs between two texts of an update, in the words of the page."""

import datetime as dt
from dataclasses import fields

from actions.comparison import LABELS, Difference, answers, differences
from actions.content import UpdateContent

MINE = UpdateContent(
    status="in_progress",
    happened="Forty.",
    call="at_risk",
    forecast_words="Sept 2024",
    path_by=dt.date(2024, 2, 1),
)
THEIRS = UpdateContent(
    status="in_progress", happened="Sixty.", call="on_track", forecast_words="September 2024", no_change=True
)


def test_every_answer_has_a_label() -> None:
    assert set(LABELS) == {field.name for field in fields(UpdateContent)} - {"not_personal"}


def test_answers_stand_in_the_order_of_the_page() -> None:
    assert answers(MINE) == [
        ("Status", "In progress"),
        ("What happened", "Forty."),
        ("Own call", "At risk but recoverable"),
        ("Forecast finish", "September 2024"),
        ("Path to green: by", "1 February 2024"),
    ]


def test_a_date_in_other_words_is_no_difference() -> None:
    assert differences(THEIRS, MINE) == [
        Difference("no_change", "No change", "Yes", ""),
        Difference("happened", "What happened", "Sixty.", "Forty."),
        Difference("call", "Own call", "On track", "At risk but recoverable"),
        Difference("path_by", "Path to green: by", "", "1 February 2024"),
    ]


def test_a_forecast_that_is_no_date_shows_as_it_was_typed() -> None:
    assert answers(UpdateContent(forecast_words="when it stops raining")) == [
        ("Forecast finish", "when it stops raining")
    ]
