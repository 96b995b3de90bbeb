"""One date as people write it, read into the days it spans: a day, month, quarter, season or year. Pure.

The day comes before the month. A two-digit year is of this century. A year is the financial year, from
1 April to 31 March, and is written as both its years, as is a quarter of it; where "2011-12" could also be
a month it is the year. Spring begins in March. Winter begins in December of the year
it names, and ends in the next.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from governance.days import MONTHS
from governance.quarters import Quarter

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# How many months before its last month a date of each precision begins.
_MONTHS_BEFORE = {"month": 0, "quarter": 2, "season": 2, "year": 11}

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_LEAD_IN = r"(?:due |target )?(?:by |in |on |for |from |during )?(?:(?:the )?end (?:of )?)?"
_TIME = r"(?:[ t]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_SEP = r"[ ,./-]{0,2}"
_YEAR = r"'?(\d{4}|\d\d)"
_FINANCIAL = r"(?:fy ?|financial year ?)?(\d{4}|\d\d) ?[-/] ?(\d{4}|\d\d)"


class ImpossibleDate(ValueError):
    """Words in the shape of a date that no calendar holds, or that leave out what decides it. Says which."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day meant, and how exact the words are: day, month, quarter, season or year."""

    first: date
    last: date
    precision: str


def read(text: str) -> Span | None:
    """The days that `text` spans, or None when it has no shape of a date. Raises ImpossibleDate."""
    words = re.sub(f"^{_LEAD_IN}{_WEEKDAY}", "", text.casefold().strip())
    for pattern, build in _SHAPES:
        if found := pattern.fullmatch(words):
            return build(*found.groups())
    return None


def first_day_of(last_day: date | None, precision: str) -> date | None:
    """The first day of what ends on `last_day`: for the quarter to 31 December 2023, 1 October 2023."""
    if last_day is None or precision not in _MONTHS_BEFORE:
        return last_day
    months = last_day.year * 12 + last_day.month - 1 - _MONTHS_BEFORE[precision]
    return date(months // 12, months % 12 + 1, 1)


def month_number(name: str) -> int:
    """`"Sept"` is 9."""
    return [month[:3].casefold() for month in MONTHS].index(name[:3].casefold()) + 1


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(digits: str) -> int:
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if not 2000 <= year <= 2099:
        raise ImpossibleDate(f"The year {year} is out of reach. Enter a year from 2000 to 2099.")
    return year


def _ending(last: date, precision: str) -> Span:
    return Span(first_day_of(last, precision) or last, last, precision)


def _day(day: str, month: int, year: str) -> Span:
    if not 1 <= month <= 12:
        raise ImpossibleDate(
            f"There is no month {month}. Write the day, the month, then the year, such as 31/03/2027."
        )
    last = last_day_of_month(_year(year), month)
    if not 1 <= int(day) <= last.day:
        raise ImpossibleDate(
            f"{MONTHS[month - 1]} {last.year} has no day {int(day)}. It has {last.day} days."
        )
    return _ending(last.replace(day=int(day)), "day")


def _month(month: int, year: str) -> Span:
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"There is no month {month}. Write the month by name, such as March 2027.")
    return _ending(last_day_of_month(_year(year), month), "month")


def _financial_year(start: str, end: str) -> Span | None:
    """ "2023-24" and "2023/2024". A pair such as 11/12 is no year unless its first is 2020 or later."""
    if (int(start) + 1) % 100 != int(end) % 100 or (len(start) == 2 and int(start) < 20):
        return _year_and_month(start, end)
    if len(end) == 4 and int(end) != _year(start) + 1:
        return None
    return _ending(date(_year(start) + 1, 3, 31), "year")


def _year_and_month(year: str, month: str) -> Span | None:
    if len(year) == 4 and len(month) == 2 and 1 <= int(month) <= 12:
        return _month(int(month), year)
    return None


def _quarter(number: str, start: str, end: str) -> Span | None:
    year = _financial_year(start, end)
    if year is None or year.precision != "year":
        return None
    return _ending(Quarter(year.first.year, int(number)).end, "quarter")


def _quarter_of_one_year(number: str, year: str) -> Span:
    raise ImpossibleDate(
        f"Give both years of the quarter, such as {Quarter(_year(year), int(number)).label}, so that it "
        "cannot be read as a calendar year's."
    )


def _season(season: str, year: str, end: str | None) -> Span | None:
    """Winter alone may name two years."""
    first = date(_year(year), SEASONS[season], 1)
    if end is not None and (season != "winter" or (first.year + 1) % 100 != int(end)):
        return None
    last = first + timedelta(days=80)
    return _ending(last_day_of_month(last.year, last.month), "season")


def _year_alone(year: str) -> Span:
    start = _year(year)
    raise ImpossibleDate(
        f"Say which part of {start} is meant: {start}-{(start + 1) % 100:02} for the financial year, "
        f"or a month such as March {start}."
    )


_SHAPES = [
    (re.compile(pattern, re.ASCII), build)
    for pattern, build in (
        (f"{_DAY}(?: of)?{_SEP}{MONTH}{_SEP}{_YEAR}", lambda d, m, y: _day(d, month_number(m), y)),
        (rf"{MONTH}\.? {_DAY},? (\d{{4}})", lambda m, d, y: _day(d, month_number(m), y)),
        (rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){_TIME}", lambda d, _, m, y: _day(d, int(m), y)),
        (rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", lambda y, _, m, d: _day(d, int(m), y)),
        (f"{MONTH}{_SEP}{_YEAR}", lambda m, y: _month(month_number(m), y)),
        (r"(\d{1,2}) ?[-/.] ?(\d{4})", lambda m, y: _month(int(m), y)),
        (rf"(?:q|quarter) ?([1-4]),? (?:of )?{_FINANCIAL}", _quarter),
        (rf"{_FINANCIAL},? (?:q|quarter) ?([1-4])", lambda start, end, number: _quarter(number, start, end)),
        (r"(\d{4})-q([1-4])", lambda y, number: _ending(Quarter(_year(y), int(number)).end, "quarter")),
        (r"(?:q|quarter) ?([1-4]),? (?:of )?(\d{4})", _quarter_of_one_year),
        (rf"({'|'.join(SEASONS)}){_SEP}{_YEAR}(?:[-/](\d\d))?", _season),
        (_FINANCIAL, _financial_year),
        (r"(\d{4})", _year_alone),
    )
]
