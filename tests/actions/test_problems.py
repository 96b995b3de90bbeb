"""Every sentence that an update may be answered with, and where it stands."""

import datetime as dt
from dataclasses import replace

import pytest

from actions.content import UpdateContent
from actions.models import Action
from actions.problems import LONGEST, find_problems
from actions.rag import Rating, Suggestion
from governance.free_text import too_long_problems
from tests.factories import TODAY

ACTION = Action(status="in_progress")
GREEN = Suggestion(Rating.GREEN, 16, "On track", "Green", False)
AMBER = Suggestion(Rating.AMBER, 11, "Lead says at risk", "Amber", False)
RED = Suggestion(Rating.RED, 5, "Overdue by 31 days", "Red", False)

WHOLE = UpdateContent(
    status="in_progress",
    happened="The first cohort was trained.",
    call="on_track",
    reported_rating="green",
    forecast_words="March 2024",
)
PATH = {
    "issue": "There is no supplier.",
    "path_step": "Tender again.",
    "path_who": "Procurement",
    "path_by": dt.date(2024, 2, 29),
    "ask": "Nothing.",
}


def problems(
    content: UpdateContent, suggestion: Suggestion = GREEN, *, whole: bool = True
) -> list[tuple[str, str]]:
    return find_problems(content, action=ACTION, suggestion=suggestion, today=TODAY, whole=whole)


def test_a_whole_update_has_none() -> None:
    assert problems(WHOLE) == []


def test_a_draft_may_be_empty() -> None:
    assert problems(UpdateContent(), whole=False) == []


def test_an_empty_update_cannot_be_handed_in() -> None:
    assert problems(UpdateContent()) == [
        ("status", "Choose how far the action has got."),
        ("happened", "Say what happened this quarter, in a sentence or more."),
        ("call", "Choose your own call: on track, at risk or off track."),
    ]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"happened": ""}, [("happened", "Say what happened this quarter, in a sentence or more.")]),
        ({"happened": "", "no_change": True}, [("happened", "Say in a sentence why nothing has changed.")]),
        ({"reported_rating": ""}, [("reported_rating", "Choose a rating.")]),
        (
            {"reported_rating": "grey"},
            [("reported_rating", "An action in progress is rated Green, Amber or Red.")],
        ),
        (
            {"reported_rating": "blue"},
            [("reported_rating", "Blue means complete: choose Blue and Complete together, or neither.")],
        ),
        (
            {"reported_rating": "amber"},
            [
                ("risk", "Amber needs the risk: say what may go wrong."),
                ("mitigation", "Amber needs the mitigation: say what is being done about the risk."),
            ],
        ),
        (
            {"reported_rating": "red"},
            [
                ("issue", "Red needs the issue: say what has gone wrong."),
                ("path_step", "Red needs a path to green: say the next step."),
                ("path_who", "Red needs a path to green: say which post will take the step."),
                ("path_by", "Red needs a path to green: enter the date the step is due."),
                ("ask", "Red needs an ask: say what you want of the Board, or that you ask for nothing."),
            ],
        ),
        ({"reported_rating": "red", **PATH}, []),
        (
            {"reported_rating": "red", **PATH, "path_by": dt.date(2024, 1, 7)},
            [("path_by", "The date the step is due must be today or later.")],
        ),
        ({"reported_rating": "red", **PATH, "path_by": TODAY}, []),
        (
            {"status": "complete", "reported_rating": ""},
            [
                ("completed_on", "Enter the date when the action was completed."),
                ("completion_note", "Say what was achieved, so that the Board can confirm it."),
            ],
        ),
        (
            {
                "status": "complete",
                "reported_rating": "",
                "completed_on": dt.date(2024, 1, 9),
                "completion_note": "All were trained.",
            },
            [("completed_on", "The completion date must be today or in the past.")],
        ),
        (
            {
                "status": "complete",
                "reported_rating": "",
                "completed_on": TODAY,
                "completion_note": "All were trained.",
            },
            [],
        ),
        (
            {"status": "complete", "completed_on": TODAY, "completion_note": "All were trained."},
            [("reported_rating", "Blue means complete: choose Blue and Complete together, or neither.")],
        ),
        (
            {"status": "on_hold", "reported_rating": ""},
            [("hold_until", "Enter the date when the hold will be reviewed.")],
        ),
        (
            {"status": "on_hold", "reported_rating": "", "hold_until": dt.date(2024, 1, 7)},
            [("hold_until", "The date when the hold will be reviewed must be today or later.")],
        ),
        ({"status": "on_hold", "reported_rating": "", "hold_until": TODAY}, []),
        ({"status": "not_started", "reported_rating": ""}, []),
        (
            {"status": "closed", "reported_rating": ""},
            [("status", "An action is closed by a decision of the Board, not by an update.")],
        ),
        (
            {"forecast_words": "December 2023"},
            [
                (
                    "forecast_words",
                    "The forecast finish must be today or later, since the action is not complete.",
                )
            ],
        ),
        ({"forecast_words": "January 2024"}, []),
        ({"forecast_words": "On-going"}, []),
        ({"forecast_words": ""}, []),
        (
            {"forecast_words": "TBC"},
            [("forecast_words", "Enter a date such as March 2027 or 31 March 2027.")],
        ),
    ],
)
def test_what_each_answer_needs(changes: dict[str, object], found: list[tuple[str, str]]) -> None:
    assert problems(replace(WHOLE, **changes)) == found  # type: ignore[arg-type]  # of its own fields


@pytest.mark.parametrize("words", ["31 February 2025", "soon", "99/99/9999"])
def test_a_forecast_that_is_no_date_is_explained(words: str) -> None:
    [(field, sentence)] = problems(replace(WHOLE, forecast_words=words), whole=False)
    assert field == "forecast_words"
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("rating", "suggestion", "sentence"),
    [
        (
            "green",
            AMBER,
            "The rules suggest Amber (Lead says at risk). Say why Green is right.",
        ),
        (
            "green",
            RED,
            "The rules suggest Red (Overdue by 31 days). Say why Green is right.",
        ),
        (
            "grey",
            RED,
            "The rules suggest Red (Overdue by 31 days). Say why Grey is right.",
        ),
    ],
)
def test_a_rating_better_than_suggested_needs_a_reason(
    rating: str, suggestion: Suggestion, sentence: str
) -> None:
    content = replace(WHOLE, status="not_started", reported_rating=rating)
    assert problems(content, suggestion) == [("rating_reason", sentence)]
    assert problems(replace(content, rating_reason="It was finished on Friday."), suggestion) == []


def test_a_rating_worse_than_suggested_is_free() -> None:
    assert problems(replace(WHOLE, reported_rating="red", **PATH), AMBER) == []  # type: ignore[arg-type]  # of its own fields


def test_what_a_draft_does_not_ask_cannot_be_impossible() -> None:
    """What was typed for Complete before In progress was chosen is kept, and is not in the way."""
    content = UpdateContent(status="in_progress", completed_on=dt.date(2025, 1, 1))
    assert problems(content, whole=False) == []
    assert problems(replace(content, status="complete"), whole=False) == [
        ("completed_on", "The completion date must be today or in the past."),
    ]


def test_text_of_twenty_thousand_characters() -> None:
    assert problems(replace(WHOLE, happened="x" * 20_000)) == [
        ("happened", "Shorten this to 4,000 characters or fewer. It has 20,000.")
    ]
    assert problems(UpdateContent(ask="x" * 20_000), whole=False) == [
        ("ask", "Shorten this to 4,000 characters or fewer. It has 20,000.")
    ]


def test_short_boxes_have_their_own_limit() -> None:
    assert problems(UpdateContent(path_who="x" * 201), whole=False) == [
        ("path_who", "Shorten this to 200 characters or fewer. It has 201.")
    ]


def test_the_limit_itself_is_allowed() -> None:
    assert too_long_problems("happened", "x" * LONGEST) == []
    assert too_long_problems("happened", "x" * (LONGEST + 1)) == [
        ("happened", "Shorten this to 4,000 characters or fewer. It has 4,001.")
    ]


def test_what_could_identify_a_person_is_refused_even_in_a_draft() -> None:
    content = UpdateContent(happened="NHS number 943 476 5919 was given.", not_personal=True)
    [(field, _)] = problems(content, whole=False)
    assert field == "happened"


def test_what_only_looks_personal_may_be_vouched_for() -> None:
    content = UpdateContent(next_steps="Ring the helpline on 07700900123.")
    [(field, _)] = problems(content, whole=False)
    assert field == "next_steps"
    assert problems(replace(content, not_personal=True), whole=False) == []
