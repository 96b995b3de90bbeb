"""Counting: each number with its denominator, its change, and the references it counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from actions.rag import Rating, Status, Travel
from reports.positions import ActionPosition

type Test = Callable[[ActionPosition], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """One figure. ``percent`` is None where there is nothing to divide by, or no share is meant."""

    key: str
    """Stable, such as "in_progress.amber": a page builds its link from it."""
    label: str
    number: int
    references: tuple[str, ...]
    out_of: int | None = None
    out_of_words: str = ""
    percent: int | None = None
    previous: int | None = None
    """The same figure at the end of the quarter before; None when there was none."""
    change: int | None = None
    part_of: str = ""
    """The key of the count it is a part of ("of which"); empty for a whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingCell:
    """How many of one rating; Closed stands apart from Grey."""

    key: str
    label: str
    number: int
    references: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingRow:
    """The ratings of one objective, agency or quarter. ``total`` is the sum of the cells."""

    key: str
    label: str
    title: str
    group: str = ""
    owner_group: str = ""
    total: int
    rated: int
    """Blue, Green, Amber and Red: the denominator of ``on_track_percent``."""
    on_track: int
    """Blue or Green."""
    on_track_percent: int | None
    overdue: int
    cells: tuple[RatingCell, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendPoint:
    """One quarter's figures, kept without references: the rows belong to that quarter's pack."""

    quarter_key: str
    quarter_label: str
    total: int
    rated: int
    blue: int
    green: int
    amber: int
    red: int
    grey: int
    closed: int
    complete: int
    overdue: int
    requested: int
    returned: int
    is_this_quarter: bool = False


def percentage(number: int, out_of: int) -> int | None:
    """Whole per cent, halves up; None when there is nothing to divide by."""
    return (200 * number + out_of) // (2 * out_of) if out_of else None


def references(positions: Iterable[ActionPosition]) -> tuple[str, ...]:
    return tuple(position.reference for position in positions)


def is_rated(position: ActionPosition) -> bool:
    """In the denominator of rating percentages: neither Grey nor closed (rag.md)."""
    return position.rating is not Rating.GREY and not position.is_closed


def is_on_track(position: ActionPosition) -> bool:
    return is_rated(position) and position.rating in (Rating.BLUE, Rating.GREEN)


def has_rating(rating: Rating) -> Test:
    return lambda position: position.rating is rating and not position.is_closed


def has_status(status: Status) -> Test:
    return lambda position: position.status is status


def has_travel(travel: Travel) -> Test:
    return lambda position: position.travel is travel


RATING_TESTS: tuple[tuple[str, str, Test], ...] = (
    *((rating.value, rating.label, has_rating(rating)) for rating in Rating),
    ("closed", Status.CLOSED.label, lambda position: position.is_closed),
)
"""Key, label and test of each rating cell, in the order of the key: every position passes one."""


def count_cells(positions: Sequence[ActionPosition]) -> tuple[RatingCell, ...]:
    """One cell a rating, and one for closed; each position is in exactly one."""
    cells = []
    for key, label, test in RATING_TESTS:
        found = references(position for position in positions if test(position))
        cells.append(RatingCell(key=key, label=label, number=len(found), references=found))
    return tuple(cells)


def count_row(
    positions: Sequence[ActionPosition],
    *,
    key: str,
    label: str,
    title: str,
    group: str = "",
    owner_group: str = "",
) -> RatingRow:
    rated = sum(map(is_rated, positions))
    on_track = sum(map(is_on_track, positions))
    return RatingRow(
        key=key,
        label=label,
        title=title,
        group=group,
        owner_group=owner_group,
        total=len(positions),
        rated=rated,
        on_track=on_track,
        on_track_percent=percentage(on_track, rated),
        overdue=sum(position.is_overdue for position in positions),
        cells=count_cells(positions),
        references=references(positions),
    )


def count_quarter(
    positions: Iterable[ActionPosition],
    *,
    quarter_key: str,
    quarter_label: str,
    is_this_quarter: bool = False,
) -> TrendPoint:
    """One point of the trend, from the rows of that quarter."""
    rows = tuple(positions)
    return TrendPoint(
        quarter_key=quarter_key,
        quarter_label=quarter_label,
        total=len(rows),
        rated=sum(map(is_rated, rows)),
        complete=sum(map(has_status(Status.COMPLETE), rows)),
        overdue=sum(position.is_overdue for position in rows),
        requested=sum(position.requested for position in rows),
        returned=sum(position.requested and position.returned for position in rows),
        is_this_quarter=is_this_quarter,
        **{cell.key: cell.number for cell in count_cells(rows)},
    )
