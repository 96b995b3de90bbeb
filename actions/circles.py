"""The way round by which actions would wait on each other. Pure."""

from collections import deque
from collections.abc import Iterable


def way_between(start: int, end: int, waits: Iterable[tuple[int, int]]) -> list[int]:
    """The shortest way from ``start`` to ``end``, each waiting on the next, both ends included; or empty.

    ``waits`` pairs the key of an action with that of the one that it waits on.
    """
    onward: dict[int, list[int]] = {}
    for action, on in waits:
        onward.setdefault(action, []).append(on)
    came_from: dict[int, int] = {start: start}
    queue = deque([start])
    while queue and end not in came_from:
        here = queue.popleft()
        for there in onward.get(here, []):
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    if end not in came_from:
        return []
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
