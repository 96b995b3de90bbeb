"""A plan whose upper objectives hold the actions themselves is counted under them."""

import pytest

from actions.models import Plan
from reports.packs import read_quarter
from reports.sources.rounds import read_rounds
from tests.factories import NOW, make_action, make_objective, make_period, make_plan, make_request

pytestmark = pytest.mark.django_db


def test_actions_of_an_upper_objective_are_counted_under_it() -> None:
    plan = make_plan()
    upper = make_objective("1", plan=plan, parent=None, title="Prevention")
    make_objective("1.1", plan=plan, parent=upper, title="Schools teach about it")
    make_request(make_action("1-1", objective=upper), make_period(board=plan.board))
    rounds = read_rounds(Plan.objects.select_related("board").get())
    ratings = read_quarter(rounds[-1], rounds, at=NOW).assemble().ratings
    assert [(row.label, row.title, row.total) for row in ratings.by_strategic] == [("1", "Prevention", 1)]
    assert [(row.label, row.title, row.total) for row in ratings.by_objective] == [
        ("1.1", "Schools teach about it", 0),
        ("1", "Prevention", 1),
    ]
