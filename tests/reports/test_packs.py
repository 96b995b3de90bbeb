"""The pack of a quarter, open or closed: measured against the right quarter, and the same a year later."""

import datetime as dt
import json

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, DateChange, Plan
from actions.rag import Rating
from governance.models import Agency, Person, ReportingPeriod
from governance.roles import Role
from reports.board_pack import BoardPack, PackState, pack_to_json
from reports.packs import QuarterRows, read_quarter
from reports.rendering.pdf import render_pdf
from reports.snapshots import close_period
from reports.sources.rounds import read_rounds
from tests.factories import (
    LONDON,
    NOW,
    make_action,
    make_agency,
    make_date_change,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=365)


@pytest.fixture
def coordinator() -> Person:
    return make_person(Role.COORDINATOR, name="Coordinator, VAWG partnership")


def read(plan: Plan, quarter: str, *, at: dt.datetime = NOW, whole: bool = False) -> QuarterRows:
    rounds = read_rounds(plan)
    current = next(one for one in rounds if one.quarter.key == quarter)
    return read_quarter(current, rounds, at=at, whole=whole)


def close(quarter: str, by: Person, ratings: dict[Action, str]) -> ReportingPeriod:
    """A closed quarter in which each action was accepted with a rating."""
    period = make_period("open", quarter=quarter)
    for action, rating in ratings.items():
        make_update(make_request(action, period), state="accepted", reported_rating=rating)
    at = dt.datetime.combine(period.due_on, dt.time(17), LONDON)
    close_period(period=period, by=by, at=at)
    return period


def counted(pack: BoardPack, key: str) -> tuple[int, int | None]:
    count = pack.find_count(key)
    assert count is not None
    return count.number, count.change


def test_an_open_quarter_is_a_draft_of_the_live_rows(coordinator: Person) -> None:
    one, two = make_action("1.1", leads=[make_post()]), make_action("1.2", leads=[make_post()])
    close("2023-Q2", coordinator, {one: "green", two: "amber"})
    make_update(make_request(one), state="submitted", reported_rating="red")
    make_request(two)

    rows = read(one.plan, "2023-Q3")
    pack = rows.assemble()

    assert rows.is_draft
    assert pack.front.state is PackState.DRAFT
    assert (pack.headline.compared_with, counted(pack, "rating.red")) == ("Q2 2023-24", (1, 1))
    assert counted(pack, "rating.amber") == (0, -1)
    assert [point.quarter_key for point in pack.ratings.trend] == ["2023-Q2", "2023-Q3"]


def test_a_closed_quarter_is_measured_against_the_one_that_closed_before_it(coordinator: Person) -> None:
    action = make_action("1.1", leads=[make_post()])
    close("2023-Q1", coordinator, {action: "green"})
    close("2023-Q2", coordinator, {action: "amber"})
    close("2023-Q3", coordinator, {action: "red"})

    pack = read(action.plan, "2023-Q2").assemble()

    assert (pack.front.state, pack.headline.compared_with) == (PackState.CLOSED, "Q1 2023-24")
    assert [(row.previous_rating, row.rating) for row in pack.appendix] == [(Rating.GREEN, Rating.AMBER)]
    assert [(point.quarter_key, point.green, point.amber) for point in pack.ratings.trend] == [
        ("2023-Q1", 1, 0),
        ("2023-Q2", 0, 1),
    ]


def test_where_a_round_was_left_out_the_last_one_that_closed_is_named(coordinator: Person) -> None:
    action = make_action("1.1", leads=[make_post()])
    close("2023-Q1", coordinator, {action: "red"})
    close("2023-Q3", coordinator, {action: "green"})

    pack = read(action.plan, "2023-Q3").assemble()

    assert (pack.headline.compared_with, counted(pack, "rating.green")) == ("Q1 2023-24", (1, 1))


def test_a_quarter_that_closes_late_does_not_change_what_was_told_before_it(coordinator: Person) -> None:
    action = make_action("1.1", leads=[make_post()])
    close("2023-Q2", coordinator, {action: "amber"})
    told = read(action.plan, "2023-Q2").assemble()

    close("2023-Q1", coordinator, {action: "green"})

    assert read(action.plan, "2023-Q2").assemble() == told


def test_the_same_pack_gives_the_same_bytes_a_year_later(coordinator: Person) -> None:
    police = make_post(make_agency("Warwickshire Police"), "Superintendent")
    action = make_action("1.1", leads=[police])
    make_date_change(action)
    close("2023-Q2", coordinator, {action: "green"})
    before = read(action.plan, "2023-Q2").assemble()
    file = render_pdf(before)

    Action.objects.update(title="Renamed", due_on=dt.date(2030, 1, 1))
    Agency.objects.update(name="Abolished", short_name="None")
    Plan.objects.update(title="Another title")
    DateChange.objects.update(reason="Rewritten")
    close("2023-Q3", coordinator, {action: "red"})
    after = read(make_plan(), "2023-Q2", at=LATER).assemble()

    assert json.dumps(pack_to_json(after)) == json.dumps(pack_to_json(before))
    assert render_pdf(after) == file


def test_a_narrowed_quarter_counts_the_same_actions_in_every_quarter(coordinator: Person) -> None:
    kept = make_action("1.1", leads=[make_post()])
    left = make_action("2.1", leads=[make_post()], objective=make_objective("2"))
    make_date_change(left)
    close("2023-Q1", coordinator, {kept: "red", left: "red"})
    close("2023-Q2", coordinator, {kept: "amber", left: "red"})
    make_period()

    pack = (
        read(kept.plan, "2023-Q3", whole=True)
        .narrowed(lambda position: position.objective_number == "1")
        .assemble()
    )

    assert counted(pack, "total") == (1, 0)
    assert [(point.quarter_key, point.total, point.red) for point in pack.ratings.trend] == [
        ("2023-Q1", 1, 1),
        ("2023-Q2", 1, 0),
        ("2023-Q3", 1, 0),
    ]
    assert pack.decisions.number == 0
    assert [row.label for row in pack.ratings.by_objective] == ["1"]


def test_a_quarter_that_has_not_begun_is_refused() -> None:
    make_period("planned")

    with pytest.raises(LookupError, match=r"^Q3 2023-24 has not begun\.$"):
        read(make_plan(), "2023-Q3")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("whole", [False, True])
def test_a_closed_quarter_takes_two_queries(
    number: int, whole: bool, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ratings = {make_action(leads=[make_post()]): "green" for _ in range(number)}
    for quarter in ("2023-Q1", "2023-Q2", "2023-Q3"):
        close(quarter, coordinator, ratings)
    plan = make_plan()

    with django_assert_num_queries(2):
        read(plan, "2023-Q3", whole=whole)
