"""The page the chair reads first: how many of what, and how that moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actions.rag import Rating, Status
from reports.board_pack.counts import (
    Count,
    Test,
    has_rating,
    has_status,
    is_rated,
    percentage,
    references,
)
from reports.positions import ActionPosition

IN_FORCE = "actions not closed"
RATED = "rated actions"
REQUESTED = "updates asked for"

ALWAYS_SHOWN = {Status.IN_PROGRESS: (Rating.GREEN, Rating.AMBER, Rating.RED)}
"""Parts of a status that show at nought too; the other ratings show where there are any."""
SELF_EVIDENT = {Status.COMPLETE: Rating.BLUE, Status.NOT_STARTED: Rating.GREY, Status.ON_HOLD: Rating.GREY}
"""The rating a status has by itself, which tells a reader nothing more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headline:
    """Every position stands once in ``by_status`` (its wholes) and once in ``by_rating``."""

    total: Count
    by_status: tuple[Count, ...]
    by_rating: tuple[Count, ...]
    attention: tuple[Count, ...]
    """Overdue, updates not returned, and finished but not yet accepted."""
    sentences: tuple[str, ...]
    """The coordinator's own; empty when none was written."""
    compared_with: str
    """The label of the quarter that changes are counted from; empty when there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Counts one thing now and in the quarter before."""

    positions: Sequence[ActionPosition]
    previous: Sequence[ActionPosition] | None

    def count(
        self,
        key: str,
        label: str,
        test: Test,
        *,
        share_of: Test | None = None,
        words: str = "",
        part_of: str = "",
    ) -> Count:
        """One figure; ``share_of`` tests which positions make up the denominator, ``words`` names it."""
        found = references(position for position in self.positions if test(position))
        out_of = None if share_of is None else sum(map(share_of, self.positions))
        before = None if self.previous is None else sum(map(test, self.previous))
        return Count(
            key=key,
            label=label,
            number=len(found),
            references=found,
            out_of=out_of,
            out_of_words=words,
            percent=None if out_of is None else percentage(len(found), out_of),
            previous=before,
            change=None if before is None else len(found) - before,
            part_of=part_of,
        )

    def occurs(self, test: Test) -> bool:
        """Whether anything passes, now or in the quarter before."""
        return any(map(test, (*self.positions, *(self.previous or ()))))


def count_headline(tally: Tally, *, sentences: tuple[str, ...], compared_with: str) -> Headline:
    return Headline(
        total=tally.count("total", "Actions in the plan", _always),
        by_status=tuple(_by_status(tally)),
        by_rating=tuple(_by_rating(tally)),
        attention=tuple(_attention(tally)),
        sentences=sentences,
        compared_with=compared_with if tally.previous is not None else "",
    )


def _by_status(tally: Tally) -> Iterator[Count]:
    """Each status, and the ratings within it where they tell a reader something."""
    for status in (Status.COMPLETE, Status.IN_PROGRESS, Status.NOT_STARTED, Status.ON_HOLD):
        yield tally.count(status.value, status.label, has_status(status), share_of=_in_force, words=IN_FORCE)
        for rating in Rating:
            if rating is SELF_EVIDENT.get(status):
                continue
            test = _both(has_status(status), has_rating(rating))
            if rating in ALWAYS_SHOWN.get(status, ()) or tally.occurs(test):
                key = f"{status.value}.{rating.value}"
                yield tally.count(key, rating.label, test, part_of=status.value)
    yield tally.count("closed", Status.CLOSED.label, has_status(Status.CLOSED))


def _by_rating(tally: Tally) -> Iterator[Count]:
    """Blue, Green, Amber and Red as shares of the rated; Grey and closed stand outside (rag.md)."""
    for rating in Rating:
        rated = rating is not Rating.GREY
        label = rating.label if rated else f"{rating.label} (not rated)"
        yield tally.count(
            f"rating.{rating.value}",
            label,
            has_rating(rating),
            share_of=is_rated if rated else None,
            words=RATED if rated else "",
        )
    yield tally.count("rating.closed", "Closed (outside the ratings)", lambda position: position.is_closed)


def _attention(tally: Tally) -> Iterator[Count]:
    yield tally.count(
        "overdue", "Overdue", lambda position: position.is_overdue, share_of=_in_force, words=IN_FORCE
    )
    yield tally.count(
        "missing",
        "Updates not returned",
        lambda position: position.is_missing,
        share_of=lambda position: position.requested,
        words=REQUESTED,
    )
    yield tally.count(
        "awaiting_confirmation",
        "Reported complete, awaiting confirmation",
        lambda position: position.awaits_confirmation,
    )


def _always(position: ActionPosition) -> bool:
    return True


def _in_force(position: ActionPosition) -> bool:
    return not position.is_closed


def _both(first: Test, second: Test) -> Test:
    return lambda position: first(position) and second(position)
