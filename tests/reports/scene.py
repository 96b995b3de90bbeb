"""A plan with two closed quarters and an open one, told with the tracker's own verb of closing.

    scene = make_scene()
    scene.signed_in(scene.chair).get(scene.dashboard)

Q1 and Q2 of 2023-24 are closed, Q3 is open, on the demo's day. Of three actions, 1.1 gets worse each
quarter, 1.2 improves in Q2 and is re-dated, 2.1 is silent; ``more`` adds actions like 1.1.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from actions.models import Action, Plan
from governance.models import Agency, Person, ReportingPeriod
from governance.roles import Role
from reports.snapshots import close_period
from tests.factories import (
    LONDON,
    make_action,
    make_agency,
    make_date_change,
    make_decision,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_post,
    make_request,
    make_update,
)

PATH: dict[str, Any] = {
    "risk": "The trainer may leave.",
    "mitigation": "A second one is found.",
    "issue": "The trainer has left.",
    "path_step": "Hire a trainer.",
    "path_who": "Head of training",
    "path_by": dt.date(2024, 2, 29),
    "ask": "Pay for a trainer.",
}


@dataclass(frozen=True)
class Scene:
    """The plan, its people and its actions by reference."""

    plan: Plan
    police: Agency
    council: Agency
    coordinator: Person
    chair: Person
    member: Person
    lead: Person
    actions: dict[str, Action]
    open_period: ReportingPeriod

    def signed_in(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def url(self, name: str, *args: str) -> str:
        return reverse(f"reports:{name}", args=[self.plan.slug, *args])

    @property
    def dashboard(self) -> str:
        return self.url("dashboard")


def make_scene(*, more: int = 0) -> Scene:
    """The scene of the module's docstring; ``more`` actions stand as 1.1 does."""
    board = make_group("VAWG Board")
    plan = make_plan(board=board)
    police = make_agency("Warwickshire Police", short_name="Police")
    council = make_agency("Warwickshire County Council", short_name="WCC")
    officer, team = make_post(police, "Superintendent"), make_post(council, "Community Safety")
    first, second = make_objective("1", title="Training"), make_objective("2", title="Data")
    actions = {
        "1.1": make_action("1.1", leads=[officer, team], objective=first, title="Train officers"),
        "1.2": make_action("1.2", leads=[team], objective=first, due="30 June 2023", priority="medium"),
        "2.1": make_action("2.1", leads=[officer], objective=second),
    }
    for number in range(more):
        reference = f"1.{number + 3}"
        actions[reference] = make_action(reference, leads=[officer], objective=first)
    coordinator = make_person(Role.COORDINATOR, group=board, name="Coordinator, VAWG partnership")
    _close("2023-Q1", coordinator, actions, {"1.1": "green", "1.2": "red", "2.1": ""})
    _move(actions["1.2"])
    _close("2023-Q2", coordinator, actions, {"1.1": "amber", "1.2": "green", "2.1": ""})
    return Scene(
        plan=plan,
        police=police,
        council=council,
        coordinator=coordinator,
        chair=make_person(Role.BOARD_CHAIR, group=board, name="Chair, VAWG Board"),
        member=make_person(Role.BOARD_MEMBER, group=board, name="Board member, VAWG Board"),
        lead=make_person(Role.LEAD_OFFICER, agency=police, posts=[officer], name="Lead officer"),
        actions=actions,
        open_period=_open(actions),
    )


def _close(quarter: str, by: Person, actions: dict[str, Action], ratings: dict[str, str]) -> None:
    period = make_period("open", quarter=quarter)
    for reference, action in actions.items():
        request = make_request(action, period)
        if rating := ratings.get(reference, ratings["1.1"]):
            said = dt.datetime.combine(period.due_on, dt.time(9), LONDON)
            make_update(request, state="accepted", reported_rating=rating, at=said, **PATH)
    close_period(period=period, by=by, at=dt.datetime.combine(period.due_on, dt.time(17), LONDON))


def _move(action: Action) -> None:
    """The due date of the action moves to March 2024 by a decision of August 2023."""
    at = dt.datetime(2023, 8, 24, 12, tzinfo=LONDON)
    decided = make_decision("Agreed.", decided_on=at.date(), recorded_at=at)
    make_date_change(
        action, to="31 March 2024", state="agreed", decision=decided, reason="The supplier was late."
    )
    action.due_words, action.due_on = "31 March 2024", dt.date(2024, 3, 31)
    action.save()


def _open(actions: dict[str, Action]) -> ReportingPeriod:
    """Q3: 1.1 is submitted as Red, 1.2 is a draft, 2.1 asks for a later date and is silent."""
    period = make_period("open", quarter="2023-Q3")
    for reference, action in actions.items():
        request = make_request(action, period)
        if reference == "1.2":
            make_update(request, state="draft", happened="Words of a draft.")
        elif reference != "2.1":
            make_update(request, state="submitted", call="off_track", reported_rating="red", **PATH)
    make_date_change(actions["2.1"], to="30 June 2024", reason="The system is late.")
    return period
