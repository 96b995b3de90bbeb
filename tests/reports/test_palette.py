"""Colours that can be read, and never stand alone."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from actions.rag import Rating, Travel
from reports.board_pack.counts import RATING_TESTS
from reports.rendering.palette import MARKS, PAPER, TRAVEL_SHAPES, Mark, contrast, mark_of

TRACKER_CSS = Path(__file__).resolve().parents[2] / "static" / "css" / "tracker.css"


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_words_and_fills_can_be_read(mark: Mark) -> None:
    assert contrast(mark.text, mark.background) >= 4.5
    assert contrast(mark.fill, PAPER) >= 4.5  # white letters stand on it, and it stands on white


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_rating_and_direction_has_its_own_letter_pattern_and_shape() -> None:
    assert list(MARKS) == [key for key, _label, _test in RATING_TESTS]
    assert [mark_of(rating).label for rating in Rating] == [rating.label for rating in Rating]
    for looks in ([mark.letter for mark in MARKS.values()], [mark.pattern for mark in MARKS.values()]):
        assert len(set(looks)) == len(MARKS)
    assert set(TRAVEL_SHAPES) == set(Travel)
    assert len(set(TRAVEL_SHAPES.values())) == len(Travel)


def test_fills_that_stand_together_differ_in_darkness_or_pattern() -> None:
    for one, other in pairwise(MARKS.values()):
        assert one.pattern != other.pattern


def test_the_pages_use_the_same_colours() -> None:
    css = TRACKER_CSS.read_text()
    for rating in Rating:
        mark = mark_of(rating)
        assert re.search(rf"--app-{rating}-text: {mark.text};", css)
        assert re.search(rf"--app-{rating}-back: {mark.background};", css)
