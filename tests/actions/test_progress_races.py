"""Writers at the same moment, in real threads: whoever is late is told, and no words are lost."""

import datetime as dt
from dataclasses import replace
from threading import Event

import pytest
from django.db import transaction

from actions.content import UpdateContent
from actions.date_changes import DateChangeContent, ask_date_change, decide_date_change
from actions.models import Action, DateChange, ProgressUpdate, UpdateRequest, UpdateState
from actions.policies import ClosedPeriod, Refusal, StaleUpdate
from actions.progress import accept, save_update, submit
from governance.decisions import DecisionContent
from governance.models import Person, ReportingPeriod
from tests.factories import NOW, TODAY, make_action, make_group, make_person, make_request, make_update
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)

WHOLE = UpdateContent(
    status="in_progress",
    happened="Begun.",
    call="on_track",
    reported_rating="green",
    forecast_words="March 2024",
)


def save(request: UpdateRequest, words: str, *, by: Person, expected: int = 0) -> ProgressUpdate:
    return save_update(
        action=request.action,
        period=request.period,
        content=replace(WHOLE, happened=words),
        state=UpdateState.DRAFT,
        expected_revision=expected,
        by=by,
        at=NOW,
    )


def save_until_kept(request: UpdateRequest, words: str, *, by: Person) -> None:
    """What a person does who is shown the other's words each time, and saves over them knowingly."""
    expected = 0
    while True:
        try:
            save(request, words, by=by, expected=expected)
        except StaleUpdate as stale:
            expected = stale.theirs.revision
        else:
            return


def test_of_two_who_save_at_once_one_is_told() -> None:
    request, first, second = make_request(), make_person(name="First"), make_person(name="Second")

    answers = together(
        [lambda: save(request, "One.", by=first), lambda: save(request, "Two.", by=second)],
    )

    [kept] = [answer for answer in answers if isinstance(answer, ProgressUpdate)]
    [told] = [answer for answer in answers if isinstance(answer, StaleUpdate)]
    assert told.theirs == kept
    assert ProgressUpdate.objects.get() == kept
    assert UpdateRequest.objects.get().latest == kept


def test_words_of_six_who_save_at_once_are_all_kept() -> None:
    request = make_request()
    people = [make_person(name=f"Writer {number}") for number in range(6)]

    together([lambda by=by: save_until_kept(request, f"By {by}.", by=by) for by in people])  # type: ignore[misc]  # each with its own

    rows = list(ProgressUpdate.objects.order_by("revision"))
    assert [row.revision for row in rows] == [1, 2, 3, 4, 5, 6]
    assert sorted(row.happened for row in rows) == [f"By Writer {number}." for number in range(6)]
    assert UpdateRequest.objects.get().latest == rows[-1]


def test_the_first_two_words_about_an_action_nobody_asked_about_meet_one_request() -> None:
    request = make_request()
    UpdateRequest.objects.all().delete()
    people = [make_person(), make_person()]

    together([lambda by=by: save_until_kept(request, "Begun.", by=by) for by in people])  # type: ignore[misc]  # each with its own

    assert UpdateRequest.objects.count() == 1
    assert ProgressUpdate.objects.count() == 2


def test_who_saves_while_the_period_closes_is_refused() -> None:
    """The one who closes holds the period; the one who saves waits, then finds it closed."""
    request, by = make_request(), make_person()
    closing, waiting = Event(), Event()

    def close() -> None:
        with transaction.atomic():
            period = ReportingPeriod.objects.select_for_update().get()
            closing.set()
            assert waiting.wait(timeout=30)
            period.state, period.closed_at = "closed", NOW
            period.save()

    def save_meanwhile() -> ProgressUpdate:
        assert closing.wait(timeout=30)
        waiting.set()
        return save(request, "Too late.", by=by)

    answers = together([close, save_meanwhile])

    assert isinstance(answers[1], ClosedPeriod)
    assert str(answers[1]) == "Q3 2023-24 is closed, so its updates can no longer be changed."
    assert ProgressUpdate.objects.count() == 0


def test_an_update_is_submitted_once() -> None:
    request, by = make_request(), make_person()
    make_update(request, state="ready")

    answers = together([lambda: submit(request=request, by=by, at=NOW)] * 2)

    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]
    assert [row.state for row in ProgressUpdate.objects.order_by("revision")] == ["ready", "submitted"]


def test_an_update_is_accepted_once() -> None:
    request, by = make_request(), make_person()
    make_update(request, state="submitted")

    answers = together([lambda: accept(request=request, by=by, at=NOW)] * 2)

    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]
    assert ProgressUpdate.objects.count() == 2


def test_one_date_change_waits_and_one_decision_is_taken() -> None:
    action, by, board = make_action(due="31 March 2024"), make_person(), make_group()
    content = DateChangeContent(new_date="Sept 2024", reason="Late supplier.")
    decision = DecisionContent(group=board, decided_on=TODAY, text="Agreed.")

    asked = together([lambda: ask_date_change(action=action, content=content, by=by, at=NOW)] * 2)
    change = DateChange.objects.get()
    decided = together(
        [
            lambda: decide_date_change(change=change, agreed=True, decision=decision, by=by, at=NOW),
            lambda: decide_date_change(change=change, agreed=False, decision=decision, by=by, at=NOW),
        ]
    )

    assert sorted(isinstance(answer, Refusal) for answer in asked) == [False, True]
    assert sorted(isinstance(answer, Refusal) for answer in decided) == [False, True]
    agreed = isinstance(decided[0], DateChange)
    assert Action.objects.get().due_on == (dt.date(2024, 9, 30) if agreed else dt.date(2024, 3, 31))
