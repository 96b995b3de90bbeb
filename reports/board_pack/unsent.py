"""Updates that nobody has sent: their words are not for the board."""

from dataclasses import replace

from reports.positions import ActionPosition

UNSENT = ("draft", "ready", "returned")
"""Update states whose words only the action's agencies and the coordinator see."""


def without_unsent_words(position: ActionPosition) -> ActionPosition:
    """The position as the board may read it: a draft's or returned update's words left out."""
    if position.update_state not in UNSENT:
        return position
    return replace(
        position,
        happened="",
        next_steps="",
        risk="",
        mitigation="",
        issue="",
        path_step="",
        path_who="",
        path_by=None,
        ask="",
        reported_rating=None,
        rating_reason="",
        forecast_on=None,
        call=None,
        no_change=False,
    )
