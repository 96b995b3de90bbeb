"""Verbs of a plan's versions: keep what it promises by value, and record an amended version."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from actions import policies
from actions.models import Action, Measure, Milestone, Objective, Plan, PlanState, PlanVersion
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.promises import Promises, read_promises
from actions.routes import (
    Route,
    Routes,
    RouteStep,
    find_route_problems,
    route_in_play,
    versions_of,
    write_route,
)
from actions.version_comparison import Changes, changes_between
from governance.days import in_words
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

FIRST = "1.0"
LONGEST_NAME, LONGEST_REASON = 60, 1000


@dataclass(frozen=True, kw_only=True)
class VersionContent:
    """What a new version is called, why it is made, the day on it, and which bodies must agree it, if any."""

    name: str
    reason: str
    dated_on: dt.date
    route: Sequence[RouteStep] = ()
    not_personal: bool = False


def lock_promises(plan: Plan) -> Promises:
    """What the plan promises at one moment: nobody changes any of it until the transaction ends.

    Held are objectives, actions (and their leads, which change under their action's lock), steps and
    measures. Wants the plan locked, so that none is added either.
    """
    promised: tuple[QuerySet[Any], ...] = (
        Objective.objects.filter(plan=plan),
        Action.objects.filter(plan=plan),
        Milestone.objects.filter(action__plan=plan),
        Measure.objects.of_plan(plan),
    )
    for rows in promised:
        list(rows.select_for_update(of=("self",)).order_by("pk").only("pk"))
    return read_promises(plan)


def keep_version(
    plan: Plan,
    *,
    name: str,
    dated_on: dt.date | None,
    promises: Promises,
    by: Person | None,
    at: dt.datetime,
    reason: str = "",
    sample: bool = False,
) -> PlanVersion:
    """Put away what ``lock_promises`` read, as the plan's next version; it is not in force yet."""
    newest = plan.versions.defer("promises").order_by("number").last()
    return PlanVersion.objects.create(
        plan=plan,
        number=newest.number + 1 if newest else 1,
        name=name,
        reason=reason,
        dated_on=dated_on,
        promises=promises.to_json(),
        by=by,
        by_name=by.name if by else "The system",
        at=at,
        is_sample=sample,
    )


def bring_into_force(plan: Plan, version: PlanVersion) -> None:
    """The plan carries the version's name from now on; a draft becomes agreed. Wants the plan locked."""
    plan.version = version.name
    if plan.state == PlanState.DRAFT:
        plan.state = PlanState.AGREED.value
    plan.save(update_fields=["version", "state"])


@transaction.atomic
def record_version(
    *, plan: Plan, content: VersionContent, expected: int, by: Person, at: dt.datetime, sample: bool = False
) -> PlanVersion:
    """Keep the amended plan as a new version: in force at once, or once the bodies on its route agree.

    ``expected`` is the number of the newest version when the page was opened. Raises Refusal (a draft or a
    closed plan, nothing changed, another was recorded since) and Unfinished (``name``, ``reason``,
    ``dated_on`` and the fields of ``find_route_problems``).
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    check_can_amend(held)
    versions = versions_of(held)
    newest = versions[-1] if versions else None
    if newest is None and route_in_play(held).next:
        raise Refusal(
            "Record the answers that are still due first: the last of them keeps the first version."
        )
    if newest and newest.number != expected:
        raise Refusal(
            f"{newest} was recorded after you opened this page. Open it again to read what it says."
        )
    promises = lock_promises(held)
    changes = changes_since(newest, promises)
    if newest and not changes:
        raise Refusal(f"Nothing has changed since {in_a_sentence(newest)}, so there is nothing to record.")
    problems = _problems(content, versions, today=at.date())
    if problems:
        raise Unfinished(problems)
    version = keep_version(
        held, name=content.name.strip(), dated_on=content.dated_on, reason=content.reason.strip(),
        promises=promises, by=by, at=at, sample=sample,
    )  # fmt: skip
    write_route(held, version, content.route, after=Route(version, ()))
    record(
        by=by,
        at=at,
        subject=held,
        verb=f"recorded {in_a_sentence(version)}",
        sentence=_sentence(version, changes),
    )
    if not content.route:
        bring_into_force(held, version)
    return version


def check_can_amend(plan: Plan) -> None:
    """Raises Refusal unless the plan is agreed and open: a draft has no version to amend yet."""
    policies.check_plan_open(plan)
    if plan.state == PlanState.DRAFT:
        raise Refusal("A draft gets its first version when the last body on its route agrees it.")


def can_amend(plan: Plan) -> bool:
    return plan.state == PlanState.AGREED


def changes_since(version: PlanVersion | None, promises: Promises) -> Changes:
    """What differs from a version; from none, nothing. One query when its promises are deferred."""
    if version is None:
        return Changes((), (), ())
    return changes_between(Promises.from_json(version.promises), promises)


def version_in_force(versions: Sequence[PlanVersion], routes: Routes) -> PlanVersion | None:
    """The newest whose route, if it has one, is complete."""
    return next((one for one in reversed(versions) if routes[one.pk].next is None), None)


def in_a_sentence(version: PlanVersion) -> str:
    """ "version 1.1"."""
    return f"version {version.name}"


def suggest_name(newest: PlanVersion | None) -> str:
    """After 1.0, 1.1; after a name that does not end in a number, its number in turn."""
    if newest is None:
        return FIRST
    found = re.fullmatch(r"(\d+(?:\.\d+)*\.)(\d+)", newest.name)
    return f"{found[1]}{int(found[2]) + 1}" if found else str(newest.number + 1)


def _problems(content: VersionContent, versions: Sequence[PlanVersion], *, today: dt.date) -> list[Problem]:
    name, reason = content.name.strip(), content.reason.strip()
    problems = too_long_problems("name", name, LONGEST_NAME) + too_long_problems(
        "reason", reason, LONGEST_REASON
    )
    if not name:
        problems.append(("name", "Enter what the version is called, such as 1.1."))
    elif any(one.name.casefold() == name.casefold() for one in versions):
        problems.append(("name", f"The plan has a version {name} already. Choose another name."))
    if not reason:
        problems.append(("reason", "Say why the plan was amended."))
    problems += personal_problems("reason", reason, excused=content.not_personal)
    problems += personal_problems("name", name, excused=content.not_personal)
    before = versions[-1].dated_on if versions else None
    if content.dated_on > today:
        problems.append(("dated_on", "The date of the version must be today or in the past."))
    elif before and content.dated_on < before:
        problems.append(
            (
                "dated_on",
                f"{versions[-1]} is dated {in_words(before)}. A later one cannot be dated before it.",
            )
        )
    return problems + find_route_problems(content.route, excused=content.not_personal)


def _sentence(version: PlanVersion, changes: Changes) -> str:
    return f"{version.reason} ({changes.in_words})" if changes else version.reason
