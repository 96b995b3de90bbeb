"""The two answers to an update: accepting and returning it."""

import pytest
from django.test import Client

from actions.models import ProgressUpdate, UpdateRequest
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_person,
    make_post,
    make_request,
    make_update,
)
from tests.pages import get_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

REVIEW = "/plans/vawg-2023-24/actions/1.1/review/2023-Q3/"
ROUND = "/plans/vawg-2023-24/rounds/2023-Q3/"


@pytest.fixture
def request_1_1() -> UpdateRequest:
    """Of an action of the police and the council."""
    leads = [make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")]
    return make_request(make_action("1.1", leads=leads))


def _states() -> list[tuple[str, str]]:
    return list(
        ProgressUpdate.objects.order_by("action__reference", "revision").values_list(
            "action__reference", "state"
        )
    )


@pytest.mark.usefixtures("coordinator")
def test_accepting_confirms_the_reported_rating_and_goes_on_to_the_next(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="submitted", reported_rating="amber", risk="Cover.", mitigation="Rota.")
    for reference in ("1.2", "1.3"):
        make_update(make_request(make_action(reference)), state="submitted")

    response = client.post(
        REVIEW, {"step": "accept", "expected_revision": "1", "confirmed_rating": "amber"}, follow=True
    )

    assert response.redirect_chain == [("/plans/vawg-2023-24/actions/1.2/review/2023-Q3/", 302)]
    assert "1.1 is accepted. 2 more wait: this is the next." in response.content.decode()
    assert "1 of 2 to review" in response.content.decode()
    assert ProgressUpdate.objects.filter(action__reference="1.1", state="accepted").values_list(
        "revision", "by_name", "confirmed_rating", "confirmed_note"
    ).get() == (2, "Coordinator", "amber", "")


@pytest.mark.usefixtures("coordinator")
def test_after_the_last_the_round_says_that_nothing_waits(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")

    response = client.post(
        REVIEW, {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"}, follow=True
    )

    assert response.redirect_chain == [(ROUND, 302)]
    assert "1.1 is accepted. Nothing else waits to be accepted." in response.content.decode()


@pytest.mark.usefixtures("coordinator")
def test_another_rating_needs_a_note_and_what_was_chosen_stays(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="submitted")
    answer = {"step": "accept", "expected_revision": "1", "confirmed_rating": "red"}

    page = client.post(REVIEW, answer).content.decode()
    assert page.count("Say why the rating confirmed differs from the one reported.") == 2
    assert "<title>Error: Review 1.1" in page
    assert 'value="red" checked' in page
    assert _states() == [("1.1", "submitted")]

    client.post(REVIEW, answer | {"confirmed_note": "The course has no trainer."})
    assert ProgressUpdate.objects.filter(state="accepted").values_list(
        "confirmed_rating", "reported_rating", "confirmed_note"
    ).get() == ("red", "green", "The course has no trainer.")


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"confirmed_rating": ""}, "Choose the rating to confirm."),
        ({"confirmed_rating": "blue"}, "Choose one of the ratings listed."),
        (
            {"confirmed_rating": "red", "confirmed_note": "x" * 20_000},
            "Shorten this to 4,000 characters or fewer. It has 20,000.",
        ),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field(
    client: Client, request_1_1: UpdateRequest, typed: dict[str, str], sentence: str
) -> None:
    make_update(request_1_1, state="submitted")

    page = client.post(REVIEW, {"step": "accept", "expected_revision": "1", **typed}).content.decode()

    assert page.count(sentence) == 2
    assert _states() == [("1.1", "submitted")]


@pytest.mark.usefixtures("coordinator")
def test_an_update_handed_in_anew_is_not_accepted_unread(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted", happened="As read.")
    make_update(request_1_1, state="returned")
    make_update(request_1_1, state="submitted", happened="As written since.")
    answer = {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"}

    page = client.post(REVIEW, answer).content.decode()

    assert "Person of the agency changed it after you opened the page. Read it again first." in page
    assert "As written since." in page
    assert 'name="expected_revision" value="3"' in page
    assert _states()[-1] == ("1.1", "submitted")


@pytest.mark.usefixtures("coordinator")
def test_returning_needs_a_reason_and_keeps_it_first(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")
    answer = {"step": "return", "expected_revision": "1"}

    page = client.post(REVIEW, answer | {"return_reason": " "}).content.decode()
    assert page.count("Say what must change, so that the lead can mend it.") == 2
    assert _states() == [("1.1", "submitted")]

    response = client.post(REVIEW, answer | {"return_reason": "Say how many."}, follow=True)
    assert "1.1 is returned to its lead. Nothing else waits to be accepted." in response.content.decode()
    assert ProgressUpdate.objects.filter(state="returned").values_list(
        "revision", "by_name", "return_reason"
    ).get() == (2, "Coordinator", "Say how many.")


@pytest.mark.usefixtures("coordinator")
def test_a_reason_that_looks_personal_may_be_vouched_for(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")
    answer = {"step": "return", "expected_revision": "1", "return_reason": "Ring my office on 01926 412000."}

    page = client.post(REVIEW, answer).content.decode()
    assert page.count('name="not_personal"') == 1
    assert _states() == [("1.1", "submitted")]

    client.post(REVIEW, answer | {"not_personal": "on"})
    assert _states()[-1] == ("1.1", "returned")


@pytest.mark.usefixtures("coordinator")
def test_what_somebody_else_judged_meanwhile_is_said_and_the_reason_typed_stays(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="submitted")
    make_update(request_1_1, state="accepted", by=make_person(name="Other coordinator"))

    response = client.post(
        REVIEW, {"step": "return", "expected_revision": "1", "return_reason": "Say how many."}
    )

    words = words_of(response.content.decode())
    assert response.status_code == 409
    assert "Accepted by Other coordinator on 8 January 2024." in words
    assert "What you wrote was not saved: Say how many." in words
    assert [state for _, state in _states()] == ["submitted", "accepted"]


@pytest.mark.usefixtures("coordinator")
def test_an_update_of_a_closed_round_stands(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")
    request_1_1.period.state, request_1_1.period.closed_at = "closed", NOW
    request_1_1.period.save()

    assert "Q3 2023-24 is closed, so this update stands as it was handed in." in words_of(
        get_page(client, REVIEW)
    )
    client.post(REVIEW, {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"})
    assert _states() == [("1.1", "submitted")]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            "accepted",
            "This update was accepted by Second coordinator on 8 January 2024 at 10:30am, before",
        ),
        (
            "returned",
            "This update was returned to its lead by Second coordinator on 8 January 2024 at 10:30am,",
        ),
    ],
)
@pytest.mark.usefixtures("coordinator")
def test_an_answer_that_comes_too_late_says_what_happened_and_by_whom(
    client: Client, request_1_1: UpdateRequest, state: str, sentence: str
) -> None:
    reason = {"return_reason": "Say more."} if state == "returned" else {}
    make_update(request_1_1, state=state, by=make_person(name="Second coordinator"), at=NOW, **reason)

    response = client.post(REVIEW, {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"})

    assert response.status_code == 409
    assert sentence in words_of(response.content.decode())
    assert _states() == [("1.1", state)]
