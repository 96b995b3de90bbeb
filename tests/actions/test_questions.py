"""A board's questions: asked, answered in the next update, withdrawn, and kept."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actions import progress
from actions.content import content_of
from actions.models import Action, Answer, ProgressUpdate, Question, UpdateRequest, UpdateState
from actions.policies import Refusal, Unfinished
from actions.questions import ask_question, withdraw_question
from governance.models import Event, Person
from governance.models.append_only import AppendOnlyError
from governance.roles import Role
from tests.actions.people import person_with
from tests.actions.updating import (
    WHOLE,
    Force,
    address,
    errors_of,
    said,
    send,
    settled,
    signed_in,
    text_of,
)
from tests.factories import (
    NOW,
    make_action,
    make_decision,
    make_group,
    make_period,
    make_person,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

WORDS = "What would bring the date back to March?"
ANSWER = "A second trainer, from February."
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def force() -> Force:
    return Force()


@pytest.fixture
def chair() -> Person:
    return make_person(Role.BOARD_CHAIR, group=make_group(), name="Chair of the VAWG Board")


def asked(action: Action, by: Person, text: str = WORDS) -> Question:
    return ask_question(action=action, text=text, by=by, at=NOW)


def page_of(action: Action) -> str:
    return reverse("actions:action", args=[action.plan.slug, action.reference])


def asking(action: Action) -> str:
    return reverse("actions:ask_question", args=[action.plan.slug, action.reference])


def withdrawing(question: Question) -> str:
    action = question.action
    return reverse("actions:withdraw_question", args=[action.plan.slug, action.reference, question.pk])


def test_a_question_is_asked_in_the_name_of_the_board_and_kept_in_the_history(
    force: Force, chair: Person
) -> None:
    request = force.asked()

    response = signed_in(chair).post(asking(request.action), {"text": f"  {WORDS} "})

    assert response.status_code == 302
    assert said(response) == ["The question on 16.2 waits for its next update."]
    question = Question.objects.get()
    assert (question.action, question.group.name, question.period, question.text) == (
        request.action,
        "VAWG Board",
        request.period,
        WORDS,
    )
    assert (question.asked_by, question.asked_by_name) == (chair, "Chair of the VAWG Board")
    event = Event.objects.about(request.action).get()
    assert (event.verb, event.sentence, event.on_behalf_of) == ("asked a question", WORDS, "VAWG Board")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("   ", "Write what the Board wants to know."),
        ("Why? " * 201, "Shorten this to 1,000 characters or fewer. It has 1,004."),
        (
            "Was NHS number 943 476 5919 seen?",
            "Take out what looks like an NHS number. "
            "The tracker must never hold what could identify a person.",
        ),
        (
            "Why did 07700 900123 ring out?",
            "This looks like a phone number. Take it out, or say that it is not about a person.",
        ),
    ],
)
def test_words_that_cannot_stand_are_refused_with_a_sentence(
    force: Force, chair: Person, text: str, sentence: str
) -> None:
    request = force.asked()

    response = signed_in(chair).post(asking(request.action), {"text": text})

    assert errors_of(response) == {"text": [sentence]}
    assert not Question.objects.exists()


def test_the_writer_may_vouch_for_a_number_that_is_nobodys(force: Force, chair: Person) -> None:
    request = force.asked()
    text = "Why did the helpline on 07700 900123 ring out?"

    refused = signed_in(chair).post(asking(request.action), {"text": text})
    assert "I have checked: what looks personal is not about a person" in text_of(refused)
    signed_in(chair).post(asking(request.action), {"text": text, "not_personal": "on"})

    assert Question.objects.get().text == text


def test_the_same_question_is_not_asked_twice_while_it_waits(force: Force, chair: Person) -> None:
    request = force.asked()
    asked(request.action, chair)

    response = signed_in(chair).post(asking(request.action), {"text": WORDS})

    assert errors_of(response) == {
        "__all__": ["This question has been asked already, and waits for its answer."]
    }
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("complete", "This action is complete, so no update will come in which to answer a question."),
        ("closed", "This action was closed by a decision, so it can no longer be changed."),
    ],
)
def test_a_finished_action_is_not_asked(chair: Person, status: str, sentence: str) -> None:
    decision = make_decision() if status == "closed" else None
    Action.objects.filter(pk=make_action("1.1").pk).update(
        status=status,
        completed_on=None if decision else NOW.date(),
        completion_note="" if decision else "Done.",
        closure="cancelled" if decision else "",
        closure_decision=decision,
    )
    action = Action.objects.get()

    assert sentence in text_of(signed_in(chair).get(asking(action)))
    with pytest.raises(Refusal, match=sentence):
        asked(action, chair)


ASKERS = {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER}


@pytest.mark.parametrize("role", Role)
def test_who_may_ask(force: Force, role: Role) -> None:
    request = force.asked()
    client = signed_in(person_with(role, force.post))
    may = role in ASKERS

    assert client.get(asking(request.action)).status_code == (200 if may else 403)
    assert ("Ask the lead" in text_of(client.get(page_of(request.action)))) is may
    assert client.post(asking(request.action), {"text": WORDS}).status_code == (302 if may else 403)


def test_another_boards_chair_may_not_ask(force: Force) -> None:
    other = make_person(Role.BOARD_CHAIR, group=make_group("Safer Partnership Board"))

    assert signed_in(other).post(asking(force.asked().action), {"text": WORDS}).status_code == 403


# ------------------------------------------------------------------------- answering


def test_it_waits_at_the_top_of_the_update_and_in_my_updates(force: Force, chair: Person) -> None:
    request = force.asked()
    asked(request.action, chair)
    client = signed_in(force.lead)

    page = text_of(client.get(address(request)))
    assert f"The VAWG Board asks {WORDS}" in page
    assert page.index(WORDS) < page.index("What happened this quarter?")
    assert "Asked by Chair of the VAWG Board on 8 January 2024." in page
    assert "The Board has asked a question." in text_of(client.get(reverse("actions:my_updates")))


@pytest.mark.parametrize(("who", "step"), [("lead", "ready"), ("sponsor", "submit")])
def test_it_must_be_answered_before_the_update_is_handed_in(
    force: Force, chair: Person, who: str, step: str
) -> None:
    request = force.asked()
    question = asked(request.action, chair)

    response = send(getattr(force, who), request, step)

    assert errors_of(response) == {f"answer_{question.pk}": [f"Answer what the VAWG Board asked: {WORDS}"]}
    assert not ProgressUpdate.objects.exists()


def test_a_draft_may_leave_it_open_and_keeps_what_was_answered_so_far(force: Force, chair: Person) -> None:
    request = force.asked()
    first, second = asked(request.action, chair), asked(request.action, chair, "Who pays?")

    assert send(force.lead, request, **{f"answer_{first.pk}": ANSWER}).status_code == 302

    assert [(a.question, a.update.revision, a.text) for a in Answer.objects.all()] == [(first, 1, ANSWER)]
    form = signed_in(force.lead).get(address(request)).context["form"]
    assert [box.initial for box in form.questions] == [ANSWER, ""]
    assert list(Question.objects.waiting()) == [first, second]


def test_personal_data_in_an_answer_is_refused(force: Force, chair: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    name = f"answer_{question.pk}"

    response = send(force.lead, request, **{name: "She rang from 07700 900123."})

    assert errors_of(response) == {
        name: ["This looks like a phone number. Take it out, or say that it is not about a person."]
    }
    assert send(
        force.lead, request, **{name: "The helpline is 07700 900123.", "not_personal": "on"}
    ).status_code == 302  # fmt: skip


def test_it_is_answered_when_the_update_is_submitted_and_waits_again_when_that_is_returned(
    force: Force, chair: Person, coordinator: Person
) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    send(force.lead, request, "ready", **{f"answer_{question.pk}": ANSWER})
    assert list(Question.objects.waiting()) == [question]

    progress.submit(request=request, by=force.sponsor, at=NOW)
    assert list(Question.objects.waiting()) == []
    progress.send_back(request=request, reason="Say when.", by=coordinator, at=NOW)
    assert list(Question.objects.waiting()) == [question]
    form = signed_in(force.lead).get(address(request)).context["form"]
    assert [box.initial for box in form.questions] == [ANSWER]

    send(
        force.sponsor, request, "submit",
        **{"expected_revision": "3", f"answer_{question.pk}": "A trainer, from 5 February."},
    )  # fmt: skip
    progress.accept(request=request, by=coordinator, at=NOW)
    assert list(Question.objects.waiting()) == []
    assert list(Answer.objects.values_list("update__state", "text")) == [
        ("ready", ANSWER),
        ("submitted", ANSWER),
        ("returned", ANSWER),
        ("submitted", "A trainer, from 5 February."),
        ("accepted", "A trainer, from 5 February."),
    ]


def test_one_asked_after_the_update_was_ready_holds_up_the_submitting(force: Force, chair: Person) -> None:
    request = force.asked()
    send(force.lead, request, "ready")
    asked(request.action, chair)

    with pytest.raises(Refusal) as refusal:
        progress.submit(request=request, by=force.sponsor, at=LATER)

    assert str(refusal.value) == (
        "The VAWG Board has asked a question that it does not answer yet. "
        "Open the update, answer it at the top, and mark it ready again."
    )


def test_one_asked_after_the_update_was_submitted_waits_for_the_next_quarter(
    force: Force, chair: Person, coordinator: Person
) -> None:
    request = force.asked()
    send(force.sponsor, request, "submit")
    question = asked(request.action, chair)
    progress.accept(request=request, by=coordinator, at=LATER)
    request.period.state, request.period.closed_at = "closed", LATER
    request.period.save()
    following = make_request(request.action, make_period(quarter="2023-Q4"))

    assert list(Question.objects.waiting()) == [question]
    assert WORDS in text_of(signed_in(force.lead).get(address(following)))


def test_a_form_sent_twice_is_saved_once_but_another_answer_is_not_lost(force: Force, chair: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    name = f"answer_{question.pk}"
    send(force.lead, request, "ready", **{name: ANSWER})

    assert send(force.lead, request, "ready", **{name: ANSWER}).status_code == 302
    other = send(force.lead, request, "ready", **{name: "Two trainers."})

    assert other.status_code == 409
    assert f"Asked: {WORDS} {ANSWER} Two trainers." in text_of(other)
    assert ProgressUpdate.objects.count() == 1


def test_what_the_coordinator_enters_answers_it_too(force: Force, chair: Person, coordinator: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    entering = reverse("actions:enter_for", args=[request.action.plan.slug, "16.2", "2023-Q3"])
    typed = WHOLE | {
        "entered_for": str(force.post),
        "received_how": "by telephone",
        "received_on_day": "8",
        "received_on_month": "1",
        "received_on_year": "2024",
    }

    refused = signed_in(coordinator).post(entering, typed)
    assert errors_of(refused) == {f"answer_{question.pk}": [f"Answer what the VAWG Board asked: {WORDS}"]}
    signed_in(coordinator).post(entering, typed | {f"answer_{question.pk}": ANSWER})

    assert Answer.objects.get().text == ANSWER
    review = reverse("actions:review", args=[request.action.plan.slug, "16.2", "2023-Q3"])
    assert f"What the Board asked {WORDS} {ANSWER}" in text_of(signed_in(coordinator).get(review))


def test_the_action_shows_it_with_its_answer_once_that_may_be_read(
    force: Force, chair: Person, coordinator: Person
) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    partner = make_person(Role.SUB_GROUP_LEAD, group=make_group())
    page = page_of(request.action)
    assert f"{WORDS} Not answered It waits for the next update. Asked by" in text_of(
        signed_in(partner).get(page)
    )

    send(force.sponsor, request, "submit", **{f"answer_{question.pk}": ANSWER})
    seen = text_of(signed_in(partner).get(page))
    assert ANSWER not in seen
    assert f"{WORDS} Answered The answer can be read once the update is accepted." in seen
    assert f"{WORDS} {ANSWER} Answered in the update for Q3 2023-24" in text_of(
        signed_in(force.lead).get(page)
    )

    progress.accept(request=request, by=coordinator, at=NOW)
    seen = text_of(signed_in(partner).get(page))
    assert f"{WORDS} {ANSWER} Answered in the update for Q3 2023-24" in seen
    assert f"Asked: {WORDS}: {ANSWER}" in seen


# ------------------------------------------------------------------------- withdrawing


def test_whoever_asked_it_withdraws_it_after_being_told_what_happens(force: Force, chair: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    client = signed_in(chair)

    assert "The lead need not answer it any more." in text_of(client.get(withdrawing(question)))
    assert list(Question.objects.waiting()) == [question]
    response = client.post(withdrawing(question))

    assert said(response) == ["The question on 16.2 is withdrawn."]
    assert list(Question.objects.waiting()) == []
    assert send(force.lead, request, "ready").status_code == 302
    page = text_of(client.get(page_of(request.action)))
    assert f"{WORDS} Withdrawn by Chair of the VAWG Board on 8 January 2024" in page
    again = client.post(withdrawing(question))
    assert said(again) == ["This question waits no longer: it has been answered or withdrawn."]


def test_the_coordinator_may_withdraw_it_and_another_member_may_not(
    force: Force, chair: Person, coordinator: Person
) -> None:
    question = asked(force.asked().action, chair)
    member = make_person(Role.BOARD_MEMBER, group=make_group())

    assert signed_in(member).post(withdrawing(question)).status_code == 403
    assert signed_in(force.lead).post(withdrawing(question)).status_code == 403
    assert signed_in(coordinator).post(withdrawing(question)).status_code == 302


def test_one_that_was_answered_is_not_withdrawn(force: Force, chair: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    send(force.sponsor, request, "submit", **{f"answer_{question.pk}": ANSWER})

    with pytest.raises(Refusal, match="waits no longer: it has been answered or withdrawn"):
        withdraw_question(question=question, by=chair, at=NOW)


def test_the_address_names_the_actions_own_question(force: Force, chair: Person) -> None:
    question = asked(force.asked().action, chair)
    other = force.asked("16.3").action

    address = reverse("actions:withdraw_question", args=[other.plan.slug, "16.3", question.pk])
    assert signed_in(chair).post(address).status_code == 404


def test_questions_answers_and_withdrawals_are_never_changed(force: Force, chair: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    send(force.lead, request, **{f"answer_{question.pk}": ANSWER})
    withdrawal = withdraw_question(question=question, by=chair, at=NOW)

    for row in (question, Answer.objects.get(), withdrawal):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()


# ------------------------------------------------------------------------- where it is listed, and its cost


def test_the_round_lists_those_that_wait(force: Force, chair: Person, coordinator: Person) -> None:
    request = force.asked()
    asked(request.action, chair)
    withdraw_question(question=asked(request.action, chair, "Who pays?"), by=chair, at=NOW)
    page = reverse("actions:round", args=[request.action.plan.slug, "2023-Q3"])

    seen = text_of(signed_in(coordinator).get(page))

    assert "Asked by the Board, not answered" in seen
    assert f"16.2 Train officers {WORDS} 8 January 2024 Chair of the VAWG Board" in seen
    assert "Who pays?" not in seen


@pytest.mark.parametrize("number", [1, 3])
def test_the_action_and_its_update_cost_the_same_however_many_are_asked(
    force: Force, chair: Person, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = force.asked()
    typed = {f"answer_{asked(request.action, chair, f'{WORDS} {n}').pk}": ANSWER for n in range(number)}
    send(force.lead, request, **typed)
    client = settled(force.lead)

    with django_assert_num_queries(14):
        client.get(page_of(request.action))
    with django_assert_num_queries(12):
        client.get(address(request))


def test_submitting_says_the_answers_again_in_one_write(force: Force, chair: Person) -> None:
    request: UpdateRequest = force.asked()
    for number in range(3):
        asked(request.action, chair, f"{WORDS} {number}")
    typed = {f"answer_{question.pk}": ANSWER for question in Question.objects.all()}
    send(force.lead, request, "ready", **typed)

    update = progress.submit(request=request, by=force.sponsor, at=LATER)

    assert update.state == UpdateState.SUBMITTED
    assert update.answers.count() == 3


def test_a_verb_that_is_given_no_answers_says_which_question_waits(force: Force, chair: Person) -> None:
    request = force.asked()
    question = asked(request.action, chair)
    ready = make_update(request, state="draft")

    with pytest.raises(Unfinished) as unfinished:
        progress.save_update(
            action=request.action,
            period=request.period,
            content=content_of(ready),
            state=UpdateState.READY,
            expected_revision=1,
            by=force.lead,
            at=LATER,
        )

    assert unfinished.value.problems == [
        (f"answer_{question.pk}", f"Answer what the VAWG Board asked: {WORDS}")
    ]


def test_a_client_without_reach_is_told_nothing(force: Force, chair: Person) -> None:
    question = asked(force.asked().action, chair)

    assert Client().get(withdrawing(question)).status_code == 302
