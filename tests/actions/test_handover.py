"""What a post leads goes to another post; actions that nobody can act for are listed."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from actions.handover import hand_over_actions, open_work_of
from actions.leaderless import find_leaderless
from actions.models import Action, ActionLead
from actions.policies import Unfinished
from governance.models import Appointment, Event, Person, Post
from governance.roles import Role
from tests.factories import (
    LONG_AGO,
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_decision,
    make_group,
    make_objective,
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


def _get(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _rows(page: str) -> list[str]:
    rows = re.findall(r'<tr class="govuk-table__row">(.*?)</tr>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows][1:]


def _errors(page: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]+>", " ", part).split())
        for part in re.findall(r'class="govuk-error-message">(.*?)</p>', page, re.DOTALL)
    ]


@pytest.mark.usefixtures("demo_clock")
def test_the_list_offers_each_reader_what_they_may_do(client: Client) -> None:
    police, council = make_agency("Police"), make_agency("Council")
    vacant, other = make_post(police, "Vacant"), make_post(council, "Vacant")
    Post.objects.filter(pk=other.pk).update(ends_on=LONG_AGO)
    make_action("1.1", leads=[vacant], title="Train officers")
    make_action("1.2", leads=[other], supporting=[vacant], title="Fund refuges")
    make_action("1.3", title="Unled")
    make_action("1.4", leads=[vacant], status="complete", completed_on=TODAY)
    make_action("9.1", leads=[vacant], plan=make_plan("draft", state="draft"))
    appoint = "Appoint somebody to Police, Vacant"
    first, second = "Hand the action over : 1.1 Train officers", "Hand the action over : 1.2 Fund refuges"
    led = "1.1 Train officers Police, Vacant Nobody holds the post."
    funded = "1.2 Fund refuges Council, Vacant The post ended on 1 January 2020."
    unled = "1.3 Unled None The plan names no accountable lead. Name a lead when you change the action."

    client.force_login(make_person(Role.COORDINATOR, group=make_group()))
    assert _rows(_get(client, "/people/no-active-lead/")) == [
        f"{led} {appoint} {first}",
        f"{funded} {second}",
        unled,
    ]
    client.force_login(make_person(Role.AUDITOR))
    assert _rows(_get(client, "/people/no-active-lead/")) == [led, funded, unled]
    client.force_login(make_person(Role.AGENCY_SPONSOR, agency=police))
    assert _rows(_get(client, "/people/no-active-lead/")) == [f"{led} {appoint}"]
    client.force_login(make_person(Role.LEAD_OFFICER, agency=police))
    assert client.get("/people/no-active-lead/").status_code == 403


@pytest.mark.usefixtures("demo_clock")
def test_when_everybody_has_somebody_the_list_says_so(client: Client) -> None:
    post = make_post()
    make_person(posts=[post])
    make_action(leads=[post])
    client.force_login(make_person(Role.ADMINISTRATOR))

    assert "Every open action has somebody who can act for it." in _get(client, "/people/no-active-lead/")


@pytest.mark.usefixtures("demo_clock")
def test_the_list_costs_the_same_queries_however_long_it_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_person(Role.ADMINISTRATOR))
    client.get("/people/")
    for number in (1, 10):
        for _ in range(number):
            make_action(leads=[make_post(title=f"Post {Action.objects.count()}")])
        with django_assert_num_queries(8) as counted:
            assert isinstance(counted, CaptureQueriesContext)
            _get(client, "/people/no-active-lead/")


@pytest.mark.usefixtures("demo_clock")
def test_a_coordinator_hands_chosen_actions_over(client: Client) -> None:
    old, new = make_post(title="Old"), make_post(title="New")
    first, second = make_action("1.1", leads=[old]), make_action("1.2", leads=[old])
    elsewhere = make_plan("elsewhere", board=make_group("Other board"))
    foreign = make_action("9.1", leads=[old], plan=elsewhere, objective=make_objective("9", plan=elsewhere))
    client.force_login(make_person(Role.COORDINATOR, group=make_group()))
    path = f"/people/posts/{old.pk}/actions/"
    page = _get(client, f"{path}?action=1.2")
    boxes = re.findall(r'name="actions" type="checkbox" value="(\d+)"( checked)?', page)
    assert boxes == [(str(first.pk), ""), (str(second.pk), " checked")]

    assert _errors(client.post(path, {}).content.decode()) == [
        "Error: Choose at least one action to hand over.",
        "Error: Choose the post that takes over.",
    ]
    stolen = client.post(path, {"actions": [foreign.pk], "to": new.pk}).content.decode()
    assert _errors(stolen) == [
        "Error: One of these actions has been handed over since. Look at the list again."
    ]
    done = client.post(path, {"actions": [second.pk], "to": new.pk}, follow=True).content.decode()

    assert "Handed 1 action over to Warwickshire Police, New." in done
    assert (_leads(first), _leads(second), _leads(foreign)) == (
        [("Old", "accountable", 1)],
        [("New", "accountable", 1)],
        [("Old", "accountable", 1)],
    )
    assert "leads and supports no open action" in _get(client, f"/people/posts/{make_post().pk}/actions/")


@pytest.mark.usefixtures("demo_clock")
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_may_not_change_the_plan_hands_no_action_over(client: Client, role: Role) -> None:
    post = make_post()
    make_action(leads=[post])
    client.force_login(make_person(role))

    assert client.get(f"/people/posts/{post.pk}/actions/").status_code == 403
