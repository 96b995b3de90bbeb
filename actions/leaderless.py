"""Tells which actions nobody can act for, so that none waits for somebody who has left."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from actions.models import Action
from actions.models.actions import ActionQuerySet
from governance.days import in_words
from governance.models import Appointment, Person, Post


@dataclass(frozen=True)
class Leaderless:
    """An action that nobody can act for, and why. ``post`` is its accountable lead, if it names one."""

    action: Action
    post: Post | None
    reason: str


def find_leaderless(actions: ActionQuerySet, *, at: dt.date) -> list[Leaderless]:
    """Actions whose accountable post has, on the date, no holder and no deputy who may sign in.

    A constant number of queries.
    """
    rows = list(actions.with_leads().order_by("plan", "order"))
    accountable = {action.pk: lead.post for action in rows if (lead := action.accountable)}
    holders: dict[int, list[Person]] = {}
    held = Appointment.objects.filter(post__in={post.pk for post in accountable.values()}).in_force(at)
    for row in held.select_related("person").order_by("person__name"):
        holders.setdefault(row.post_id, []).append(row.person)
    found = []
    for action in rows:
        post = accountable.get(action.pk)
        reason = _why(post, holders.get(post.pk, []) if post else [], at)
        if reason:
            found.append(Leaderless(action, post, reason))
    return found


def _why(post: Post | None, holders: Sequence[Person], at: dt.date) -> str:
    """Why nobody can act for the post; empty when somebody can."""
    if post is None:
        return "The plan names no accountable lead."
    if post.ends_on and post.ends_on < at:
        return f"The post ended on {in_words(post.ends_on)}."
    if not holders:
        return "Nobody holds the post."
    if any(person.is_active for person in holders):
        return ""
    names = " and ".join(person.name for person in holders)
    return f"{names} may no longer sign in."
