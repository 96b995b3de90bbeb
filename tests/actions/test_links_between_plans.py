"""Actions of different plans tied together, one agency across plans, and plans of other shapes."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actions.amending import lock_action
from actions.linking import LinkContent, link_action, unlink_action
from actions.models import Action, ActionLink, ActionPartner, InPlace, Measure, Plan
from actions.policies import Refusal, Unfinished
from actions.thresholds import thresholds_on
from governance.models import Event, Person
from governance.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_group,
    make_milestone,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
PAGE = "/plans/vawg-2023-24/actions/1.1/"


@pytest.fixture
def coordinator(client: Client) -> Person:
    person = make_person(Role.COORDINATOR, group=make_group())
    client.force_login(person)
    return person


def _police_plan(**fields: Any) -> Plan:
    return make_plan("police", title="Police plan", board=make_group("Delivery group"), **fields)


def _police_action(reference: str = "2.1.3", **fields: Any) -> Action:
    plan = _police_plan()
    return make_action(reference, objective=make_objective("2.1", plan=plan), **fields)


def _content(**fields: Any) -> LinkContent:
    values: dict[str, Any] = {
        "plan": _police_plan(),
        "reference": "2.1.3",
        "delivers": False,
        "note": "Every breach.",
    }
    return LinkContent(**(values | fields))


class TestLinking:
    def test_both_histories_tell_of_it_and_of_its_end(self, coordinator: Person) -> None:
        ours, theirs = make_action("1.1"), _police_action()
        link = link_action(action=ours, content=_content(), by=coordinator, at=NOW)
        assert (link.action, link.other, link.note) == (theirs, ours, "Every breach.")
        unlink_action(link=link, by=coordinator, at=NOW)
        told = [[(e.verb, e.sentence) for e in Event.objects.about(one)] for one in (ours, theirs)]
        assert told == [
            [
                ("removed a link", "2.1.3 of Police plan delivers it."),
                ("linked", "2.1.3 of Police plan delivers it."),
            ],
            [
                ("removed a link", "It delivers 1.1 of Delivery plan 2023-24."),
                ("linked", "It delivers 1.1 of Delivery plan 2023-24."),
            ],
        ]
        assert ActionLink.objects.count() == 0

    def test_what_cannot_be_linked_is_told(self, coordinator: Person) -> None:
        ours, theirs = make_action("1.1"), _police_action()
        ActionLink.objects.create(action=ours, other=theirs, made_at=NOW)
        wrong: dict[tuple[str, str], dict[str, Any]] = {
            ("plan", "Choose another plan. Within one plan an action waits on another."): {"plan": ours.plan},
            ("reference", "Enter the reference of the other action, such as 2.1.3."): {"reference": " "},
            ("reference", "Police plan has no action 9. Enter its reference."): {"reference": "9"},
            ("reference", "Action 2.1.3 is linked to this one already."): {},
            ("note", "Keep the note to 300 characters or fewer."): {"note": "a" * 301, "reference": "2.2.2"},
        }
        _police_action("2.2.2")
        for problem, fields in wrong.items():
            with pytest.raises(Unfinished) as refused:
                link_action(action=ours, content=_content(**fields), by=coordinator, at=NOW)
            assert refused.value.problems == [problem]

    def test_page_links_and_removes(self, client: Client, coordinator: Person) -> None:
        make_action("1.1"), _police_action()
        typed = {"plan": _police_plan().pk, "reference": "2.1.3", "direction": "theirs"}
        answer = client.post(f"{PAGE}links/add/", typed, follow=True)
        assert "Linked: 2.1.3 delivers 1.1." in answer.content.decode()
        assert "/plans/police/actions/2.1.3/" in answer.content.decode()
        remove = f"{PAGE}links/{ActionLink.objects.get().pk}/remove/"
        assert "Remove the link" in client.get(remove).content.decode()
        assert ActionLink.objects.count() == 1
        client.post(remove)
        assert (ActionLink.objects.count(), client.get(remove).status_code) == (0, 404)

    def test_a_link_of_other_actions_cannot_be_removed_from_here(
        self, client: Client, coordinator: Person
    ) -> None:
        make_action("1.1")
        link = ActionLink.objects.create(action=_police_action(), other=make_action("1.2"), made_at=NOW)
        assert client.post(f"{PAGE}links/{link.pk}/remove/").status_code == 404

    def test_an_action_of_a_plan_that_one_may_not_read_is_not_shown(
        self, client: Client, coordinator: Person
    ) -> None:
        ours, theirs = make_action("1.1"), _police_action(title="Secret of a draft")
        ActionLink.objects.create(action=theirs, other=ours, made_at=NOW)
        assert "Secret of a draft" in client.get(PAGE).content.decode()
        Plan.objects.filter(slug="police").update(state="draft")
        assert "Secret of a draft" not in client.get(PAGE).content.decode()


def test_what_hangs_on_an_action_is_shown_in_its_order(client: Client, coordinator: Person) -> None:
    action = make_action("1.1")
    for order, words in enumerate(["Fewer calls.", "More reports."]):
        Measure.objects.create(action=action, words=words, order=order)
        ActionPartner.objects.create(action=action, name=f"Partner {order}", order=order)
    make_milestone(action, "Later step", "May 2023"), make_milestone(action, "First step", "April 2023")
    ActionLink.objects.create(action=_police_action(title="Theirs"), other=action, made_at=NOW, note="So.")
    shown = client.get(PAGE).context["page"].particulars
    assert [one.words for one in shown.measures] == ["Fewer calls.", "More reports."]
    assert [one.words for one in shown.partners] == ["Partner 0", "Partner 1"]
    assert [(one.words, one.note) for one in shown.milestones] == [
        ("First step", "April 2023"),
        ("Later step", "May 2023"),
    ]
    tied = shown.delivered_by[0]
    assert (tied.reference, tied.slug, tied.plan, tied.words, tied.note) == (
        "2.1.3", "police", "Police plan", "Theirs", "So."
    )  # fmt: skip
    assert shown.delivers == ()


class TestPlansOfOtherShapes:
    def test_upper_objectives_may_hold_the_actions(self, client: Client, coordinator: Person) -> None:
        plan = make_plan(lower_level="Outcome")
        upper = make_objective("1", parent=None, title="Prevention")
        make_objective("1.1", parent=upper), make_objective("2", parent=None, title="Provision")
        make_action("1-1", objective=upper)
        page = client.get("/plans/vawg-2023-24/")
        sections = page.context["table"].sections
        assert [(s.objective, s.opens, len(s.rows)) for s in sections] == [(None, upper, 1)]
        assert "1. Prevention" in page.content.decode()
        assert page.context["form"].fields["objective"].label == "Outcome"
        add = client.get("/plans/vawg-2023-24/actions/add/").context["form"]
        choices = [words for _, group in add.fields["objective"].choices[1:] for _, words in group]
        assert choices == ["1. Prevention", "1.1. Objective 1.1", "2. Provision"]
        assert plan.objectives.count() == 3

    def test_a_closed_plan_is_read_and_not_changed(self, client: Client, coordinator: Person) -> None:
        action = make_action("1.1", plan=make_plan(state="closed"))
        page = client.get("/plans/vawg-2023-24/")
        assert "This plan is closed." in page.content.decode()
        assert "Add an action" not in page.content.decode()
        assert (page.context["table"].is_rated, page.context["table"].width) == (False, 4)
        said = "This plan is closed, so nothing in it can be changed."
        for address in ("actions/add/", "objectives/1/edit/"):
            assert said in client.get(f"/plans/vawg-2023-24/{address}", follow=True).content.decode()
        shown = client.get(PAGE).context["page"]
        assert [
            shown.may_edit,
            shown.may_hold,
            shown.may_close,
            shown.may_ask_date,
            shown.may_ask_question,
        ] == [False] * 5
        with pytest.raises(Refusal, match=said):
            lock_action(action, expected_version=1)

    def test_a_plan_has_limits_of_its_own_from_a_date(self) -> None:
        plan = make_plan(thresholds_from=TODAY, overdue_days=10, slip_days=20, missed_updates=1)
        own, before = (thresholds_on(TODAY - dt.timedelta(days=days), plan=plan) for days in (0, 1))
        assert (own.overdue_days, own.slip_days, own.missed_updates) == (10, 20, 1)
        assert (before.overdue_days, before.slip_days, before.missed_updates) == (30, 92, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    police = make_post(make_agency("Warwickshire Police"), "")
    for number in range(count):
        plan = make_plan(f"plan-{number}", title=f"Plan {number}", board=make_group(f"Board {number}"))
        upper = make_objective("1", plan=plan, parent=None)
        InPlace.objects.create(objective=upper, words="A helpline", order=1)
        action = make_action(
            f"1.{number}", objective=make_objective("1.1", plan=plan, parent=upper), leads=[police]
        )
        Measure.objects.create(action=action, words="Fewer.", order=1)
        make_update(make_request(action, make_period(board=plan.board)), state="accepted")
    client.get("/healthz")
    # The shell's four, plan of the menu; agencies, actions, leads, periods, requests, moves.
    with django_assert_num_queries(11):
        page = client.get("/across-plans/?agency=warwickshire-police")
    assert [(one.plan.slug, one.rows[0].part) for one in page.context["page"].plans] == [
        (f"plan-{number}", "Accountable lead") for number in range(count)
    ]
    # The shell's four, plan; objectives, in place, measures, interdependencies, versions, route,
    # equality, meanings.
    with django_assert_num_queries(13):
        client.get("/plans/plan-0/about/")


def test_across_plans_asks_for_an_agency_and_says_when_there_is_none(
    client: Client, coordinator: Person
) -> None:
    make_action("1.1", leads=[make_post(make_agency("Warwickshire Police"), "")])
    assert "Choose an agency" in client.get("/across-plans/").content.decode()
    assert (
        "No agency with actions goes by that name." in client.get("/across-plans/?agency=x").content.decode()
    )
