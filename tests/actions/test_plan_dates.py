"""A plan's dates: each way that people write one, what it means, and how it is shown again."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from actions.plan_dates import PlanDate, parse, show


def dated(first: str, last: str, precision: str, **more: object) -> PlanDate:
    values = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}
    return replace(PlanDate(precision=precision), **values, **more)  # type: ignore[arg-type]


def day(text: str) -> PlanDate:
    return dated(text, text, "day")


MARCH = dated("2023-03-01", "2023-03-31", "month")
FEBRUARY = dated("2023-02-01", "2023-02-28", "month")
OCTOBER = dated("2023-10-01", "2023-10-31", "month")
Q3 = dated("2023-10-01", "2023-12-31", "quarter")
Q4 = dated("2024-01-01", "2024-03-31", "quarter")
YEAR = dated("2023-04-01", "2024-03-31", "year")
SPRING = dated("2023-03-01", "2023-05-31", "season")
WINTER = dated("2023-12-01", "2024-02-29", "season")
ONGOING = PlanDate(ongoing=True)
EACH_NOVEMBER = PlanDate(ongoing=True, recurs="year", month=11)
NEXT_OCTOBER = replace(OCTOBER, ongoing=True)
TBC = PlanDate(to_be_confirmed=True)
ROYAL_ASSENT = PlanDate(to_be_confirmed=True, awaiting="the Bill receives Royal Assent")

UNDERSTOOD = [
    # Days, the day before the month.
    ("31/03/2023", day("2023-03-31"), "31 March 2023"),
    ("1/4/23", day("2023-04-01"), "1 April 2023"),
    ("04/05/2023", day("2023-05-04"), "4 May 2023"),
    ("15/01/2023", day("2023-01-15"), "15 January 2023"),
    ("24.11.2022", day("2022-11-24"), "24 November 2022"),
    ("31-03-2023", day("2023-03-31"), "31 March 2023"),
    ("2023-03-31", day("2023-03-31"), "31 March 2023"),
    ("2023/03/31", day("2023-03-31"), "31 March 2023"),
    ("2023-03-31T00:00:00", day("2023-03-31"), "31 March 2023"),
    ("31/03/2023 00:00", day("2023-03-31"), "31 March 2023"),
    ("31 March 2023", day("2023-03-31"), "31 March 2023"),
    ("31st March, 2023", day("2023-03-31"), "31 March 2023"),
    ("3rd of Mar 2023", day("2023-03-03"), "3 March 2023"),
    ("Fri 31 March 2023", day("2023-03-31"), "31 March 2023"),
    ("Wednesday, 1 March 2023", day("2023-03-01"), "1 March 2023"),
    ("March 31, 2023", day("2023-03-31"), "31 March 2023"),
    ("31-Mar-23", day("2023-03-31"), "31 March 2023"),
    ("29/02/2024", day("2024-02-29"), "29 February 2024"),
    # Months.
    ("Dec-22", dated("2022-12-01", "2022-12-31", "month"), "December 2022"),
    ("Dec 22", dated("2022-12-01", "2022-12-31", "month"), "December 2022"),
    ("Dec '22", dated("2022-12-01", "2022-12-31", "month"), "December 2022"),
    ("Feb 2023", FEBRUARY, "February 2023"),
    ("Feb 2024", dated("2024-02-01", "2024-02-29", "month"), "February 2024"),
    ("March 2023", MARCH, "March 2023"),
    ("MARCH 2023", MARCH, "March 2023"),
    ("  march   2023. ", MARCH, "March 2023"),
    ("March\u00a02023", MARCH, "March 2023"),
    ("\uf0b7 March 2023", MARCH, "March 2023"),
    ("Sept 2023", dated("2023-09-01", "2023-09-30", "month"), "September 2023"),
    ("Sept. 2023", dated("2023-09-01", "2023-09-30", "month"), "September 2023"),
    ("May 2023", dated("2023-05-01", "2023-05-31", "month"), "May 2023"),
    ("03/2023", MARCH, "March 2023"),
    ("03 / 2023", MARCH, "March 2023"),
    ("2023-03", MARCH, "March 2023"),
    ("2023-01", dated("2023-01-01", "2023-01-31", "month"), "January 2023"),
    ("2023-12", dated("2023-12-01", "2023-12-31", "month"), "December 2023"),
    ("by March 2023", MARCH, "March 2023"),
    ("end of March 2023", MARCH, "March 2023"),
    ("Due by the end of March 2023", MARCH, "March 2023"),
    # Quarters of the financial year.
    ("Q3 2023/24", Q3, "Q3 2023-24 (October to December 2023)"),
    ("Q3 2023-24", Q3, "Q3 2023-24 (October to December 2023)"),
    ("q3 23/24", Q3, "Q3 2023-24 (October to December 2023)"),
    ("Q3 2023–2024", Q3, "Q3 2023-24 (October to December 2023)"),
    ("Quarter 3 of 2023/24", Q3, "Q3 2023-24 (October to December 2023)"),
    ("2023/24 Q3", Q3, "Q3 2023-24 (October to December 2023)"),
    ("2023-Q3", Q3, "Q3 2023-24 (October to December 2023)"),
    ("Q3 2023-24 (October to December 2023)", Q3, "Q3 2023-24 (October to December 2023)"),
    ("End of Q4 2023/24", Q4, "Q4 2023-24 (January to March 2024)"),
    ("Q1 2023/24", dated("2023-04-01", "2023-06-30", "quarter"), "Q1 2023-24 (April to June 2023)"),
    ("Q2 2026/27", dated("2026-07-01", "2026-09-30", "quarter"), "Q2 2026-27 (July to September 2026)"),
    # Seasons: winter ends in the next year.
    ("Spring 2023", SPRING, "Spring 2023"),
    ("summer 2023", dated("2023-06-01", "2023-08-31", "season"), "Summer 2023"),
    ("Autumn 23", dated("2023-09-01", "2023-11-30", "season"), "Autumn 2023"),
    ("Winter 2023", WINTER, "Winter 2023-24"),
    ("Winter 2023/24", WINTER, "Winter 2023-24"),
    ("Winter 2022", dated("2022-12-01", "2023-02-28", "season"), "Winter 2022-23"),
    # Financial years.
    ("2023-24", YEAR, "2023-24"),
    ("2023/24", YEAR, "2023-24"),
    ("23/24", YEAR, "2023-24"),
    ("20/21", dated("2020-04-01", "2021-03-31", "year"), "2020-21"),
    ("2023-2024", YEAR, "2023-24"),
    ("FY 2023/24", YEAR, "2023-24"),
    ("financial year 2023-24", YEAR, "2023-24"),
    ("2011-12", dated("2011-04-01", "2012-03-31", "year"), "2011-12"),
    # A date with a note, or with a yearly return.
    (
        "April 2023 (mapping complete)",
        dated("2023-04-01", "2023-04-30", "month", note="mapping complete"),
        "April 2023 (mapping complete)",
    ),
    (
        "April 2023 (phase 1 (of 2) mapped)",
        dated("2023-04-01", "2023-04-30", "month", note="phase 1 (of 2) mapped"),
        "April 2023 (phase 1 (of 2) mapped)",
    ),
    (
        "Feb 2023 (Reviewed annually)",
        replace(FEBRUARY, recurs="year", note="Reviewed annually"),
        "February 2023 (Reviewed annually)",
    ),
    ("Feb 2023 (annual report)", replace(FEBRUARY, note="annual report"), "February 2023 (annual report)"),
    ("February 2023, reviewed annually", replace(FEBRUARY, recurs="year"), "February 2023, each year"),
    (
        "Q3 2023/24 (draft)",
        replace(Q3, note="draft"),
        "Q3 2023-24 (October to December 2023) (draft)",
    ),
    (
        "Q3 2023-24 (October to November 2023)",
        replace(Q3, note="October to November 2023"),
        "Q3 2023-24 (October to December 2023) (October to November 2023)",
    ),
    # On-going, with or without a review.
    ("On-going", ONGOING, "On-going"),
    ("Ongoing", ONGOING, "On-going"),
    ("on going.", ONGOING, "On-going"),
    ("On‑going", ONGOING, "On-going"),
    ("On-going. To be reviewed Oct 2023", NEXT_OCTOBER, "On-going, next review October 2023"),
    ("Ongoing – review due by Oct 2023", NEXT_OCTOBER, "On-going, next review October 2023"),
    ("Ongoing (review Oct 2023)", NEXT_OCTOBER, "On-going, next review October 2023"),
    (
        "On-going, review 31/03/2023",
        replace(day("2023-03-31"), ongoing=True),
        "On-going, next review 31 March 2023",
    ),
    (
        "On-going. Review Q3 2023/24",
        replace(Q3, ongoing=True),
        "On-going, next review Q3 2023-24 (October to December 2023)",
    ),
    (
        "On-going Data to be reviewed August 2023",
        dated("2023-08-01", "2023-08-31", "month", ongoing=True, note="Data to be reviewed"),
        "On-going, next review August 2023 (Data to be reviewed)",
    ),
    (
        "On-going. To be reviewed at VAWG Strategy T&G Spring 2023.",
        replace(SPRING, ongoing=True, note="To be reviewed at VAWG Strategy T&G"),
        "On-going, next review Spring 2023 (To be reviewed at VAWG Strategy T&G)",
    ),
    (
        "On-going. To be reviewed Oct 2023 by the Board (quarterly data)",
        replace(NEXT_OCTOBER, note="To be reviewed by the Board; quarterly data"),
        "On-going, next review October 2023 (To be reviewed by the Board; quarterly data)",
    ),
    (
        "On-going, with partners (to be reviewed Oct 2023)",
        replace(NEXT_OCTOBER, note="with partners to be reviewed"),
        "On-going, next review October 2023 (with partners to be reviewed)",
    ),
    (
        "On-going, reviewed annually, next review Oct 2023",
        replace(NEXT_OCTOBER, recurs="year"),
        "On-going, next review October 2023, then each year",
    ),
    (
        "On-going, monitored quarterly",
        replace(ONGOING, note="monitored quarterly"),
        "On-going (monitored quarterly)",
    ),
    ("On-going, may change", replace(ONGOING, note="may change"), "On-going (may change)"),
    (
        "On-going, annual conference",
        replace(ONGOING, note="annual conference"),
        "On-going (annual conference)",
    ),
    ("On-going (reviewed annually)", replace(ONGOING, recurs="year"), "On-going, each year"),
    ("On-going, annual review", replace(ONGOING, recurs="year"), "On-going, each year"),
    # A month of every year.
    ("November annually", EACH_NOVEMBER, "On-going, each November"),
    ("Annually in November", EACH_NOVEMBER, "On-going, each November"),
    ("every Nov", EACH_NOVEMBER, "On-going, each November"),
    ("On-going, reviewed annually in November", EACH_NOVEMBER, "On-going, each November"),
    (
        "On-going, each November (by the Board)",
        replace(EACH_NOVEMBER, note="by the Board"),
        "On-going, each November (by the Board)",
    ),
    ("Reviewed annually", replace(ONGOING, recurs="year"), "On-going, each year"),
    # To be confirmed.
    ("TBC", TBC, "To be confirmed"),
    ("tbc.", TBC, "To be confirmed"),
    ("T.B.C.", TBC, "To be confirmed"),
    ("ТВС", TBC, "To be confirmed"),
    ("To be confirmed", TBC, "To be confirmed"),
    ("TBC with partners", replace(TBC, note="with partners"), "To be confirmed (with partners)"),
    (
        "TBC once the Bill receives Royal Assent",
        ROYAL_ASSENT,
        "To be confirmed once the Bill receives Royal Assent",
    ),
    (
        "To be confirmed (when the Bill receives Royal Assent)",
        ROYAL_ASSENT,
        "To be confirmed once the Bill receives Royal Assent",
    ),
    (
        "TBC once VB receives Royal Ascent",
        PlanDate(to_be_confirmed=True, awaiting="VB receives Royal Ascent"),
        "To be confirmed once VB receives Royal Ascent",
    ),
    (
        "TBC - pending Cabinet approval",
        PlanDate(to_be_confirmed=True, awaiting="pending Cabinet approval"),
        "To be confirmed pending Cabinet approval",
    ),
    # Nothing.
    ("", PlanDate(), "No date"),
    ("   ", PlanDate(), "No date"),
    ("-", PlanDate(), "-"),
    ("n/a", PlanDate(), "n/a"),
]


@pytest.mark.parametrize(("words", "meaning", "shown"), UNDERSTOOD)
def test_what_people_write_is_understood(words: str, meaning: PlanDate, shown: str) -> None:
    assert parse(words) == replace(meaning, words=words.strip())
    assert show(parse(words)) == shown


@pytest.mark.parametrize(("words", "meaning", "shown"), UNDERSTOOD)
def test_what_is_shown_reads_back_the_same(words: str, meaning: PlanDate, shown: str) -> None:
    again = parse(shown)
    assert replace(again, words="", note="") == replace(meaning, words="", note="")
    assert show(again) == shown


def cell(text: str) -> datetime:
    """A spreadsheet's date: a moment with no time zone."""
    return datetime.fromisoformat(text)


CELLS = [
    (cell("2023-03-31"), "", day("2023-03-31"), "31 March 2023"),
    (cell("2023-03-31T09:30"), "dd/mm/yyyy", day("2023-03-31"), "31 March 2023"),
    (date(2023, 3, 1), "General", day("2023-03-01"), "1 March 2023"),
    (cell("2023-03-01"), "mmm-yy", MARCH, "March 2023"),
    (cell("2023-03-01"), "mmmm yyyy", MARCH, "March 2023"),
    (cell("2023-03-01"), r"[$-809]mmmm\ yyyy", MARCH, "March 2023"),
    (cell("2023-03-01"), 'mmm" due "yy', MARCH, "March 2023"),
    (cell("2023-03-01"), "d mmmm yyyy", day("2023-03-01"), "1 March 2023"),
    (date(2023, 3, 1), "yyyy-mm-dd h:mm:ss", day("2023-03-01"), "1 March 2023"),
    (None, "mmm-yy", PlanDate(), ""),
    ("March 2023", "mmm-yy", MARCH, "March 2023"),
]


@pytest.mark.parametrize(("value", "number_format", "meaning", "words"), CELLS)
def test_a_real_date_in_a_cell_means_what_the_cell_shows(
    value: object, number_format: str, meaning: PlanDate, words: str
) -> None:
    assert parse(value, number_format=number_format) == replace(meaning, words=words)


@pytest.mark.parametrize("value", [2023, 44896.0, True, date(1899, 12, 30), date(1, 1, 1), object()])
def test_no_cell_stops_the_reading(value: object) -> None:
    kept = parse(value)
    assert not kept.understood
    assert kept.words
    assert kept.problem.endswith(".")
