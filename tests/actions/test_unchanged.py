"""How many updates running said "no change", and which earlier update stands beside the boxes."""

import pytest

from actions.currency import unchanged_running
from actions.models import UpdateRequest
from actions.standing import standings
from tests.factories import TODAY, make_action, make_period, make_request, make_update

pytestmark = pytest.mark.django_db


def requests(*said: str) -> list[UpdateRequest]:
    """One request a quarter, oldest first: "same", "changed", "draft" (not received) or "" (nothing)."""
    action, found = make_action(), []
    for number, what in enumerate(said, start=1):
        state = "open" if number == len(said) else "closed"
        request = make_request(action, make_period(state, quarter=f"2023-Q{number}"))
        if what:
            received = "draft" if what == "draft" else "accepted"
            make_update(request, state=received, no_change=what in {"same", "draft"})
        found.append(request)
    return found


@pytest.mark.parametrize(
    ("said", "running"),
    [
        ([], 0),
        (["changed"], 0),
        (["same"], 1),
        (["same", "same"], 2),
        (["same", "changed"], 0),
        (["changed", "same"], 1),
        (["same", "", "same"], 2),
        (["same", "draft"], 1),
    ],
)
def test_no_changes_running(said: list[str], running: int) -> None:
    assert unchanged_running(requests(*said)) == running


@pytest.mark.parametrize(
    ("said", "quarter"),
    [
        (["changed", "changed", "changed"], "2023-Q2"),
        (["changed", "", "changed"], "2023-Q1"),
        (["changed", "draft", ""], "2023-Q1"),
        (["", "draft", "changed"], None),
        (["changed"], None),
    ],
)
def test_the_earlier_update_is_the_newest_received_of_another_quarter(
    said: list[str], quarter: str | None
) -> None:
    rows = requests(*said)
    [standing] = standings([rows[-1].action], period=rows[-1].period, at=TODAY)
    before = standing.previous_request
    assert (before.period.key if before else None) == quarter
    assert standing.previous == (before.latest if before else None)
