"""A draft plan with a route of three bodies, for the tests of sign-off and of versions."""

import datetime as dt
from typing import Any

from actions.models import Approval, Plan, Verdict
from actions.routes import RouteStep, route_in_play
from actions.sign_off import VerdictContent, record_verdict
from governance.models import Person
from tests.factories import NOW, TODAY, make_action, make_group, make_objective, make_plan, make_post

BOARD, PARTNERSHIP, CABINET = "VAWG Board", "Partnership Board", "Cabinet"


def make_draft() -> Plan:
    """A draft of one action, which the three bodies have to agree, one after the other."""
    plan = make_plan(state="draft", short_title="Our plan")
    make_action("1.1", objective=make_objective("1", plan=plan), leads=[make_post()], title="Train officers")
    for order, name in enumerate((BOARD, PARTNERSHIP, CABINET), start=1):
        Approval.objects.create(plan=plan, group=make_group(name), order=order, of_what="The plan")
    return plan


def step_of(plan: Plan, name: str) -> Approval:
    """The body's step on the route in play."""
    steps = [one.approval for one in route_in_play(plan).steps]
    return next(one for one in steps if one.group.name == name)


def answer(
    step: Approval, by: Person, outcome: str = "agreed", on: dt.date = TODAY, **fields: Any
) -> Verdict:
    """The body of the step answers."""
    content = VerdictContent(outcome=outcome, decided_on=on, **fields)
    return record_verdict(step=step, content=content, by=by, at=NOW)


def agree(plan: Plan, by: Person, on: dt.date = TODAY) -> None:
    """All the bodies that are left agree on the day."""
    while (route := route_in_play(plan)).next:
        answer(route.open[0].approval, by, on=on)
    plan.refresh_from_db()


def asked(name: str, of_what: str = "The plan", due: str = "") -> RouteStep:
    return RouteStep(group=make_group(name), of_what=of_what, due_words=due)
