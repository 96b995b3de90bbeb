"""A copy for publication in plain English: what is promised, how each promise goes, what is done about it.

Made of nothing but the copy, so that it can say no more than was published. It names agencies, never posts.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from actions.rag import Rating, Status
from governance.days import in_words, month_in_words
from governance.quarters import Quarter
from reports.board_pack.pack import BoardPack
from reports.board_pack.publication import WITHHELD
from reports.positions import ActionPosition

UNTOLD = "A promise that is not described here"
NO_REASON = "The report to the Board gives no reason."


class Going(StrEnum):
    """How a promise goes, in the order in which a reader is told."""

    DONE = "done"
    SAID_DONE = "said_done"
    TO_PLAN = "to_plan"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    NOT_STARTED = "not_started"
    PAUSED = "paused"
    WAITING = "waiting"
    UNRATED = "unrated"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """One sentence for somebody who has never seen a rating."""
        return _WORDS[self][1]

    @property
    def mark(self) -> str:
        """The key of the colours that it stands on."""
        return _WORDS[self][2]


_WORDS: dict[Going, tuple[str, str, str]] = {
    Going.DONE: ("Done", "It is finished, and somebody has checked that.", "blue"),
    Going.SAID_DONE: ("Said to be done", "Those who did it say so. It is still to be checked.", "grey"),
    Going.TO_PLAN: ("Going to plan", "It should be finished in time.", "green"),
    Going.AT_RISK: ("At risk", "It is a little late, or might be.", "amber"),
    Going.BEHIND: ("Behind", "It is late, has gone wrong, or nobody has said how it goes.", "red"),
    Going.NOT_STARTED: ("Not started yet", "Its time has not come.", "grey"),
    Going.PAUSED: ("Paused", "Work on it has been stopped for a while.", "grey"),
    Going.WAITING: ("Waiting for a date", "Something else must happen first.", "grey"),
    Going.UNRATED: ("Not rated", "Nobody could say this time whether it will be finished in time.", "grey"),
    Going.STOPPED: (
        "Stopped",
        "It was decided to end it, or to go on with it under another promise.",
        "grey",
    ),
}
_OF_RATING = {
    Rating.BLUE: Going.DONE,
    Rating.GREEN: Going.TO_PLAN,
    Rating.AMBER: Going.AT_RISK,
    Rating.RED: Going.BEHIND,
}
_OF_STATUS = {Status.ON_HOLD: Going.PAUSED, Status.NOT_STARTED: Going.NOT_STARTED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """One action as the public reads it. Empty text: not said."""

    reference: str
    title: str
    description: str
    going: Going
    by_whom: str
    """The agencies that lead it: "Warwickshire Police and Warwickshire County Council"."""
    due: str
    trouble: str
    """What has gone wrong, or may."""
    answer: str
    """What is being done about it."""
    answer_by: dt.date | None
    done_on: dt.date | None
    outcome: str
    """What its completion brought."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """An objective with its promises; one that a group looks after may have none."""

    title: str
    group: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """The objectives under one heading of the plan."""

    title: str
    aims: tuple[Aim, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicPlan:
    """All that the page says. ``counts`` leave out what no promise is; ``done`` are new this time."""

    title: str
    board: str
    months: str
    """The quarter it speaks of: "April to June 2023"."""
    quarter: str
    """As the board calls it."""
    known_on: dt.date
    issued_on: dt.date | None
    number: int
    revision: int
    amendment: str
    total: int
    counts: tuple[tuple[Going, int], ...]
    behind: tuple[Promise, ...]
    at_risk: tuple[Promise, ...]
    done: tuple[Promise, ...]
    themes: tuple[Theme, ...]
    is_sample: bool


def tell_public(pack: BoardPack) -> PublicPlan:
    """The page of a copy for publication. Raises ValueError of a pack that is none."""
    front = pack.front
    if not front.publication_copy:
        raise ValueError("Only a copy for publication is told to the public.")
    promises = {row.reference: _promise(row) for row in pack.appendix}
    goings = [promise.going for promise in promises.values()]
    return PublicPlan(
        title=front.plan,
        board=front.board,
        months=_months(Quarter.parse(front.quarter_key)),
        quarter=front.quarter_label,
        known_on=front.cut_off.date(),
        issued_on=front.issued_on,
        number=front.number,
        revision=front.revision,
        amendment=front.amendment,
        total=len(promises),
        counts=tuple((going, goings.count(going)) for going in Going if going in goings),
        behind=tuple(one for one in promises.values() if one.going is Going.BEHIND),
        at_risk=tuple(one for one in promises.values() if one.going is Going.AT_RISK),
        done=tuple(promises[row.reference] for row in pack.completed),
        themes=tuple(_themes(pack, promises)),
        is_sample=any(row.sample for row in pack.appendix),
    )


def _months(quarter: Quarter) -> str:
    return f"{month_in_words(quarter.start).split()[0]} to {month_in_words(quarter.end)}"


def _themes(pack: BoardPack, promises: dict[str, Promise]) -> Iterator[Theme]:
    """In the plan's order, every objective once."""
    aims: dict[str, list[Aim]] = {}
    for row in pack.ratings.by_objective:
        held = tuple(promises[reference] for reference in row.references)
        aims.setdefault(row.group, []).append(Aim(title=row.title, group=row.owner_group, promises=held))
    for title, found in aims.items():
        yield Theme(title=title, aims=tuple(found))


def _promise(row: ActionPosition) -> Promise:
    going = how_it_goes(row)
    trouble, answer, by = _trouble(row, going)
    return Promise(
        reference=row.reference,
        title=UNTOLD if row.title == WITHHELD else row.title,
        description=row.description,
        going=going,
        by_whom=_listed(name for _, name in row.leading_agencies),
        due=_due(row, going),
        trouble=trouble,
        answer=answer,
        answer_by=by,
        done_on=row.completed_on if going is Going.DONE else None,
        outcome=row.completion_note if going is Going.DONE else "",
    )


def how_it_goes(row: ActionPosition) -> Going:
    """The rating that counts, said plainly; Grey by what it stands for."""
    if row.is_closed:
        return Going.STOPPED
    if row.awaits_confirmation:
        return Going.SAID_DONE
    if row.rating in _OF_RATING:
        return _OF_RATING[row.rating]
    if row.awaiting:
        return Going.WAITING
    return _OF_STATUS.get(row.status, Going.UNRATED)


def _trouble(row: ActionPosition, going: Going) -> tuple[str, str, dt.date | None]:
    """What is wrong, what is done about it, and by when; of what is behind or at risk and may be told."""
    said: tuple[str, str, dt.date | None]
    if row.not_for_publication:
        return "", "", None
    if going is Going.BEHIND:
        said = (row.issue or row.risk, row.path_step or row.mitigation, row.path_by)
    elif going is Going.AT_RISK:
        said = (row.risk or row.issue, row.mitigation or row.path_step, None)
    else:
        return "", "", None
    if not any(said):
        return ("Nobody has told the Board how it goes." if row.is_missing else NO_REASON), "", None
    return said if said[1] else (said[0], "", None)


def _due(row: ActionPosition, going: Going) -> str:
    """When it should be finished; nothing of what is finished or ended."""
    if going in (Going.DONE, Going.STOPPED):
        return ""
    if row.ongoing:
        return "Goes on all the time" + (f", looked at again by {in_words(row.due_on)}" if row.due_on else "")
    if row.due_on is None:
        return "No date is set yet"
    due, first = f"To be done by {in_words(row.due_on)}", row.original_due_on
    if first is None or first == row.due_on:
        return due
    return f"{due}. It was first to be done by {in_words(first)}"


def _listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last
