"""Working days in England: Monday to Friday, without bank holidays. Pure."""

import datetime as dt

import holidays

_A_DAY = dt.timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: dt.date) -> bool:
    """False on Saturdays, Sundays and the bank holidays of England."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year)


def working_days_from(day: dt.date, count: int) -> dt.date:
    """The working day that many working days after the day; before it, when ``count`` is below 0."""
    step = _A_DAY if count > 0 else -_A_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _bank_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
