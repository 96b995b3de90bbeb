"""The page of one action: its facts, its ratings, what may be done, and its whole history."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actions.date_changes import DateChangeContent, ask_date_change, decide_date_change
from actions.models import Action, DateChange
from governance.decisions import DecisionContent
from governance.models import Person
from governance.roles import Role
from tests.actions.updating import Force, settled, signed_in, text_of
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_date_change,
    make_decision,
    make_event,
    make_group,
    make_milestone,
    make_period,
    make_person,
    make_plan,
    make_request,
    make_update,
    make_wait,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def force() -> Force:
    return Force()


def address(action: Action) -> str:
    return reverse("actions:action", args=[action.plan.slug, action.reference])


def page_for(person: Person, action: Action) -> Any:
    response = signed_in(person).get(address(action))
    assert response.status_code == 200
    return response


def history(person: Person, action: Action) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Title, by whom, sentence and changes (what, from, to) of each entry, newest first."""
    entries = page_for(person, action).context["page"].history
    return [
        (e.title, e.by_name, e.sentence, [(c.label, c.first, c.second) for c in e.changes]) for e in entries
    ]


def buttons(person: Person, action: Action) -> list[str]:
    """What the person may do there."""
    words = [
        "Update for Q3 2023-24",
        "Accept or return the update",
        "Ask for a new due date",
        "Change the action",
        "Put on hold",
        "Close the action",
    ]
    body = page_for(person, action).content.decode()
    return [word for word in words if f">{word}</a>" in body]


def test_the_facts_of_the_plan(force: Force) -> None:
    first = make_action("15.1", title="Choose a trainer")
    action = make_action(
        "16.2", leads=[force.post, force.council_post], title="Train officers", start="June 2023",
        due="June 2024", original_due="31 March 2024", flags=["The source gives no start."],
    )  # fmt: skip
    make_wait(action, first, note="To know who trains.")
    make_wait(make_action("17.1", title="Train call handlers"), action)
    make_milestone(action)
    make_date_change(action, state="agreed", decision=make_decision("Moved to the summer."))

    page = text_of(page_for(force.lead, action))

    for words in (
        "16.2 Train officers",
        "Police, Inspector accountable lead (Lead officer, Police)",
        "Council, Commissioner joint lead (vacant)",
        "Planned start June 2023",
        "Due June 2024 (originally 31 March 2024, moved once)",
        "Waits on 15.1 Choose a trainer Green To know who trains.",
        "Waited for by 17.1 Train call handlers Green",
        "Doubts about the source The source gives no start.",
        "Mapping complete April 2023 Not yet",
        "Agreed: VAWG Board, 8 January 2024. Moved to the summer.",
        "None has been accepted yet.",
        "Nothing has happened to it yet.",
    ):
        assert words in page


def test_the_three_ratings_show_where_they_differ(force: Force) -> None:
    request = force.asked(due="1 January 2024")
    make_update(
        request, state="accepted", reported_rating="green", rating_reason="It ended on Friday.",
        confirmed_rating="amber", confirmed_note="Nothing shows that it ended.",
    )  # fmt: skip
    page = page_for(make_person(Role.BOARD_CHAIR, group=make_group()), request.action).context["page"]
    assert [(line.whose, line.rating, line.reason) for line in page.ratings] == [
        ("Suggested by the rules", "amber", "Overdue by 7 days"),
        ("Reported by the lead", "green", "It ended on Friday."),
        ("Confirmed", "amber", "Nothing shows that it ended."),
    ]


def test_why_another_rating_was_confirmed_is_for_its_agencies_and_who_runs_and_chairs_the_round(
    force: Force,
) -> None:
    note = "Nothing shows that it ended."
    request = force.asked(due="1 January 2024")
    make_update(
        request, state="accepted", reported_rating="green", confirmed_rating="red", confirmed_note=note
    )
    people = {
        "its lead": force.lead,
        "its sponsor": force.sponsor,
        "coordinator": make_person(Role.COORDINATOR, group=make_group()),
        "chair": make_person(Role.BOARD_CHAIR, group=make_group()),
        "auditor": make_person(Role.AUDITOR),
        "member": make_person(Role.BOARD_MEMBER, group=make_group()),
        "another agency": make_person(Role.AGENCY_SPONSOR, agency=force.council),
    }
    told = {who: text_of(page_for(person, request.action)).count(note) for who, person in people.items()}
    both = {"its lead", "its sponsor", "coordinator", "chair", "auditor"}
    assert told == {who: 2 if who in both else 0 for who in people}


def test_one_rating_shows_where_they_agree(force: Force) -> None:
    request = force.asked()
    make_update(request, state="accepted")
    page = page_for(force.lead, request.action).context["page"]
    assert [(line.whose, line.rating, line.reason) for line in page.ratings] == [
        ("Confirmed, as the rules suggest", "green", "On track")
    ]


def test_the_whole_history_newest_first(force: Force) -> None:
    request = force.asked(due="31 March 2024")
    action = request.action
    coordinator = make_person(Role.COORDINATOR, group=action.plan.board, name="Coordinator")
    earlier = make_request(action, make_period("closed", quarter="2023-Q2"))
    day = dt.timedelta(days=1)
    make_update(earlier, state="accepted", by=coordinator, at=NOW - 90 * day, happened="Forty were trained.")
    draft = {"call": "at_risk", "forecast": "June 2024", "happened": "Sixty.", "reported_rating": "amber"}
    make_update(request, state="draft", by=force.lead, at=NOW - 3 * day, **draft)
    make_update(
        request, state="submitted", by=coordinator, at=NOW - 2 * day,
        **(draft | {"happened": "Sixty were trained."}),
        entered_for="Police, Inspector", received_how="by e-mail", received_on=dt.date(2024, 1, 5),
    )  # fmt: skip
    make_update(
        request,
        state="returned",
        by=coordinator,
        at=NOW - day,
        **(draft | {"happened": "Sixty were trained."}),
    )
    change = ask_date_change(
        action=action,
        content=DateChangeContent(new_date="June 2024", reason="Late supplier."),
        by=force.lead,
        at=NOW,
    )
    decide_date_change(
        change=change,
        agreed=True,
        decision=DecisionContent(group=action.plan.board, decided_on=TODAY, text="Moved."),
        by=coordinator,
        at=NOW + dt.timedelta(hours=1),
    )

    assert history(force.lead, action) == [
        (
            "Agreed to move the due date",
            "Coordinator",
            "VAWG Board, 8 January 2024: Moved.",
            [("Due date", "31 March 2024", "June 2024")],
        ),
        (
            "Asked to move the due date",
            "Lead officer, Police",
            "Late supplier.",
            [("Due date asked for", "31 March 2024", "June 2024")],
        ),
        ("Q3 2023-24 update returned", "Coordinator", "Say how many officers were trained.", []),
        (
            "Q3 2023-24 update submitted",
            "Coordinator",
            "",
            [("What happened", "Sixty.", "Sixty were trained.")],
        ),
        (
            "Q3 2023-24 update saved as a draft",
            "Lead officer, Police",
            "",
            [
                ("What happened", "", "Sixty."),
                ("Own call", "On track", "At risk but recoverable"),
                ("Forecast finish", "", "June 2024"),
                ("Rating", "Green", "Amber"),
            ],
        ),
        (
            "Q2 2023-24 update accepted",
            "Coordinator",
            "",
            [
                ("Status", "", "In progress"),
                ("What happened", "", "Forty were trained."),
                ("Own call", "", "On track"),
                ("Rating", "", "Green"),
                ("Confirmed rating", "", "Green"),
            ],
        ),
    ]
    assert "on behalf of Police, Inspector (received by e-mail on 5 January 2024)" in text_of(
        page_for(force.lead, action)
    )


def test_others_read_what_was_accepted_alone(force: Force) -> None:
    request = force.asked()
    make_update(request, state="draft", happened="Half a sen", rating_reason="Secret.")
    member = make_person(Role.BOARD_MEMBER, group=request.period.board)
    assert history(member, request.action) == []
    assert "Half a sen" not in page_for(member, request.action).content.decode()
    make_update(request, state="submitted", happened="Sixty.", reported_rating="red", issue="A secret yet.")
    page = page_for(member, request.action)
    assert history(member, request.action) == []
    assert "A secret yet." not in page.content.decode()
    make_update(request, state="accepted", happened="Sixty.", reported_rating="red", issue="No secret.")
    page = page_for(member, request.action)
    assert [title for title, *_ in history(member, request.action)] == ["Q3 2023-24 update accepted"]
    assert "No secret." in page.content.decode()


def test_a_sample_says_so_wherever_it_shows(force: Force) -> None:
    request = force.asked()
    make_update(request, state="accepted", is_sample=True)
    make_date_change(request.action, is_sample=True)
    page = text_of(page_for(force.lead, request.action))
    assert "Q3 2023-24 (October to December 2023) Accepted Sample" in page
    assert "The supplier is late. Sample" in page
    assert "Q3 2023-24 update accepted by Person of the agency Sample" in page


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("", ["Update for Q3 2023-24", "Ask for a new due date"]),
        ("ready", ["Update for Q3 2023-24", "Ask for a new due date"]),
        ("submitted", ["Ask for a new due date"]),
    ],
)
def test_what_a_lead_may_do(force: Force, state: str, allowed: list[str]) -> None:
    request = force.asked()
    if state:
        make_update(request, state=state)
    assert buttons(force.lead, request.action) == allowed


def test_what_others_may_do(force: Force) -> None:
    request = force.asked()
    make_update(request, state="submitted")
    board = request.period.board
    assert buttons(make_person(Role.BOARD_CHAIR, group=board), request.action) == []
    assert buttons(make_person(Role.LEAD_OFFICER, agency=force.council), request.action) == []
    assert "Ask for a new due date" in buttons(make_person(Role.COORDINATOR, group=board), request.action)


def test_a_finished_action_offers_nothing_to_its_lead(force: Force) -> None:
    action = make_action(leads=[force.post], status="complete", completed_on=TODAY)
    make_period()
    assert "Ask for a new due date" not in buttons(force.lead, action)


def test_a_closed_action_says_by_whom_and_where_its_work_goes_on(force: Force) -> None:
    other = make_action("2.1", title="Another")
    action = make_action(
        "1.1", leads=[force.post], status="closed", closure="merged", continued_in=other,
        closure_decision=make_decision("Merged."),
    )  # fmt: skip
    page = text_of(page_for(force.lead, action))
    assert "Merged into another action by VAWG Board, 8 January 2024: the work goes on in 2.1 Another" in page
    assert buttons(force.lead, action) == []


def test_a_plan_that_is_not_agreed_is_not_there(force: Force) -> None:
    action = make_action(plan=make_plan("next-year", state="draft"))
    assert signed_in(force.lead).get(address(action)).status_code == 404
    assert Client().get(address(action)).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number(
    force: Force, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    posts = [force.post, force.council_post]
    action = make_action("16.2", leads=posts[:number], description="A MARAC.")
    for place in range(number):
        make_milestone(action, f"Step {place}")
        make_wait(make_action(f"20.{place}"), action)
        make_wait(action, make_action(f"21.{place}"))
        make_wait(action, make_event(f"event {place}"))
        request = make_request(action, make_period("closed", quarter=f"2022-Q{place + 1}"))
        make_update(request, state="ready", by=force.lead)
        make_update(request, state="accepted", by=force.lead)
        make_date_change(
            action, state="agreed", decision=make_decision(group=make_group(f"Group {place}")),
            requested_by=make_person(),
        )  # fmt: skip
    client = settled(force.lead)
    with django_assert_num_queries(15):
        assert client.get(address(action)).status_code == 200


class TestAskingForAnotherDate:
    def address(self, action: Action) -> str:
        return reverse("actions:date_change", args=[action.plan.slug, action.reference])

    def ask(self, person: Person, action: Action, **answers: str) -> Any:
        said = {"new_date": "Sept 2024", "reason": "The supplier is late."}
        return signed_in(person).post(self.address(action), said | answers)

    def test_it_waits_for_a_decision(self, force: Force) -> None:
        action = make_action("16.2", leads=[force.post], due="31 March 2024")
        page = text_of(signed_in(force.lead).get(self.address(action)))
        assert "Due 31 March 2024. The date stays as it is until VAWG Board has agreed to move it." in page

        response = self.ask(force.lead, action)

        assert response.url == address(action)
        change = DateChange.objects.get()
        assert (change.to_on, change.reason, change.requested_by, change.state) == (
            dt.date(2024, 9, 30),
            "The supplier is late.",
            force.lead,
            "requested",
        )
        action.refresh_from_db()
        assert action.due_on == dt.date(2024, 3, 31)
        assert "A move to Sept 2024 waits for a decision" in text_of(page_for(force.lead, action))

    def test_one_that_waits_is_shown_and_not_asked_again(self, force: Force) -> None:
        action = make_action(leads=[force.post])
        make_date_change(action, requested_by=force.sponsor)
        shown = signed_in(force.lead).get(self.address(action))
        assert "A date change of this action is waiting for a decision already." in text_of(shown)
        assert "Sponsor, Police asked on 8 January 2024 for 30 September 2024" in text_of(shown)
        assert "<textarea" not in shown.content.decode()
        again = self.ask(force.lead, action)
        assert list(again.context["form"].non_field_errors()) == [
            "A date change of this action is waiting for a decision already."
        ]
        assert again.context["form"].data["reason"] == "The supplier is late."
        assert DateChange.objects.count() == 1

    @pytest.mark.parametrize(
        ("answers", "errors"),
        [
            (
                {"new_date": "", "reason": ""},
                {
                    "new_date": ["Enter the new due date, such as March 2027 or 31 March 2027."],
                    "reason": ["Say why the date must move, so that the Board can decide."],
                },
            ),
            (
                {"new_date": "31 February 2025"},
                {"new_date": ["February 2025 has no day 31. It has 28 days."]},
            ),
            (
                {"new_date": "31 March 2024"},
                {"new_date": ["31 March 2024 is the due date already. Enter a later date."]},
            ),
            (
                {"reason": "x" * 20_000},
                {"reason": ["Shorten this to 4,000 characters or fewer. It has 20,000."]},
            ),
        ],
    )
    def test_wrong_input_is_answered_and_kept(
        self, force: Force, answers: dict[str, str], errors: dict[str, list[str]]
    ) -> None:
        response = self.ask(force.lead, make_action(leads=[force.post], due="31 March 2024"), **answers)
        form = response.context["form"]
        assert dict(form.errors) == errors
        assert {name: form.data[name] for name in answers} == answers
        assert DateChange.objects.count() == 0

    def test_what_looks_personal_can_be_vouched_for(self, force: Force) -> None:
        action = make_action(leads=[force.post])
        reason = "The helpline, 07700 900123, opens in May."
        assert 'name="not_personal"' in self.ask(force.lead, action, reason=reason).content.decode()
        self.ask(force.lead, action, reason=reason, not_personal="on")
        assert DateChange.objects.get().reason == reason

    def test_another_agency_may_not_ask(self, force: Force) -> None:
        action = make_action(leads=[force.post])
        other = make_person(Role.LEAD_OFFICER, agency=force.council, posts=[force.council_post])
        assert signed_in(other).get(self.address(action)).status_code == 403
        assert self.ask(other, action).status_code == 403
        assert DateChange.objects.count() == 0
