"""Verbs of funding: put a fund on the plan's list, change it, take it off with a reason."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions import policies
from actions.models import Action, Funding, Plan
from actions.outlook import FollowOn
from actions.policies import Refusal, Unfinished
from actions.problems import Problem
from actions.stale import Stale
from governance.days import in_words
from governance.free_text import find_text_problems, personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

LONGEST = 1000
_LIMITS = {"source": 200, "amount": 100, "what_follows": LONGEST, "fallback": LONGEST}


@dataclass(frozen=True, kw_only=True)
class FundingContent:
    """What is known of a fund. ``fallback`` is what is done when nothing follows."""

    source: str
    ends_on: dt.date | None
    actions: tuple[Action, ...] = ()
    amount: str = ""
    follow_on: str = FollowOn.NOTHING
    what_follows: str = ""
    fallback: str = ""
    not_for_publication: bool = False
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


class StaleFunding(Stale[Funding]):
    thing = "fund"


def find_funding_problems(content: FundingContent, *, plan: Plan) -> list[Problem]:
    """Pairs of field and sentence; empty when nothing is wrong."""
    problems: list[Problem] = []
    if not content.source.strip():
        problems.append(("source", "Enter where the money comes from."))
    if content.ends_on is None:
        problems.append(("ends_on", "Enter the day when the money ends."))
    if not content.actions:
        problems.append(("actions", "Choose at least one action that it pays for."))
    elif any(action.plan_id != plan.pk for action in content.actions):
        problems.append(("actions", "Choose actions of this plan."))
    problems += _follow_problems(content)
    for name, longest in _LIMITS.items():
        text = getattr(content, name)
        problems += too_long_problems(name, text, longest)
        problems += personal_problems(name, text, excused=content.not_personal)
    return problems


def _follow_problems(content: FundingContent) -> list[Problem]:
    if content.follow_on not in set(FollowOn):
        return [("follow_on", "Choose whether something follows.")]
    words, nothing = content.what_follows.strip(), content.follow_on == FollowOn.NOTHING
    if nothing and words:
        return [("what_follows", "Leave this empty, or choose that a follow-on is sought or agreed.")]
    if not nothing and not words:
        return [("what_follows", "Say what follows, or what is sought and from whom.")]
    return []


@transaction.atomic
def add_funding(
    *, plan: Plan, content: FundingContent, by: Person, at: dt.datetime, sample: bool = False
) -> Funding:
    """Put a fund on the list. Raises Unfinished (the fields of the content), and Refusal when closed."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_plan_open(held)
    _refuse(content, plan=held)
    fund = Funding.objects.create(plan=held, is_sample=sample, **_values(content))
    fund.actions.set(content.actions)
    ends = in_words(fund.ends_on)
    record(
        by=by,
        at=at,
        subject=fund,
        verb="added the fund",
        sentence=f"Ends {ends}; pays for {_paid(content.actions)}",
    )
    return fund


@transaction.atomic
def change_funding(
    *, fund: Funding, content: FundingContent, expected_version: int, by: Person, at: dt.datetime
) -> Funding:
    """Change what is known of it. Raises StaleFunding, Unfinished, and Refusal when it is off the list."""
    held = _lock(fund)
    if held.version != expected_version:
        raise StaleFunding(held)
    _refuse(content, plan=held.plan)
    old, new = _in_words(content_of(held)), _in_words(content)
    changes = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    if changes:
        for name, value in _values(content).items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        held.actions.set(content.actions)
        record(by=by, at=at, subject=held, verb="changed the fund", changes=changes)
    return held


@transaction.atomic
def close_funding(
    *, fund: Funding, note: str, by: Person, at: dt.datetime, not_personal: bool = False
) -> Funding:
    """Take it off the list: the board hears no more of it. Raises Unfinished (``note``), and Refusal."""
    held = _lock(fund)
    words = note.strip()
    problems = find_text_problems("note", words, excused=not_personal, longest=LONGEST)
    if not words:
        problems.append(("note", "Say why the board need not hear of it any more."))
    if problems:
        raise Unfinished(problems)
    held.closed_on, held.closing_note = at.date(), words
    held.version += 1
    held.save(update_fields=["closed_on", "closing_note", "version"])
    record(by=by, at=at, subject=held, verb="took the fund off the list", sentence=words)
    return held


def content_of(fund: Funding) -> FundingContent:
    """What is known of it now. Reads its actions."""
    return FundingContent(
        source=fund.source,
        ends_on=fund.ends_on,
        actions=tuple(fund.actions.order_by("order")),
        amount=fund.amount,
        follow_on=fund.follow_on,
        what_follows=fund.what_follows,
        fallback=fund.fallback,
        not_for_publication=fund.not_for_publication,
    )


def _lock(fund: Funding) -> Funding:
    """The row as it stands now, held until the deed is done. Raises Refusal when it or its plan is closed."""
    held: Funding = Funding.objects.select_for_update(of=("self",)).select_related("plan").get(pk=fund.pk)
    policies.check_plan_open(held.plan)
    if held.is_closed:
        raise Refusal("This fund is off the list, so nothing of it can be changed.")
    return held


def _refuse(content: FundingContent, *, plan: Plan) -> None:
    problems = find_funding_problems(content, plan=plan)
    if problems:
        raise Unfinished(problems)


def _values(content: FundingContent) -> dict[str, Any]:
    return {
        "source": content.source.strip(),
        "amount": content.amount.strip(),
        "ends_on": content.ends_on,
        "follow_on": content.follow_on,
        "what_follows": content.what_follows.strip(),
        "fallback": content.fallback.strip(),
        "not_for_publication": content.not_for_publication,
    }


def _in_words(content: FundingContent) -> dict[str, str]:
    """Each part as the history shows it."""
    return {
        "source": content.source.strip(),
        "amount": content.amount.strip(),
        "ends": in_words(content.ends_on) if content.ends_on else "",
        "what follows": ": ".join(
            filter(None, (FollowOn(content.follow_on).label, content.what_follows.strip()))
        ),
        "if nothing follows": content.fallback.strip(),
        "pays for": _paid(content.actions),
        "publication": "Not for publication" if content.not_for_publication else "",
    }


def _paid(actions: Iterable[Action]) -> str:
    """References in the plan's order."""
    return ", ".join(action.reference for action in sorted(actions, key=lambda action: action.order))
