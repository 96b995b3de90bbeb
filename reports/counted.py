"""The rows behind a number of a pack: what a link from a figure leads to. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.board_pack import BoardPack
from reports.positions import ActionPosition

type Test = Callable[[ActionPosition], bool]


@dataclass(frozen=True)
class Counted:
    """A figure's rows, with what they have in common in words."""

    what: str
    label: str
    positions: tuple[ActionPosition, ...]


def find_counted(pack: BoardPack, what: str) -> Counted | None:
    """The rows that the figure ``what`` counts; None when the pack has no such figure.

    ``what`` is the key of a ``Count``, such as ``in_progress.amber``, or one of the figures that the
    pack's sections give: requested, returned, late, completed, next.starts, next.due, next.reviews.
    """
    count = pack.find_count(what)
    if count is not None:
        references = set(count.references)
        return Counted(
            what, pack.words_of(count), tuple(row for row in pack.appendix if row.reference in references)
        )
    if what in _TESTS:
        label, test = _TESTS[what]
        return Counted(what, label, tuple(filter(test, pack.appendix)))
    return next((one for one in _sections(pack) if one.what == what), None)


_TESTS: dict[str, tuple[str, Test]] = {
    "requested": ("Updates asked for", lambda row: row.requested),
    "returned": ("Updates returned", lambda row: row.requested and row.returned),
    "late": ("Updates returned late", lambda row: row.requested and row.returned and row.late),
}


def _sections(pack: BoardPack) -> Iterator[Counted]:
    coming = pack.next_quarter
    yield Counted("completed", "Completed since last quarter", pack.completed)
    yield Counted("next.starts", f"Start in {coming.label}", coming.starts)
    yield Counted("next.due", f"Due in {coming.label}", coming.due)
    yield Counted("next.reviews", f"Reviewed in {coming.label}", coming.reviews)
