"""The review of an update, and entering one for its lead: what stands there, who may act, what is kept."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import ProgressUpdate, UpdateRequest
from governance.models import Person
from governance.roles import Role
from tests.factories import (
    NOW,
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

REVIEW = "/plans/vawg-2023-24/actions/1.1/review/2023-Q3/"
ENTER = "/plans/vawg-2023-24/actions/1.1/enter/2023-Q3/"
ROUND = "/plans/vawg-2023-24/rounds/2023-Q3/"
BOARD_ROLES = {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD}


def _person(role: Role, name: str = "") -> Person:
    police = make_agency("Police")
    return make_person(
        role,
        group=make_group() if role in BOARD_ROLES else None,
        agency=police if role in {Role.LEAD_OFFICER, Role.AGENCY_SPONSOR} else None,
        posts=[make_post(police)] if role is Role.LEAD_OFFICER else [],
        name=name or role.label,
    )


@pytest.fixture
def coordinator(client: Client) -> Person:
    """Signed in."""
    person = _person(Role.COORDINATOR)
    client.force_login(person)
    return person


@pytest.fixture
def request_1_1() -> UpdateRequest:
    """Of an action of the police and the council."""
    leads = [make_post(make_agency("Police")), make_post(make_agency("Council"), "Director")]
    return make_request(make_action("1.1", leads=leads))


def _words(html: str) -> str:
    html = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _beside(html: str) -> list[list[str]]:
    inside = re.search(r'<table class="[^"]*app-beside.*?</table>', html, re.DOTALL)
    assert inside is not None
    rows = re.findall(r"<tr.*?</tr>", inside[0], re.DOTALL)
    return [[_words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def _states() -> list[tuple[str, str]]:
    return list(
        ProgressUpdate.objects.order_by("action__reference", "revision").values_list(
            "action__reference", "state"
        )
    )


# ------------------------------------------------ what the review shows


@pytest.mark.usefixtures("coordinator")
def test_the_update_stands_beside_the_one_before(client: Client, request_1_1: UpdateRequest) -> None:
    before = make_request(request_1_1.action, make_period("closed", quarter="2023-Q2"))
    make_update(before, state="accepted", happened="Planned the course.", next_steps="Book rooms.")
    make_update(
        request_1_1,
        state="submitted",
        happened="Trained 62 officers.\nReferrals rose.",
        forecast="March 2024",
        suggested_rating="amber",
        suggested_rule=15,
        suggested_reason="Due date already moved",
        rating_reason="The move was a correction.",
    )

    page = _get(client, REVIEW)

    assert _beside(page) == [
        ["Question", "Q3 2023-24", "Q2 2023-24"],
        ["Status", "In progress", "The same"],
        ["What happened", "Trained 62 officers. Referrals rose.", "Planned the course."],
        ["Own call", "On track", "The same"],
        ["Forecast finish", "March 2024", "Not said"],
        ["Rating", "Green", "The same"],
        ["Why better than suggested", "The move was a correction.", "Not said"],
        ["What comes next", "Not said", "Book rooms."],
    ]
    words = _words(page)
    assert "Rules suggest Amber Due date already moved (rule 15)" in words
    assert "Lead reports Green Better than the rules. The move was a correction." in words
    assert "Q2 2023-24 Green Confirmed" in words
    assert "Look twice: The rating is better than the rules suggest." in words
    assert re.findall(r'name="confirmed_rating" type="radio" value="(\w+)"( checked)?', page) == [
        ("green", " checked"), ("amber", ""), ("red", ""), ("grey", ""),
    ]  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_what_to_look_at_twice(client: Client, request_1_1: UpdateRequest) -> None:
    for quarter in ("2023-Q1", "2023-Q2"):
        before = make_request(request_1_1.action, make_period("closed", quarter=quarter))
        make_update(before, state="accepted", no_change=quarter == "2023-Q2", happened="Work goes on.")
    make_update(request_1_1, state="submitted", no_change=True, late=True, happened="work  goes ON.")

    words = _words(_get(client, REVIEW))

    assert (
        "Look twice: Handed in after the due date, 15 January 2024. “No change” for 2 quarters running. "
        "What happened is worded as it was last quarter." in words
    )


@pytest.mark.usefixtures("coordinator")
def test_an_update_with_nothing_odd_and_none_before_it(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted", no_change=False)

    words = _words(_get(client, REVIEW))

    assert "Look twice" not in words
    assert "There is no earlier update of this action to set beside it." in words


@pytest.mark.usefixtures("coordinator")
def test_a_complete_action_is_confirmed_as_blue_or_returned(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(
        request_1_1,
        state="submitted",
        status="complete",
        reported_rating="blue",
        completed_on=dt.date(2024, 1, 3),
        completion_note="All trained.",
    )

    page = _get(client, REVIEW)

    assert re.findall(r'name="confirmed_rating" type="radio" value="(\w+)"( checked)?', page) == [
        ("blue", " checked")
    ]


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("", "Nothing has been written for this action in Q3 2023-24."),
        ("draft", "Its agency has not handed it in yet, so there is nothing to accept or return."),
        ("ready", "Its agency has not handed it in yet, so there is nothing to accept or return."),
        (
            "returned",
            "Returned by Person of the agency on 8 January 2024: Say how many officers were trained.",
        ),
        ("accepted", "Accepted by Person of the agency on 8 January 2024."),
    ],
)
def test_what_does_not_wait_offers_no_answer(
    client: Client, request_1_1: UpdateRequest, state: str, sentence: str
) -> None:
    if state:
        make_update(request_1_1, state=state)

    page = _get(client, REVIEW)

    assert sentence in _words(page)
    assert 'name="step"' not in page


# ------------------------------------------------ accepting


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


# ------------------------------------------------ returning an update


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

    words = _words(response.content.decode())
    assert response.status_code == 409
    assert "Accepted by Other coordinator on 8 January 2024." in words
    assert "What you wrote was not saved: Say how many." in words
    assert [state for _, state in _states()] == ["submitted", "accepted"]


@pytest.mark.usefixtures("coordinator")
def test_an_update_of_a_closed_round_stands(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")
    request_1_1.period.state, request_1_1.period.closed_at = "closed", NOW
    request_1_1.period.save()

    assert "Q3 2023-24 is closed, so this update stands as it was handed in." in _words(_get(client, REVIEW))
    client.post(REVIEW, {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"})
    assert _states() == [("1.1", "submitted")]


# ------------------------------------------------ who may


@pytest.mark.parametrize(
    ("role", "review", "judge", "enter"),
    [
        (Role.LEAD_OFFICER, 403, 403, 403),
        (Role.AGENCY_SPONSOR, 403, 403, 403),
        (Role.SUB_GROUP_LEAD, 403, 403, 403),
        (Role.COORDINATOR, 200, 302, 200),
        (Role.BOARD_CHAIR, 403, 403, 403),
        (Role.BOARD_MEMBER, 403, 403, 403),
        (Role.ADMINISTRATOR, 403, 403, 403),
        (Role.AUDITOR, 200, 403, 403),
    ],
)
def test_who_reviews_judges_and_enters(
    client: Client, request_1_1: UpdateRequest, role: Role, review: int, judge: int, enter: int
) -> None:
    make_update(request_1_1, state="submitted")
    client.force_login(_person(role))
    answer = {"step": "accept", "expected_revision": "1", "confirmed_rating": "green"}

    assert client.get(ENTER).status_code == enter
    assert client.get(REVIEW).status_code == review
    assert client.post(REVIEW, answer).status_code == judge
    assert len(_states()) == (2 if judge == 302 else 1)


def test_an_auditor_reads_without_the_answers(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted", happened="Trained 62 officers.")
    client.force_login(_person(Role.AUDITOR))

    page = _get(client, REVIEW)

    assert "Trained 62 officers." in page
    assert "It waits for the coordinator." in page
    assert 'name="step"' not in page


def test_a_coordinator_of_another_board_may_not(client: Client, request_1_1: UpdateRequest) -> None:
    make_update(request_1_1, state="submitted")
    client.force_login(make_person(Role.COORDINATOR, group=make_group("Other board")))

    assert [client.get(REVIEW).status_code, client.get(ENTER).status_code] == [403, 403]


def test_an_action_round_or_plan_that_is_not_there_is_not_found(client: Client, coordinator: Person) -> None:
    make_request(make_action("1.1"))
    draft = make_plan("draft", state="draft", board=make_group("Other board"))
    make_action("1.1", objective=make_objective("1", plan=draft))

    for address in (REVIEW, ENTER):
        assert client.get(address).status_code == 200
        for wrong in (
            address.replace("1.1", "9.9"),
            address.replace("2023-Q3", "2023-Q9"),
            address.replace("2023-Q3", "2023-Q4"),
            address.replace("vawg-2023-24", "draft"),
        ):
            assert client.get(wrong).status_code == 404, wrong


@pytest.mark.parametrize("waiting", [1, 3])
def test_the_cost_is_the_same_however_many_wait(
    client: Client,
    coordinator: Person,
    request_1_1: UpdateRequest,
    waiting: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    before = make_request(request_1_1.action, make_period("closed", quarter="2023-Q2"))
    make_update(before, state="accepted")
    make_update(request_1_1, state="submitted")
    for _ in range(waiting):
        make_update(make_request(make_action(leads=[make_post()])), state="submitted")
    client.get(REVIEW)

    with django_assert_num_queries(11):
        client.get(REVIEW)


# ------------------------------------------------ entering for a lead

RECEIVED = {
    "entered_for": "Police, Superintendent",
    "received_how": "by telephone",
    "received_on_day": "5", "received_on_month": "1", "received_on_year": "2024",
}  # fmt: skip
SAID = {
    "expected_revision": "0",
    "status": "in_progress",
    "happened": "Trained 62 officers.",
    "call": "on_track",
    "reported_rating": "green",
    "step": "submit",
}


@pytest.mark.usefixtures("coordinator")
def test_what_is_entered_goes_in_as_submitted_with_whose_it_is(
    client: Client, request_1_1: UpdateRequest
) -> None:
    response = client.post(ENTER, RECEIVED | SAID, follow=True)

    assert response.redirect_chain == [(REVIEW, 302)]
    words = _words(response.content.decode())
    assert "The update of 1.1 is entered, and waits to be accepted." in words
    assert (
        "Entered by Coordinator for Police, Superintendent, received by telephone on 5 January 2024" in words
    )
    assert ProgressUpdate.objects.values_list(
        "revision", "state", "by_name", "entered_for", "received_how", "received_on", "happened"
    ).get() == (
        1, "submitted", "Coordinator", "Police, Superintendent", "by telephone", dt.date(2024, 1, 5),
        "Trained 62 officers.",
    )  # fmt: skip


@pytest.mark.usefixtures("coordinator")
def test_it_may_be_another_post_than_the_leads(client: Client, request_1_1: UpdateRequest) -> None:
    other = RECEIVED | {"entered_for": "other", "entered_for_other": "Probation Service, Head"}

    client.post(ENTER, other | SAID)

    assert ProgressUpdate.objects.values_list("entered_for", flat=True).get() == "Probation Service, Head"


@pytest.mark.usefixtures("coordinator", "request_1_1")
def test_the_leads_are_offered_and_today(client: Client) -> None:
    page = _get(client, ENTER)

    assert re.findall(r'name="entered_for" type="radio" value="([^"]+)"', page) == [
        "Police, Superintendent",
        "Council, Director",
        "other",
    ]
    assert re.findall(r'name="received_on_(\w+)"[^>]*value="(\d+)"', page) == [
        ("day", "8"),
        ("month", "1"),
        ("year", "2024"),
    ]


@pytest.mark.usefixtures("coordinator", "request_1_1")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"entered_for": ""}, "Choose whose update it is."),
        ({"entered_for": "other"}, "Enter the post or agency whose update it is."),
        ({"received_how": ""}, "Choose how it reached you."),
        ({"received_on_day": "9"}, "The date it reached you must be today or in the past."),
        ({"received_on_year": ""}, "The date it reached you must include a year."),
        ({"happened": ""}, "Say what happened this quarter, in a sentence or more."),
        ({"reported_rating": "red"}, "Red needs the issue: say what has gone wrong."),
        ({"forecast_words": "December 2023"}, "The forecast finish must be today or later"),
    ],
)
def test_a_wrong_entry_is_said_beside_its_field_and_kept(
    client: Client, typed: dict[str, str], sentence: str
) -> None:
    entry = {**RECEIVED, **SAID, "next_steps": "Book the next course.", **typed}

    page = unescape(client.post(ENTER, entry).content.decode())

    assert page.count(sentence) == 2
    assert "<title>Error: Enter 1.1 for its lead" in page
    assert "Book the next course." in page
    assert ProgressUpdate.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_an_entry_over_what_the_lead_saved_meanwhile_shows_both(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="draft", happened="Theirs.", by=make_person(name="Lead officer"))

    response = client.post(ENTER, RECEIVED | SAID | {"happened": "Mine."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Lead officer saved this update" in page
    assert _beside(page) == [
        ["Question", "Theirs", "Yours, not saved yet"],
        ["What happened", "Theirs.", "Mine."],
    ]
    assert 'name="expected_revision" value="1"' in page

    client.post(ENTER, RECEIVED | SAID | {"happened": "Mine.", "expected_revision": "1"})
    assert list(ProgressUpdate.objects.values_list("revision", "state", "happened")) == [
        (1, "draft", "Theirs."),
        (2, "submitted", "Mine."),
    ]


@pytest.mark.usefixtures("coordinator")
def test_a_form_sent_twice_is_entered_once(client: Client, request_1_1: UpdateRequest) -> None:
    first, second = (client.post(ENTER, RECEIVED | SAID) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_what_was_submitted_already_is_not_entered_over_and_the_words_can_be_copied(
    client: Client, request_1_1: UpdateRequest
) -> None:
    make_update(request_1_1, state="submitted", happened="Theirs.")

    page = _words(_get(client, ENTER))
    response = client.post(ENTER, RECEIVED | SAID | {"happened": "Mine.", "expected_revision": "1"})

    assert "This update has been submitted." in page
    assert response.status_code == 409
    assert "What happened Mine." in _words(response.content.decode())
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_nothing_is_entered_for_a_closed_action(client: Client) -> None:
    make_request(make_action("1.1", status="closed", closure_decision=make_decision()))

    assert "closed by a decision" in _get(client, ENTER)
    assert client.post(ENTER, RECEIVED | SAID).status_code == 409
    assert ProgressUpdate.objects.count() == 0
