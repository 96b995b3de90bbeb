"""Assembling a pack: all the counting and sorting, with no query and no HTML."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from governance.quarters import Quarter
from reports.board_pack.counts import TrendPoint
from reports.board_pack.headline import Tally, count_headline
from reports.board_pack.inputs import FrontSheet, PackContext, Recommendation, RecommendationKind
from reports.board_pack.key import compose_key
from reports.board_pack.pack import BoardPack
from reports.board_pack.ratings import count_ratings
from reports.board_pack.sections import (
    Decisions,
    Exceptions,
    look_ahead,
    pick_awaiting,
    pick_completed,
    pick_concerns,
    pick_decisions,
    pick_exceptions,
    pick_late,
)
from reports.board_pack.unsent import without_unsent_words
from reports.plain_form import to_plain
from reports.positions import ActionPosition


def assemble(
    context: PackContext,
    positions: Iterable[ActionPosition],
    *,
    previous: Iterable[ActionPosition] | None = None,
    trend: Iterable[TrendPoint] = (),
) -> BoardPack:
    """The pack of one quarter.

    ``previous`` are the rows of the quarter before, None when there is none; ``trend`` has a point for
    each closed quarter (``count_quarter``), of which those before this quarter are kept: the last of them
    names the quarter that changes are counted from, since a round may have been left out.

    Raises ValueError with a sentence when two positions share a reference or the quarter is unknown.
    """
    quarter = Quarter.parse(context.front.quarter_key)
    rows = _in_order(positions)
    before = None if previous is None else _in_order(previous)
    decisions = pick_decisions(rows, context.requests)
    exceptions = pick_exceptions(rows, context.questions, context.held_up)
    late = pick_late(rows)
    ratings = count_ratings(
        rows, objectives=context.objectives, trend=trend, measures=context.measures, front=context.front
    )
    earlier = ratings.trend[-2].quarter_label if ratings.trend[1:] else quarter.previous().label
    return BoardPack(
        front=_complete_front(context.front, len(rows), decisions, exceptions),
        headline=count_headline(
            Tally(positions=rows, previous=before),
            sentences=context.sentences,
            compared_with=earlier,
        ),
        decisions=decisions,
        exceptions=exceptions,
        concerns=pick_concerns(rows, concerns=context.concerns, funding=context.funding, quarter=quarter),
        late=late,
        completed=pick_completed(rows, before),
        awaiting_acceptance=pick_awaiting(rows),
        ratings=ratings,
        subgroup_reports=context.subgroup_reports,
        next_quarter=look_ahead(rows, dates=context.key_dates, quarter=quarter),
        key=compose_key(
            rows,
            thresholds=context.thresholds,
            late=late,
            notes=context.data_notes,
            abbreviations=context.abbreviations,
            text=_words_of(to_plain((replace(context, abbreviations=()), rows))),
        ),
        appendix=rows,
    )


def reword(
    pack: BoardPack,
    *,
    purpose: str,
    sentences: tuple[str, ...],
    recommendations: tuple[Recommendation, ...],
) -> BoardPack:
    """The same figures under other words of the coordinator, empty ones filled in as ``assemble`` does."""
    front = replace(pack.front, purpose=purpose, recommendations=recommendations)
    return replace(
        pack,
        front=_complete_front(front, len(pack.appendix), pack.decisions, pack.exceptions),
        headline=replace(pack.headline, sentences=sentences),
    )


def _in_order(positions: Iterable[ActionPosition]) -> tuple[ActionPosition, ...]:
    """In the plan's order, without the words of updates that nobody has sent."""
    rows = sorted(map(without_unsent_words, positions), key=lambda row: (row.sort_key, row.reference))
    for reference, times in Counter(row.reference for row in rows).items():
        if times > 1:
            raise ValueError(f"{times} positions are called {reference}; a pack shows each action once.")
    return tuple(rows)


def _complete_front(
    front: FrontSheet, actions: int, decisions: Decisions, exceptions: Exceptions
) -> FrontSheet:
    """The front sheet with a standing purpose and recommendations where none were written, and letters."""
    purpose = front.purpose or (
        f"To tell the {front.board} where the {front.plan} stands at the end of {front.quarter_long_label}, "
        "what is off track, and what needs its decision."
    )
    recommended = front.recommendations or tuple(_standing_recommendations(actions, decisions, exceptions))
    lettered = tuple(replace(one, letter=_letter(index)) for index, one in enumerate(recommended))
    return replace(front, purpose=purpose, recommendations=lettered)


def _standing_recommendations(
    actions: int, decisions: Decisions, exceptions: Exceptions
) -> Iterator[Recommendation]:
    note = f"the position of {_number(actions, 'action')} at the cut-off (section 2)"
    if exceptions.number:
        note += f", and {_number(exceptions.number, 'exception')} (section 4)"
    yield Recommendation(text=f"{note[0].upper()}{note[1:]}.", kind=RecommendationKind.NOTE)
    if decisions.number:
        asked = _number(decisions.number, "matter")
        yield Recommendation(text=f"The {asked} set out in section 3.", kind=RecommendationKind.DECIDE)


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _letter(index: int) -> str:
    """a to z, then aa, ab."""
    first, last = divmod(index, 26)
    return (_letter(first - 1) if first else "") + "abcdefghijklmnopqrstuvwxyz"[last]


def _words_of(plain: Any) -> Iterator[str]:
    """Every text in JSON-safe data."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for value in plain.values():
            yield from _words_of(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _words_of(value)
