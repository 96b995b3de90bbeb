"""The words of ratings, the direction of travel, and the key that explains them."""

import pytest

from actions.rag import (
    Call,
    Definition,
    Rating,
    RuleInWords,
    Status,
    Thresholds,
    Travel,
    describe_key,
    is_better,
    travel,
)


def test_every_word_has_its_label() -> None:
    assert Rating.choices() == [
        ("blue", "Blue"),
        ("green", "Green"),
        ("amber", "Amber"),
        ("red", "Red"),
        ("grey", "Grey"),
    ]
    assert Status.choices() == [
        ("not_started", "Not started"),
        ("in_progress", "In progress"),
        ("complete", "Complete"),
        ("on_hold", "On hold"),
        ("closed", "Closed"),
    ]
    assert Call.choices() == [
        ("on_track", "On track"),
        ("at_risk", "At risk but recoverable"),
        ("off_track", "Off track"),
    ]
    assert Travel.choices() == [
        ("improved", "Improved"),
        ("no_change", "No change"),
        ("worse", "Worse"),
        ("new", "New"),
        ("not_comparable", "Not comparable"),
    ]


ORDER = [Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE]


@pytest.mark.parametrize("current", ORDER)
@pytest.mark.parametrize("previous", ORDER)
def test_travel_follows_the_order_of_ratings(previous: Rating, current: Rating) -> None:
    step = ORDER.index(current) - ORDER.index(previous)
    expected = Travel.NO_CHANGE if step == 0 else Travel.IMPROVED if step > 0 else Travel.WORSE
    assert travel(previous, current) is expected
    assert is_better(current, previous) == (step > 0)


@pytest.mark.parametrize("rating", Rating)
def test_grey_is_not_comparable_and_a_first_rating_is_new(rating: Rating) -> None:
    assert travel(Rating.GREY, rating) is Travel.NOT_COMPARABLE
    assert travel(rating, Rating.GREY) is Travel.NOT_COMPARABLE
    assert travel(None, rating) is Travel.NEW
    assert not is_better(Rating.GREY, rating)
    assert not is_better(rating, Rating.GREY)


def test_the_key_prints_the_rules_in_order_with_the_thresholds_in_force() -> None:
    assert describe_key().rules == (
        RuleInWords(1, "Closed by a decision. Left out of percentages", Rating.GREY, "Closed"),
        RuleInWords(
            2,
            "Completed by the cut-off, with a note of what was delivered, and accepted",
            Rating.BLUE,
            "Complete",
        ),
        RuleInWords(
            3, "On hold by a decision, until a review date that has not passed", Rating.GREY, "On hold"
        ),
        RuleInWords(4, "On hold without a decision, or past the review date of its hold", Rating.RED, "Red"),
        RuleInWords(
            0, "Waiting for something else to happen before it can be dated", Rating.GREY, "To be confirmed"
        ),
        RuleInWords(5, "More than 30 days past its due date", Rating.RED, "Red"),
        RuleInWords(6, "Forecast to finish more than 92 days after its due date", Rating.RED, "Red"),
        RuleInWords(7, "The lead says that it is off track", Rating.RED, "Red"),
        RuleInWords(8, "No update for 2 quarters running, each one asked for", Rating.RED, "Red"),
        RuleInWords(9, "1 to 30 days past its due date", Rating.AMBER, "Amber"),
        RuleInWords(10, "Forecast to finish 1 to 92 days after its due date", Rating.AMBER, "Amber"),
        RuleInWords(11, "The lead says that it is at risk but recoverable", Rating.AMBER, "Amber"),
        RuleInWords(
            12,
            "Not started, and more than 30 days past its planned start or due within 30 days",
            Rating.AMBER,
            "Amber",
        ),
        RuleInWords(13, "Not started, and neither late to start nor due soon", Rating.GREY, "Not started"),
        RuleInWords(
            14, "No update when one was asked for, for fewer than 2 quarters running", Rating.AMBER, "Amber"
        ),
        RuleInWords(
            15,
            "Due more than 92 days after its first due date, or moved 2 times or more",
            Rating.AMBER,
            "Amber",
        ),
        RuleInWords(16, "None of the above", Rating.GREEN, "Green"),
    )


def test_the_key_follows_changed_thresholds() -> None:
    changed = {rule.number: rule.when for rule in describe_key(Thresholds(14, 31, 3)).rules}
    assert changed[5] == "More than 14 days past its due date"
    assert changed[6] == "Forecast to finish more than 31 days after its due date"
    assert changed[8] == "No update for 3 quarters running, each one asked for"
    assert changed[12] == "Not started, and more than 14 days past its planned start or due within 14 days"
    assert changed[15] == "Due more than 31 days after its first due date, or moved 2 times or more"


def test_the_key_defines_each_rating_once() -> None:
    key = describe_key()
    assert [definition.rating for definition in key.definitions] == list(Rating)
    assert key.definitions[0] == Definition(
        Rating.BLUE, "Complete, with a note of what was delivered, and accepted."
    )
    assert all(note.endswith(".") for note in key.notes)
