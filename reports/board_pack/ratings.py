"""Ratings by objective and by agency, direction of travel, trend and measures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from actions.rag import Travel
from reports.board_pack.counts import (
    Count,
    RatingRow,
    TrendPoint,
    count_quarter,
    count_row,
    has_travel,
    references,
)
from reports.board_pack.inputs import FrontSheet, ObjectiveShown
from reports.board_pack.measures import Measure
from reports.board_pack.sections import NOBODY
from reports.positions import ActionPosition

AGENCY_NOTE = (
    "An action led by several agencies is counted once for each of them, so the rows add up to more than "
    "the plan's actions. Supporting agencies are not counted."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratings:
    """``by_strategic`` and ``by_objective`` each sum to ``whole``; ``by_agency`` need not (see the note)."""

    whole: RatingRow
    by_strategic: tuple[RatingRow, ...]
    by_objective: tuple[RatingRow, ...]
    """Every numbered objective of the plan in its order, also those with no action."""
    by_agency: tuple[RatingRow, ...]
    agency_note: str
    travel: tuple[Count, ...]
    """One count for each direction; they sum to the whole."""
    trend: tuple[TrendPoint, ...]
    """Oldest first, this quarter last."""
    measures: tuple[Measure, ...]

    @property
    def contradicted(self) -> tuple[Measure, ...]:
        """The measures whose outcome and ratings tell two stories."""
        return tuple(one for one in self.measures if one.contradiction)

    @property
    def lacking(self) -> tuple[Measure, ...]:
        """The measures whose number for the quarter has not been supplied."""
        return tuple(one for one in self.measures if one.lacking)


def count_ratings(
    positions: Sequence[ActionPosition],
    *,
    objectives: Iterable[ObjectiveShown],
    trend: Iterable[TrendPoint],
    measures: tuple[Measure, ...],
    front: FrontSheet,
) -> Ratings:
    return Ratings(
        whole=count_row(positions, key="all", label="", title="Whole plan"),
        by_strategic=_by_strategic(positions, objectives),
        by_objective=_by_objective(positions, objectives),
        by_agency=_by_agency(positions),
        agency_note=AGENCY_NOTE,
        travel=_count_travel(positions),
        trend=_extend_trend(positions, trend, front),
        measures=measures,
    )


def _by_strategic(
    positions: Sequence[ActionPosition], objectives: Iterable[ObjectiveShown]
) -> tuple[RatingRow, ...]:
    """Strategic objectives in the plan's order, those that hold an action."""
    listed: dict[str, ObjectiveShown] = {}
    for one in (*objectives, *map(_objective_of, positions)):
        listed.setdefault(one.strategic_number or one.strategic_title, one)
    rows = _grouped(positions, lambda row: row.strategic_number or row.strategic_title)
    return tuple(
        count_row(rows[key], key=key, label=one.strategic_number, title=one.strategic_title)
        for key, one in listed.items()
        if key in rows
    )


def _by_objective(
    positions: Sequence[ActionPosition], objectives: Iterable[ObjectiveShown]
) -> tuple[RatingRow, ...]:
    """An objective is known by its number, or where it has none by its title."""
    listed: dict[str, ObjectiveShown] = {}
    for one in (*objectives, *map(_objective_of, positions)):
        listed.setdefault(one.number or one.title, one)
    rows = _grouped(positions, lambda row: row.objective_number or row.objective_title)
    return tuple(
        count_row(
            rows.get(key, ()),
            key=key,
            label=one.number,
            title=one.title,
            group=one.strategic_title,
            owner_group=one.owner_group,
        )
        for key, one in listed.items()
    )


def _by_agency(positions: Sequence[ActionPosition]) -> tuple[RatingRow, ...]:
    """One row an agency that leads something, by name; then the actions that nobody leads."""
    agencies = {agency for position in positions for agency in position.leading_agencies}
    rows = [
        count_row(
            [row for row in positions if (short, name) in row.leading_agencies],
            key=short or name,
            label=short,
            title=name,
        )
        for short, name in sorted(agencies, key=lambda agency: (agency[1], agency[0]))
    ]
    nobody = [row for row in positions if not row.leading_agencies]
    if nobody:
        rows.append(count_row(nobody, key="none", label="", title=NOBODY))
    return tuple(rows)


def _count_travel(positions: Sequence[ActionPosition]) -> tuple[Count, ...]:
    counts = []
    for travel in Travel:
        found = references(filter(has_travel(travel), positions))
        counts.append(
            Count(key=f"travel.{travel.value}", label=travel.label, number=len(found), references=found)
        )
    return tuple(counts)


def _extend_trend(
    positions: Sequence[ActionPosition], trend: Iterable[TrendPoint], front: FrontSheet
) -> tuple[TrendPoint, ...]:
    """The earlier quarters given, and this one."""
    earlier = sorted(
        (point for point in trend if point.quarter_key < front.quarter_key),
        key=lambda point: point.quarter_key,
    )
    current = count_quarter(
        positions, quarter_key=front.quarter_key, quarter_label=front.quarter_label, is_this_quarter=True
    )
    return (*earlier, current)


def _grouped(
    positions: Iterable[ActionPosition], key: Callable[[ActionPosition], str]
) -> dict[str, list[ActionPosition]]:
    groups: dict[str, list[ActionPosition]] = {}
    for position in positions:
        groups.setdefault(key(position), []).append(position)
    return groups


def _objective_of(position: ActionPosition) -> ObjectiveShown:
    return ObjectiveShown(
        number=position.objective_number,
        title=position.objective_title,
        strategic_number=position.strategic_number,
        strategic_title=position.strategic_title,
        owner_group=position.owner_group,
    )
