"""Hands what a post leads or supports to another post, action by action or in bulk."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from actions.amending import leads_in_words
from actions.models import Action, ActionLead, LeadRole, PlanState
from actions.models.actions import ActionQuerySet
from actions.plan_content import Leads
from actions.policies import Unfinished
from actions.problems import Problem
from actions.rag import Status
from governance.days import in_words
from governance.history import draft, record_all
from governance.models import Person, Post

_STRENGTH = (LeadRole.ACCOUNTABLE, LeadRole.JOINT, LeadRole.SUPPORTING)


def open_work() -> ActionQuerySet:
    """Actions that somebody still has to do: neither complete nor closed, of a plan that is not closed."""
    rows: ActionQuerySet = Action.objects.exclude(status__in=[Status.COMPLETE, Status.CLOSED])
    return rows.exclude(plan__state=PlanState.CLOSED)


def open_work_of(posts: Iterable[int]) -> ActionQuerySet:
    """Open work that any of the posts (primary keys) leads or supports."""
    named = ActionLead.objects.filter(post__in=list(posts))
    return open_work().filter(pk__in=named.values("action"))


@transaction.atomic
def hand_over_actions(
    *, post: Post, to: Post, actions: Sequence[Action], by: Person, at: dt.datetime
) -> list[Action]:
    """Name another post where this one leads or supports. Updates, history and dates stay with the action.

    Raises Unfinished (``actions``, ``to``). A constant number of queries.
    """
    problems: list[Problem] = []
    if not actions:
        problems.append(("actions", "Choose at least one action to hand over."))
    if to.pk == post.pk:
        problems.append(("to", "Choose another post than the one that hands over."))
    if to.ends_on and to.ends_on < at.date():
        problems.append(("to", f"{to} ended on {in_words(to.ends_on)}. Choose a post that goes on."))
    if problems:
        raise Unfinished(problems)
    sentence = f"Handed over from {post} to {to}"
    keys = [action.pk for action in actions]
    changed = replace_posts(open_work_of([post.pk]).filter(pk__in=keys), {post.pk: to}, sentence, by, at)
    if not changed:
        raise Unfinished([("actions", f"{post} no longer leads or supports these. Look at the list again.")])
    return changed


def replace_posts(
    actions: ActionQuerySet, posts: Mapping[int, Post], sentence: str, by: Person | None, at: dt.datetime
) -> list[Action]:
    """Put posts in place of others (by primary key) in the leads of actions, one event each.

    A post that would be named twice is named once, as the stronger of the two. Wants a transaction; locks
    the actions. Returns those that changed. Six queries.
    """
    keys = list(actions.values_list("pk", flat=True))
    list(Action.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    rows = list(actions.filter(pk__in=keys).with_leads().order_by("plan", "order"))
    after = {action.pk: _replaced(_leads(action), posts) for action in rows}
    changed = [action for action in rows if _leads(action) != after[action.pk]]
    ActionLead.objects.filter(action__in=changed).delete()
    ActionLead.objects.bulk_create(
        ActionLead(action=action, post=post, role=role, order=order)
        for action in changed
        for order, (post, role) in enumerate(after[action.pk], start=1)
    )
    Action.objects.filter(pk__in=[action.pk for action in changed]).update(version=F("version") + 1)
    record_all(
        draft(
            by=by,
            at=at,
            subject=action,
            verb="handed over",
            sentence=sentence,
            changes={"leads": (leads_in_words(_leads(action)), leads_in_words(after[action.pk]))},
        )
        for action in changed
    )
    return changed


def _leads(action: Action) -> Leads:
    return tuple((lead.post, LeadRole(lead.role)) for lead in action.leads.all())


def _replaced(leads: Leads, posts: Mapping[int, Post]) -> Leads:
    found: dict[int, tuple[Post, LeadRole]] = {}
    for old, role in leads:
        post = posts.get(old.pk, old)
        known = found.get(post.pk)
        found[post.pk] = (post, min(role, known[1], key=_STRENGTH.index) if known else role)
    return tuple(found.values())
