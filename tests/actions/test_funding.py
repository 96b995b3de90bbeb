"""Funding: how a fund stands, the verbs, the pages, wrong input, and the cost."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.funding import FundingContent, StaleFunding, add_funding, change_funding, close_funding
from actions.models import Action, Funding, Plan
from actions.outlook import FollowOn, Outlook, outlook_of, warned_until
from actions.policies import Refusal, Unfinished
from governance.models import Event, Person
from governance.quarters import Quarter
from governance.roles import Role
from tests.factories import NOW, make_action, make_period, make_person, make_plan
from tests.pages import get_page, post_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

PAGE = "/plans/vawg-2023-24/funding/"
UNTIL = dt.date(2024, 6, 30)
ENDS = {"ends_on_day": 31, "ends_on_month": 3, "ends_on_year": 2024}


@pytest.fixture
def coordinator() -> Person:
    return make_person(Role.COORDINATOR, group=make_plan().board, name="Coordinator")


@pytest.fixture
def client(coordinator: Person) -> Client:
    made = Client()
    made.force_login(coordinator)
    return made


def grant(*actions: Action, ends: str = "2024-03-31", **fields: str) -> FundingContent:
    day = dt.date.fromisoformat(ends)
    return FundingContent(source="A grant", ends_on=day, actions=actions, **fields)  # type: ignore[arg-type]  # words alone


def put(content: FundingContent, by: Person) -> Funding:
    return add_funding(plan=make_plan(), content=content, by=by, at=NOW)


@pytest.mark.parametrize(
    ("ends", "follow_on", "outlook"),
    [
        ("2024-01-07", "nothing", Outlook.ENDED_NOTHING),
        ("2024-01-08", "nothing", Outlook.ENDS_NOTHING),
        ("2024-06-30", "nothing", Outlook.ENDS_NOTHING),
        ("2024-07-01", "nothing", Outlook.LATER),
        ("2024-01-07", "sought", Outlook.ENDED_SOUGHT),
        ("2024-06-30", "sought", Outlook.ENDS_SOUGHT),
        ("2024-01-07", "agreed", Outlook.AGREED),
        ("2024-07-01", "sought", Outlook.LATER),
    ],
)
def test_the_board_is_warned_two_quarters_ahead(ends: str, follow_on: str, outlook: Outlook) -> None:
    assert warned_until(Quarter(2023, 3)) == UNTIL
    day = dt.date.fromisoformat(ends)
    assert outlook_of(day, FollowOn(follow_on), at=NOW.date(), until=UNTIL) is outlook


def test_a_fund_is_added_changed_and_taken_off_with_its_history(coordinator: Person) -> None:
    first, second = make_action("1.1"), make_action("1.2")
    made = put(grant(second, first), coordinator)
    changed = grant(first, follow_on="sought", what_follows="A bid.", fallback="Fewer places.")
    for version in (1, 2):
        change_funding(fund=made, content=changed, expected_version=version, by=coordinator, at=NOW)
    close_funding(fund=made, note="The bid succeeded.", by=coordinator, at=NOW)

    made.refresh_from_db()
    assert (made.version, made.closed_on, list(made.actions.all())) == (3, dt.date(2024, 1, 8), [first])
    assert list(Event.objects.about(made).order_by("pk").values_list("verb", "sentence", "changes")) == [
        ("added the fund", "Ends 31 March 2024; pays for 1.1, 1.2", {}),
        (
            "changed the fund",
            "",
            {
                "what follows": ["Nothing follows", "A follow-on is sought: A bid."],
                "if nothing follows": ["", "Fewer places."],
                "pays for": ["1.1, 1.2", "1.1"],
            },
        ),
        ("took the fund off the list", "The bid succeeded.", {}),
    ]


def test_a_fund_that_will_not_do_says_why(coordinator: Person) -> None:
    wrong = FundingContent(source=" ", ends_on=None, follow_on="nothing", what_follows="A bid.")
    with pytest.raises(Unfinished) as unfinished:
        put(wrong, coordinator)
    assert unfinished.value.problems == [
        ("source", "Enter where the money comes from."),
        ("ends_on", "Enter the day when the money ends."),
        ("actions", "Choose at least one action that it pays for."),
        ("what_follows", "Leave this empty, or choose that a follow-on is sought or agreed."),
    ]
    action = make_action("1.1")
    with pytest.raises(Unfinished, match=r"^Say what follows, or what is sought and from whom.$"):
        put(grant(action, follow_on="agreed"), coordinator)
    with pytest.raises(Unfinished, match=r"^Choose actions of this plan.$"):
        put(grant(make_action("9.1", plan=make_plan("another"))), coordinator)
    made = put(grant(action), coordinator)
    with pytest.raises(StaleFunding, match=r"^Somebody changed this fund while you were writing"):
        change_funding(fund=made, content=grant(action), expected_version=2, by=coordinator, at=NOW)
    with pytest.raises(Unfinished, match=r"^Say why the board need not hear of it any more.$"):
        close_funding(fund=made, note=" ", by=coordinator, at=NOW)
    close_funding(fund=made, note="Replaced.", by=coordinator, at=NOW)
    with pytest.raises(Refusal, match=r"^This fund is off the list, so nothing of it can be changed.$"):
        close_funding(fund=made, note="Replaced.", by=coordinator, at=NOW)
    Plan.objects.update(state="closed")
    with pytest.raises(Refusal, match=r"^This plan is closed, so nothing in it can be changed.$"):
        put(grant(action), coordinator)


def test_the_list_puts_first_what_to_worry_about(client: Client, coordinator: Person) -> None:
    make_period()
    action = make_action("1.1")
    for source, content in {
        "Long grant": grant(action, ends="2025-03-31"),
        "Next grant": grant(action, follow_on="agreed", what_follows="The same sum."),
        "Lost grant": grant(action, ends="2023-12-31", fallback="Fewer places."),
    }.items():
        put(replace(content, source=source), coordinator)
    gone = put(grant(action), coordinator)
    close_funding(fund=gone, note="Replaced.", by=coordinator, at=NOW)

    page = get_page(client, PAGE)
    assert [row[:4] for row in table_rows(page, "app-funds")[1:]] == [
        [
            "Lost grant",
            "31 December 2023",
            "Ended, nothing follows",
            "Nothing If nothing does: Fewer places.",
        ],
        ["Next grant", "31 March 2024", "A follow-on is agreed", "The same sum."],
        ["Long grant", "31 March 2025", "Ends later", "Nothing"],
    ]
    assert "told of all that ends by 30 June 2024" in words_of(page)
    assert "1 has ended or ends by then with nothing sure to follow." in words_of(page)
    assert "A grant , ended 31 March 2024: Replaced." in words_of(page)
    of_action = words_of(get_page(client, "/plans/vawg-2023-24/actions/1.1/"))
    assert "Paid for by Lost grant , ended 31 December 2023: nothing follows" in of_action


def test_the_coordinator_s_forms_keep_what_was_typed(client: Client) -> None:
    make_action("1.1")
    boxes = {"source": "A grant", "actions": ["1.1"], "follow_on": "nothing", **ENDS}
    wrong = post_page(client, f"{PAGE}add/", boxes | {"ends_on_month": "soon", "amount": "plenty"})
    assert "The day when the money ends must be a real date" in words_of(wrong)
    assert 'value="soon"' in wrong
    assert 'value="plenty"' in wrong

    client.post(f"{PAGE}add/", boxes)
    made = Funding.objects.get()
    assert (made.source, made.ends_on, [one.reference for one in made.actions.all()]) == (
        "A grant",
        dt.date(2024, 3, 31),
        ["1.1"],
    )
    address = f"{PAGE}{made.pk}/"
    stale = client.post(f"{address}change/", boxes | {"expected_version": 0, "source": "Mine"})
    assert stale.status_code == 409
    assert "As it stands now: A grant" in words_of(stale.content.decode())
    assert 'value="Mine"' in stale.content.decode()
    client.post(f"{address}change/", boxes | {"expected_version": 1, "amount": "£5,000"})
    note = {"note": "The fund's line 01926 555010 closed."}
    asked = words_of(post_page(client, f"{address}close/", note))
    assert "This looks like a phone number." in asked
    assert "I have checked: what looks personal is not about a person" in asked
    client.post(f"{address}close/", note | {"not_personal": "on"})
    again = client.get(f"{address}change/", follow=True).content.decode()
    assert "This fund is off the list, so nothing of it can be changed." in words_of(again)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_fund_and_for_three(
    number: int, client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_period()
    actions = [make_action(f"{place}.1") for place in range(number)]
    for _ in range(number):
        made = put(grant(*actions), coordinator)
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(f"{PAGE}{made.pk}/")
