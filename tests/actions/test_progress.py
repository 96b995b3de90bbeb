"""The verbs of an update: each adds a revision, and none loses one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from actions.content import UpdateContent, content_of
from actions.models import Action, ProgressUpdate, UpdateRequest, UpdateState
from actions.policies import ClosedPeriod, Refusal, StaleUpdate, Unfinished
from actions.progress import Entered, accept, keep_theirs, save_update, send_back, submit
from actions.rag import Rating
from governance.models import Event, Person, ReportingPeriod
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_group,
    make_period,
    make_person,
    make_request,
    make_update,
)

pytestmark = pytest.mark.django_db

WHOLE = UpdateContent(
    status="in_progress",
    happened="The first cohort was trained.",
    call="on_track",
    reported_rating="green",
    forecast_words="March 2024",
    next_steps="Book the second cohort.",
)


def save(
    request: UpdateRequest,
    content: UpdateContent = WHOLE,
    state: str = "draft",
    *,
    expected: int = 0,
    by: Person | None = None,
    at: dt.datetime = NOW,
) -> ProgressUpdate:
    return save_update(
        action=request.action,
        period=request.period,
        content=content,
        state=UpdateState(state),
        expected_revision=expected,
        by=by or make_person(name="Lead officer"),
        at=at,
    )


def revisions(request: UpdateRequest) -> list[tuple[int, str, str, str]]:
    rows = ProgressUpdate.objects.filter(action=request.action, period=request.period).order_by("revision")
    return [(row.revision, row.state, row.by_name, row.happened) for row in rows]


def latest(request: UpdateRequest) -> ProgressUpdate:
    request.refresh_from_db()
    assert request.latest is not None
    return request.latest


def test_a_draft_is_kept_as_it_is_typed() -> None:
    request = make_request()
    update = save(request, UpdateContent(happened="Half a sen", forecast_words="Mar 2027"))
    assert latest(request) == update
    assert content_of(update) == UpdateContent(happened="Half a sen", forecast_words="Mar 2027")
    assert (update.forecast_on, update.forecast_precision) == (dt.date(2027, 3, 31), "month")
    assert (update.by_name, update.at, update.late, update.is_sample) == ("Lead officer", NOW, False, False)


def test_each_save_adds_a_revision() -> None:
    request = make_request()
    save(request, replace(WHOLE, happened="One."))
    save(request, replace(WHOLE, happened="Two."), "ready", expected=1)
    save(request, replace(WHOLE, happened="Three."), "submitted", expected=2)
    assert revisions(request) == [
        (1, "draft", "Lead officer", "One."),
        (2, "ready", "Lead officer", "Two."),
        (3, "submitted", "Lead officer", "Three."),
    ]


def test_an_unfinished_update_is_a_draft_at_most() -> None:
    request = make_request()
    with pytest.raises(Unfinished) as refused:
        save(request, replace(WHOLE, happened="", reported_rating="amber"), "ready")
    assert refused.value.problems == [
        ("happened", "Say what happened this quarter, in a sentence or more."),
        ("risk", "Amber needs the risk: say what may go wrong."),
        ("mitigation", "Amber needs the mitigation: say what is being done about the risk."),
    ]
    assert revisions(request) == []


def test_submitting_freezes_what_the_rules_suggest() -> None:
    request = make_request(make_action(due="1 January 2024"))
    content = replace(
        WHOLE,
        reported_rating="red",
        issue="Late.",
        path_step="Hurry.",
        path_who="Lead",
        path_by=TODAY,
        ask="None.",
    )
    update = save(request, content, "submitted")
    assert (update.suggested_rating, update.suggested_rule, update.suggested_reason) == (
        "amber",
        9,
        "Overdue by 7 days",
    )


def test_a_rating_better_than_suggested_needs_its_reason() -> None:
    request = make_request(make_action(due="1 January 2024"))
    with pytest.raises(Unfinished) as refused:
        save(request, WHOLE, "ready")
    assert refused.value.problems == [
        ("rating_reason", "The rules suggest Amber (Overdue by 7 days). Say why Green is right.")
    ]


def test_complete_is_blue_without_being_asked_twice() -> None:
    request = make_request()
    content = UpdateContent(
        status="complete", happened="Done.", completed_on=TODAY, completion_note="All trained."
    )
    assert save(request, content, "submitted").reported_rating == "blue"


def test_after_the_due_date_an_update_is_late() -> None:
    request = make_request()
    assert not save(request, at=dt.datetime(2024, 1, 15, 23, tzinfo=NOW.tzinfo)).late
    assert save(request, at=dt.datetime(2024, 1, 16, 1, tzinfo=NOW.tzinfo), expected=1).late


def test_who_it_was_entered_for_is_kept() -> None:
    request = make_request()
    update = save_update(
        action=request.action,
        period=request.period,
        content=WHOLE,
        state=UpdateState.SUBMITTED,
        expected_revision=0,
        by=make_person(name="Coordinator"),
        at=NOW,
        entered=Entered(for_whom="Warwickshire Police, Superintendent", how="email", on=dt.date(2024, 1, 5)),
    )
    assert (update.by_name, update.entered_for, update.received_how, update.received_on) == (
        "Coordinator",
        "Warwickshire Police, Superintendent",
        "email",
        dt.date(2024, 1, 5),
    )


def test_an_action_that_nobody_asked_about_can_be_updated() -> None:
    action, period = make_action(), make_period()
    save(UpdateRequest(action=action, period=period))
    request = UpdateRequest.objects.get()
    assert (request.asked, request.latest) == (False, ProgressUpdate.objects.get())


@pytest.mark.parametrize("state", ["planned", "closed", "issued"])
def test_a_period_that_is_not_open_refuses_every_verb(state: str) -> None:
    request = make_request()
    by = make_person()
    for written in ("ready", "submitted"):
        make_update(request, state=written)
        ReportingPeriod.objects.update(state=state, closed_at=NOW)
        before = revisions(request)
        with pytest.raises(ClosedPeriod):
            save(request, expected=len(before))
        with pytest.raises(ClosedPeriod):
            keep_theirs(
                action=request.action,
                period=request.period,
                mine=WHOLE,
                expected_revision=len(before),
                by=by,
                at=NOW,
            )
        with pytest.raises(ClosedPeriod):
            submit(request=request, by=by, at=NOW)
        with pytest.raises(ClosedPeriod):
            accept(request=request, by=by, at=NOW)
        with pytest.raises(ClosedPeriod):
            send_back(request=request, reason="Say more.", by=by, at=NOW)
        assert revisions(request) == before
        ReportingPeriod.objects.update(state="open", closed_at=None)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_is_handed_in_is_not_written_over(state: str) -> None:
    request = make_request()
    make_update(request, state=state)
    with pytest.raises(Refusal) as refused:
        save(request, expected=1)
    assert not isinstance(refused.value, StaleUpdate)
    assert len(revisions(request)) == 1


def test_a_closed_action_takes_no_update() -> None:
    request = make_request()
    make_update(request, state="ready")
    Action.objects.update(status="closed", closure_decision=make_decision())
    request = UpdateRequest.objects.get()
    attempts: list[Callable[[], ProgressUpdate]] = [
        lambda: save(request, expected=1),
        lambda: submit(request=request, by=make_person(), at=NOW),
    ]
    for attempt in attempts:
        with pytest.raises(Refusal) as refused:
            attempt()
        assert str(refused.value) == "This action was closed by a decision, so it can no longer be changed."


def test_another_boards_round_takes_no_update() -> None:
    action = make_action()
    other = make_period(board=make_group("Safer Partnership Board"))
    with pytest.raises(Refusal):
        save(UpdateRequest(action=action, period=other))
    assert UpdateRequest.objects.count() == 0


class TestTwoWriters:
    """The second is told, shows both texts, and chooses; whatever is chosen, both are kept."""

    def begin(self) -> UpdateRequest:
        request = make_request()
        save(request, replace(WHOLE, happened="Theirs."), by=make_person(name="Sponsor"))
        return request

    def test_the_second_is_told_whose_words_came_first(self) -> None:
        request = self.begin()
        with pytest.raises(StaleUpdate) as refused:
            save(request, replace(WHOLE, happened="Mine."))
        assert (
            str(refused.value) == "Sponsor saved this update while you were writing. Compare the two below."
        )
        assert refused.value.theirs == latest(request)
        assert revisions(request) == [(1, "draft", "Sponsor", "Theirs.")]

    def test_saving_over_keeps_both(self) -> None:
        request = self.begin()
        save(request, replace(WHOLE, happened="Mine."), expected=1)
        assert revisions(request) == [
            (1, "draft", "Sponsor", "Theirs."),
            (2, "draft", "Lead officer", "Mine."),
        ]

    def test_giving_way_keeps_both(self) -> None:
        request = self.begin()
        keep_theirs(
            action=request.action,
            period=request.period,
            mine=replace(WHOLE, happened="Mine."),
            expected_revision=1,
            by=make_person(name="Lead officer"),
            at=NOW,
        )
        assert revisions(request) == [
            (1, "draft", "Sponsor", "Theirs."),
            (2, "draft", "Lead officer", "Mine."),
            (3, "draft", "Lead officer", "Theirs."),
        ]

    def test_a_third_writer_is_seen_too(self) -> None:
        request = self.begin()
        save(request, replace(WHOLE, happened="A third."), expected=1)
        with pytest.raises(StaleUpdate):
            keep_theirs(
                action=request.action,
                period=request.period,
                mine=WHOLE,
                expected_revision=1,
                by=make_person(),
                at=NOW,
            )
        assert len(revisions(request)) == 2


class TestNoChange:
    """Last quarter's answers again, with a sentence."""

    def begin(self, **before: Any) -> UpdateRequest:
        action = make_action()
        earlier = make_request(action, make_period("closed", quarter="2023-Q2"))
        make_update(
            earlier, state="accepted", forecast="March 2024", call="at_risk", reported_rating="amber",
            risk="None may bid.", mitigation="A framework is open.", **before,
        )  # fmt: skip
        return make_request(action, make_period())

    def test_the_last_answers_are_said_again(self) -> None:
        update = save(self.begin(), UpdateContent(no_change=True, happened="Still waiting."), "submitted")
        assert content_of(update) == UpdateContent(
            status="in_progress",
            no_change=True,
            happened="Still waiting.",
            call="at_risk",
            reported_rating="amber",
            risk="None may bid.",
            mitigation="A framework is open.",
            forecast_words="March 2024",
        )

    def test_a_draft_of_one_keeps_what_was_typed_besides(self) -> None:
        typed = UpdateContent(no_change=True, happened="Still waiting.", risk="Half a sen")
        assert content_of(save(self.begin(), typed)) == typed

    def test_a_sentence_is_needed(self) -> None:
        with pytest.raises(Unfinished) as refused:
            save(self.begin(), UpdateContent(no_change=True), "ready")
        assert refused.value.problems == [("happened", "Say in a sentence why nothing has changed.")]

    def test_without_an_earlier_update_there_is_nothing_to_repeat(self) -> None:
        with pytest.raises(Unfinished) as refused:
            save(make_request(), UpdateContent(no_change=True, happened="Still waiting."), "ready")
        assert refused.value.problems == [
            (
                "no_change",
                "There is no earlier update to repeat. "
                "Choose that something has changed, and answer the questions.",
            )
        ]

    def test_answers_that_time_has_overtaken_are_not_repeated(self) -> None:
        request = self.begin(path_by=dt.date(2023, 12, 1))
        with pytest.raises(Unfinished) as refused:
            save(request, UpdateContent(no_change=True, happened="Still waiting."), "ready")
        assert refused.value.problems == [
            (
                "no_change",
                "Something has changed, so answer the questions. "
                "The date the step is due must be today or later.",
            )
        ]


class TestSubmit:
    def test_a_sponsor_hands_in_what_is_ready(self) -> None:
        request = make_request()
        save(request, WHOLE, "ready")
        update = submit(request=request, by=make_person(name="Sponsor"), at=NOW)
        assert revisions(request)[-1] == (2, "submitted", "Sponsor", WHOLE.happened)
        assert content_of(update) == WHOLE
        assert (update.suggested_rating, update.suggested_rule) == ("green", 16)

    @pytest.mark.parametrize("state", ["draft", "returned", "submitted", "accepted"])
    def test_nothing_else_is(self, state: str) -> None:
        request = make_request()
        make_update(request, state=state)
        with pytest.raises(Refusal) as refused:
            submit(request=request, by=make_person(), at=NOW)
        assert str(refused.value) == (f"Only an update marked ready can be submitted; this one is {state}.")

    def test_what_time_has_made_impossible_is_not(self) -> None:
        request = make_request()
        make_update(request, state="ready", forecast="December 2023")
        with pytest.raises(Unfinished) as refused:
            submit(request=request, by=make_person(), at=NOW)
        assert refused.value.problems == [
            (
                "forecast_words",
                "The forecast finish must be today or later, since the action is not complete.",
            )
        ]


class TestReturn:
    def begin(self) -> UpdateRequest:
        request = make_request()
        save(request, WHOLE, "submitted")
        return request

    def test_a_returned_update_says_why_until_it_is_handed_in_again(self) -> None:
        request = self.begin()
        send_back(request=request, reason=" Say how many. ", by=make_person(name="Coordinator"), at=NOW)
        returned = latest(request)
        draft = save(request, WHOLE, expected=2)
        ready = save(request, WHOLE, "ready", expected=3)
        submitted = submit(request=request, by=make_person(), at=NOW)
        assert [(row.state, row.return_reason) for row in (returned, draft, ready, submitted)] == [
            ("returned", "Say how many."),
            ("draft", "Say how many."),
            ("ready", "Say how many."),
            ("submitted", ""),
        ]

    def test_a_reason_is_needed(self) -> None:
        request = self.begin()
        with pytest.raises(Unfinished) as refused:
            send_back(request=request, reason="  ", by=make_person(), at=NOW)
        assert refused.value.problems == [
            ("return_reason", "Say what must change, so that the lead can mend it.")
        ]
        assert latest(request).state == "submitted"

    def test_only_what_is_submitted_is_returned(self) -> None:
        request = make_request()
        save(request)
        with pytest.raises(Refusal):
            send_back(request=request, reason="Say more.", by=make_person(), at=NOW)


class TestAccept:
    def test_the_action_takes_the_status_that_was_reported(self) -> None:
        request = make_request(make_action(status="not_started"))
        content = UpdateContent(
            status="complete", happened="Done.", completed_on=TODAY, completion_note="All trained."
        )
        save(request, content, "submitted")
        update = accept(request=request, by=make_person(name="Coordinator"), at=NOW)
        action = Action.objects.get()
        assert (update.state, update.confirmed_rating, update.happened) == ("accepted", "blue", "Done.")
        assert (action.status, action.completed_on, action.completion_note) == (
            "complete",
            TODAY,
            "All trained.",
        )
        [event] = Event.objects.about(action)
        assert (event.by_name, event.verb, event.changes) == (
            "Coordinator",
            "changed status",
            {"status": ["Not started", "Complete"]},
        )

    def test_without_a_reported_rating_the_suggested_one_is_confirmed(self) -> None:
        request = make_request(make_action(status="not_started", start="June 2024", due="March 2025"))
        content = UpdateContent(status="not_started", happened="Nothing yet.", call="on_track")
        save(request, content, "submitted")
        assert accept(request=request, by=make_person(), at=NOW).confirmed_rating == "grey"

    def test_another_rating_is_confirmed_with_a_note_alone(self) -> None:
        request = make_request()
        save(request, WHOLE, "submitted")
        with pytest.raises(Unfinished) as refused:
            accept(request=request, by=make_person(), at=NOW, confirmed_rating=Rating.AMBER)
        assert refused.value.problems == [
            ("confirmed_note", "Say why the rating confirmed differs from the one reported.")
        ]
        update = accept(
            request=request, by=make_person(), at=NOW, confirmed_rating=Rating.AMBER,
            confirmed_note="The supplier is new.",
        )  # fmt: skip
        assert (update.reported_rating, update.confirmed_rating, update.confirmed_note) == (
            "green",
            "amber",
            "The supplier is new.",
        )

    def test_only_what_is_submitted_is_accepted(self) -> None:
        request = make_request()
        save(request, WHOLE, "ready")
        with pytest.raises(Refusal):
            accept(request=request, by=make_person(), at=NOW)
        assert latest(request).state == "ready"
