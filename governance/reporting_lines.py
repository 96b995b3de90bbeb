"""Who reports to whom, laid out for a map and for its list. Pure: no query, no HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from governance.models import Group

BOX_WIDTH, BOX_HEIGHT = 480, 40
INDENT, STEP = 48, 60
MARGIN = 10


@dataclass(frozen=True)
class Node:
    """A group at its place: ``depth`` steps below the top, the ``row``-th from the top.

    ``parent`` is the row of the group above it, where a line leads there.
    """

    group: Group
    depth: int
    row: int
    parent: int | None

    @property
    def x(self) -> int:
        return MARGIN + self.depth * INDENT

    @property
    def y(self) -> int:
        return MARGIN + self.row * STEP

    @property
    def text_x(self) -> int:
        return self.x + 14

    @property
    def middle(self) -> int:
        """The height at which the words stand and a line arrives."""
        return self.y + BOX_HEIGHT // 2

    @property
    def line(self) -> str:
        """The path of the line from the group above it: down, then to the right."""
        if self.parent is None:
            return ""
        start_x, start_y = self.x - INDENT + INDENT // 2, MARGIN + self.parent * STEP + BOX_HEIGHT
        return f"M{start_x} {start_y} V{self.middle} H{self.x}"


@dataclass(frozen=True)
class ReportingMap:
    """The groups from the top down, each followed by those that report to it."""

    nodes: tuple[Node, ...]

    @property
    def width(self) -> int:
        deepest = max((node.depth for node in self.nodes), default=0)
        return 2 * MARGIN + BOX_WIDTH + deepest * INDENT

    @property
    def height(self) -> int:
        return 2 * MARGIN + max(len(self.nodes) * STEP - (STEP - BOX_HEIGHT), 0)


def lay_out(groups: Iterable[Group]) -> ReportingMap:
    """Each group once, though some report in a ring; one whose superior is not among them stands on top.

    Those on top with the most below them come first, then by name.
    """
    known = {group.pk: group for group in groups}
    below: dict[int | None, list[Group]] = {}
    for group in sorted(known.values(), key=lambda one: one.name):
        above = group.reports_to_id if group.reports_to_id in known else None
        below.setdefault(above, []).append(group)
    tops = sorted(below.get(None, []), key=lambda one: -sum(1 for _ in _walk(one, below, set())))
    placed: list[tuple[Group, int]] = []
    seen: set[int] = set()
    for top in (*tops, *known.values()):
        placed += _walk(top, below, seen)
    rows = {group.pk: row for row, (group, _) in enumerate(placed)}
    return ReportingMap(
        tuple(
            Node(
                group,
                depth,
                row,
                parent=rows.get(group.reports_to_id or 0) if depth else None,
            )
            for row, (group, depth) in enumerate(placed)
        )
    )


def _walk(
    group: Group, below: dict[int | None, list[Group]], seen: set[int], depth: int = 0
) -> Iterator[tuple[Group, int]]:
    if group.pk in seen:
        return
    seen.add(group.pk)
    yield group, depth
    for one in below.get(group.pk, []):
        yield from _walk(one, below, seen, depth + 1)


def closes_a_circle(group: Group, *, above: Group, groups: Iterable[Group]) -> bool:
    """True when ``above`` is the group, or reports to it directly or through others."""
    superiors = {one.pk: one.reports_to_id for one in groups}
    found: set[int] = set()
    at: int | None = above.pk
    while at is not None and at not in found:
        if at == group.pk:
            return True
        found.add(at)
        at = superiors.get(at)
    return False
