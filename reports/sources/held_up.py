"""Which actions of a plan are held up by what they wait on, as at the cut-off."""

import datetime as dt
from collections.abc import Iterable, Sequence

from actions.held_up import Awaited, awaited_action, is_over, what_holds_it_up
from reports.board_pack import HeldUp
from reports.sources.positions import LiveRow
from reports.sources.small_print import OUTSIDE, WITHIN, Wait


def find_held_up(rows: Sequence[LiveRow], waits: Iterable[Wait], *, at: dt.date) -> tuple[HeldUp, ...]:
    """In the order of the waits. No query. Of another plan's action the due date alone is known."""
    by_reference = {row.position.reference: row for row in rows}
    found = []
    for wait in waits:
        row = by_reference.get(wait.reference)
        if row is None or is_over(row.standing):
            continue
        why = what_holds_it_up(_awaited(wait, by_reference, at), due=row.standing.evidence.due, at=at)
        if why:
            found.append(
                HeldUp(
                    reference=wait.reference,
                    title=row.position.title,
                    why=why,
                    lead=row.position.accountable_words,
                )
            )
    return tuple(found)


def _awaited(wait: Wait, rows: dict[str, LiveRow], at: dt.date) -> Awaited:
    if wait.kind == WITHIN and wait.on in rows:
        waiter = rows[wait.reference].action
        return awaited_action(rows[wait.on].standing, name=wait.on, waiter=waiter)
    if wait.kind == OUTSIDE:
        return Awaited(name=f"“{wait.on}”", finish=wait.due_on, is_event=True)
    late = (at - wait.due_on).days if wait.due_on else 0
    return Awaited(name=wait.on, finish=wait.due_on, days_overdue=max(late, 0))
