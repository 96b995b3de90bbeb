"""What holds an action up: each fault in its words, worst first; the way round of a circle."""

import datetime as dt
from typing import Any

import pytest

from actions.circles import way_between
from actions.held_up import Awaited, what_holds_it_up

AT = dt.date(2024, 1, 8)
DUE = dt.date(2024, 3, 31)
LATER = dt.date(2024, 4, 1)
YESTERDAY = dt.date(2024, 1, 7)


@pytest.mark.parametrize(
    ("facts", "due", "said"),
    [
        ({}, DUE, ""),
        ({"finish": DUE}, DUE, ""),
        ({"finish": LATER}, DUE, "7.3 is to finish by 1 April 2024, after this is due on 31 March 2024"),
        ({"finish": LATER}, None, ""),
        ({"parked": True}, DUE, "7.3 waits for an event itself and has no date"),
        ({"parked": True}, None, ""),
        ({"red": True, "finish": LATER}, DUE, "7.3 is Red"),
        ({"days_overdue": 1, "red": True}, DUE, "7.3 is overdue by 1 day"),
        ({"days_overdue": 2}, None, "7.3 is overdue by 2 days"),
        ({"closed": True, "red": True}, DUE, "7.3 was closed by a decision, so it will not come"),
        ({"done": True, "finish": LATER, "red": True}, DUE, ""),
        ({"is_event": True}, DUE, ""),
        ({"is_event": True, "finish": AT}, DUE, ""),
        (
            {"is_event": True, "finish": YESTERDAY},
            DUE,
            "7.3 was expected by 7 January 2024 and is not recorded as happened",
        ),
        (
            {"is_event": True, "finish": LATER},
            DUE,
            "7.3 is expected by 1 April 2024, after this is due on 31 March 2024",
        ),
    ],
)
def test_what_holds_it_up(facts: dict[str, Any], due: dt.date | None, said: str) -> None:
    assert what_holds_it_up(Awaited(name="7.3", **facts), due=due, at=AT) == said


def test_the_shortest_way_between_two_is_found() -> None:
    waits = [(1, 2), (2, 3), (3, 4), (1, 4), (5, 1), (4, 4)]
    assert way_between(1, 4, waits) == [1, 4]
    assert way_between(2, 4, waits) == [2, 3, 4]
    assert way_between(5, 3, waits) == [5, 1, 2, 3]
    assert way_between(4, 1, waits) == []
    assert way_between(9, 1, []) == []
