"""The reads of the database: live rows into positions, requests into what a board is asked."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, Plan
from actions.rag import Call, Rating, Status, Travel
from governance.roles import Role
from reports.board_pack import DecisionRequest, KeyDate, ObjectiveShown, RequestKind
from reports.positions import ActionPosition, LeadRole, LeadShown, RatingSource
from reports.sources.drafts import read_draft
from reports.sources.positions import asked_of_board, read_live
from reports.sources.rounds import Round, read_rounds
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_date_change,
    make_decision,
    make_milestone,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db


def read_one(action: Action, *, at: dt.date = TODAY) -> ActionPosition:
    [row] = read_live(Action.objects.filter(pk=action.pk), period=make_period(), at=at)
    return row.position


def draft_round(plan: Plan) -> tuple[Round, list[Round]]:
    rounds = read_rounds(plan)
    return next(one for one in rounds if one.is_draft), rounds


def test_a_position_holds_all_that_is_known_of_an_action() -> None:
    police = make_agency("Warwickshire Police", short_name="Police")
    council = make_agency("Warwickshire County Council", short_name="WCC")
    action = make_action(
        "7.2",
        leads=[make_post(police, "Superintendent"), make_post(council, "Community Safety")],
        supporting=[make_post(council, "Youth Justice")],
        objective=make_objective("7", title="Scrutiny"),
        title="Start a scrutiny panel",
        description="Ask the public to look at closed cases.",
        start="April 2023",
        due="September 2023",
        flags=["The end stands before the start."],
    )
    make_update(
        make_request(action),
        state="submitted",
        call="off_track",
        reported_rating="amber",
        rating_reason="Vetting is nearly done.",
        risk="Vetting takes longer.",
        mitigation="A second officer helps.",
        forecast="February 2024",
        next_steps="Hold the first panel.",
        is_sample=True,
    )

    assert read_one(action) == ActionPosition(
        reference="7.2",
        sort_key=(1,),
        title="Start a scrutiny panel",
        description="Ask the public to look at closed cases.",
        objective_number="7",
        objective_title="Scrutiny",
        strategic_number="A",
        strategic_title="Prevention",
        priority="High",
        leads=(
            LeadShown(agency_short="Police", agency_name="Warwickshire Police", post="Superintendent"),
            LeadShown(
                agency_short="WCC",
                agency_name="Warwickshire County Council",
                post="Community Safety",
                role=LeadRole.JOINT,
            ),
            LeadShown(
                agency_short="WCC",
                agency_name="Warwickshire County Council",
                post="Youth Justice",
                role=LeadRole.SUPPORTING,
            ),
        ),
        accountable_agency_short="Police",
        accountable_agency_name="Warwickshire Police",
        start_words="April 2023",
        start_shown="April 2023",
        start_on=dt.date(2023, 4, 30),
        due_words="September 2023",
        due_shown="September 2023",
        due_on=dt.date(2023, 9, 30),
        original_due_on=dt.date(2023, 9, 30),
        forecast_on=dt.date(2024, 2, 29),
        days_overdue=100,
        status=Status.IN_PROGRESS,
        call=Call.OFF_TRACK,
        suggested_rating=Rating.RED,
        suggested_rule=5,
        suggested_reason="Overdue by 100 days",
        suggested_tag="Red",
        reported_rating=Rating.AMBER,
        rating_reason="Vetting is nearly done.",
        rating=Rating.AMBER,
        rating_source=RatingSource.REPORTED,
        travel=Travel.NEW,
        update_state="submitted",
        requested=True,
        returned=True,
        last_update_on=TODAY,
        amber_rounds=1,
        happened="The first cohort of officers was trained.",
        next_steps="Hold the first panel.",
        risk="Vetting takes longer.",
        mitigation="A second officer helps.",
        flags=("The end stands before the start.",),
        sample=True,
    )


@pytest.mark.parametrize("state", ["draft", "ready", "returned"])
def test_the_words_of_an_update_that_is_not_signed_off_are_not_read(state: str) -> None:
    action = make_action(leads=[make_post()])
    make_update(make_request(action), state=state, happened="Not for the board", reported_rating="red")

    position = read_one(action)

    assert (position.update_state, position.requested, position.returned) == (state, True, False)
    assert "Not for the board" not in str(position)
    assert (position.reported_rating, position.rating, position.rating_source) == (
        None,
        Rating.GREEN,
        RatingSource.SUGGESTED,
    )


def test_what_was_said_last_quarter_still_rates_an_action_but_its_words_are_not_repeated() -> None:
    action = make_action(leads=[make_post()])
    make_update(
        make_request(action, make_period("closed", quarter="2023-Q2")), state="accepted", call="at_risk"
    )
    make_request(action, make_period())

    position = read_one(action)

    assert (position.call, position.suggested_reason) == (Call.AT_RISK, "Lead says at risk")
    assert (position.happened, position.returned, position.last_update_on) == ("", False, TODAY)


def test_travel_and_runs_of_amber_are_counted_from_the_quarter_before() -> None:
    action = make_action(leads=[make_post()])
    make_update(make_request(action), state="accepted", call="at_risk", reported_rating="amber")
    before = read_one(action)
    [row] = read_live(Action.objects.all(), period=make_period(), at=TODAY, before={action.pk: before})

    assert (row.position.previous_rating, row.position.travel) == (Rating.AMBER, Travel.NO_CHANGE)
    assert row.position.amber_rounds == 2


def test_closing_counts_a_request_of_the_very_quarter_as_missed() -> None:
    action = make_action(leads=[make_post()])
    make_request(action)

    def read(closing: bool) -> tuple[int, Rating]:
        [row] = read_live(Action.objects.all(), period=make_period(), at=TODAY, closing=closing)
        return row.position.missed_rounds, row.position.rating

    assert read(closing=False) == (0, Rating.GREEN)
    assert read(closing=True) == (1, Rating.AMBER)


@pytest.mark.parametrize(
    ("due", "moves", "shown"),
    [
        ("", 0, ""),
        ("On-going. To be reviewed Oct 2023", 0, "On-going, next review October 2023"),
        ("TBC once the Bill receives Royal Assent", 0, "To be confirmed once the Bill receives Royal Assent"),
        ("31 March 2024", 0, "31 March 2024"),
        ("31 March 2024", 2, "31 March 2024 (originally September 2023, moved twice)"),
    ],
)
def test_a_due_date_is_shown_in_words_with_its_history(due: str, moves: int, shown: str) -> None:
    action = make_action(leads=[make_post()], start="", due=due, original_due="Sept 2023" if moves else due)
    for _ in range(moves):
        make_date_change(action, state="agreed", decision=make_decision())

    position = read_one(action)

    assert (position.due_shown, position.start_shown) == (shown, "")


def test_a_waiting_date_change_is_asked_of_the_board_in_the_name_of_the_post() -> None:
    post = make_post(make_agency("Warwickshire Police", short_name="Police"), "Superintendent")
    officer = make_person(Role.LEAD_OFFICER, agency=post.agency, posts=[post])
    action = make_action("1.1", leads=[post], due="31 March 2024")
    make_date_change(action, to="September 2024", requested_by=officer, reason="The supplier is late.")
    make_request(action)
    current, rounds = draft_round(action.plan)

    assert read_draft(current, rounds, at=NOW).context.requests == (
        DecisionRequest(
            kind=RequestKind.DATE_CHANGE,
            reference="1.1",
            title="Action 1.1",
            asked="Move the due date from 31 March 2024 to September 2024.",
            reason="The supplier is late.",
            asked_by="Police, Superintendent",
            asked_on=TODAY,
            from_on=dt.date(2024, 3, 31),
            to_on=dt.date(2024, 9, 30),
        ),
    )


def test_a_hold_that_no_decision_covers_is_asked_of_the_board() -> None:
    post = make_post(make_agency("Warwickshire Police", short_name="Police"), "Superintendent")
    asked = make_action("1.1", leads=[post])
    make_update(
        make_request(asked), state="submitted", status="on_hold", hold_until=dt.date(2024, 6, 30),
        happened="The funding has not come.", reported_rating="red",
    )  # fmt: skip
    agreed = make_decision("Hold it.")
    make_action("1.2", leads=[post], status="on_hold", hold_decision=agreed, hold_until=dt.date(2024, 2, 1))
    past = make_action(
        "1.3", leads=[post], status="on_hold", hold_decision=agreed, hold_until=dt.date(2023, 12, 1)
    )
    current, rounds = draft_round(past.plan)

    assert [
        (one.kind, one.reference, one.asked, one.reason)
        for one in read_draft(current, rounds, at=NOW).context.requests
    ] == [
        (
            RequestKind.HOLD,
            "1.1",
            "Agree that the action stands on hold until 30 June 2024.",
            "The funding has not come.",
        ),
        (
            RequestKind.HOLD,
            "1.3",
            "Review the hold, which was agreed until 1 December 2023.",
            "On hold, and its review date has passed (1 December 2023)",
        ),
    ]


def test_the_context_names_objectives_and_the_dates_to_come() -> None:
    plan = make_plan(version="1.1")
    action = make_action("1.1", leads=[make_post()])
    make_objective("S1", plan=plan, title="Owned by a sub-group", owner_group=plan.board)
    make_milestone(action, "Mapping complete", "February 2024")
    make_milestone(action, "Long gone", "April 2023")
    make_period()
    make_period("planned", quarter="2023-Q4")
    current, rounds = draft_round(plan)

    context = read_draft(current, rounds, at=NOW).context

    assert context.objectives == (
        ObjectiveShown(number="1", title="Objective 1", strategic_number="A", strategic_title="Prevention"),
        ObjectiveShown(
            number="S1",
            title="Owned by a sub-group",
            strategic_number="A",
            strategic_title="Prevention",
            owner_group="VAWG Board",
        ),
    )
    assert context.key_dates == (
        KeyDate(on=dt.date(2024, 1, 30), words="VAWG Board meets to consider Q3 2023-24"),
        KeyDate(on=dt.date(2024, 3, 21), words="Updates for Q4 2023-24 are asked for"),
        KeyDate(on=dt.date(2024, 4, 15), words="Updates for Q4 2023-24 are due"),
        KeyDate(on=dt.date(2024, 4, 30), words="VAWG Board meets to consider Q4 2023-24"),
        KeyDate(on=dt.date(2024, 2, 29), words="1.1: Mapping complete"),
    )
    assert context.front.cut_off == NOW
    assert (context.front.state.value, context.front.plan_version) == ("Draft", "1.1")


def test_after_the_day_it_was_due_the_cut_off_is_the_end_of_that_day() -> None:
    make_action(leads=[make_post()])
    make_period()
    current, rounds = draft_round(make_plan())

    context = read_draft(current, rounds, at=NOW + dt.timedelta(days=30)).context

    assert context.front.cut_off == dt.datetime(2024, 1, 15, 23, 59, tzinfo=NOW.tzinfo)
    assert context.front.pack_on == dt.date(2024, 2, 7)


def test_an_open_period_is_no_round_of_a_plan_that_is_not_agreed() -> None:
    plan = make_plan(state="draft")
    make_period()

    assert [(one.is_draft, one.is_closed) for one in read_rounds(plan)] == [(False, False)]


@pytest.mark.parametrize("number", [1, 3])
def test_a_draft_takes_as_many_queries_for_one_action_as_for_three(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        action = make_action(leads=[make_post(), make_post(title="Sergeant")])
        make_update(make_request(action), state="accepted")
        make_date_change(action)
        make_milestone(action, due="February 2024")
    plan = make_plan()

    with django_assert_num_queries(9):
        current, rounds = draft_round(plan)
        read_draft(current, rounds, at=NOW)


@pytest.mark.parametrize(
    ("typed", "asked"), [("Nothing.", ""), (" n/a ", ""), ("Nothing new: pay.", "Nothing new: pay.")]
)
def test_a_lead_who_asks_nothing_asks_nothing_of_the_board(typed: str, asked: str) -> None:
    assert asked_of_board(typed) == asked
