"""Quarters of the financial year: which days are theirs, and what they are called."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.days import in_words, month_in_words
from governance.quarters import Quarter

quarters = st.builds(Quarter, st.integers(2000, 2099), st.integers(1, 4))
days = st.dates(date(1990, 1, 1), date(2150, 12, 31))

YEAR = [
    (1, date(2023, 4, 1), date(2023, 6, 30), "2023-Q1", "Q1 2023-24", "Q1 2023-24 (April to June 2023)"),
    (2, date(2023, 7, 1), date(2023, 9, 30), "2023-Q2", "Q2 2023-24", "Q2 2023-24 (July to September 2023)"),
    (
        3,
        date(2023, 10, 1),
        date(2023, 12, 31),
        "2023-Q3",
        "Q3 2023-24",
        "Q3 2023-24 (October to December 2023)",
    ),
    (4, date(2024, 1, 1), date(2024, 3, 31), "2023-Q4", "Q4 2023-24", "Q4 2023-24 (January to March 2024)"),
]


@pytest.mark.parametrize(("number", "start", "end", "key", "label", "long_label"), YEAR)
def test_a_quarter_knows_its_days_and_its_names(
    number: int, start: date, end: date, key: str, label: str, long_label: str
) -> None:
    quarter = Quarter(2023, number)
    assert (quarter.start, quarter.end) == (start, end)
    assert (quarter.key, quarter.label, quarter.long_label) == (key, label, long_label)
    assert str(quarter) == label
    assert Quarter.parse(key) == quarter


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2023, 3, 31), Quarter(2022, 4)),
        (date(2023, 4, 1), Quarter(2023, 1)),
        (date(2023, 6, 30), Quarter(2023, 1)),
        (date(2023, 7, 1), Quarter(2023, 2)),
        (date(2023, 9, 30), Quarter(2023, 2)),
        (date(2023, 10, 1), Quarter(2023, 3)),
        (date(2023, 12, 31), Quarter(2023, 3)),
        (date(2024, 1, 1), Quarter(2023, 4)),
        (date(2024, 2, 29), Quarter(2023, 4)),
    ],
)
def test_a_day_is_in_one_quarter(day: date, quarter: Quarter) -> None:
    assert Quarter.containing(day) == quarter


def test_the_turn_of_the_century_keeps_two_digits() -> None:
    assert Quarter(2099, 4).label == "Q4 2099-00"
    assert Quarter(2008, 1).label == "Q1 2008-09"


def test_quarters_follow_each_other_over_the_year_end() -> None:
    assert Quarter(2023, 4).next() == Quarter(2024, 1)
    assert Quarter(2023, 1).next() == Quarter(2023, 2)
    assert Quarter(2024, 1).previous() == Quarter(2023, 4)
    assert Quarter(2023, 3).previous() == Quarter(2023, 2)


def test_equal_quarters_are_one_key_of_a_table() -> None:
    assert {Quarter(2023, 4): "last", Quarter(2022, 4).next().previous(): "before"}[
        Quarter(2023, 4)
    ] == "last"
    assert len({Quarter(2023, 4), Quarter.parse("2023-Q4")}) == 1


def test_quarters_sort_as_time_does() -> None:
    year = [Quarter(2023, 4), Quarter(2024, 1), Quarter(2023, 1), Quarter(2022, 4)]
    assert sorted(year) == [Quarter(2022, 4), Quarter(2023, 1), Quarter(2023, 4), Quarter(2024, 1)]


@pytest.mark.parametrize("key", ["2023-q2", " 2023-Q2 "])
def test_a_key_may_be_typed_loosely(key: str) -> None:
    assert Quarter.parse(key) == Quarter(2023, 2)


@pytest.mark.parametrize(
    "key",
    ["", "Q2", "2023-Q0", "2023-Q5", "2023", "23-Q2", "2023Q2", "1023-Q2", "9999-Q4", "2023-Q22", "٢٠٢٣-Q2"],
)
def test_an_unknown_key_is_refused_with_a_sentence(key: str) -> None:
    with pytest.raises(ValueError, match=r"quarter") as refusal:
        Quarter.parse(key)
    assert str(refusal.value) == (
        "There is no such quarter. Write the year in which the financial year starts, then the quarter: "
        "2023-Q2 is July to September 2023."
    )


@pytest.mark.parametrize("number", [0, 5, -1])
def test_there_is_no_fifth_quarter(number: int) -> None:
    with pytest.raises(ValueError, match=r"quarter") as refusal:
        Quarter(2023, number)
    assert str(refusal.value) == f"A financial year has quarters 1 to 4: there is no quarter {number}."


@given(day=days)
def test_every_day_lies_within_its_quarter(day: date) -> None:
    quarter = Quarter.containing(day)
    assert quarter.start <= day <= quarter.end


@given(quarter=quarters)
def test_quarters_tile_time(quarter: Quarter) -> None:
    assert quarter.next().start == quarter.end + timedelta(days=1)
    assert quarter.next().previous() == quarter
    assert quarter.previous() < quarter < quarter.next()
    assert Quarter.parse(quarter.key) == quarter
    assert Quarter.containing(quarter.start) == Quarter.containing(quarter.end) == quarter


def test_a_day_in_words() -> None:
    assert in_words(date(2027, 3, 31)) == "31 March 2027"
    assert in_words(date(2024, 1, 8)) == "8 January 2024"
    assert month_in_words(date(2023, 12, 1)) == "December 2023"
