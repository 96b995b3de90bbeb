"""Which requests a rating rests on: back to the last that was answered."""

import pytest

from actions.asked import requests_of
from actions.models import Action
from governance.models import ReportingPeriod
from tests.factories import make_action, make_period, make_request, make_update

pytestmark = pytest.mark.django_db

QUARTERS = ("2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3")


@pytest.fixture
def periods() -> list[ReportingPeriod]:
    """Five closed quarters and an open one."""
    return [make_period("closed", quarter=key) for key in QUARTERS[:-1]] + [make_period(quarter=QUARTERS[-1])]


def asked(reference: str, periods: list[ReportingPeriod], states: str) -> Action:
    """An action asked in each quarter: a(ccepted), s(ubmitted), d(raft), or - for silence."""
    action = make_action(reference)
    names = {"a": "accepted", "s": "submitted", "d": "draft"}
    for period, state in zip(periods, states, strict=True):
        request = make_request(action, period)
        if state in names:
            make_update(request, state=names[state])
    return action


def test_they_begin_at_the_last_that_was_answered_before_the_period(periods: list[ReportingPeriod]) -> None:
    known = {
        asked("1.1", periods, "aaaaaa"): ["2023-Q2", "2023-Q3"],
        asked("1.2", periods, "as-d--"): ["2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3"],
        asked("1.3", periods, "------"): list(QUARTERS),
        asked("1.4", periods, "a----s"): list(QUARTERS),
    }
    board = {periods[0].board_id: periods[-1]}

    found = requests_of(list(known), board)
    whole = requests_of(list(known), board, whole=True)

    assert {a.reference: [r.period.key for r in found[a.pk]] for a in known} == {
        action.reference: quarters for action, quarters in known.items()
    }
    assert all([r.period.key for r in whole[action.pk]] == list(QUARTERS) for action in known)


def test_a_closed_quarter_is_read_as_it_stood(periods: list[ReportingPeriod]) -> None:
    """What was answered since overtakes nothing of it."""
    action = asked("1.1", periods, "a--aaa")

    found = requests_of([action], {periods[0].board_id: periods[2]})

    assert [request.period.key for request in found[action.pk]] == ["2022-Q2", "2022-Q3", "2022-Q4"]
