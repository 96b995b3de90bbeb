"""Ratings, states and directions are words first; every pair of colours can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from actions.models import UpdateState
from actions.ratings import Rating, Travel
from actions.templatetags.ratings import call_label, rating_tag, state_tag, status_label, travel_mark


def test_a_rating_is_its_word_on_its_colour() -> None:
    assert rating_tag("amber") == '<strong class="govuk-tag app-rating app-rating--amber">Amber</strong>'
    assert rating_tag(Rating.BLUE, "<Complete>") == (
        '<strong class="govuk-tag app-rating app-rating--blue">&lt;Complete&gt;</strong>'
    )
    assert rating_tag("") == rating_tag(None) == '<span class="app-none">Not rated</span>'


def test_no_state_of_an_update_is_red() -> None:
    shown = {state.value: state_tag(state.value) for state in UpdateState}
    assert {value: re.sub(r"<[^>]+>", "", tag) for value, tag in shown.items()} == {
        "draft": "Draft",
        "ready": "Ready",
        "submitted": "Submitted",
        "returned": "Returned",
        "accepted": "Accepted",
    }
    assert not any("red" in re.findall(r"govuk-tag--([\w-]+)", tag) for tag in shown.values())
    assert "Nothing yet" in state_tag(None)


def test_a_direction_is_a_word_with_a_shape_that_is_not_read_out() -> None:
    assert travel_mark("worse") == (
        '<span class="app-travel app-travel--worse"><span aria-hidden="true">▼</span> Worse</span>'
    )
    assert all(travel.label in travel_mark(travel.value) for travel in Travel)
    assert travel_mark(None) == ""


def test_labels() -> None:
    assert [status_label("on_hold"), status_label(""), call_label("at_risk"), call_label("")] == [
        "On hold",
        "",
        "At risk but recoverable",
        "",
    ]


@pytest.mark.parametrize("rating", list(Rating))
def test_a_ratings_word_stands_out_from_its_colour(rating: Rating) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5:1."""
    css = (Path(settings.BASE_DIR) / "static" / "css" / "tracker.css").read_text()
    colours = dict(re.findall(rf"--app-{rating}-(back|text): (#[0-9a-f]{{6}});", css))
    assert _contrast(colours["back"], colours["text"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
