"""What is no date, or only half of one: it is kept as typed, and says what is wrong with it."""

import pytest

from actions.plan_dates import PlanDate, parse, parse_or_explain, show

HELP = "Enter a date such as March 2027, 31 March 2027 or On-going."
NO_YEAR = "Give the year too, such as March 2027."
WHICH_YEAR = "Give the month and year of the review, such as On-going, next review March 2027."
WHOSE_DATE = "Say that the date is a review, such as On-going, next review March 2027."
ONE_OR_OTHER = "Enter either a date, or To be confirmed once something has happened."

NOT_UNDERSTOOD = [
    ("31/02/2023", "February 2023 has no day 31. It has 28 days."),
    ("30 Feb 2024", "February 2024 has no day 30. It has 29 days."),
    ("29/02/2023", "February 2023 has no day 29. It has 28 days."),
    ("31 April 2023", "April 2023 has no day 31. It has 30 days."),
    ("00/03/2023", "March 2023 has no day 0. It has 31 days."),
    ("2023-02-31", "February 2023 has no day 31. It has 28 days."),
    ("03/31/2023", "There is no month 31. Write the day, the month, then the year, such as 31/03/2027."),
    ("15/00/2023", "There is no month 0. Write the day, the month, then the year, such as 31/03/2027."),
    ("13/2023", "There is no month 13. Write the month by name, such as March 2027."),
    ("March 1923", "The year 1923 is out of reach. Enter a year from 2000 to 2099."),
    ("31/03/3023", "The year 3023 is out of reach. Enter a year from 2000 to 2099."),
    ("1999-00", "The year 1999 is out of reach. Enter a year from 2000 to 2099."),
    (
        "2023",
        "Say which part of 2023 is meant: 2023-24 for the financial year, or a month such as March 2023.",
    ),
    (
        "Q3 2023",
        "Give both years of the quarter, such as Q3 2023-24, so that it cannot be read as a calendar year's.",
    ),
    ("31 March", NO_YEAR),
    ("March 31st", NO_YEAR),
    ("March", NO_YEAR),
    ("Spring", NO_YEAR),
    ("On-going until March 2024", WHOSE_DATE),
    ("On-going (Oct 2023)", WHOSE_DATE),
    ("On-going, to be reviewed in October", WHICH_YEAR),
    ("On-going, review 10 times", WHICH_YEAR),
    ("On-going, review 31 February 2023", "February 2023 has no day 31. It has 28 days."),
    (
        "On-going, review Oct 2023 and Oct 2024",
        "Give one review date, such as On-going, next review March 2027.",
    ),
    ("TBC March 2023", ONE_OR_OTHER),
    ("TBC (Spring)", ONE_OR_OTHER),
    ("soon", HELP),
    ("ASAP", HELP),
    ("Immediate", HELP),
    ("complete", HELP),
    ("March 2023 - June 2023", HELP),
    ("2023-25", HELP),
    ("2023-1924", HELP),
    ("2023-00", HELP),
    ("2023-13", HELP),
    ("2023-0012", HELP),
    ("11/12", HELP),
    ("19/20", HELP),
    ("Spring 2023-24", HELP),
    ("Winter 2023-25", HELP),
    ("Q5 2023/24", HELP),
    ("Q3 2023/25", HELP),
    ("44896", HELP),
    ("early March 2023", HELP),
    ("once the Bill receives Royal Assent", HELP),
    ("ongoingness", HELP),
    ("x" * 300, HELP),
    ("x" * 301, "Shorten this to a date of 300 characters or fewer."),
    ("March 2023 " * 2000, "Shorten this to a date of 300 characters or fewer."),
]


@pytest.mark.parametrize(("words", "problem"), NOT_UNDERSTOOD)
def test_what_cannot_be_read_is_kept_and_says_why(words: str, problem: str) -> None:
    kept = parse(words)
    assert kept == PlanDate(words=words.strip(), understood=False, problem=problem)
    assert show(kept) == words.strip()
    with pytest.raises(ValueError, match=r"\.$") as refusal:
        parse_or_explain(words)
    assert str(refusal.value) == problem


@pytest.mark.parametrize("words", ["", "  ", "n/a", "No date"])
def test_a_form_does_not_take_a_blank_for_a_date(words: str) -> None:
    with pytest.raises(ValueError, match=r"^Enter a date such as March 2027, 31 March 2027 or On-going\.$"):
        parse_or_explain(words)


@pytest.mark.parametrize("words", ["March 2027", "31 March 2027", "On-going", "TBC", "November annually"])
def test_a_form_takes_what_is_understood(words: str) -> None:
    assert parse_or_explain(words) == parse(words)
