"""What an update says, what it starts from, and which of its answers are asked."""

import datetime as dt
from dataclasses import fields

from actions.content import UpdateContent, applicable, carried_forward, content_of, with_no_change
from actions.models import Action, ProgressUpdate

RED = UpdateContent(
    status="in_progress",
    happened="The supplier withdrew.",
    call="off_track",
    reported_rating="red",
    rating_reason="The contract is void.",
    risk="None may bid.",
    mitigation="A framework is open.",
    issue="There is no supplier.",
    path_step="Tender again.",
    path_who="Warwickshire Police, Procurement",
    path_by=dt.date(2024, 2, 29),
    ask="Extend the budget.",
    forecast_words="Sept 2024",
    completed_on=dt.date(2023, 12, 1),
    completion_note="All were trained.",
    hold_until=dt.date(2024, 6, 1),
    next_steps="Publish the tender.",
)


def stored(content: UpdateContent, **more: str) -> ProgressUpdate:
    """An unsaved revision that says this."""
    return ProgressUpdate(**(content.columns() | more))


def said(content: UpdateContent) -> dict[str, object]:
    """What was answered, by name."""
    return {
        f.name: value for f in fields(content) if (value := getattr(content, f.name)) not in ("", None, False)
    }


def test_a_stored_revision_reads_back_as_it_was_said() -> None:
    assert content_of(stored(RED)) == RED


def test_a_forecast_is_stored_as_typed_and_as_understood() -> None:
    columns = RED.columns()
    assert (columns["forecast_words"], columns["forecast_on"], columns["forecast_precision"]) == (
        "Sept 2024",
        dt.date(2024, 9, 30),
        "month",
    )


def test_words_that_are_no_date_are_stored_without_one() -> None:
    columns = UpdateContent(forecast_words="when it stops raining").columns()
    assert (columns["forecast_words"], columns["forecast_on"], columns["forecast_precision"]) == (
        "when it stops raining",
        None,
        "",
    )


def test_a_first_update_starts_from_the_action() -> None:
    assert said(carried_forward(None, Action(status="not_started"))) == {"status": "not_started"}


def test_an_update_starts_from_the_last_answers_but_never_its_words() -> None:
    before = stored(RED, confirmed_rating="amber")
    assert said(carried_forward(before, Action(status="in_progress"))) == {
        "status": "in_progress",
        "call": "off_track",
        "reported_rating": "amber",
        "forecast_words": "Sept 2024",
        "completed_on": dt.date(2023, 12, 1),
        "completion_note": "All were trained.",
        "hold_until": dt.date(2024, 6, 1),
    }


def test_no_change_says_the_last_answers_again_with_a_new_sentence() -> None:
    typed = UpdateContent(no_change=True, happened="Still waiting.", reported_rating="green")
    assert said(with_no_change(typed, stored(RED))) == said(RED) | {
        "no_change": True,
        "happened": "Still waiting.",
    }


def test_red_is_asked_for_its_path_and_not_for_a_risk() -> None:
    assert set(said(RED)) - set(said(applicable(RED))) == {
        "risk",
        "mitigation",
        "completed_on",
        "completion_note",
        "hold_until",
    }


def test_complete_is_asked_for_its_date_and_note_alone() -> None:
    complete = UpdateContent(**(said(RED) | {"status": "complete"}))  # type: ignore[arg-type]  # of its own values
    assert said(applicable(complete)) == {
        "status": "complete",
        "happened": "The supplier withdrew.",
        "completed_on": dt.date(2023, 12, 1),
        "completion_note": "All were trained.",
        "next_steps": "Publish the tender.",
    }


def test_on_hold_and_amber_keep_what_they_ask() -> None:
    held = UpdateContent(
        **(said(RED) | {"status": "on_hold", "reported_rating": "amber"})  # type: ignore[arg-type]  # of its own values
    )
    assert set(said(held)) - set(said(applicable(held))) == {
        "issue",
        "path_step",
        "path_who",
        "path_by",
        "ask",
        "completed_on",
        "completion_note",
    }
