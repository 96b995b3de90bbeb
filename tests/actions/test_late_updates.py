"""What is sent after a quarter closed: kept, settled once, and carried to the next update."""

import datetime as dt

import pytest
from django.test import Client

from actions.late_updates import LateContent, settle_late, write_late
from actions.models import LateOutcome, LateSettlement, LateUpdate, UpdateRequest
from actions.policies import Refusal
from actions.rag import Rating, Status
from governance.models import Person, ReportingPeriod
from governance.roles import Role
from tests.actions.people import person_with
from tests.actions.updating import Force, errors_of, said, signed_in
from tests.factories import NOW, make_action, make_period, make_request, make_update
from tests.pages import get_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

ACTION = "/plans/vawg-2023-24/actions/16.2/"
LATE = f"{ACTION}late/2023-Q2/"
WORDS = "Nine officers were trained in September."
SENT = {"status": "in_progress", "happened": WORDS, "reported_rating": "amber", "why": "One trainer is ill."}
CONTENT = LateContent(status=Status.IN_PROGRESS, happened=WORDS, rating=Rating.GREEN)


@pytest.fixture
def force() -> Force:
    return Force()


@pytest.fixture
def missed(force: Force) -> UpdateRequest:
    """Of the police, in Q2, which closed without an update; Q3 is open."""
    open_now = force.asked()
    return make_request(open_now.action, make_period("closed", quarter="2023-Q2"))


def test_a_lead_sends_it_from_the_action_and_reads_it_in_the_history(
    force: Force, missed: UpdateRequest
) -> None:
    client = signed_in(force.lead)
    assert LATE in get_page(client, ACTION)
    assert LATE in get_page(client, f"{ACTION}updates/2023-Q2/")

    answer = client.post(LATE, SENT)

    assert said(answer) == ["16.2 Train officers: sent to the coordinator, as received after closing."]
    late = LateUpdate.objects.get()
    assert (late.request, late.by, late.happened, late.reported_rating) == (
        missed,
        force.lead,
        WORDS,
        "amber",
    )
    missed.refresh_from_db()
    assert missed.latest is None
    entry = "Sent an update after Q2 2023-24 closed by Lead officer, Police"
    assert entry in words_of(get_page(client, ACTION))
    for role in (Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD):
        assert WORDS not in get_page(signed_in(person_with(role, force.council_post)), ACTION)
    # One waits, so there is nothing more to send.
    assert client.get(LATE)["Location"] == f"{ACTION}updates/2023-Q2/"
    assert LATE not in get_page(client, f"{ACTION}updates/2023-Q2/")


def test_what_is_missing_is_said_beside_its_box(force: Force, missed: UpdateRequest) -> None:
    client = signed_in(force.lead)

    assert errors_of(client.post(LATE, {})) == {"status": ["Choose how far the action had got."]}
    assert errors_of(client.post(LATE, {"status": "in_progress", "reported_rating": "red"})) == {
        "happened": ["Enter what happened in the quarter."],
        "why": ["Say why it is rated so, and what is being done about it."],
    }
    assert not LateUpdate.objects.exists()


def test_only_a_closed_quarter_without_an_answer_since_takes_one(force: Force, missed: UpdateRequest) -> None:
    open_now = make_request(missed.action)
    answered = make_request(make_action("16.3", leads=[force.post]), missed.period)
    make_update(answered, state="accepted")

    def refusal(request: UpdateRequest) -> str:
        with pytest.raises(Refusal) as why:
            write_late(request=request, content=CONTENT, by=force.lead, at=NOW)
        return str(why.value)

    assert refusal(open_now) == "Q3 2023-24 is not closed, so its update can be written as usual."
    assert refusal(answered) == "The update of Q2 2023-24 was handed in before it closed."
    make_update(open_now, state="submitted")
    assert refusal(missed) == "An update was handed in for Q3 2023-24 since: say what is new in the next."


def test_the_coordinator_settles_it_once(
    force: Force, coordinator: Person, client: Client, missed: UpdateRequest
) -> None:
    late = write_late(request=missed, content=CONTENT, by=force.lead, at=NOW)
    round_page = "/plans/vawg-2023-24/rounds/2023-Q2/"
    waits = ["16.2 Train officers", WORDS, "8 January 2024 Lead officer, Police", "Settle it : 16.2"]
    assert table_rows(get_page(client, round_page), "app-round-late")[1:] == [waits]
    address = f"/plans/vawg-2023-24/late-updates/{late.pk}/"
    assert WORDS in get_page(client, address)

    assert said(client.post(address, {"outcome": "carried"})) == ["16.2: carried to the next quarter."]

    settlement = LateSettlement.objects.get()
    assert (settlement.late_update, settlement.outcome, settlement.by) == (late, "carried", coordinator)
    with pytest.raises(Refusal, match="settled already: carried to the next quarter"):
        settle_late(late=late, outcome=LateOutcome.TABLED, by=coordinator, at=NOW)
    assert table_rows(get_page(client, round_page), "app-round-late")[1][-1] == "Carried to the next quarter"


def test_what_is_carried_stands_at_the_top_of_the_next_update_until_that_is_answered(
    force: Force, coordinator: Person, missed: UpdateRequest
) -> None:
    late = write_late(request=missed, content=CONTENT, by=force.lead, at=NOW - dt.timedelta(days=1))
    client, update = signed_in(force.lead), f"{ACTION}updates/2023-Q3/"
    assert WORDS not in get_page(client, update)

    settle_late(late=late, outcome=LateOutcome.CARRIED, by=coordinator, at=NOW)

    heading = "Sent after Q2 2023-24 closed, and carried to this quarter"
    assert f"{heading} {WORDS}" in words_of(get_page(client, update))
    assert heading in get_page(signed_in(coordinator), f"{ACTION}enter/2023-Q3/")
    make_update(make_request(missed.action), state="accepted")
    ReportingPeriod.objects.filter(state="open").update(state="closed", closed_at=NOW)
    make_request(missed.action, make_period(quarter="2023-Q4"))
    assert heading not in get_page(client, f"{ACTION}updates/2023-Q4/")


def test_my_updates_names_what_was_missing_as_the_quarter_closed(force: Force) -> None:
    """Of the newest closed quarter alone, until an open round asks again or a late update is sent."""
    for reference in ("16.1", "16.2", "16.3"):
        force.asked(reference)
    asked = {one.action.reference: one for one in UpdateRequest.objects.select_related("action")}
    make_update(asked["16.1"], state="accepted")
    make_update(asked["16.2"], state="draft")
    for one in asked.values():
        make_request(one.action, make_period("closed", quarter="2023-Q2"))
    client = signed_in(force.lead)
    assert "Missing as" not in get_page(client, "/updates/")

    ReportingPeriod.objects.filter(number=3).update(state="closed", closed_at=NOW)
    page = words_of(get_page(client, "/updates/"))
    assert "Missing as Q3 2023-24 closed" in page
    assert "Send a late update of 16.2 Train officers" in page
    assert "Send a late update of 16.3 Train officers" in page
    assert "16.1" not in page
    assert "Q2 2023-24" not in page

    client.post(f"{ACTION}late/2023-Q3/", SENT)
    assert "Send a late update of 16.2" not in words_of(get_page(client, "/updates/"))
