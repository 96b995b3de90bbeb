"""A plan's dates in use: sorted, shown with their moves, returning each year, and read back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.plan_dates import (
    PlanDate,
    ends_before_start,
    first_day_of,
    next_occurrence,
    parse,
    show,
    show_days,
    shown_due,
    sort_key,
)
from actions.rag import Evidence, Rating, Status, suggest

SEPTEMBER, MARCH = date(2026, 9, 30), date(2027, 3, 31)

DUE = [
    (MARCH, SEPTEMBER, 2, "Due 31 March 2027 (originally 30 September 2026, moved twice)"),
    (MARCH, SEPTEMBER, 1, "Due 31 March 2027 (originally 30 September 2026, moved once)"),
    (MARCH, SEPTEMBER, 3, "Due 31 March 2027 (originally 30 September 2026, moved 3 times)"),
    (MARCH, SEPTEMBER, 0, "Due 31 March 2027 (originally 30 September 2026)"),
    (MARCH, MARCH, 0, "Due 31 March 2027"),
    (MARCH, MARCH, 2, "Due 31 March 2027 (moved twice)"),
    (MARCH, None, 0, "Due 31 March 2027"),
    (MARCH, None, 1, "Due 31 March 2027 (moved once)"),
    (None, None, 0, "No due date"),
    (None, SEPTEMBER, 1, "No due date (originally 30 September 2026, moved once)"),
    (parse("March 2027"), parse("Sept 2026"), 1, "Due March 2027 (originally September 2026, moved once)"),
    (parse("31/03/2027"), parse("March 2027"), 0, "Due 31 March 2027"),
    (parse("April 2023 (mapping complete)"), None, 0, "Due April 2023"),
    (parse("Q3 2023/24"), None, 0, "Due Q3 2023-24 (October to December 2023)"),
    (parse("On-going"), parse("On-going"), 0, "On-going"),
    (
        parse("On-going. To be reviewed Oct 2023"),
        parse("On-going. To be reviewed Spring 2023"),
        1,
        "On-going, next review October 2023 (originally Spring 2023, moved once)",
    ),
    (parse("TBC once funding is agreed"), None, 0, "To be confirmed once funding is agreed"),
    (parse("TBC"), None, 0, "To be confirmed"),
    (parse(""), None, 0, "No due date"),
    (parse("soon"), None, 0, "soon"),
]


@pytest.mark.parametrize(("due", "original", "moves", "shown"), DUE)
def test_a_due_date_is_shown_with_its_moves(
    due: PlanDate | date | None, original: PlanDate | date | None, moves: int, shown: str
) -> None:
    assert shown_due(due, original, moves) == shown


def test_a_due_date_that_never_moved_needs_no_count() -> None:
    assert shown_due(MARCH, MARCH) == "Due 31 March 2027"


def test_dates_sort_by_their_last_day_and_the_undated_last() -> None:
    in_order = [
        "Feb 2023",
        "2022-23",
        "Q4 2022-23",
        "March 2023",
        "31 March 2023",
        "1 April 2023",
        "Spring 2023",
        "On-going, next review June 2023",
        "Winter 2023",
        "November annually",
        "TBC once funding is agreed",
        "TBC",
        "soon",
    ]
    jumbled = sorted(in_order, key=len)
    ranked = sorted(jumbled, key=lambda words: (sort_key(parse(words)), in_order.index(words)))
    assert ranked == in_order
    keys = [sort_key(parse(words)) for words in in_order[:9]]
    assert keys == sorted(set(keys))
    ranks = [sort_key(parse(words))[0] for words in ["March 2023", "On-going", "TBC", ""]]
    assert ranks == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("Sept 2023", "April 2023", True),
        ("March 2023", "15 March 2023", False),
        ("March 2023", "28 February 2023", True),
        ("1 March 2023", "1 March 2023", False),
        ("2 March 2023", "1 March 2023", True),
        ("", "April 2023", False),
        ("April 2023", "On-going", False),
    ],
)
def test_an_end_before_its_start_is_seen(start: str, end: str, before: bool) -> None:
    assert ends_before_start(parse(start), parse(end)) is before


RETURNS = [
    ("November annually", date(2023, 11, 30), date(2023, 11, 30)),
    ("November annually", date(2023, 12, 1), date(2024, 11, 30)),
    ("Feb 2023 (Reviewed annually)", date(2023, 2, 28), date(2023, 2, 28)),
    ("Feb 2023 (Reviewed annually)", date(2023, 3, 1), date(2024, 2, 29)),
    ("28/02/2023 (Reviewed annually)", date(2023, 3, 1), date(2024, 2, 28)),
    ("29/02/2024 (Reviewed annually)", date(2024, 3, 1), date(2025, 2, 28)),
    ("On-going, next review Oct 2023, then each year", date(2025, 1, 1), date(2025, 10, 31)),
    ("On-going. To be reviewed Oct 2023", date(2025, 1, 1), date(2023, 10, 31)),
    ("March 2023", date(2025, 1, 1), date(2023, 3, 31)),
    ("Annually", date(2025, 1, 1), None),
    ("On-going", date(2025, 1, 1), None),
    ("TBC", date(2025, 1, 1), None),
    ("", date(2025, 1, 1), None),
]


@pytest.mark.parametrize(("words", "at", "expected"), RETURNS)
def test_what_recurs_returns_each_year(words: str, at: date, expected: date | None) -> None:
    assert next_occurrence(parse(words), at=at) == expected


@pytest.mark.parametrize(
    "words", ["31 March 2023", "Feb 2024", "Q4 2023/24", "Winter 2023", "Spring 2023", "2023-24", "On-going"]
)
def test_a_first_day_follows_from_the_last(words: str) -> None:
    known = parse(words)
    assert first_day_of(known.last_day, known.precision) == known.first_day


# The last day of each precision is where lateness begins.
PRECISIONS = [
    ("15 December 2023", date(2023, 12, 15)),
    ("December 2023", date(2023, 12, 31)),
    ("Q3 2023/24", date(2023, 12, 31)),
    ("Autumn 2023", date(2023, 11, 30)),
    ("Winter 2023", date(2024, 2, 29)),
    ("2023-24", date(2024, 3, 31)),
    ("On-going. To be reviewed Oct 2023", date(2023, 10, 31)),
]


@pytest.mark.parametrize(("words", "last_day"), PRECISIONS)
def test_each_precision_is_late_after_its_last_day(words: str, last_day: date) -> None:
    due = parse(words)
    evidence = Evidence(
        status=Status.IN_PROGRESS, original_due=due.last_day, due=due.last_day, ongoing=due.ongoing
    )
    seen = [suggest(evidence, at=last_day + timedelta(days=late)) for late in (0, 1, 30, 31)]
    assert [(each.rating, each.rule, each.reason) for each in seen] == [
        (Rating.GREEN, 16, "On track"),
        (Rating.AMBER, 9, "Overdue by 1 day"),
        (Rating.AMBER, 9, "Overdue by 30 days"),
        (Rating.RED, 5, "Overdue by 31 days"),
    ]


@pytest.mark.parametrize("words", ["TBC once funding is agreed", "TBC - pending Cabinet approval"])
def test_a_trigger_is_shown_alike_by_the_date_and_by_the_rating(words: str) -> None:
    due = parse(words)
    suggestion = suggest(Evidence(status=Status.IN_PROGRESS, awaiting=due.awaiting), at=date(2023, 12, 31))
    assert suggestion.reason == show(due)


# ---------------------------------------------------------------- any date shown is read back

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
plain_words = st.lists(
    st.sampled_from(["the", "Board", "partners", "agree", "funding", "map", "T&F", "by", "Data"]),
    min_size=1,
    max_size=5,
).map(" ".join)
some_note = st.just("") | plain_words
month_words = st.builds(lambda day, form: f"{day:{form}}", days, st.sampled_from(["%b-%y", "%B %Y", "%m/%Y"]))
day_words = st.builds(
    lambda day, form: f"{day:{form}}", days, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %b %y"])
)
pairs = st.integers(2012, 2098).map(lambda year: f"{year}/{(year + 1) % 100:02}")
quarter_words = st.builds("Q{} {}".format, st.integers(1, 4), pairs)
season_words = st.builds(
    "{} {}".format, st.sampled_from(["Spring", "Summer", "Autumn", "Winter"]), st.integers(2000, 2098)
)
date_words = st.one_of(day_words, month_words, quarter_words, season_words, pairs)
notes = st.builds("{} ({})".format, date_words, plain_words)
reviews = st.builds("On-going. {} to be reviewed {}".format, some_note, date_words)
yearly = st.builds("{}, reviewed annually".format, date_words)
triggers = st.builds("TBC once {}".format, plain_words)
anything = st.one_of(date_words, notes, reviews, yearly, triggers)


@given(words=anything)
def test_any_date_shown_is_read_back(words: str) -> None:
    once = parse(words)
    again = parse(show(once))
    assert once.understood
    assert replace(again, words="") == replace(once, words="")
    assert show(again) == show(once)


@given(words=date_words)
def test_any_date_lies_within_its_days(words: str) -> None:
    read = parse(words)
    assert read.first_day is not None
    assert read.last_day is not None
    assert read.first_day <= read.last_day
    assert first_day_of(read.last_day, read.precision) == read.first_day
    assert show_days(read) == show(read)


@given(words=st.text(max_size=60) | st.text("0123456789 /-.QJanFebMr()", max_size=20))
def test_no_text_stops_the_reading_or_is_lost(words: str) -> None:
    read = parse(words)
    assert read.words == words.strip()
    assert read.understood == (read.problem == "")
    assert (read.last_day is None) == (read.precision == "")
    assert show(read)[:1] or not words.strip()
