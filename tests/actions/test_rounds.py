"""A round's dates, whom it asks, and its opening."""

import datetime as dt

import pytest

from actions.models import Action, UpdateRequest
from actions.policies import Refusal, Unfinished
from actions.rounds import actions_to_ask, open_period, periods_of, plan_period, plans_of, why_not_asked
from governance.models import Event, Person, ReportingPeriod
from governance.quarters import Quarter
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
)

pytestmark = pytest.mark.django_db

Q3 = Quarter(2023, 3)
DATES = {
    "opens_on": dt.date(2023, 12, 20),
    "due_on": dt.date(2024, 1, 15),
    "meets_on": dt.date(2024, 1, 30),
}


@pytest.fixture
def coordinator() -> Person:
    return make_person(name="Coordinator")


def _plan(by: Person, **dates: dt.date) -> ReportingPeriod:
    return plan_period(board=make_group(), quarter=Q3, by=by, at=NOW, **(DATES | dates))


def _closed(reference: str) -> Action:
    return make_action(reference, status="closed", closure_decision=make_decision())


# ------------------------------------------------ dates


def test_a_planned_round_is_a_row_with_its_dates(coordinator: Person) -> None:
    period = _plan(coordinator)

    assert ReportingPeriod.objects.values_list(
        "board__name", "year", "number", "state", "opens_on", "due_on", "meets_on", "opened_at"
    ).get() == ("VAWG Board", 2023, 3, "planned", *DATES.values(), None)
    assert list(Event.objects.about(period).values_list("verb", "sentence", "changes")) == [
        ("planned", "Updates due 15 January 2024", {})
    ]


def test_the_dates_of_a_planned_round_may_change_until_it_opens(coordinator: Person) -> None:
    _plan(coordinator)

    period = _plan(coordinator, due_on=dt.date(2024, 1, 19))
    _plan(coordinator, due_on=dt.date(2024, 1, 19))
    open_period(period=period, by=coordinator, at=NOW, also=[make_action()])

    with pytest.raises(Refusal) as refused:
        _plan(coordinator)
    assert str(refused.value) == "Q3 2023-24 has been opened already, so its dates stand."
    assert ReportingPeriod.objects.values_list("due_on", flat=True).get() == dt.date(2024, 1, 19)
    assert list(Event.objects.about(period).values_list("verb", "sentence", "changes")) == [
        ("opened", "Asked for 1 update", {}),
        ("changed", "Updates due 19 January 2024", {"updates due": ["15 January 2024", "19 January 2024"]}),
        ("planned", "Updates due 15 January 2024", {}),
    ]


@pytest.mark.parametrize(
    ("dates", "problems"),
    [
        (
            {"due_on": dt.date(2023, 12, 19)},
            [("due_on", "Updates must be due on or after 20 December 2023, when it opens.")],
        ),
        (
            {"meets_on": dt.date(2024, 1, 14)},
            [("meets_on", "The Board must meet on or after 15 January 2024, when updates are due.")],
        ),
        (
            {"due_on": dt.date(2025, 1, 15), "meets_on": dt.date(2025, 1, 30)},
            [
                (
                    "due_on",
                    "15 January 2025 is far from Q3 2023-24 (October to December 2023). Check the year.",
                ),
                (
                    "meets_on",
                    "30 January 2025 is far from Q3 2023-24 (October to December 2023). Check the year.",
                ),
            ],
        ),
    ],
)
def test_dates_out_of_order_or_far_off_are_refused_beside_their_field(
    coordinator: Person, dates: dict[str, dt.date], problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Unfinished) as refused:
        _plan(coordinator, **dates)

    assert refused.value.problems == problems
    assert ReportingPeriod.objects.count() == 0


def test_dates_on_one_day_are_in_order(coordinator: Person) -> None:
    period = _plan(coordinator, opens_on=TODAY, due_on=TODAY, meets_on=TODAY)

    assert (period.opens_on, period.due_on, period.meets_on) == (TODAY, TODAY, TODAY)


# ------------------------------------------------ whom it asks


@pytest.fixture
def plan_of_every_kind() -> None:
    for reference, fields in {
        "1.1": {},
        "1.2": {"status": "not_started", "start": "December 2023"},
        "1.3": {"status": "not_started", "start": "January 2024"},
        "1.4": {"start": "", "due": "TBC once the Bill receives Royal Assent"},
        "1.5": {"status": "complete", "completed_on": TODAY},
        "1.6": {"status": "on_hold", "hold_until": TODAY},
        "1.7": {"start": "", "due": "On-going"},
        "1.8": {"status": "closed", "closure_decision": make_decision()},
    }.items():
        make_action(reference, **fields)  # type: ignore[arg-type]  # parts of the table's own choosing


@pytest.mark.usefixtures("plan_of_every_kind")
def test_each_action_is_asked_or_says_why_not() -> None:
    assert {action.reference: why_not_asked(action, Q3) for action in Action.objects.all()} == {
        "1.1": "",
        "1.2": "",
        "1.3": "Starts after the quarter: January 2024",
        "1.4": "To be confirmed once the Bill receives Royal Assent",
        "1.5": "Complete",
        "1.6": "",
        "1.7": "",
        "1.8": "Closed by a decision",
    }


@pytest.mark.usefixtures("plan_of_every_kind")
def test_a_round_asks_of_the_agreed_plans_of_its_board() -> None:
    elsewhere = make_plan("elsewhere", board=make_group("Other board"))
    draft = make_plan("draft", state="draft")
    for plan in (elsewhere, draft):
        make_action("9.1", objective=make_objective("9", plan=plan))
    period = make_period("planned")

    assert [action.reference for action in actions_to_ask(period)] == ["1.1", "1.2", "1.6", "1.7"]
    assert [plan.slug for plan in plans_of(period)] == ["vawg-2023-24"]


def test_a_round_asks_nothing_of_a_plan_that_starts_after_its_quarter(coordinator: Person) -> None:
    now = make_action("1.1")
    plan = make_plan("vawg-2024-27", starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2027, 3, 31))
    later = make_action("9.1", objective=make_objective("9", plan=plan), start="")
    period = make_period("planned", due_on=dt.date(2024, 1, 15))

    assert why_not_asked(later, Q3) == "Its plan starts after the quarter: 1 April 2024"
    assert why_not_asked(later, Quarter(2024, 1)) == ""
    with pytest.raises(Refusal) as refused:
        open_period(period=period, by=coordinator, at=NOW, also=[later])
    assert str(refused.value) == ("Delivery plan 2023-24 starts on 1 April 2024, after Q3 2023-24 has ended.")
    assert [one.action for one in open_period(period=period, by=coordinator, at=NOW)] == [now]
    assert [plan.slug for plan in plans_of(period)] == ["vawg-2023-24"]
    assert (periods_of(plan), periods_of(now.plan)) == ([], [period])


# ------------------------------------------------ opening


def test_opening_asks_for_each_update_and_says_who_and_when(coordinator: Person) -> None:
    actions = [make_action(), make_action()]
    period = make_period("planned")

    open_period(period=period, by=coordinator, at=NOW)

    assert (period.state, period.opened_at, period.opened_by) == ("open", NOW, coordinator)
    assert not UpdateRequest.objects.exclude(latest=None).exists()
    assert list(UpdateRequest.objects.values_list("action", "period", "asked", "asked_at")) == [
        (action.pk, period.pk, True, NOW) for action in actions
    ]
    assert list(Event.objects.about(period).values_list("by_name", "verb", "sentence")) == [
        ("Coordinator", "opened", "Asked for 2 updates")
    ]


def test_the_coordinator_adds_and_leaves_out(coordinator: Person) -> None:
    asked, left_out = make_action("1.1"), make_action("1.2")
    added = make_action("1.3", start="", due="TBC once Cabinet agrees")
    make_action("1.4", start="April 2024")

    open_period(
        period=make_period("planned"), by=coordinator, at=NOW, also=[asked, added], without=[left_out]
    )

    assert list(UpdateRequest.objects.order_by("action").values_list("action__reference", flat=True)) == [
        "1.1",
        "1.3",
    ]


def test_opening_is_bulk_work(coordinator: Person, django_assert_num_queries: pytest.FixtureRequest) -> None:
    for _ in range(30):
        make_action()
    period = make_period("planned")

    with django_assert_num_queries(10):  # type: ignore[operator]  # a fixture of pytest-django
        open_period(period=period, by=coordinator, at=NOW)


def _refusal(period: ReportingPeriod, by: Person, **choices: list[Action]) -> str:
    with pytest.raises(Refusal) as refused:
        open_period(period=period, by=by, at=NOW, **choices)
    return str(refused.value)


@pytest.mark.parametrize("state", ["open", "closed", "issued"])
def test_a_round_opens_once(coordinator: Person, state: str) -> None:
    make_action()

    assert _refusal(make_period(state), coordinator) == "Q3 2023-24 has been opened already."
    assert UpdateRequest.objects.count() == 0


def test_one_round_of_a_board_is_open_at_a_time(coordinator: Person) -> None:
    make_action()
    make_period("open", quarter="2023-Q2")

    assert _refusal(make_period("planned"), coordinator) == (
        "Q2 2023-24 is still open. Close it before opening Q3 2023-24."
    )


def test_a_round_of_another_board_does_not_matter(coordinator: Person) -> None:
    make_action()
    make_period("open", board=make_group("Other board"))

    assert len(open_period(period=make_period("planned"), by=coordinator, at=NOW)) == 1


def test_a_round_opens_between_its_opening_and_its_due_date(coordinator: Person) -> None:
    make_action()
    early = make_period("planned", quarter="2023-Q4")
    late = make_period("planned", quarter="2023-Q1")

    assert [_refusal(period, coordinator) for period in (early, late)] == [
        "Q4 2023-24 opens on 21 March 2024. Open it then, or change that date to today.",
        "Updates of Q1 2023-24 would be due on 15 July 2023, which has passed. Change the date first.",
    ]


def test_there_must_be_something_to_ask_and_it_must_be_askable(coordinator: Person) -> None:
    action = make_action("1.1")
    foreign = make_action(
        "9.1", objective=make_objective("9", plan=make_plan("x", board=make_group("Other")))
    )
    period = make_period("planned")

    assert [
        _refusal(period, coordinator, without=[action]),
        _refusal(period, coordinator, also=[_closed("1.2")]),
        _refusal(period, coordinator, also=[foreign]),
    ] == [
        "Choose at least one action to ask about.",
        "Action 1.2 was closed by a decision, so it is not asked about.",
        "That round is of another board than the one this action answers to.",
    ]
    period.refresh_from_db()
    assert (period.state, UpdateRequest.objects.count()) == ("planned", 0)
