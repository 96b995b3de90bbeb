"""What actions wait on: others of any plan, events outside them; what is parked, and what frees it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.dependencies import WaitContent, stop_waiting, wait_on_action, wait_on_event
from actions.models import Action, Dependency, OutsideEvent
from actions.outside_events import expect_event, record_event
from actions.planning import record_trigger
from actions.policies import Refusal, Unfinished
from governance.models import Event, Person
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_decision,
    make_event,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
    make_wait,
)
from tests.pages import get_page, post_page, table_rows, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
PLAN = "/plans/vawg-2023-24/"
BILL = "TBC once the Bill is law"


def content(**fields: Any) -> WaitContent:
    values: dict[str, Any] = {"plan": make_plan(), "reference": "1.2"}
    return WaitContent(**(values | fields))


def elsewhere(reference: str, **fields: Any) -> Action:
    state = fields.pop("state", "agreed")
    plan = make_plan("police", title="Police plan", board=make_group("Delivery group"), state=state)
    return make_action(reference, objective=make_objective("2", plan=plan), **fields)


def told(action: Action) -> list[tuple[str, str]]:
    return [(event.verb, event.sentence) for event in Event.objects.about(action)]


class TestWaitingOnAnAction:
    def test_both_histories_tell_of_it_and_of_its_end(self, coordinator: Person) -> None:
        ours, theirs = make_action("1.1"), elsewhere("2.1")
        said = content(plan=theirs.plan, reference="2.1", note=" It decides. ")
        made = wait_on_action(action=ours, content=said, by=coordinator, at=NOW, sample=True)
        assert (made.on_action, made.note, made.made_by, made.is_sample) == (
            theirs, "It decides.", coordinator, True
        )  # fmt: skip
        stop_waiting(dependency=made, by=coordinator, at=NOW)
        on, by = "On 2.1 of Police plan", "By 1.1 of Delivery plan 2023-24"
        assert told(ours) == [("no longer waits", on), ("waits", on)]
        assert told(theirs) == [("is no longer waited for", by), ("is waited for", by)]
        assert Dependency.objects.count() == 0

    def test_each_thing_that_is_wrong_has_its_sentence(self, coordinator: Person) -> None:
        ours = make_action("1.1")
        make_wait(ours, make_action("1.2"))
        make_action("1.3", status="complete", completed_on=TODAY)
        make_action("1.4", status="closed", closure_decision=make_decision())
        make_action("1.5")
        wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
            ({"plan": None}, ("plan", "Choose the plan of the other action.")),
            (
                {"reference": " "},
                ("reference", "Enter the reference of the action that it waits on, such as 7.3."),
            ),
            (
                {"reference": "9"},
                ("reference", "Delivery plan 2023-24 has no action 9. Enter its reference."),
            ),
            (
                {"reference": "1.1"},
                ("reference", "An action does not wait on itself. Enter another reference."),
            ),
            ({"reference": "1.2"}, ("reference", "It waits on 1.2 already.")),
            (
                {"reference": "1.3"},
                ("reference", "Action 1.3 is complete, so there is nothing to wait for."),
            ),
            ({"reference": "1.4"}, ("reference", "Action 1.4 is closed, so there is nothing to wait for.")),
            (
                {"reference": "1.5", "note": "a" * 301},
                ("note", "Shorten this to 300 characters or fewer. It has 301."),
            ),
        ]
        for fields, problem in wrong:
            with pytest.raises(Unfinished) as refused:
                wait_on_action(action=ours, content=content(**fields), by=coordinator, at=NOW)
            assert refused.value.problems == [problem]
        closed = Action.objects.get(reference="1.4")
        with pytest.raises(Refusal, match="closed by a decision"):
            wait_on_action(action=closed, content=content(), by=coordinator, at=NOW)

    def test_a_circle_is_refused_with_the_way_round(self, coordinator: Person) -> None:
        ours, second, draft = make_action("1.1"), make_action("1.2"), elsewhere("2.1", state="draft")
        theirs = make_action("3.1", objective=make_objective("3", plan=make_plan("next", title="Next plan")))
        make_wait(second, theirs)
        make_wait(theirs, draft)
        make_wait(draft, ours)
        with pytest.raises(Unfinished) as refused:
            wait_on_action(action=ours, content=content(), by=coordinator, at=NOW)
        assert refused.value.problems == [
            (
                "reference",
                "They would wait on each other in a circle: 1.1 on 1.2, 1.2 on 3.1 of Next plan, "
                "3.1 of Next plan on an action of a plan in draft, an action of a plan in draft on 1.1.",
            )
        ]


class TestEventsOutside:
    def test_an_event_is_kept_once_and_frees_what_waits_for_it(self, coordinator: Person) -> None:
        dated, parked = make_action("1.1"), make_action("1.2", start="", due=BILL)
        said = content(event="The Bill is law", expected_words="March 2024", note="Its powers.")
        tie = wait_on_event(action=dated, content=said, by=coordinator, at=NOW)
        later: dict[str, Any] = {"plan": dated.plan, "words": "the bill is LAW", "expected_words": "May 2024"}
        expect_event(**later, by=coordinator, at=NOW)
        event = OutsideEvent.objects.get()
        assert (event.words, event.expected_words, event.expected_on, tie.on_event) == (
            "The Bill is law", "May 2024", dt.date(2024, 5, 31), event
        )  # fmt: skip

        happened: dict[str, Any] = {
            "plan": dated.plan,
            "words": "the Bill is law",
            "by": coordinator,
            "at": NOW,
        }
        for day, problem in (
            (None, ("happened_on", "Enter the date when it happened.")),
            (dt.date(2024, 1, 9), ("happened_on", "The date when it happened must be today or in the past.")),
        ):
            with pytest.raises(Unfinished) as refused:
                record_event(**happened, happened_on=day)
            assert refused.value.problems == [problem]
        freed = record_event(**happened, happened_on=TODAY)
        assert (freed.event.happened_on, freed.parked, freed.dated) == (TODAY, (parked,), (dated,))
        free = ("is free to go on", "The Bill is law: happened on 8 January 2024.")
        assert told(parked) == [free]
        assert told(dated) == [free, ("waits", "For: The Bill is law")]
        with pytest.raises(Unfinished, match="This is recorded already: 8 January 2024"):
            record_event(**happened, happened_on=TODAY)
        with pytest.raises(Refusal, match="This happened on 8 January 2024, so it is no longer expected"):
            expect_event(**later, by=coordinator, at=NOW)
        with pytest.raises(Unfinished, match="This has happened already"):
            wait_on_event(action=make_action("1.3"), content=said, by=coordinator, at=NOW)

    def test_a_wrong_event_is_told(self, coordinator: Person) -> None:
        action = make_action("1.1")
        make_wait(action, make_event("It is known"))
        for fields, problem in (
            ({}, ("event", "Say what it waits for, such as: the Bill receives Royal Assent.")),
            ({"event": "It is known"}, ("event", "The action waits for this already.")),
            (
                {"event": "x" * 201},
                ("event", "Shorten this to 200 characters or fewer. It has 201."),
            ),
            (
                {"event": "New", "expected_words": "On-going"},
                ("expected_words", "Enter a date such as March 2027, or leave it empty."),
            ),
        ):
            with pytest.raises(Unfinished) as refused:
                wait_on_event(action=action, content=content(**fields), by=coordinator, at=NOW)
            assert refused.value.problems == [problem]
        with pytest.raises(Unfinished, match="Choose the event that happened"):
            record_event(plan=action.plan, words="Unheard of", happened_on=TODAY, by=coordinator, at=NOW)
        with pytest.raises(Unfinished, match="Say when it is expected"):
            expect_event(plan=action.plan, words="New", expected_words="", by=coordinator, at=NOW)

    def test_dates_given_to_one_record_the_event_for_all(self, coordinator: Person) -> None:
        one, other = (make_action(f"1.{n}", start="", due=BILL) for n in (1, 2))
        dates: dict[str, Any] = {"happened_on": TODAY, "start_words": "March 2024", "due_words": "June 2024"}
        record_trigger(action=one, **dates, expected_version=1, by=coordinator, at=NOW)
        assert OutsideEvent.objects.values_list("words", "happened_on").get() == ("the Bill is law", TODAY)
        other.refresh_from_db()
        assert other.awaiting == "the Bill is law"


def test_the_page_of_an_action_says_what_holds_it_up_and_who_waits(
    client: Client, coordinator: Person
) -> None:
    action = make_action("1.1", due="January 2024")
    make_wait(action, elsewhere("2.1", due="1 January 2024"))
    make_wait(action, make_event("the grant is given", expected="December 2023"))
    make_wait(make_action("1.2"), action)
    make_wait(make_action("1.3"), elsewhere("2.9", title="Secret of a draft"))
    page = words_of(get_page(client, f"{PLAN}actions/1.1/"))
    for words in (
        "Held up: 2.1 of Police plan is overdue by 7 days.",
        "Held up: “the grant is given” was expected by 31 December 2023 and is not recorded as happened.",
        "Waits on 2.1 Action 2.1 Amber Police plan",
        "Waits on The grant is given Expected December 2023",
        "Waited for by 1.2 Action 1.2",
    ):
        assert words in page
    theirs = get_page(client, "/plans/police/actions/2.1/")
    assert "Waited for by" in theirs
    assert "Delivery plan 2023-24" in theirs
    plan = elsewhere("2.8").plan
    plan.state = "draft"
    plan.save()
    assert "Secret" not in get_page(client, f"{PLAN}actions/1.3/")
    assert "Police plan" not in get_page(client, f"{PLAN}actions/1.1/")


def test_what_an_action_waits_on_is_said_and_taken_back_on_its_page(
    client: Client, coordinator: Person
) -> None:
    action, other = make_action("1.1"), make_action("1.2")
    make_wait(other, action)
    add = f"{PLAN}actions/1.1/waits/add/"
    typed = {"kind": "action", "plan": action.plan_id, "reference": "1.2", "note": "It decides."}
    page = post_page(client, add, typed)
    assert "They would wait on each other in a circle: 1.1 on 1.2, 1.2 on 1.1." in page
    assert "It decides." in page
    assert "Choose what it waits for." in post_page(client, add, typed | {"kind": ""})
    event = {"kind": "event", "event": "the grant is given", "expected_words": "March 2024"}
    assert "1.1 waits on “the grant is given”." in words_of(
        client.post(add, event, follow=True).content.decode()
    )
    end = f"{PLAN}actions/1.1/waits/{Dependency.objects.get(action=action).pk}/end/"
    assert "Say so no longer?" in get_page(client, end)
    client.post(end)
    assert Dependency.objects.filter(action=action).count() == 0
    assert client.post(f"{PLAN}actions/1.1/waits/{Dependency.objects.get().pk}/end/").status_code == 404


def test_what_waits_in_a_plan_leads_from_the_event_to_the_dates(client: Client, coordinator: Person) -> None:
    assert "Nothing in this plan waits" in get_page(client, f"/plans/{make_plan().slug}/waiting/")
    late = make_action("1.1", due="1 October 2023")
    make_wait(make_action("1.2"), late)
    for reference in ("1.3", "1.4"):
        make_action(reference, start="", due=BILL)
    make_wait(make_action("1.5"), make_event("the Bill is law", expected="December 2023"))
    page = get_page(client, f"{PLAN}waiting/")
    [event] = table_rows(page, "app-waiting-events")[1:]
    assert event == [
        "The Bill is law",
        "December 2023 Day has passed",
        "1.3 Action 1.3 1.4 Action 1.4",
        "1.5 Action 1.5 “the Bill is law” was expected by 31 December 2023 and is not recorded as happened",
        "It has happened : the Bill is law Change the day it is expected: the Bill is law",
    ]
    [row] = table_rows(page, "app-waiting-actions")[1:]
    assert (row[0], row[2], row[4]) == (
        "1.2 Action 1.2 Green", "1.1 Action 1.1 Red", "1.1 is overdue by 99 days"
    )  # fmt: skip
    assert "1 of 1 held up." in page

    happened = {
        "event": "the Bill is law",
        "happened_on_day": "20", "happened_on_month": "12", "happened_on_year": "2023",
    }  # fmt: skip
    kept = post_page(client, f"{PLAN}waiting/happened/", happened | {"happened_on_year": "2025"})
    assert "The date when it happened must be today or in the past." in kept
    said = words_of(client.post(f"{PLAN}waiting/happened/", happened, follow=True).content.decode())
    assert "Free to go on: 1.5. Give 1.3, 1.4 a start and a due date next, below." in said
    assert "The Bill is law: 20 December 2023 1.3 Action 1.3 has no dates yet." in said
    shown = words_of(get_page(client, f"{PLAN}actions/1.3/"))
    assert "The Bill is law: this came on 20 December 2023, and the action has no dates yet." in shown

    dates = {"expected_version": "1", "start_words": "January 2024", "due_words": "June 2024"} | happened
    answer = client.post(f"{PLAN}actions/1.3/trigger/", dates, follow=True)
    assert answer.redirect_chain == [(f"{PLAN}waiting/", 302)]
    assert "The same event frees 1.4" in answer.content.decode()
    answer = client.post(f"{PLAN}actions/1.4/trigger/", dates, follow=True)
    assert answer.redirect_chain == [(f"{PLAN}actions/1.4/", 302)]
    assert "No event is waited for in this plan." in get_page(client, f"{PLAN}waiting/happened/")
    client.post(f"{PLAN}waiting/expect/", {"event": "A grant is given", "expected_words": "May 2024"})
    assert table_rows(get_page(client, f"{PLAN}waiting/"), "app-waiting-events")[1][:2] == [
        "A grant is given", "May 2024"
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    client.force_login(make_person(Role.LEAD_OFFICER, agency=make_agency()))
    for number in range(count):
        action = make_action(f"1.{number}", leads=[make_post()])
        make_update(make_request(action, make_period()), state="accepted")
        make_wait(action, elsewhere(f"2.{number}"))
        make_wait(action, make_event(f"event {number}"))
        make_action(f"5.{number}", start="", due=f"TBC once event {number} comes")
    client.get("/healthz")
    # The shell's four, plan; what waits, how both ends stand, events, what is parked.
    with django_assert_num_queries(9):
        client.get(f"{PLAN}waiting/")


def test_what_goes_on_in_the_action_that_waits_holds_it_up_no_more(
    client: Client, coordinator: Person
) -> None:
    one, ours = make_action("1.1"), make_action("1.2", due="31 March 2024")
    make_wait(ours, on=one)
    closed = {"status": "closed", "closure": "merged", "closure_decision": make_decision()}
    Action.objects.filter(pk=one.pk).update(**closed)
    client.force_login(coordinator)
    assert "1.1 was closed by a decision" in words_of(get_page(client, f"{PLAN}actions/1.2/"))

    Action.objects.filter(pk=one.pk).update(continued_in=ours)

    assert "was closed by a decision" not in words_of(get_page(client, f"{PLAN}actions/1.2/"))
