"""Verbs that found a plan: a plan in draft, and its objectives. Its route brings it into force."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from actions import policies
from actions.models import Approval, Objective, Plan
from actions.plan_content import ObjectiveContent, find_objective_problems
from actions.policies import Unfinished
from actions.problems import Problem
from governance.history import record
from governance.models import Group, Person

LONGEST_TITLE, LONGEST_SHORT_TITLE, LONGEST_LEVEL, LONGEST_NUMBER = 200, 80, 60, 10
WHAT_A_BOARD_AGREES = "The plan"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*", re.ASCII)
NOT_A_SLUG = {"", "add"}
"""What a plan's address cannot be: the page that adds one has it."""


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """What a new plan is: its names, its board, its years, and what it calls its two levels."""

    title: str
    short_title: str
    board: Group
    starts_on: dt.date
    ends_on: dt.date
    upper_level: str
    lower_level: str


@transaction.atomic
def add_plan(*, content: PlanContent, by: Person, at: dt.datetime) -> Plan:
    """A plan in draft, which its own board has to agree until its route says more.

    Its address is made from its short title. Raises Unfinished with the fields.
    """
    Group.objects.select_for_update().get(pk=content.board.pk)
    title, short = content.title.strip(), content.short_title.strip()
    slug = slugify(short or title)[:80].strip("-")
    problems = _plan_problems(content, slug)
    if problems:
        raise Unfinished(problems)
    plan = Plan.objects.create(
        title=title,
        short_title=short,
        slug=slug,
        board=content.board,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        upper_level=content.upper_level.strip(),
        lower_level=content.lower_level.strip(),
    )
    Approval.objects.create(plan=plan, group=plan.board, order=1, of_what=WHAT_A_BOARD_AGREES)
    record(by=by, at=at, subject=plan, verb="added", sentence=f"A draft of {plan.board}")
    return plan


def _plan_problems(content: PlanContent, slug: str) -> list[Problem]:
    problems: list[Problem] = []
    for name, words, longest in (
        ("title", content.title, LONGEST_TITLE),
        ("short_title", content.short_title, LONGEST_SHORT_TITLE),
        ("upper_level", content.upper_level, LONGEST_LEVEL),
        ("lower_level", content.lower_level, LONGEST_LEVEL),
    ):
        if len(words.strip()) > longest:
            problems.append((name, f"Shorten this to {longest} characters or fewer."))
    if content.ends_on < content.starts_on:
        problems.append(("ends_on", "The plan must end after it starts."))
    if slug in NOT_A_SLUG:
        problems.append(
            ("short_title", "Give the plan a short title of letters or digits, such as VAWG 2024-25.")
        )
    elif Plan.objects.filter(slug=slug).exists():
        problems.append(("short_title", "Another plan has this short title. Add its years, for example."))
    return problems


@transaction.atomic
def add_objective(
    *,
    plan: Plan,
    number: str,
    parent: Objective | None,
    content: ObjectiveContent,
    by: Person,
    at: dt.datetime,
) -> Objective:
    """Add an objective at the end of its level: of the upper one, or under ``parent``.

    Raises Unfinished (``number`` and the fields of ``ObjectiveContent``), Refusal when the plan is closed.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_plan_open(held)
    number = number.strip()
    added = Objective(plan=held, parent=parent, number=number)
    problems = [
        *_number_problems(number, held),
        *find_objective_problems(content, objective=added, holds_actions=False),
    ]
    if problems:
        raise Unfinished(problems)
    added.title, added.description = content.title.strip(), content.description.strip()
    added.priority, added.owner_group = content.priority, content.owner_group
    added.order = (held.objectives.aggregate(most=Max("order"))["most"] or 0) + 1
    added.save()
    record(by=by, at=at, subject=added, verb="added")
    return added


def _number_problems(number: str, plan: Plan) -> list[Problem]:
    if not _NUMBER.fullmatch(number) or len(number) > LONGEST_NUMBER:
        return [("number", f"Enter a number such as 1, 1.2 or S3, of {LONGEST_NUMBER} characters at most.")]
    if plan.objectives.filter(number=number).exists():
        return [("number", f"{number} is in the plan already. Choose another number.")]
    return []
