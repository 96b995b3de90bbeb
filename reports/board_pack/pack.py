"""The board pack: one value that the page, the PDF and the workbook all show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.board_pack.counts import Count
from reports.board_pack.headline import Headline
from reports.board_pack.inputs import Addendum, FrontSheet, SubgroupReport
from reports.board_pack.key import Key
from reports.board_pack.ratings import Ratings
from reports.board_pack.sections import Concerns, Decisions, Exceptions, Late, NextQuarter
from reports.plain_form import to_plain
from reports.positions import ActionPosition

SCHEMA = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardPack:
    """The twelve sections in the order a board reads them. Nothing is counted after it is assembled."""

    schema: int = SCHEMA
    front: FrontSheet
    headline: Headline
    decisions: Decisions
    exceptions: Exceptions
    concerns: Concerns
    late: Late
    completed: tuple[ActionPosition, ...]
    awaiting_acceptance: tuple[ActionPosition, ...] = ()
    """Reported complete, and not counted so: a completion counts once it is accepted."""
    ratings: Ratings
    subgroup_reports: tuple[SubgroupReport, ...]
    next_quarter: NextQuarter
    key: Key
    appendix: tuple[ActionPosition, ...]
    """The whole plan, one row an action, in the plan's order."""
    addenda: tuple[Addendum, ...] = ()
    """Received after closing, in the plan's order: beside the frozen rows, which they do not change."""

    @property
    def counts(self) -> Iterator[Count]:
        """Every count that a page may link to its rows, each key once."""
        yield self.headline.total
        yield from self.headline.by_status
        yield from self.headline.by_rating
        yield from self.headline.attention
        yield from self.ratings.travel

    def find_count(self, key: str) -> Count | None:
        """The count of that key, such as "in_progress.amber"; None when the pack has none."""
        return next((count for count in self.counts if count.key == key), None)

    def words_of(self, count: Count) -> str:
        """What a figure counts, by itself: a part is named after its whole, "In progress, Green"."""
        whole = self.find_count(count.part_of) if count.part_of else None
        return f"{whole.label}, {count.label}" if whole else count.label


def pack_to_json(pack: BoardPack) -> dict[str, Any]:
    """The whole pack as JSON-safe data, its keys in the order of the sections."""
    plain: dict[str, Any] = to_plain(pack)
    return plain
