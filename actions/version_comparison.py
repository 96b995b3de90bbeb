"""What changed between two versions of a plan: thing by thing, part by part, was and now. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from actions.comparison import Difference
from actions.promises import LABELS, Promise, Promises


class Kind(StrEnum):
    """What became of one thing."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """One thing that differs: as it stands now or, of one that is gone, as it stood."""

    kind: Kind
    promise: Promise
    parts: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """All that differs, in the plan's order."""

    plan: tuple[Change, ...]
    objectives: tuple[Change, ...]
    actions: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.plan or self.objectives or self.actions)

    @property
    def sections(self) -> Iterator[tuple[str, tuple[Change, ...], bool]]:
        """Heading and changes of each kind of thing, and whether they are actions."""
        yield "The plan itself", self.plan, False
        yield "Objectives", self.objectives, False
        yield "Actions", self.actions, True

    @property
    def in_words(self) -> str:
        """ "1 objective and 8 actions changed, 1 action added"; empty when nothing differs."""
        return ", ".join(filter(None, (self._counted(kind) for kind in Kind)))

    def _counted(self, kind: Kind) -> str:
        parts = ["the plan’s own words"] if any(one.kind is kind for one in self.plan) else []
        for noun, changes in (("objective", self.objectives), ("action", self.actions)):
            number = sum(one.kind is kind for one in changes)
            if number:
                parts.append(f"{number} {noun}{'' if number == 1 else 's'}")
        return f"{' and '.join(parts)} {kind}" if parts else ""


def changes_between(before: Promises, after: Promises) -> Changes:
    """What differs. A thing is the same one while its row is, whatever its number and words."""
    return Changes(
        plan=tuple(_changed([before.plan], [after.plan])),
        objectives=tuple(_changed(before.objectives, after.objectives)),
        actions=tuple(_changed(before.actions, after.actions)),
    )


def _changed(before: Iterable[Promise], after: Iterable[Promise]) -> Iterator[Change]:
    known = {one.key: one for one in before}
    for one in after:
        old = known.pop(one.key, None)
        parts = _parts(old, one)
        if parts:
            yield Change(Kind.CHANGED if old else Kind.ADDED, one, parts)
    for gone in known.values():
        yield Change(Kind.GONE, gone, _parts(gone, None))


def _parts(old: Promise | None, new: Promise | None) -> tuple[Difference, ...]:
    first, second = (one.said if one else {} for one in (old, new))
    pairs = ((name, label, first.get(name, ""), second.get(name, "")) for name, label in LABELS.items())
    return tuple(Difference(*pair) for pair in pairs if pair[2] != pair[3])
