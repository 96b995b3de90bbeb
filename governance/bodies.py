"""The groups round a board: those above it, itself, and those that report to it; and which of them decide."""

import datetime as dt

from governance.models import Group


def bodies_around(board: Group, *, at: dt.date) -> list[Group]:
    """The board first, then those below it by name, then those above it from the nearest up. One query.

    A group that has ended is among them, since it may have decided while it stood; one that begins after
    the date is not.
    """
    known = _known()
    return _begun([board, *_below(board, known), *_above(board, known)], at)


def deciding_bodies(board: Group, *, at: dt.date) -> list[Group]:
    """Those that may decide on a plan of the board: itself, then those above it. One query.

    What reports to the board may recommend; it moves no date, and holds, closes and confirms nothing.
    """
    return _begun([board, *_above(board, _known())], at)


def _known() -> dict[int, Group]:
    return {group.pk: group for group in Group.objects.order_by("name")}


def _begun(groups: list[Group], at: dt.date) -> list[Group]:
    """Each once, and only those that stood by the date."""
    once = {group.pk: group for group in groups}
    return [group for group in once.values() if group.starts_on is None or group.starts_on <= at]


def _below(board: Group, known: dict[int, Group]) -> list[Group]:
    """Directly or through another; each once, though groups report in a ring."""
    found: dict[int, Group] = {}
    todo = [board.pk]
    while todo:
        parent = todo.pop(0)
        for group in known.values():
            if group.reports_to_id == parent and group.pk not in found and group.pk != board.pk:
                found[group.pk] = group
                todo.append(group.pk)
    return sorted(found.values(), key=lambda group: group.name)


def _above(board: Group, known: dict[int, Group]) -> list[Group]:
    found: dict[int, Group] = {}
    above = board.reports_to_id
    while above is not None and above not in found and above != board.pk:
        found[above] = known[above]
        above = known[above].reports_to_id
    return list(found.values())
