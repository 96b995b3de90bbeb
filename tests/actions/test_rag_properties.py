"""Ratings: what holds for any evidence, on any day, under any thresholds."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from actions.rag import RULES, STANDARD, Call, Evidence, Rating, Status, Suggestion, Thresholds, suggest
from actions.rating_rules import Case

some_day = st.dates(date(2022, 1, 1), date(2026, 12, 31))
maybe_a_day = st.none() | some_day
words = st.sampled_from(["", "VAWG Board", "funding is agreed"])
any_evidence = st.builds(
    Evidence,
    status=st.sampled_from(Status),
    planned_start=maybe_a_day,
    original_due=maybe_a_day,
    due=maybe_a_day,
    ongoing=st.booleans(),
    awaiting=words,
    forecast=maybe_a_day,
    call=st.none() | st.sampled_from(Call),
    missed=st.integers(0, 5),
    moves=st.integers(0, 5),
    completed_on=maybe_a_day,
    completion_note=words,
    accepted=st.booleans(),
    hold_approved=st.booleans(),
    hold_review_on=maybe_a_day,
    closed_by=words,
    closed_on=maybe_a_day,
)
any_thresholds = st.builds(
    Thresholds,
    overdue_days=st.integers(1, 90),
    slip_days=st.integers(1, 200),
    missed_updates=st.integers(1, 4),
)
unfinished = any_evidence.filter(lambda evidence: evidence.status not in (Status.COMPLETE, Status.CLOSED))
SEVERITY = {Rating.GREEN: 0, Rating.GREY: 0, Rating.AMBER: 1, Rating.RED: 2}
RULE_BY_NUMBER = {rule.number: rule for rule in RULES}


@given(evidence=any_evidence, at=some_day, thresholds=any_thresholds)
def test_any_evidence_gives_one_rating_with_a_reason(
    evidence: Evidence, at: date, thresholds: Thresholds
) -> None:
    suggestion = suggest(evidence, at=at, thresholds=thresholds)
    rule = RULE_BY_NUMBER[suggestion.rule]
    waits = ", awaiting confirmation" if suggestion.awaiting_confirmation else ""
    assert suggestion.rating is rule.rating
    assert suggestion.tag == rule.tag + waits
    assert suggestion.reason.strip()
    assert "None" not in suggestion.reason
    assert suggestion == suggest(evidence, at=at, thresholds=thresholds)


@given(evidence=any_evidence, at=some_day)
def test_the_rule_that_decides_is_the_first_that_fires(evidence: Evidence, at: date) -> None:
    suggestion = suggest(evidence, at=at)
    if not suggestion.awaiting_confirmation:
        fired = [rule.number for rule in RULES if rule.reason(Case(evidence, at, STANDARD))]
        assert fired[0] == suggestion.rule


@given(evidence=any_evidence, at=some_day)
def test_closed_with_a_decision_is_always_grey(evidence: Evidence, at: date) -> None:
    closed = replace(evidence, status=Status.CLOSED, closed_by="VAWG Board", closed_on=date(2023, 11, 14))
    assert suggest(closed, at=at) == Suggestion(
        Rating.GREY, 1, "Closed by VAWG Board, 14 November 2023", "Closed", False
    )


@given(evidence=any_evidence, at=some_day)
def test_only_complete_and_accepted_is_blue(evidence: Evidence, at: date) -> None:
    blue = suggest(evidence, at=at).rating is Rating.BLUE
    assert blue == (
        evidence.status is Status.COMPLETE
        and evidence.accepted
        and evidence.completion_note != ""
        and evidence.completed_on is not None
        and evidence.completed_on <= at
    )


@given(evidence=any_evidence, at=some_day)
def test_confirmation_is_awaited_by_complete_work_that_is_not_blue(evidence: Evidence, at: date) -> None:
    suggestion = suggest(evidence, at=at)
    complete = evidence.status is Status.COMPLETE
    assert suggestion.awaiting_confirmation == (complete and suggestion.rating is not Rating.BLUE)


@given(evidence=unfinished, at=some_day, later=st.integers(0, 400))
def test_time_alone_never_improves_unfinished_work(evidence: Evidence, at: date, later: int) -> None:
    before, after = suggest(evidence, at=at), suggest(evidence, at=at + timedelta(days=later))
    assert SEVERITY[after.rating] >= SEVERITY[before.rating]


@given(evidence=unfinished, at=some_day, more=st.integers(0, 5))
def test_silence_never_improves_a_rating(evidence: Evidence, at: date, more: int) -> None:
    quieter = replace(evidence, missed=evidence.missed + more)
    assert SEVERITY[suggest(quieter, at=at).rating] >= SEVERITY[suggest(evidence, at=at).rating]


@given(evidence=unfinished, at=some_day, call=st.none() | st.sampled_from(Call))
def test_the_leads_call_can_worsen_a_suggestion_but_never_improve_it(
    evidence: Evidence, at: date, call: Call | None
) -> None:
    silent, spoken = replace(evidence, call=None), replace(evidence, call=call)
    assert SEVERITY[suggest(spoken, at=at).rating] >= SEVERITY[suggest(silent, at=at).rating]


@given(evidence=unfinished, at=some_day)
def test_waiting_for_a_trigger_is_never_overdue(evidence: Evidence, at: date) -> None:
    waiting = replace(evidence, due=None, awaiting="funding is agreed")
    assert suggest(waiting, at=at).rule in (0, 3, 4)


@given(evidence=any_evidence, at=some_day)
def test_on_going_work_meets_no_rule_of_forecast_or_moves(evidence: Evidence, at: date) -> None:
    assert suggest(replace(evidence, ongoing=True), at=at).rule not in (6, 10, 15)


@given(evidence=any_evidence, at=some_day)
def test_statuses_read_from_a_table_as_plain_words_rate_the_same(evidence: Evidence, at: date) -> None:
    status = cast(Status, str(evidence.status))
    call = evidence.call and cast(Call, str(evidence.call))
    plain = replace(evidence, status=status, call=call)
    assert suggest(plain, at=at) == suggest(evidence, at=at)
