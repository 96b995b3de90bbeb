"""Closing a period: what is copied, that it is copied once, and that nothing changes it afterwards."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db.models.deletion import ProtectedError

from actions.models import Action, UpdateState
from actions.policies import Refusal
from actions.rag import Rating, Thresholds, Travel
from governance.models import AppendOnlyError, Event, Person, ReportingPeriod
from governance.roles import Role
from reports.board_pack import PackContext, PackState, TrendPoint
from reports.models import ActionSnapshot, PackNote, PeriodSnapshot
from reports.plain_form import from_plain
from reports.snapshots import close_period
from tests.factories import (
    LONDON,
    NOW,
    make_action,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db
CLOSED_AT = dt.datetime(2024, 1, 17, 16, 30, tzinfo=LONDON)


@pytest.fixture
def coordinator() -> Person:
    return make_person(Role.COORDINATOR, name="Coordinator, VAWG partnership")


def close(period: ReportingPeriod, by: Person, at: dt.datetime = CLOSED_AT) -> PeriodSnapshot:
    [snapshot] = close_period(period=period, by=by, at=at)
    return snapshot


def test_closing_copies_each_action_with_the_update_that_stood(coordinator: Person) -> None:
    period = make_period()
    accepted = make_update(
        make_request(make_action("1.1", leads=[make_post()])), state="accepted", reported_rating="green"
    )
    submitted = make_update(
        make_request(make_action("1.2", leads=[make_post()])),
        state="submitted", reported_rating="amber", happened="Not accepted yet.",
    )  # fmt: skip
    draft = make_update(make_request(make_action("1.3", leads=[make_post()])), happened="Not for the board.")
    make_request(make_action("1.4", leads=[make_post()]))
    make_action("1.5", leads=[make_post()])

    snapshot = close(period, coordinator)

    assert [
        (row.reference, row.update, row.swept_up, row.rating, row.read().update_state, row.read().happened)
        for row in snapshot.rows.all()
    ] == [
        ("1.1", accepted, False, "green", "accepted", "The first cohort of officers was trained."),
        ("1.2", submitted, True, "amber", "submitted", "Not accepted yet."),
        ("1.3", draft, True, "amber", "draft", ""),
        ("1.4", None, False, "amber", "", ""),
        ("1.5", None, False, "green", "", ""),
    ]
    assert "Not for the board." not in str([row.position for row in snapshot.rows.all()])


def test_closing_keeps_who_when_the_thresholds_and_the_figures(coordinator: Person) -> None:
    period = make_period()
    make_update(make_request(make_action("1.1", leads=[make_post()])), state="submitted")
    PackNote.objects.create(
        period=period, plan=make_plan(), purpose="To report the quarter.", sentences=["All is well."],
        recommendations=[["To note", "The position."]], author_name="The coordinator", written_at=NOW,
    )  # fmt: skip

    snapshot = close(period, coordinator)

    assert (snapshot.closed_at, snapshot.cut_off, snapshot.closed_by_name, snapshot.previous) == (
        CLOSED_AT,
        dt.date(2024, 1, 15),
        "Coordinator, VAWG partnership",
        None,
    )
    context = from_plain(PackContext, snapshot.context)
    assert context.thresholds == Thresholds()
    assert context.sentences == ("All is well.",)
    assert context.data_notes == ("Shown as submitted, not yet accepted by the coordinator: 1.1.",)
    front = context.front
    assert (front.state, front.author, front.pack_on, front.purpose) == (
        PackState.CLOSED,
        "The coordinator",
        dt.date(2024, 1, 17),
        "To report the quarter.",
    )
    assert front.cut_off == dt.datetime(2024, 1, 15, 23, 59, tzinfo=LONDON)
    assert from_plain(TrendPoint, snapshot.figures) == TrendPoint(
        quarter_key="2023-Q3", quarter_label="Q3 2023-24", total=1, rated=1, blue=0, green=1, amber=0, red=0,
        grey=0, closed=0, complete=0, overdue=0, requested=1, returned=1,
    )  # fmt: skip


def test_closing_closes_the_period_and_says_so_in_the_history(coordinator: Person) -> None:
    period = make_period()
    make_action(leads=[make_post()])

    close(period, coordinator)

    stored = ReportingPeriod.objects.get()
    assert (stored.state, stored.closed_at, stored.closed_by) == ("closed", CLOSED_AT, coordinator)
    assert period.is_closed
    event = Event.objects.about(period).get(verb="closed")
    assert (event.by, event.at, event.sentence) == (coordinator, CLOSED_AT, "Kept 1 action as it stood")


def test_each_agreed_plan_of_the_board_is_kept_and_no_other(coordinator: Person) -> None:
    period = make_period()
    agreed, second = make_plan(), make_plan("second")
    make_plan("draft", state="draft")

    kept = close_period(period=period, by=coordinator, at=CLOSED_AT)

    assert {snapshot.plan for snapshot in kept} == {agreed, second}


def test_the_next_quarter_is_measured_against_the_one_before(coordinator: Person) -> None:
    action = make_action("1.1", leads=[make_post()])
    first = make_period(quarter="2023-Q2")
    make_update(make_request(action, first), state="accepted", reported_rating="green")
    before = close(first, coordinator, at=dt.datetime(2023, 10, 16, 9, tzinfo=LONDON))
    period = make_period()
    make_update(make_request(action, period), state="accepted", reported_rating="red")

    snapshot = close(period, coordinator)

    assert snapshot.previous == before
    position = snapshot.rows.get().read()
    assert (position.previous_rating, position.rating, position.travel) == (
        Rating.GREEN,
        Rating.RED,
        Travel.WORSE,
    )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("planned", "Q3 2023-24 has not been opened, so there is nothing to close."),
        ("closed", "Q3 2023-24 is closed already. Closing cannot be undone or done again."),
        ("issued", "Q3 2023-24 is closed already. Closing cannot be undone or done again."),
    ],
)
def test_only_an_open_period_closes(state: str, sentence: str, coordinator: Person) -> None:
    make_action(leads=[make_post()])

    with pytest.raises(Refusal) as refused:
        close_period(period=make_period(state), by=coordinator, at=CLOSED_AT)

    assert str(refused.value) == sentence
    assert PeriodSnapshot.objects.count() == 0


def test_a_closing_that_fails_leaves_the_period_open(coordinator: Person) -> None:
    period = make_period()
    make_action(leads=[make_post()])
    make_plan("second")
    PeriodSnapshot.objects.create(
        period=period, plan=make_plan("second"), closed_at=NOW, cut_off=NOW.date(), context={}, figures={}
    )

    with pytest.raises(IntegrityError):
        close_period(period=period, by=coordinator, at=CLOSED_AT)

    assert (ReportingPeriod.objects.get().state, ActionSnapshot.objects.count()) == ("open", 0)


def test_what_was_kept_stays_whatever_happens_to_the_plan(coordinator: Person) -> None:
    period = make_period()
    action = make_action("1.1", leads=[make_post()], title="As it was called")
    make_update(make_request(action), state="accepted")
    kept = close(period, coordinator).rows.get().read()

    Action.objects.update(title="Renamed", priority="low", due_on=dt.date(2030, 1, 1))
    make_update(make_request(action), state=UpdateState.ACCEPTED, happened="Written behind its back")

    assert ActionSnapshot.objects.get().read() == kept
    assert kept.title == "As it was called"


def test_kept_rows_are_never_changed_or_deleted(coordinator: Person) -> None:
    period = make_period()
    action = make_action("1.1", leads=[make_post()])
    snapshot = close(period, coordinator)
    row = snapshot.rows.get()

    for attempt in (
        row.save,
        row.delete,
        snapshot.save,
        snapshot.delete,
        lambda: ActionSnapshot.objects.update(rating="green"),
        lambda: PeriodSnapshot.objects.all().delete(),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    with pytest.raises(ProtectedError):
        action.delete()
