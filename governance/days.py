"""A day in words, as every sentence, page and pack writes it. Pure, and free of the machine's locale."""

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(day: date) -> str:
    """`date(2027, 3, 31)` is "31 March 2027"."""
    return f"{day.day} {month_in_words(day)}"


def month_in_words(day: date) -> str:
    """`date(2027, 3, 31)` is "March 2027"."""
    return f"{MONTHS[day.month - 1]} {day.year}"
