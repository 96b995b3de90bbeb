"""Two quarters of a plan side by side, with the words that say why each action moved."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from actions.models import Action, DateChange
from actions.standing import cut_off
from reports.board_pack import Change, Comparison, compare
from reports.packs import Test
from reports.positions import ActionPosition
from reports.sources.moves import read_moves
from reports.sources.positions import read_live
from reports.sources.rounds import FrozenRows, Round, earlier_of, read_frozen

type Rows = tuple[ActionPosition, ...]


@dataclass(frozen=True)
class Explained:
    """A change with the later row, and the agreed moves of its due date between the two quarters."""

    change: Change
    position: ActionPosition
    moves: Sequence[DateChange]


@dataclass(frozen=True)
class Section:
    """Actions that went the same way."""

    key: str
    title: str
    none: str
    changes: list[Explained]


@dataclass(frozen=True)
class TwoQuarters:
    """``moves`` are by reference; ``earlier`` and ``later`` are rows in the plan's order."""

    earlier: Rows
    later: Rows
    moves: Mapping[str, Sequence[DateChange]]

    def narrowed(self, test: Test) -> "TwoQuarters":
        """Of the actions alone that pass in either quarter, so that none seems to come or go."""
        kept = {row.reference for row in (*self.earlier, *self.later) if test(row)}
        return TwoQuarters(
            tuple(row for row in self.earlier if row.reference in kept),
            tuple(row for row in self.later if row.reference in kept),
            self.moves,
        )

    def compare(self) -> Comparison:
        return compare(self.earlier, self.later)

    def sections(self) -> Iterator[Section]:
        """What a board asks first comes first; each with the reasons."""
        found = self.compare()
        rows = {row.reference: row for row in self.later}
        for key, title, none in SECTIONS:
            changes: tuple[Change, ...] = getattr(found, key)
            yield Section(
                key,
                title,
                none,
                [Explained(one, rows[one.reference], self.moves.get(one.reference, ())) for one in changes],
            )


SECTIONS = (
    ("worse", "Worse", "No action got worse."),
    ("improved", "Improved", "No action improved."),
    ("redated", "Re-dated", "No due date moved."),
    ("completed", "Completed", "No action was completed."),
    ("closed", "Closed by a decision", "No action was closed."),
    ("added", "Added to the plan", "No action was added."),
    (
        "not_comparable",
        "Not comparable, since one end is not rated",
        "Every action was rated in both quarters.",
    ),
    ("no_change", "No change of rating", "Every rating changed."),
)


def read_two(earlier: Round, later: Round, rounds: Sequence[Round], *, at: dt.datetime) -> TwoQuarters:
    """Both quarters' rows and the moves between them; the later may be open. Six queries at most."""
    before = earlier_of(later, rounds)[-1:]
    frozen = read_frozen([earlier, *([later] if later.is_closed else before)])
    if later.is_closed:
        now = list(frozen[later.kept.pk].values())
    else:
        now = _live(later, before=frozen[before[-1].kept.pk] if before else None, at=at)
    return TwoQuarters(
        earlier=tuple(frozen[earlier.kept.pk].values()),
        later=tuple(now),
        moves=read_moves(
            later.plan,
            after=earlier.kept.closed_at,
            until=later.kept.closed_at if later.is_closed else at,
        ),
    )


def _live(later: Round, *, before: FrozenRows | None, at: dt.datetime) -> list[ActionPosition]:
    as_at = cut_off(later.period, today=timezone.localtime(at).date())
    actions = Action.objects.filter(plan=later.plan)
    return [row.position for row in read_live(actions, period=later.period, at=as_at, before=before)]
