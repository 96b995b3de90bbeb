"""Currency: how up to date what is known of an action is. Pure, over rows already read."""

from collections.abc import Sequence

from actions.models.requests import UpdateRequest


def missed_running(requests: Sequence[UpdateRequest], *, closing: int | None = None) -> int:
    """How many requested updates running were missed, newest first.

    ``requests`` are one action's, oldest first. A request of an open period is not yet missed,
    unless the period is the one that is ``closing`` (its primary key).
    """
    missed = 0
    for request in reversed(requests):
        if request.latest is not None and request.latest.is_received:
            break
        over = request.period.is_closed or request.period_id == closing
        if request.asked and over:
            missed += 1
    return missed


def unchanged_running(requests: Sequence[UpdateRequest]) -> int:
    """How many updates running said "no change", newest first.

    ``requests`` are one action's, oldest first; those without a received update are passed over.
    """
    running = 0
    for request in reversed(requests):
        if request.latest is None or not request.latest.is_received:
            continue
        if not request.latest.no_change:
            break
        running += 1
    return running
