"""Verbs of the sign-off route: set whom a plan is put to, and record what the next body answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from actions import policies
from actions.models import Approval, Plan, PlanState, PlanVersion, Verdict, VerdictOutcome
from actions.models.sign_off import GIVEN
from actions.plan_settings import newest_change
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.routes import (
    Route,
    RouteStep,
    Step,
    find_route_problems,
    route_in_play,
    route_in_words,
    write_route,
)
from actions.versions import FIRST, bring_into_force, keep_version, lock_promises
from governance.days import in_words
from governance.decisions import DecisionContent, find_decision_problems, record_decision
from governance.history import record
from governance.models import Person


@dataclass(frozen=True, kw_only=True)
class VerdictContent:
    """What a body answered, when, and by which minute. A refusal says why; an approval may say nothing."""

    outcome: str
    decided_on: dt.date
    text: str = ""
    reference: str = ""
    not_personal: bool = False


def check_route_open(plan: Plan, route: Route) -> None:
    """Raises Refusal unless somebody has still to agree: the plan is a draft, or its newest version waits."""
    policies.check_plan_open(plan)
    if plan.state != PlanState.DRAFT and route.next is None:
        raise Refusal(
            f"{plan} waits for nobody: every body on its route has agreed. "
            "To put it to another, record a new version."
        )


@transaction.atomic
def set_route(
    *,
    plan: Plan,
    steps: Sequence[RouteStep],
    expected: int,
    by: Person,
    at: dt.datetime,
    not_personal: bool = False,
) -> Route:
    """Say which bodies have still to agree, in order, of what and by when; those that agreed stay.

    ``expected`` is the plan's newest change when the page was opened. Raises Refusal, and Unfinished
    (``group_0`` and the fields of ``find_route_problems``).
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    route = route_in_play(held)
    check_route_open(held, route)
    if newest_change(held) != expected:
        raise Refusal(
            "Somebody changed the plan after you opened this page. Open it again to read the route."
        )
    problems = find_route_problems(steps, excused=not_personal)
    if not steps:
        problems.append(("group_0", "Choose at least one body that has still to agree."))
    if problems:
        raise Unfinished(problems)
    before = route_in_words(one.approval for one in route.open)
    write_route(held, route.version, steps, after=route)
    changed = route_in_play(held)
    after = route_in_words(one.approval for one in changed.open)
    if before != after:
        changes = {"still to agree": (before, after)}
        record(by=by, at=at, subject=held, verb="changed the sign-off route", changes=changes)
    return changed


@transaction.atomic
def record_verdict(*, step: Approval, content: VerdictContent, by: Person, at: dt.datetime) -> Verdict:
    """Write down what the body of a step decided. The last to agree brings the plan or version into force.

    Raises Refusal when it is not that body's turn, and Unfinished (``outcome``, ``decided_on``, ``text``,
    ``reference``).
    """
    held = Plan.objects.select_for_update().get(pk=step.plan_id)
    route = route_in_play(held)
    asked = check_turn(held, route, step)
    decision = _decision(asked, content)
    problems = _problems(content, asked, route)
    told = {field for field, _ in problems}
    problems += [one for one in find_decision_problems(decision, today=at.date()) if one[0] not in told]
    if problems:
        raise Unfinished(problems)
    if content.outcome != VerdictOutcome.REFUSED and len(route.open) == 1:
        check_promises_something(held, route)
    taken = record_decision(content=decision, by=by, at=at)
    verdict = Verdict.objects.create(step=asked.approval, outcome=content.outcome, decision=taken)
    record(by=by, at=at, subject=held, verb="recorded an answer", sentence=_sentence(verdict))
    if verdict.is_given and len(route.open) == 1:
        _complete(held, route, verdict, by=by, at=at)
    return verdict


def check_turn(plan: Plan, route: Route, step: Approval) -> Step:
    """The step with its answers. Raises Refusal unless it is the next that the route waits for."""
    policies.check_plan_open(plan)
    found = next((one for one in route.steps if one.approval.pk == step.pk), None)
    if found is None:
        raise Refusal(
            f"{step.version} has been replaced by a later one, so {step.group} is not asked any more."
        )
    if found.given:
        outcome = found.given.get_outcome_display().lower()
        raise Refusal(f"{step.group} {outcome} this on {in_words(found.given.decision.decided_on)} already.")
    if not found.approval.needed:
        raise Refusal(f"{step.group} was taken off the route after it refused, so it is not asked any more.")
    before = route.open[0].approval
    if before.pk != step.pk:
        raise Refusal(
            f"{step.group} comes after {before.group}, which has not agreed yet "
            f"({before.of_what[:1].lower()}{before.of_what[1:]}). Record the answer of {before.group} first."
        )
    return found


def check_promises_something(plan: Plan, route: Route) -> None:
    """Raises Refusal when the last approval would bring an empty plan into force."""
    if route.version is None and not plan.actions.exists():
        raise Refusal("A plan without an action has nothing to agree. Add its objectives and actions first.")


def _decision(step: Step, content: VerdictContent) -> DecisionContent:
    """As the body's decision; an approval without words gets the plain ones."""
    text = content.text.strip()
    if not text and content.outcome in GIVEN:
        text = step.approval.plainly(content.outcome)
    return DecisionContent(
        group=step.approval.group,
        decided_on=content.decided_on,
        text=text,
        reference=content.reference,
        not_personal=content.not_personal,
    )


def _problems(content: VerdictContent, step: Step, route: Route) -> list[Problem]:
    problems: list[Problem] = []
    if content.outcome not in VerdictOutcome.values:
        problems.append(("outcome", "Choose what the body answered."))
    if content.outcome == VerdictOutcome.REFUSED and not content.text.strip():
        why = f"Say why {step.approval.group} refused, so that the next attempt can answer it."
        problems.append(("text", why))
    before = route.last_verdict
    if before and content.decided_on < before.decision.decided_on:
        day = in_words(before.decision.decided_on)
        group = next(one.approval.group for one in route.steps if before in one.verdicts)
        problems.append(
            ("decided_on", f"{group} decided on {day}. What comes after it cannot be dated before that.")
        )
    dated_on = route.version.dated_on if route.version else None
    if dated_on and content.decided_on < dated_on:
        problems.append(
            (
                "decided_on",
                f"{route.version} is dated {in_words(dated_on)}: nobody decided on it before then.",
            )
        )
    return problems


def _complete(plan: Plan, route: Route, last: Verdict, *, by: Person, at: dt.datetime) -> None:
    """The last body has agreed: a draft becomes its first version, a version that waited is in force."""
    version = route.version or _first_version(plan, route, last, by=by, at=at)
    bring_into_force(plan, version)
    since = in_words(last.decision.decided_on)
    record(by=by, at=at, subject=plan, verb="agreed", sentence=f"{version} is in force from {since}.")


def _first_version(
    plan: Plan, route: Route, last: Verdict, *, by: Person | None, at: dt.datetime
) -> PlanVersion:
    """What the draft promised as the last body agreed it; its route goes with it."""
    dated_on = last.decision.decided_on
    version = keep_version(plan, name=FIRST, dated_on=dated_on, promises=lock_promises(plan), by=by, at=at)
    plan.approvals.filter(version=None).update(version=version)
    return version


def _sentence(verdict: Verdict) -> str:
    step, decision = verdict.step, verdict.decision
    minute = f", minute {decision.reference}" if decision.reference else ""
    answered = verdict.get_outcome_display().lower()
    return f"{step.group} {answered} on {in_words(decision.decided_on)}{minute}: {decision.text}"
