"""What a post leads goes to another post; actions that nobody can act for are listed."""

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from actions.handover import hand_over_actions, open_work_of
from actions.leaderless import find_leaderless
from actions.models import Action, ActionLead
from actions.policies import Unfinished
from governance.models import Appointment, Event, Person, Post
from tests.factories import (
    LONG_AGO,
    NOW,
    TODAY,
    make_action,
    make_decision,
    make_person,
    make_plan,
    make_post,
)

pytestmark = pytest.mark.django_db


def _leads(action: Action) -> list[tuple[str, str, int]]:
    rows = ActionLead.objects.filter(action=action).order_by("order")
    return [(lead.post.title, lead.role, lead.order) for lead in rows]


def test_open_work_is_what_a_post_leads_or_supports_and_is_not_finished() -> None:
    post = make_post()
    led, supported = (
        make_action(leads=[post]),
        make_action(leads=[make_post(title="Other")], supporting=[post]),
    )
    make_action(leads=[make_post(title="Other")])
    make_action(leads=[post], status="complete", completed_on=TODAY)
    make_action(leads=[post], status="closed", closure_decision=make_decision())
    past = make_plan("past", state="closed")
    make_action(leads=[post], plan=past)

    assert list(open_work_of([post.pk])) == [led, supported]


def test_chosen_actions_go_to_another_post_with_their_history() -> None:
    old, new, other = make_post(title="Old"), make_post(title="New"), make_post(title="Other")
    led = make_action("1.1", leads=[old, other])
    supported = make_action("1.2", leads=[other], supporting=[old])
    kept = make_action("1.3", leads=[old])
    coordinator = make_person(name="Coordinator")

    changed = hand_over_actions(post=old, to=new, actions=[led, supported], by=coordinator, at=NOW)

    assert changed == [led, supported]
    assert _leads(led) == [("New", "accountable", 1), ("Other", "joint", 2)]
    assert _leads(supported) == [("Other", "accountable", 1), ("New", "supporting", 2)]
    assert _leads(kept) == [("Old", "accountable", 1)]
    assert list(Action.objects.order_by("order").values_list("version", flat=True)) == [2, 2, 1]
    event = Event.objects.about(led).get()
    assert (event.by_name, event.verb, event.sentence, event.changes) == (
        "Coordinator",
        "handed over",
        "Handed over from Warwickshire Police, Old to Warwickshire Police, New",
        {
            "leads": [
                "Warwickshire Police, Old (accountable lead); Warwickshire Police, Other (joint lead)",
                "Warwickshire Police, New (accountable lead); Warwickshire Police, Other (joint lead)",
            ]
        },
    )


def test_a_post_that_is_named_already_keeps_the_stronger_part() -> None:
    old, new = make_post(title="Old"), make_post(title="New")
    supports = make_action(leads=[old], supporting=[new])
    leads = make_action(leads=[new, make_post(title="Third")], supporting=[old])

    hand_over_actions(post=old, to=new, actions=[supports, leads], by=make_person(), at=NOW)

    assert _leads(supports) == [("New", "accountable", 1)]
    assert _leads(leads) == [("New", "accountable", 1), ("Third", "joint", 2)]


def test_any_number_of_actions_costs_the_same_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = make_person()
    for number in (1, 3):
        old, new = make_post(title=f"Old {number}"), make_post(title=f"New {number}")
        actions = [make_action(leads=[old]) for _ in range(number)]
        with django_assert_num_queries(10) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            hand_over_actions(post=old, to=new, actions=actions, by=person, at=NOW)


def test_what_a_hand_over_needs() -> None:
    old, ended, person = make_post(title="Old"), make_post(title="Ended"), make_person()
    Post.objects.filter(pk=ended.pk).update(ends_on=LONG_AGO)
    ended.refresh_from_db()
    foreign = make_action(leads=[make_post(title="Other")])

    for to, actions, problems in (
        (
            old,
            [],
            [
                ("actions", "Choose at least one action to hand over."),
                ("to", "Choose another post than the one that hands over."),
            ],
        ),
        (
            ended,
            [foreign],
            [("to", "Warwickshire Police, Ended ended on 1 January 2020. Choose a post that goes on.")],
        ),
        (
            make_post(title="New"),
            [foreign],
            [
                (
                    "actions",
                    "Warwickshire Police, Old no longer leads or supports these. Look at the list again.",
                )
            ],
        ),
    ):
        with pytest.raises(Unfinished) as unfinished:
            hand_over_actions(post=old, to=to, actions=actions, by=person, at=NOW)
        assert unfinished.value.problems == problems
    assert Event.objects.count() == 0


def test_an_action_that_nobody_can_act_for_is_listed_with_the_reason(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    posts = {
        name: make_post(title=name) for name in ("Vacant", "Ended", "Disabled", "Past", "Deputy", "Held")
    }
    make_person(posts=[posts["Ended"], posts["Held"]], name="Officer")
    make_person(deputy_for=[posts["Deputy"]])
    make_person(posts=[posts["Disabled"]], name="B")
    make_person(deputy_for=[posts["Disabled"]], name="A")
    Person.objects.filter(name__in=["A", "B"]).update(is_active=False)
    make_person(posts=[posts["Past"]])
    Appointment.objects.filter(post=posts["Past"]).update(ends_on=TODAY - dt.timedelta(days=1))
    Post.objects.filter(title="Ended").update(ends_on=LONG_AGO)
    actions = {name: make_action(leads=[post], title=name) for name, post in posts.items()}
    unled = make_action(supporting=[posts["Held"]], title="Nobody")
    make_person(posts=[make_post(title="Supporter")])

    with django_assert_num_queries(3) as counted:
        assert isinstance(counted, CaptureQueriesContext)
        found = find_leaderless(Action.objects.all(), at=TODAY)

    assert [(row.action, row.post, row.reason) for row in found] == [
        (actions["Vacant"], posts["Vacant"], "Nobody holds the post."),
        (actions["Ended"], posts["Ended"], "The post ended on 1 January 2020."),
        (actions["Disabled"], posts["Disabled"], "A and B may no longer sign in."),
        (actions["Past"], posts["Past"], "Nobody holds the post."),
        (unled, None, "The plan names no accountable lead."),
    ]
