"""The pack of a quarter: from live rows while it is open (a draft), from its snapshot once it is closed."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from governance.quarters import Quarter
from reports.board_pack import (
    BoardPack,
    Measure,
    PackContext,
    PackState,
    TrendPoint,
    assemble,
    count_quarter,
)
from reports.models import IssuedPack
from reports.plain_form import from_plain
from reports.positions import ActionPosition
from reports.sources.addenda import read_addenda
from reports.sources.drafts import read_draft
from reports.sources.rounds import FrozenRows, Round, earlier_of, read_frozen

type Test = Callable[[ActionPosition], bool]


@dataclass(frozen=True)
class Earlier:
    """A closed quarter before the one shown. ``positions`` is None where its rows were not asked for."""

    quarter: Quarter
    figures: TrendPoint
    positions: tuple[ActionPosition, ...] | None


@dataclass(frozen=True)
class QuarterRows:
    """All that a pack of one quarter is assembled from; ``earlier`` are the closed quarters, oldest first."""

    current: Round
    context: PackContext
    positions: tuple[ActionPosition, ...]
    earlier: tuple[Earlier, ...]

    @property
    def is_draft(self) -> bool:
        return not self.current.is_closed

    @property
    def previous(self) -> tuple[ActionPosition, ...] | None:
        """The rows of the quarter before; None when there is none."""
        return self.earlier[-1].positions if self.earlier else None

    def assemble(self) -> BoardPack:
        """The pack. What it is measured against is the last quarter that closed, were a round left out."""
        pack = assemble(
            self.context,
            self.positions,
            previous=self.previous,
            trend=[one.figures for one in self.earlier],
        )
        if self.previous is None:
            return pack
        compared_with = self.earlier[-1].quarter.label
        return replace(pack, headline=replace(pack.headline, compared_with=compared_with))

    def narrowed(self, test: Test) -> "QuarterRows":
        """The same, of the rows alone that pass, in each quarter by itself. Wants all of them (``whole``)."""
        kept = tuple(filter(test, self.positions))
        references = {position.reference for position in kept}
        objectives = {position.objective_number for position in kept}
        context = replace(
            self.context,
            requests=tuple(one for one in self.context.requests if one.reference in references),
            questions=tuple(one for one in self.context.questions if one.reference in references),
            held_up=tuple(one for one in self.context.held_up if one.reference in references),
            objectives=tuple(one for one in self.context.objectives if one.number in objectives),
            funding=tuple(one for one in self.context.funding if references & set(one.references)),
            measures=tuple(one for one in self.context.measures if _is_among(one, kept)),
        )
        return QuarterRows(self.current, context, kept, tuple(_narrowed(one, test) for one in self.earlier))


def _is_among(measure: Measure, kept: Iterable[ActionPosition]) -> bool:
    """Whether it measures one of the rows, or an objective that one of them stands under."""
    if measure.action_reference:
        return any(row.reference == measure.action_reference for row in kept)
    return any(measure.objective_number in (row.objective_number, row.strategic_number) for row in kept)


def _narrowed(earlier: Earlier, test: Test) -> Earlier:
    rows = tuple(filter(test, earlier.positions or ()))
    figures = count_quarter(rows, quarter_key=earlier.quarter.key, quarter_label=earlier.quarter.label)
    return Earlier(earlier.quarter, figures, rows)


def read_quarter(
    current: Round, rounds: Sequence[Round], *, at: dt.datetime, whole: bool = False
) -> QuarterRows:
    """Everything of one quarter. Raises LookupError of one that has not begun for the plan.

    Nine queries while it is open, one once it is closed. ``whole`` reads the rows of every earlier
    quarter, so that all can be narrowed; otherwise the stored figures of those before the last serve.
    """
    if current.is_closed:
        return _read_closed(current, rounds, whole=whole)
    if not current.is_draft:
        raise LookupError(f"{current.quarter.label} has not begun.")
    draft = read_draft(current, rounds, at=at, whole_trend=whole)
    return QuarterRows(
        current=current,
        context=draft.context,
        positions=tuple(row.position for row in draft.rows),
        earlier=_earlier(draft.earlier, draft.frozen),
    )


def read_pack(current: Round, rounds: Sequence[Round], *, at: dt.datetime) -> BoardPack:
    """The quarter's pack as the board has it: as it was issued, once it was; else as it stands."""
    if current.is_issued:
        return pack_of_issue(IssuedPack.objects.filter(snapshot=current.kept).latest("revision"))
    return read_unissued(current, rounds, at=at)


def read_unissued(current: Round, rounds: Sequence[Round], *, at: dt.datetime) -> BoardPack:
    """The pack of a quarter; of a closed one, with what was tabled since. One query more than its rows."""
    pack = read_quarter(current, rounds, at=at).assemble()
    if not current.is_closed:
        return pack
    return replace(pack, addenda=read_addenda(current, {row.reference: row for row in pack.appendix}))


def pack_of_issue(issued: IssuedPack) -> BoardPack:
    """The pack by value, as it was issued."""
    return from_plain(BoardPack, issued.pack)


def _read_closed(current: Round, rounds: Sequence[Round], *, whole: bool) -> QuarterRows:
    earlier = earlier_of(current, rounds)
    frozen = read_frozen([current, *(earlier if whole else earlier[-1:])])
    return QuarterRows(
        current=current,
        context=_context_of(current),
        positions=_rows_of(current, frozen) or (),
        earlier=_earlier(earlier, frozen),
    )


def _context_of(current: Round) -> PackContext:
    """As frozen; a pack that has been issued since says so."""
    context = from_plain(PackContext, current.kept.context)
    if not current.is_issued:
        return context
    return replace(context, front=replace(context.front, state=PackState.ISSUED))


def _earlier(rounds: Sequence[Round], frozen: dict[int, FrozenRows]) -> tuple[Earlier, ...]:
    return tuple(Earlier(one.quarter, one.figures, _rows_of(one, frozen)) for one in rounds)


def _rows_of(one: Round, frozen: dict[int, FrozenRows]) -> tuple[ActionPosition, ...] | None:
    """None where the rows were not read."""
    return tuple(frozen[one.kept.pk].values()) if one.kept.pk in frozen else None
