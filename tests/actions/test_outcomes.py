"""What a measure's readings say beside the ratings of its actions, and numbers as people type them."""

from decimal import Decimal

import pytest

from actions.figures import read_figure, show_figure
from actions.outcomes import Read, Scale, find_contradiction, in_words, is_at_target, travel_of
from actions.rag import Rating, Travel

UP = Scale(better="up", unit="%", target=Decimal(60))
DOWN = Scale(better="down", unit="calls", target=Decimal(5))


def readings(*values: int | None) -> list[Read]:
    """One a quarter, from Q1 2023-24 on."""
    return [
        Read(quarter=f"Q{place} 2023-24", value=None if value is None else Decimal(value))
        for place, value in enumerate(values, start=1)
    ]


@pytest.mark.parametrize(
    ("scale", "values", "travel", "at_target"),
    [
        (UP, (), None, False),
        (UP, (55,), Travel.NEW, False),
        (UP, (55, 60), Travel.IMPROVED, True),
        (UP, (55, 55), Travel.NO_CHANGE, False),
        (UP, (61, 59), Travel.WORSE, False),
        (UP, (61, None, 59), Travel.WORSE, False),
        (DOWN, (5, 6), Travel.WORSE, False),
        (DOWN, (9, 4), Travel.IMPROVED, True),
        (Scale(), (None,), Travel.NOT_COMPARABLE, False),
        (Scale(better="up"), (1, 2), Travel.IMPROVED, False),
    ],
)
def test_travel_goes_towards_what_is_better(
    scale: Scale, values: tuple[int | None, ...], travel: Travel | None, at_target: bool
) -> None:
    found = readings(*values)
    assert (travel_of(found, scale), is_at_target(found, scale)) == (travel, at_target)


GREEN, BLUE, AMBER, RED, GREY = Rating.GREEN, Rating.BLUE, Rating.AMBER, Rating.RED, Rating.GREY


@pytest.mark.parametrize(
    ("ratings", "values", "sentence"),
    [
        (
            {"1.1": GREEN},
            (55, 49),
            "Its action is Green, and the measure got worse: from 55% in Q1 2023-24 to 49% in Q2 2023-24.",
        ),
        (
            {"1.1": GREEN, "1.2": BLUE},
            (55, 49),
            "Both of its actions are Green or Complete, and the measure got worse: "
            "from 55% in Q1 2023-24 to 49% in Q2 2023-24.",
        ),
        (
            {"1.1": BLUE, "1.2": BLUE, "1.3": BLUE},
            (55, 49),
            "All 3 of its actions are Complete, and the measure got worse: "
            "from 55% in Q1 2023-24 to 49% in Q2 2023-24.",
        ),
        ({"1.1": GREEN, "1.2": AMBER}, (55, 49), ""),
        ({"1.1": GREEN, "1.2": GREY}, (55, 49), ""),
        ({"1.1": GREEN}, (55, 56), ""),
        ({}, (55, 49), ""),
        (
            {"1.1": RED, "1.2": GREEN, "1.3": RED},
            (55, 60),
            "The measure is at its target, while 1.1, 1.3 are Red.",
        ),
        ({"1.1": RED}, (55, 59), ""),
    ],
)
def test_a_sentence_says_where_outcome_and_ratings_differ(
    ratings: dict[str, Rating], values: tuple[int, ...], sentence: str
) -> None:
    assert find_contradiction(readings(*values), UP, ratings) == sentence


def test_ratings_are_counted_in_words() -> None:
    assert in_words({"1.1": RED, "1.2": GREEN, "1.3": GREEN}) == "2 Green, 1 Red"
    assert in_words({}) == "No action in force"


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("12", "12", "12"),
        (" 1,204.50 ", "1204.50", "1,204.5"),
        ("84 %", "84", "84"),
        ("12 000", "12000", "12,000"),
        ("£300", "300", "300"),
        ("-3", "-3", "-3"),
        ("0", "0", "0"),
        ("100", "100", "100"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str, shown: str) -> None:
    found = read_figure(typed, thing="reading")
    assert (found, show_figure(found)) == (Decimal(number), shown)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("about forty", "Write the reading as a number, such as 12 or 12.5. Words go in their own box."),
        ("12 of 30", "Write the reading as a number, such as 12 or 12.5. Words go in their own box."),
        ("1 2", "Write the reading as a number, such as 12 or 12.5. Words go in their own box."),
        ("%", "Write the reading as a number, such as 12 or 12.5. Words go in their own box."),
        ("1.234", "Round the reading to two decimals at most."),
        ("9" * 11, "The reading is too large. Choose a larger unit, such as thousands."),
    ],
)
def test_words_for_a_number_are_answered_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.") + "$"):
        read_figure(typed, thing="reading")


def test_an_empty_box_is_no_number() -> None:
    assert (read_figure("  ", thing="target"), show_figure(None)) == (None, "")
