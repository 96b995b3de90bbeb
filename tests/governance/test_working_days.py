"""Working days, counted round weekends and the bank holidays of England."""

import datetime as dt

import pytest

from governance.working_days import is_working_day, working_days_from


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (dt.date(2024, 1, 12), True),
        (dt.date(2024, 1, 13), False),  # Saturday
        (dt.date(2024, 1, 14), False),  # Sunday
        (dt.date(2024, 1, 1), False),
        (dt.date(2024, 1, 2), True),  # a holiday in Scotland alone
        (dt.date(2024, 3, 29), False),  # Good Friday
        (dt.date(2024, 4, 1), False),  # Easter Monday
        (dt.date(2024, 12, 26), False),
        (dt.date(2027, 12, 27), False),  # Christmas Day falls on a Saturday
    ],
)
def test_working_days_of_england(day: dt.date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (dt.date(2024, 1, 17), -2, dt.date(2024, 1, 15)),
        (dt.date(2024, 1, 15), -2, dt.date(2024, 1, 11)),  # over a weekend
        (dt.date(2024, 4, 2), -2, dt.date(2024, 3, 27)),  # over Easter
        (dt.date(2024, 1, 2), -2, dt.date(2023, 12, 28)),  # over New Year
        (dt.date(2024, 1, 13), -1, dt.date(2024, 1, 12)),  # from a Saturday
        (dt.date(2024, 3, 28), 1, dt.date(2024, 4, 2)),
        (dt.date(2024, 1, 13), 0, dt.date(2024, 1, 13)),
    ],
)
def test_counting_working_days(day: dt.date, count: int, found: dt.date) -> None:
    assert working_days_from(day, count) == found
