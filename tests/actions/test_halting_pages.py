"""Holding, resuming and closing an action, and deciding a date change: the pages, and who may."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.models import Action, DateChange, UpdateRequest
from governance.models import Decision, Group, Person
from governance.roles import Role
from tests.factories import (
    TODAY,
    make_action,
    make_agency,
    make_date_change,
    make_decision,
    make_group,
    make_objective,
    make_person,
    make_plan,
    make_post,
    make_request,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/actions/1.1/"
HOLD, CLOSE = f"{PAGE}hold/", f"{PAGE}close/"
BOARD_ROLES = {Role.COORDINATOR, Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.SUB_GROUP_LEAD}


@pytest.fixture
def board() -> Group:
    return make_group()


@pytest.fixture
def coordinator(client: Client, board: Group) -> Person:
    """Signed in."""
    person = make_person(Role.COORDINATOR, group=board, name="Coordinator")
    client.force_login(person)
    return person


def _decision(board: Group, **parts: str) -> dict[str, str]:
    return {
        "expected_version": "1",
        "group": str(board.pk),
        "decided_on_day": "5", "decided_on_month": "1", "decided_on_year": "2024",
        "reference": "4.2",
        "text": "Agreed to wait for the funding.",
    } | parts  # fmt: skip


def _hold(board: Group, **parts: str) -> dict[str, str]:
    until = {"until_day": "30", "until_month": "4", "until_year": "2024", "step": "hold"}
    return _decision(board) | until | parts


def _get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def _post(client: Client, address: str, typed: dict[str, str]) -> str:
    return unescape(client.post(address, typed).content.decode())


# ------------------------------------------------ holding


@pytest.mark.usefixtures("coordinator")
def test_an_action_is_held_by_a_decision(client: Client, board: Group) -> None:
    make_action("1.1")

    response = client.post(HOLD, _hold(board), follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "1.1 Action 1.1 is on hold." in response.content.decode()
    assert Action.objects.values_list("status", "hold_until").get() == ("on_hold", dt.date(2024, 4, 30))
    assert Decision.objects.values_list("group__name", "decided_on", "reference", "text").get() == (
        "VAWG Board",
        dt.date(2024, 1, 5),
        "4.2",
        "Agreed to wait for the funding.",
    )


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"until_day": "", "until_month": "", "until_year": ""},
            "Enter the date when the hold will be reviewed.",
        ),
        ({"until_day": "8", "until_month": "1"}, "The review date must be in the future."),
        ({"group": ""}, "Choose the group that decided."),
        ({"group": "999999"}, "Choose one of the groups listed."),
        ({"decided_on_day": "9"}, "The date of the decision must be today or in the past."),
        ({"decided_on_month": "13"}, "The date of the decision must be a real date, such as 31 3 2027."),
        ({"text": " "}, "Say what was decided, in a sentence."),
        ({"text": "x" * 20_000}, "Shorten this to 4,000 characters or fewer. It has 20,000."),
        ({"reference": "x" * 61}, "Shorten the minute reference to 60 characters or fewer."),
    ],
)
def test_a_wrong_hold_is_said_beside_its_field_and_kept(
    client: Client, board: Group, typed: dict[str, str], sentence: str
) -> None:
    make_action("1.1")
    typed = _hold(board) | typed

    page = _post(client, HOLD, typed)

    assert page.count(sentence) == 2
    assert "<title>Error: Hold 1.1" in page
    assert f'value="{typed["reference"]}"' in page
    assert typed["text"].strip() in page
    assert (Action.objects.get().status, Decision.objects.count()) == ("in_progress", 0)


@pytest.mark.usefixtures("coordinator")
def test_a_hold_from_a_stale_page_is_refused_and_kept(client: Client, board: Group) -> None:
    make_action("1.1", version=2)

    page = _post(client, HOLD, _hold(board))

    assert "Somebody else changed it after you opened the page. Read it again first." in page
    assert 'name="expected_version" value="2"' in page
    assert "Agreed to wait for the funding." in page
    assert Decision.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_a_held_action_is_taken_up_again_or_held_for_longer(client: Client, board: Group) -> None:
    make_action("1.1", status="on_hold", hold_until=TODAY, hold_decision=make_decision())

    assert "On hold until 8 January 2024" in _get(client, HOLD)
    client.post(HOLD, _hold(board))
    assert Action.objects.values_list("status", "hold_until").get() == ("on_hold", dt.date(2024, 4, 30))

    response = client.post(
        HOLD, {"step": "resume", "expected_version": "2", "status": "in_progress"}, follow=True
    )
    assert "1.1 Action 1.1 is taken up again." in response.content.decode()
    held = Action.objects.get()
    assert (held.status, held.hold_until, held.hold_decision) == ("in_progress", None, None)


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("status", ["", "complete"])
def test_taking_up_again_asks_how_far_it_got(client: Client, status: str) -> None:
    make_action("1.1", status="on_hold", hold_until=TODAY, hold_decision=make_decision())

    page = _post(client, HOLD, {"step": "resume", "expected_version": "1", "status": status})

    assert page.count("Choose whether the action is not started or in progress.") == 2
    assert Action.objects.get().status == "on_hold"


@pytest.mark.usefixtures("coordinator")
def test_what_is_not_held_is_not_taken_up_and_what_is_finished_is_not_held(
    client: Client, board: Group
) -> None:
    make_action("1.1")
    resumed = _post(client, HOLD, {"step": "resume", "expected_version": "1", "status": "in_progress"})
    Action.objects.update(status="complete", completed_on=TODAY)

    assert "This action is not on hold, so there is nothing to resume." in resumed
    assert "This action is finished, so it cannot be put on hold." in _get(client, HOLD)
    assert "This action is complete, so it cannot be put on hold." in _post(client, HOLD, _hold(board))


# ------------------------------------------------ closing


@pytest.mark.usefixtures("coordinator")
def test_the_page_says_what_closing_does_and_offers_what_may_take_the_work_on(client: Client) -> None:
    make_action("1.1")
    other = make_action("1.2")
    make_action("1.3", status="closed", closure_decision=make_decision())

    page = _get(client, CLOSE)
    select = re.search(r'<select name="continued_in".*?</select>', page, re.DOTALL)

    assert "Closing cannot be undone." in page
    assert select is not None
    assert re.findall(r'<option value="(\w*)"[^>]*>([^<]+)', select[0]) == [
        ("", "Choose an action"),
        (str(other.pk), "1.2 Action 1.2"),
    ]


@pytest.mark.usefixtures("coordinator")
def test_an_action_is_closed_by_a_decision_and_asked_about_no_more(client: Client, board: Group) -> None:
    other = make_action("1.2")
    make_request(make_action("1.1"))
    typed = _decision(board, closure="merged", continued_in=str(other.pk))

    response = client.post(CLOSE, typed, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "1.1 Action 1.1 is closed." in response.content.decode()
    assert Action.objects.filter(reference="1.1").values_list(
        "status", "closure", "continued_in__reference", "closure_decision__text"
    ).get() == ("closed", "merged", "1.2", "Agreed to wait for the funding.")
    assert UpdateRequest.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_a_cancelled_action_goes_on_nowhere_whatever_stood_in_the_list(client: Client, board: Group) -> None:
    make_action("1.1")
    other = make_action("1.2")

    client.post(CLOSE, _decision(board, closure="cancelled", continued_in=str(other.pk)))

    assert Action.objects.filter(reference="1.1").values_list("closure", "continued_in").get() == (
        "cancelled",
        None,
    )


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"closure": ""}, "Choose how the action ends."),
        ({"closure": "lost"}, "Choose one of the ways listed."),
        ({"closure": "merged"}, "Choose the action that takes its work on."),
        ({"closure": "merged", "continued_in": "999999"}, "Choose one of the actions listed."),
        ({"text": ""}, "Say what was decided, in a sentence."),
    ],
)
def test_a_wrong_closing_is_said_beside_its_field(
    client: Client, board: Group, typed: dict[str, str], sentence: str
) -> None:
    make_action("1.1")

    page = _post(client, CLOSE, _decision(board, closure="cancelled") | typed)

    assert page.count(sentence) == 2
    assert "<title>Error: Close 1.1" in page
    assert 'value="4.2"' in page
    assert (Action.objects.get().status, Decision.objects.count()) == ("in_progress", 0)


@pytest.mark.usefixtures("coordinator")
def test_a_finished_action_is_not_closed(client: Client, board: Group) -> None:
    make_action("1.1", status="complete", completed_on=TODAY)

    assert "This action is finished, so there is nothing to close." in _get(client, CLOSE)
    client.post(CLOSE, _decision(board, closure="cancelled"))
    assert Action.objects.get().status == "complete"


# ------------------------------------------------ deciding a date change


@pytest.fixture
def change() -> DateChange:
    return make_date_change(make_action("1.1", due="31 March 2024"), to="30 September 2024")


def _address(change: DateChange) -> str:
    return f"/plans/vawg-2023-24/date-changes/{change.pk}/"


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("outcome", "state", "due", "sentence"),
    [
        ("agreed", "agreed", "30 September 2024", "the due date of 1.1 moves."),
        ("refused", "refused", "31 March 2024", "the due date of 1.1 stays."),
    ],
)
def test_a_decision_moves_the_due_date_or_leaves_it(
    client: Client, board: Group, change: DateChange, outcome: str, state: str, due: str, sentence: str
) -> None:
    assert "The supplier is late." in _get(client, _address(change))

    response = client.post(_address(change), _decision(board, outcome=outcome), follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert f"The decision is recorded: {sentence}" in response.content.decode()
    assert DateChange.objects.values_list(
        "state", "decision__reference", "action__due_words", "action__original_due_words"
    ).get() == (state, "4.2", due, "31 March 2024")


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"outcome": ""}, "Choose whether the group agreed or refused."),
        ({"outcome": "perhaps"}, "Choose whether the group agreed or refused."),
        ({"decided_on_year": "2025"}, "The date of the decision must be today or in the past."),
        ({"text": ""}, "Say what was decided, in a sentence."),
    ],
)
def test_a_wrong_decision_is_said_beside_its_field(
    client: Client, board: Group, change: DateChange, typed: dict[str, str], sentence: str
) -> None:
    page = _post(client, _address(change), _decision(board, outcome="agreed") | typed)

    assert page.count(sentence) == 2
    assert "<title>Error: Due date of 1.1" in page
    assert DateChange.objects.values_list("state", flat=True).get() == "requested"
    assert Decision.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_what_was_decided_already_stays_decided(client: Client, board: Group, change: DateChange) -> None:
    client.post(_address(change), _decision(board, outcome="refused"))

    again = _post(client, _address(change), _decision(board, outcome="agreed"))

    assert "This date change has been decided already: refused." in again
    assert "This date change has been decided." in _get(client, _address(change))
    assert Action.objects.get().due_words == "31 March 2024"
    assert Decision.objects.count() == 1


@pytest.mark.usefixtures("coordinator")
def test_a_change_of_another_plan_is_not_found_under_this_one(client: Client) -> None:
    make_plan()
    elsewhere = make_plan("other", board=make_group("Other board"))
    foreign = make_date_change(make_action("1.1", objective=make_objective("1", plan=elsewhere)))

    assert client.get(_address(foreign)).status_code == 404
    assert client.get(f"/plans/other/date-changes/{foreign.pk}/").status_code == 403
    assert client.get("/plans/vawg-2023-24/date-changes/999999/").status_code == 404


# ------------------------------------------------ who may, and at what cost


@pytest.mark.parametrize("role", Role)
def test_who_holds_closes_and_decides(client: Client, board: Group, role: Role) -> None:
    police = make_post(make_agency("Police"))
    change = make_date_change(make_action("1.1", leads=[police]))
    person = make_person(
        role,
        group=board if role in BOARD_ROLES else None,
        agency=police.agency if role in {Role.LEAD_OFFICER, Role.AGENCY_SPONSOR} else None,
        posts=[police] if role is Role.LEAD_OFFICER else [],
    )
    client.force_login(person)
    allowed = 200 if role is Role.COORDINATOR else 403

    for address in (HOLD, CLOSE, _address(change)):
        assert client.get(address).status_code == allowed, address
        assert client.post(address, {}).status_code == allowed, address


def test_a_stranger_finds_nothing_and_another_boards_coordinator_may_not(
    client: Client, change: DateChange
) -> None:
    addresses = (HOLD, CLOSE, _address(change))

    client.force_login(make_person())
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    client.force_login(make_person(Role.COORDINATOR, group=make_group("Other board")))
    assert [client.get(address).status_code for address in addresses] == [403] * 3


@pytest.mark.parametrize("size", [1, 3])
def test_the_cost_is_the_same_for_any_number_of_actions_and_groups(
    client: Client,
    coordinator: Person,
    change: DateChange,
    board: Group,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(size):
        make_action()
        make_group(f"Sub-group {number}", kind="sub_group", reports_to=board)
    client.get(HOLD)

    with django_assert_num_queries(8):
        client.get(HOLD)
    with django_assert_num_queries(9):
        client.get(CLOSE)
    with django_assert_num_queries(9):
        client.get(_address(change))
