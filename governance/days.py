"""A day in words, as every sentence, page and pack writes it. Pure, and free of the machine's locale."""

from datetime import date, time

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


def hour_in_words(hour: time) -> str:
    """`time(17, 30)` is "5:30pm", and `time(9)` "9am"."""
    minutes = f":{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour % 12 or 12}{minutes}{'am' if hour.hour < 12 else 'pm'}"
