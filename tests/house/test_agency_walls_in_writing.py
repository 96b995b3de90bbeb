"""Nobody writes an update of another agency: not at its own address, nor at any address of one's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from actions.models import Action, ActionLead, DateChange, Plan, ProgressUpdate, UpdateRequest
from governance.models import Appointment, Person, Post, ReportingPeriod, RoleAssignment
from tests.factories import NOW, make_action, make_date_change
from tests.house.boxes import read_form
from tests.house.deeds import DATES, DECISION, WORDS, date
from tests.house.markers import ACTIONS, write_markers
from tests.house.world import OTHER_PLAN, OTHER_QUARTER, PLAN, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

OTHERS = ("none", "mate", "lead2", "spon2", "subg", "chair", "memb", "admin", "audit", "coord2", "chair2")
STATES = {kind: ACTIONS[kind] for kind in ("draft", "ready", "returned", "submitted", "accepted")}
# A typing of the page: the button's name with what it says.
STEPS = ("save", "ready", "submit", "theirs")


@pytest.fixture
def marked(world: World) -> World:
    write_markers(world)
    return world


def police_rows() -> list[dict[str, Any]]:
    """Everything that is the police's: actions, leads, updates, requests, moves of dates, people in posts."""
    of_police = Action.objects.filter(leads__post__agency__slug="police").values("pk")
    rows: list[models.QuerySet[Any, Any]] = [
        Action.objects.filter(pk__in=of_police),
        ActionLead.objects.filter(action__in=of_police),
        ProgressUpdate.objects.filter(action__in=of_police),
        UpdateRequest.objects.filter(action__in=of_police),
        DateChange.objects.filter(action__in=of_police),
        Post.objects.filter(agency__slug="police"),
        Appointment.objects.filter(post__agency__slug="police"),
        RoleAssignment.objects.filter(agency__slug="police"),
    ]
    return [row for found in rows for row in found.order_by("pk").values()]


def update_at(plan: str, reference: str, quarter: str) -> str:
    return reverse("actions:update", args=[plan, reference, quarter])


@pytest.mark.parametrize("state", STATES)
def test_at_its_own_address(marked: World, state: str) -> None:
    address = update_at(PLAN, STATES[state], "2023-Q3")
    revision = marked.request(STATES[state]).latest
    assert revision is not None
    before = police_rows()
    for column in OTHERS:
        for step in STEPS:
            typed = WORDS | {"step": step, "expected_revision": revision.revision}
            status = marked.client(column).post(address, typed).status_code
            assert status == (404 if column == "none" else 403), (column, step)
    assert police_rows() == before


def test_its_lead_writes_it_there(marked: World) -> None:
    """What the test above rests on: the same words at the same address are taken from whose they are."""
    typed = WORDS | {"step": "save", "expected_revision": 1}

    answer = marked.client("lead").post(update_at(PLAN, STATES["draft"], "2023-Q3"), typed)

    assert answer.status_code == 302
    assert marked.request(STATES["draft"]).latest == ProgressUpdate.objects.get(
        action__reference=STATES["draft"], period__year=2023, period__number=3, revision=2
    )


@pytest.mark.parametrize("column", ["lead", "lead2", "coord2", "coord"])
def test_at_an_address_made_of_two_boards(marked: World, column: str) -> None:
    """The action of one plan under the other's name, and a quarter that only the other board has."""
    before = police_rows()
    client = marked.client(column)
    under_the_other = update_at(OTHER_PLAN, STATES["draft"], OTHER_QUARTER)
    in_their_quarter = update_at(PLAN, STATES["draft"], OTHER_QUARTER)
    for step in STEPS:
        typed = WORDS | {"step": step, "expected_revision": 1}
        assert client.post(under_the_other, typed).status_code == 404
        assert client.post(in_their_quarter, typed).status_code == (404 if column == "lead" else 403)
    assert police_rows() == before


def test_at_an_address_of_ones_own(marked: World) -> None:
    """The address alone says whose update is written, whatever the form says beside it."""
    theirs = marked.request(STATES["draft"])
    before = police_rows()
    address = update_at(OTHER_PLAN, "1.1", OTHER_QUARTER)
    keys = {
        "action": theirs.action_id,
        "reference": STATES["draft"],
        "request": theirs.pk,
        "period": theirs.period_id,
        "update": theirs.latest_id,
        "plan": PLAN,
        "quarter": "2023-Q3",
    }

    answer = marked.client("lead2").post(address, WORDS | keys | {"step": "save", "expected_revision": 0})

    assert answer.status_code == 302
    assert ProgressUpdate.objects.get(action__plan__slug=OTHER_PLAN).happened == WORDS["happened"]
    assert police_rows() == before


@dataclass(frozen=True)
class Attempt:
    """An address of one's own, or made of theirs and one's own, and a thing of the police's named there.

    ``own_address`` (the same, when not given) with ``own`` is how one does it to what is one's own.
    """

    column: str
    address: str
    theirs: dict[str, Any]
    own: dict[str, Any]
    own_address: str = ""


def _submit_theirs(world: World) -> Attempt:
    theirs, own = world.request(STATES["ready"]), world.request("13.1")
    return Attempt(
        "spon2", reverse("actions:submit_ready"), {"updates": _key(theirs)}, {"updates": _key(own)}
    )


def _key(request: UpdateRequest) -> str:
    return f"{request.pk}-{request.latest.revision if request.latest else 0}"


def _appoint_to_theirs(world: World) -> Attempt:
    address = reverse("governance:appoint_person", args=[world.people["lead2"].pk])
    own = Post.objects.get(agency__slug="wcc", title__startswith="Community")
    return Attempt("spon2", address, {"post": _their_post().pk}, {"post": own.pk})


def _appoint_theirs(world: World) -> Attempt:
    address = reverse("governance:appoint_to_post", args=[_own_post().pk])
    own = Person.objects.get(email="lead.wcc.youth@demo.example")
    return Attempt("spon2", address, {"person": world.people["lead"].pk}, {"person": own.pk})


def _end_their_appointment(world: World) -> Attempt:
    name, own = "governance:end_appointment", _own_appointment(world)
    address = reverse(name, args=[own.person_id, world.appointment("lead").pk])
    return Attempt("spon2", address, LAST_DAY, LAST_DAY, reverse(name, args=[own.person_id, own.pk]))


def _hand_theirs_over(world: World) -> Attempt:
    own, to = _own_appointment(world), Person.objects.get(email="lead.wcc.youth@demo.example")
    address = reverse("governance:hand_over_posts", args=[own.person_id])
    theirs = {"posts": world.appointment("lead").pk, "to": to.pk, "step": "confirm"}
    return Attempt("spon2", address, theirs, theirs | {"posts": own.pk})


def _hand_over_to_theirs(world: World) -> Attempt:
    own, to = _own_appointment(world), Person.objects.get(email="lead.wcc.youth@demo.example")
    address = reverse("governance:hand_over_posts", args=[own.person_id])
    named = {"posts": own.pk, "to": to.pk, "step": "confirm"}
    return Attempt("spon2", address, named | {"to": world.people["lead"].pk}, named)


def _hand_their_own_over(world: World) -> Attempt:
    name, own = "governance:hand_over_own", _own_appointment(world)
    address = reverse(name, args=[world.appointment("lead").pk])
    return Attempt("lead2", address, {"step": "confirm"}, {"step": "confirm"}, reverse(name, args=[own.pk]))


def _hand_their_action_over(world: World) -> Attempt:
    name, to = "actions:hand_over_actions", Post.objects.get(agency__slug="cps")
    theirs, own = _their_action(world), Action.objects.get(plan__slug=OTHER_PLAN)
    return Attempt(
        "coord2",
        reverse(name, args=[_their_post().pk]),
        {"actions": theirs.pk, "to": to.pk},
        {"actions": own.pk, "to": to.pk},
        reverse(name, args=[_own_post().pk]),
    )


def _continue_in_theirs(world: World) -> Attempt:
    address = reverse("actions:close_action", args=[OTHER_PLAN, "1.1"])
    plan = Plan.objects.get(slug=OTHER_PLAN)
    own = make_action("1.2", plan=plan, objective=plan.objectives.get(number="1"))
    named = {"closure": "merged", **DECISION}
    theirs = named | {"continued_in": _their_action(world).pk}
    return Attempt("coord2", address, theirs, named | {"continued_in": own.pk})


def _decide_theirs(world: World) -> Attempt:
    name, theirs = "actions:decide_date_change", DateChange.objects.waiting().get()
    own = make_date_change(Action.objects.get(plan__slug=OTHER_PLAN))
    named = {"outcome": "refused", **DECISION}
    address, own_address = (reverse(name, args=[OTHER_PLAN, change.pk]) for change in (theirs, own))
    return Attempt("coord2", address, named, named, own_address)


def _ask_about_theirs(world: World) -> Attempt:
    ReportingPeriod.objects.filter(board=world.other_board).update(state="closed", closed_at=NOW)
    named = DATES | {"step": "open", "quarter": "2024-Q1", **_TODAY}
    own = Action.objects.get(plan__slug=OTHER_PLAN)
    address = reverse("actions:open_round", args=[OTHER_PLAN])
    return Attempt("coord2", address, named | {"ask": _their_action(world).pk}, named | {"ask": own.pk})


def _end_their_role(world: World) -> Attempt:
    name, own = "governance:end_role", world.people["lead2"]
    address, own_address = (
        reverse(name, args=[own.pk, person.roles.get().pk]) for person in (world.people["mate"], own)
    )
    return Attempt("admin", address, LAST_DAY, LAST_DAY, own_address)


LAST_DAY = date("last_day", 8, 1, 2024)
_TODAY = date("opens_on", 8, 1, 2024)


def _their_post() -> Post:
    return Post.objects.get(agency__slug="police", title="")


def _own_post() -> Post:
    return Post.objects.get(agency__slug="wcc", title__startswith="Vulnerable")


def _their_action(world: World) -> Action:
    return Action.objects.get(plan=world.plan, reference=STATES["draft"])


def _own_appointment(world: World) -> Appointment:
    return Appointment.objects.get(person=world.people["lead2"], post=_own_post())


ATTEMPTS: list[Callable[[World], Attempt]] = [
    _submit_theirs,
    _appoint_to_theirs,
    _appoint_theirs,
    _end_their_appointment,
    _hand_theirs_over,
    _hand_over_to_theirs,
    _hand_their_own_over,
    _hand_their_action_over,
    _continue_in_theirs,
    _decide_theirs,
    _ask_about_theirs,
    _end_their_role,
]


@pytest.mark.parametrize("make", ATTEMPTS, ids=lambda make: make.__name__.strip("_"))
def test_naming_what_is_theirs_at_an_address_of_ones_own(
    marked: World, make: Callable[[World], Attempt]
) -> None:
    """Nothing of theirs changes; and the same is done to one's own, so that there was something to refuse."""
    attempt = make(marked)
    client = marked.client(attempt.column)
    own_address = attempt.own_address or attempt.address
    boxes = read_form(client.get(own_address).content.decode())
    before = police_rows()

    refused = client.post(attempt.address, boxes | attempt.theirs)
    unchanged = police_rows()
    done = client.post(own_address, boxes | attempt.own)

    assert refused.status_code in (200, 404)
    assert unchanged == before
    assert done.status_code == 302
