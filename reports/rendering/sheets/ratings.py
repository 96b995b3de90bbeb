"""Ratings by objective and by agency, the trend, and measures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from reports.board_pack import BoardPack, Measure, MissingAgency, RatingRow, Reading
from reports.rendering.palette import MARKS
from reports.rendering.sheets.shape import Column, Sheet, Value, number, percent, sheet, text, yes


def objectives_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("Objective", lambda row: row.label, 10),
        text("Title", lambda row: row.title, 40),
        text("Strategic objective", lambda row: row.group, 30),
        text("Owning group", lambda row: row.owner_group, 26),
        *_figures(lambda row: row),
    )
    return sheet("By objective", "Ratings by objective", columns, pack.ratings.by_objective, fixed=2)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency's ratings as a lead, and its answers as the one accountable; either may be lacking."""

    short: str
    name: str
    ratings: RatingRow | None
    answers: MissingAgency | None


def agencies_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("Agency", lambda agency: agency.name, 36),
        text("Short name", lambda agency: agency.short if agency.short != agency.name else "", 10),
        *_figures(lambda agency: agency.ratings),
        number("Updates asked for", _answer(lambda answers: answers.requested)),
        number("Updates returned", _answer(lambda answers: answers.returned)),
        number("Returned late", _answer(lambda answers: answers.late)),
        number("Missing", _answer(lambda answers: len(answers.missing))),
        text(
            "Missing actions",
            _answer(lambda answers: ", ".join(row.reference for row in answers.missing)),
            22,
        ),
        number("Most rounds missed", _answer(lambda answers: answers.most_rounds)),
    )
    title = f"Ratings and updates by agency. {pack.ratings.agency_note}"
    return sheet("By agency", title, columns, _agencies(pack))


def trend_sheet(pack: BoardPack) -> Sheet:
    columns = (
        text("Quarter", lambda point: point.quarter_label, 14),
        number("Actions", lambda point: point.total),
        *(number(mark.label, attrgetter(mark.key)) for mark in MARKS.values()),
        number("Rated", lambda point: point.rated),
        number("Complete", lambda point: point.complete),
        number("Overdue", lambda point: point.overdue),
        number("Updates asked for", lambda point: point.requested),
        number("Updates returned", lambda point: point.returned),
        yes("This quarter", lambda point: point.is_this_quarter),
    )
    return sheet("Trend", "Ratings by quarter", columns, pack.ratings.trend)


def measures_sheet(pack: BoardPack) -> Sheet:
    """One row a reading, the newest with what is said of it; a measure without readings has one row too."""
    columns = (
        text("Measure", lambda pair: pair[0].title, 40),
        text("Objective", lambda pair: pair[0].objective_number, 10),
        text("Action", lambda pair: pair[0].action_reference, 9),
        text("Quarter", lambda pair: pair[1].quarter_label, 14),
        number("Reading", lambda pair: pair[1].value),
        text("Unit", lambda pair: pair[0].unit, 12),
        number("Baseline", lambda pair: pair[0].baseline),
        number("Target", lambda pair: pair[0].target),
        text("Better", lambda pair: pair[0].better, 10),
        text("Travel", lambda pair: _travel(*pair), 14),
        text("Its actions", lambda pair: pair[0].rated, 16),
        text("Outcome and ratings", lambda pair: pair[0].contradiction if _is_newest(*pair) else "", 34),
        text("Note", lambda pair: pair[1].note, 34),
        text("Supplied by", lambda pair: pair[0].supplied_by, 26),
        yes("Not supplied", lambda pair: pair[0].lacking),
        yes("Sample", lambda pair: pair[0].sample),
    )
    title = "Measures and their readings, beside the ratings of their actions"
    return sheet("Measures", title, columns, _readings(pack.ratings.measures), printed=15)


def _is_newest(measure: Measure, reading: Reading) -> bool:
    return not measure.readings or reading is measure.readings[-1]


def _travel(measure: Measure, reading: Reading) -> str:
    """Of the newest reading; nothing of a measure in words."""
    shown = measure.travel and measure.better and _is_newest(measure, reading)
    return measure.travel.label if measure.travel and shown else ""


def _figures(row_of: Callable[[Any], RatingRow | None]) -> Iterator[Column]:
    """The figures of a row of ratings; empty where there is no row."""

    def read(figure: Callable[[RatingRow], Any]) -> Callable[[Any], Any]:
        return lambda line: None if (row := row_of(line)) is None else figure(row)

    yield number("Actions", read(lambda row: row.total))
    for place, mark in enumerate(MARKS.values()):
        yield number(mark.label, read(_cell(place)))
    yield number("Rated", read(lambda row: row.rated))
    yield number("Blue or Green", read(lambda row: row.on_track))
    yield percent("Share of rated", read(lambda row: row.on_track_percent))
    yield number("Overdue", read(lambda row: row.overdue))


def _cell(place: int) -> Callable[[RatingRow], int]:
    return lambda row: row.cells[place].number


def _answer(figure: Callable[[MissingAgency], Value]) -> Callable[[Agency], Value]:
    """A figure of an agency's answers; empty where no update was asked of it."""
    return lambda agency: None if agency.answers is None else figure(agency.answers)


def _agencies(pack: BoardPack) -> Iterator[Agency]:
    answers = {(one.agency_short, one.agency_name): one for one in pack.late.agencies}
    for row in pack.ratings.by_agency:
        yield Agency(row.label, row.title, row, answers.pop((row.label, row.title), None))
    for (short, name), one in answers.items():
        yield Agency(short, name, None, one)


def _readings(measures: tuple[Measure, ...]) -> Iterator[tuple[Measure, Reading]]:
    for measure in measures:
        for reading in measure.readings or (Reading(quarter_label=""),):
            yield measure, reading
