"""The sign-off route: in order, with dates and refusals; a plan is a draft until the last body agrees."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.test import Client

from actions.models import Approval, Plan, Verdict
from actions.policies import Refusal, Unfinished
from actions.routes import RouteStep, route_in_play
from actions.sign_off import set_route
from actions.versions import VersionContent, record_version
from governance.models import AppendOnlyError, Decision, Event, Meeting, Person
from governance.roles import Role
from tests.actions.signing import BOARD, CABINET, PARTNERSHIP, agree, answer, asked, make_draft, step_of
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_group,
    make_person,
    make_plan,
    make_role,
)
from tests.pages import words_of
from tests.races import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
YESTERDAY = TODAY - dt.timedelta(days=1)
ABOUT = "/plans/vawg-2023-24/about/"


def _set(plan: Plan, by: Person, *steps: RouteStep) -> list[tuple[str, str, str, bool]]:
    """Body, of what, when due and whether it is needed of each step, once these are to agree."""
    newest = Event.objects.about(plan).first()
    set_route(plan=plan, steps=steps, expected=newest.pk if newest else 0, by=by, at=NOW)
    rows = route_in_play(plan).steps
    return [(r.group.name, r.of_what, r.due_words, r.needed) for r in (one.approval for one in rows)]


class TestAnswering:
    def test_the_last_body_brings_the_plan_into_force(self, coordinator: Person) -> None:
        plan = make_draft()
        answer(step_of(plan, BOARD), coordinator, on=YESTERDAY, reference="24/1")
        answer(step_of(plan, PARTNERSHIP), coordinator, "approved")
        plan.refresh_from_db()
        assert (plan.state, plan.version, plan.versions.count()) == ("draft", "", 0)
        answer(step_of(plan, CABINET), coordinator, text="Agreed as circulated.")
        plan.refresh_from_db()
        assert (plan.state, plan.version) == ("agreed", "1.0")
        version = plan.versions.get()
        assert (version.number, version.dated_on, version.by, version.approvals.count()) == (
            1, TODAY, coordinator, 3
        )  # fmt: skip
        told = [(event.verb, event.sentence) for event in Event.objects.about(plan)]
        assert told == [
            ("agreed", "Version 1.0 is in force from 8 January 2024."),
            ("recorded an answer", "Cabinet agreed on 8 January 2024: Agreed as circulated."),
            (
                "recorded an answer",
                "Partnership Board approved on 8 January 2024: Approved: the plan (Our plan).",
            ),
            (
                "recorded an answer",
                "VAWG Board agreed on 7 January 2024, minute 24/1: Agreed: the plan (Our plan).",
            ),
        ]
        assert Decision.objects.filter(group__name=CABINET).get().decided_on == TODAY

    def test_a_refusal_keeps_its_turn_and_a_later_attempt_follows(self, coordinator: Person) -> None:
        plan = make_draft()
        answer(step_of(plan, BOARD), coordinator, on=YESTERDAY)
        answer(step_of(plan, PARTNERSHIP), coordinator, "refused", YESTERDAY, text="No costs.")
        with pytest.raises(Refusal, match=f"{CABINET} comes after {PARTNERSHIP}"):
            answer(step_of(plan, CABINET), coordinator)
        answer(step_of(plan, PARTNERSHIP), coordinator)
        found = Verdict.objects.filter(step__group__name=PARTNERSHIP)
        assert [(one.outcome, one.decision.text, one.note) for one in found] == [
            ("refused", "No costs.", "No costs."),
            ("agreed", "Agreed: the plan (Our plan).", ""),
        ]

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"on": YESTERDAY - dt.timedelta(days=1)}, ("decided_on",
             "VAWG Board decided on 7 January 2024. What comes after it cannot be dated before that.")),
            ({"on": TODAY + dt.timedelta(days=1)},
             ("decided_on", "The date of the decision must be today or in the past.")),
            ({"outcome": "refused", "text": " "},
             ("text", "Say why Partnership Board refused, so that the next attempt can answer it.")),
            ({"outcome": "noted", "text": "Noted."}, ("outcome", "Choose what the body answered.")),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_told_and_nothing_is_written(
        self, coordinator: Person, fields: dict[str, Any], problem: tuple[str, str]
    ) -> None:
        plan = make_draft()
        answer(step_of(plan, BOARD), coordinator, on=YESTERDAY)
        with pytest.raises(Unfinished) as refused:
            answer(step_of(plan, PARTNERSHIP), coordinator, **fields)
        assert refused.value.problems == [problem]
        assert (Verdict.objects.count(), Decision.objects.count()) == (1, 1)

    def test_out_of_order_twice_and_closed_are_refused(self, coordinator: Person) -> None:
        plan = make_draft()
        third = step_of(plan, CABINET)
        for said in (
            "Cabinet comes after VAWG Board, which has not agreed yet (the plan). "
            "Record the answer of VAWG Board first.",
            "Cabinet comes after Partnership Board, which has not agreed yet (the plan). "
            "Record the answer of Partnership Board first.",
        ):
            with pytest.raises(Refusal) as refused:
                answer(third, coordinator)
            assert str(refused.value) == said
            answer(route_in_play(plan).open[0].approval, coordinator)
        with pytest.raises(Refusal, match="VAWG Board agreed this on 8 January 2024 already"):
            answer(step_of(plan, BOARD), coordinator)
        Plan.objects.update(state="closed")
        with pytest.raises(Refusal, match="This plan is closed"):
            answer(third, coordinator)

    def test_an_answer_is_never_changed(self, coordinator: Person) -> None:
        verdict = answer(step_of(make_draft(), BOARD), coordinator)
        with pytest.raises(AppendOnlyError):
            verdict.save()
        with pytest.raises(AppendOnlyError):
            Verdict.objects.all().delete()


class TestRoute:
    def test_open_steps_are_set_and_what_was_answered_stays(self, coordinator: Person) -> None:
        plan = make_draft()
        answer(step_of(plan, BOARD), coordinator, on=YESTERDAY)
        answer(step_of(plan, PARTNERSHIP), coordinator, "refused", YESTERDAY, text="No costs.")
        kept = step_of(plan, CABINET).pk
        scrutiny = asked("Scrutiny", "The costs", "Feb 2024")
        assert _set(plan, coordinator, scrutiny, asked(CABINET, due="March 2024")) == [
            (BOARD, "The plan", "", True),
            (PARTNERSHIP, "The plan", "", False),
            ("Scrutiny", "The costs", "Feb 2024", True),
            (CABINET, "The plan", "March 2024", True),
        ]
        assert step_of(plan, CABINET).pk == kept
        assert Event.objects.about(plan)[0].changes == {
            "still to agree": [
                "Partnership Board (The plan), Cabinet (The plan)",
                "Scrutiny (The costs, due Feb 2024), Cabinet (The plan, due March 2024)",
            ]
        }
        with pytest.raises(Refusal, match="Partnership Board was taken off the route after it refused"):
            answer(Approval.objects.get(group__name=PARTNERSHIP), coordinator)
        agree(plan, coordinator)
        assert plan.state == "agreed"
        with pytest.raises(Refusal, match="Our plan waits for nobody"):
            _set(plan, coordinator, scrutiny)

    def test_what_is_wrong_with_a_route_is_told(self, coordinator: Person) -> None:
        plan = make_draft()
        with pytest.raises(Unfinished) as refused:
            _set(plan, coordinator, asked(BOARD, " "), asked(CABINET, due="soon"))
        assert [field for field, _ in refused.value.problems] == ["of_what_0", "due_1"]
        assert (
            refused.value.problems[0][1] == "Say what VAWG Board is asked to approve, such as The strategy."
        )
        with pytest.raises(Unfinished, match="Choose at least one body that has still to agree"):
            _set(plan, coordinator)
        with pytest.raises(Refusal, match="Somebody changed the plan after you opened this page"):
            set_route(plan=plan, steps=[asked(BOARD)], expected=99, by=coordinator, at=NOW)


class TestPages:
    def test_the_route_is_set_and_answered_in_the_browser(self, client: Client, coordinator: Person) -> None:
        plan = make_draft()
        route = "/plans/vawg-2023-24/route/"
        form = client.get(route).context["form"]
        assert [(row.place.value(), row.of_what.value()) for row in form.rows] == [
            (1, "The plan"), (2, "The plan"), (3, "The plan"), (None, None), (None, None)
        ]  # fmt: skip
        first, third = str(make_group(BOARD).pk), str(make_group(CABINET).pk)
        typed = {"expected": "0", "place_0": "2", "group_0": third, "of_what_0": "", "due_0": "Feb 2024"}
        typed |= {"place_1": "1", "group_1": first, "of_what_1": "The strategy"}
        shown = client.post(route, typed).context["form"]
        assert shown.errors == {"of_what_0": ["Say what Cabinet is asked to approve, such as The strategy."]}
        assert shown["due_0"].value() == "Feb 2024"
        twice = client.post(route, typed | {"place_1": "2", "group_2": "", "of_what_2": "The rest"})
        assert twice.context["form"].errors == {
            "group_2": ["Choose the body that is asked, or empty its other boxes."],
            "place_1": ["Two bodies stand at place 2. Give each its own."],
        }
        personal = typed | {"of_what_0": "The plan for CV34 4RL"}
        asked = client.post(route, personal)
        assert asked.context["form"].errors == {
            "of_what_0": [
                "This looks like a full postcode. Take it out, or say that it is not about a person."
            ]
        }
        assert "I have checked: what looks personal is not" in words_of(asked.content.decode())
        assert client.post(route, personal | {"not_personal": "on"}).status_code == 302
        newest = Event.objects.about(plan)[0].pk
        client.post(route, typed | {"of_what_0": "The plan", "expected": newest})
        page = words_of(client.get(ABOUT).content.decode())
        assert "This plan is a draft: it comes into force when the last body below has agreed." in page
        assert "VAWG Board Next The strategy. Due date to be set" in page
        assert "Cabinet Not yet The plan. Due February 2024" in page
        assert "A draft, which the VAWG Board has to agree next." in words_of(
            client.get("/plans/vawg-2023-24/").content.decode()
        )
        early = f"/plans/vawg-2023-24/approvals/{step_of(plan, CABINET).pk}/"
        told = words_of(client.get(early, follow=True).content.decode())
        assert "Cabinet comes after VAWG Board, which has not agreed yet (the strategy)." in told
        words = {"outcome": "refused", "text": "Costs are missing.", "decided_on_day": "8"}
        words |= {"decided_on_month": "1", "decided_on_year": "2024"}
        sent = client.post(early, words)
        assert "Cabinet comes after VAWG Board" in words_of(sent.content.decode())
        assert sent.context["form"]["text"].value() == "Costs are missing."
        done = client.post(f"/plans/vawg-2023-24/approvals/{step_of(plan, BOARD).pk}/", words, follow=True)
        told = words_of(done.content.decode())
        assert "Recorded: VAWG Board refused. It stays next on the route." in told
        assert "VAWG Board Refused The strategy Refused on 8 January 2024 Costs are missing." in told

    def test_partners_read_it_once_it_is_agreed_and_change_nothing(
        self, client: Client, coordinator: Person
    ) -> None:
        plan = make_draft()
        step = step_of(plan, BOARD)
        client.force_login(make_person(Role.LEAD_OFFICER, agency=make_agency()))
        assert client.get(ABOUT).status_code == 404
        agree(plan, coordinator)
        page = words_of(client.get(ABOUT).content.decode())
        assert "Version 1.0 is in force since 8 January 2024: every body on its route has agreed." in page
        assert "Record" not in page
        assert client.get(f"/plans/vawg-2023-24/approvals/{step.pk}/").status_code == 403
        elsewhere = make_plan("other", board=make_group("Other"))
        assert client.get(f"/plans/{elsewhere.slug}/approvals/{step.pk}/").status_code == 403

    def test_a_step_of_another_plan_is_not_found(self, client: Client, coordinator: Person) -> None:
        step = step_of(make_draft(), BOARD)
        make_plan("second")
        assert client.get(f"/plans/second/approvals/{step.pk}/").status_code == 404


def test_a_group_is_told_what_it_has_to_agree_next(client: Client, coordinator: Person) -> None:
    plan = make_draft()
    told = []
    for name in (BOARD, PARTNERSHIP, CABINET):
        pages = [words_of(client.get(f"/groups/{make_group(one).slug}/").content.decode())
                 for one in (BOARD, PARTNERSHIP, CABINET)]  # fmt: skip
        told.append(["Waits for its agreement Our plan : the plan" in page for page in pages])
        answer(step_of(plan, name), coordinator)
    assert told == [[True, False, False], [False, True, False], [False, False, True]]
    assert not Approval.objects.next().exists()
    make_action("1.2", objective=plan.objectives.get(number="1"))
    route = [asked(PARTNERSHIP), asked(BOARD)]
    content = VersionContent(name="1.1", reason="One more.", dated_on=TODAY, route=route)
    record_version(plan=plan, content=content, expected=1, by=coordinator, at=NOW)
    assert [str(one) for one in Approval.objects.next()] == ["Partnership Board: The plan"]
    meeting = Meeting.objects.create(group=make_group(PARTNERSHIP), on=TODAY)
    make_role(coordinator, Role.COORDINATOR, group=make_group(PARTNERSHIP))
    agenda = words_of(client.get(f"/meetings/{meeting.pk}/agenda/").content.decode())
    assert "2. To agree, as the next on the sign-off route Our plan, version 1.1 : the plan" in agenda


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts() -> None:
    plan = make_draft()
    people = [make_person(name=name) for name in ("First", "Second")]
    step = step_of(plan, BOARD)

    answers = together([partial(answer, step, by) for by in people])

    [told] = [one for one in answers if isinstance(one, Refusal)]
    assert str(told) == "VAWG Board agreed this on 8 January 2024 already."
    assert (Verdict.objects.count(), Decision.objects.count()) == (1, 1)
