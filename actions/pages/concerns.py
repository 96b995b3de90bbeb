"""The concerns that the list shows, and what the person may do about each."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from governance.access import Access
from governance.models import Concern, ConcernState, Group
from governance.models.concerns import ConcernQuerySet
from governance.models.groups import within
from governance.roles import Permission


@dataclass(frozen=True)
class ConcernRow:
    """One line of the list."""

    concern: Concern
    is_late: bool


def groups_to_raise_for(access: Access, *, at: dt.date) -> list[Group]:
    """Those in force for which the person may raise a concern, by name. One query."""
    extent = access.extent(Permission.RAISE_CONCERN)
    rows = Group.objects.in_force(at)
    return list(rows if extent.everywhere else rows.filter(within(extent.boards)))


def may_handle(concern: Concern, access: Access) -> bool:
    """Whether the person may answer, close and take further what the group raised. One query at most."""
    extent = access.extent(Permission.RAISE_CONCERN)
    if extent.everywhere or concern.raised_by_id in extent.boards:
        return True
    return bool(extent) and Group.objects.filter(within(extent.boards), pk=concern.raised_by_id).exists()


def concerns_to_list(chosen: dict[str, str], *, at: dt.date) -> ConcernQuerySet:
    """Open ones first, by when the reply is due; then answered ones, then closed ones."""
    place = Case(
        When(state=ConcernState.OPEN, then=Value(0)),
        When(state=ConcernState.ANSWERED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Concern.objects.with_bodies().order_by(place, "reply_due_on", "pk")
    if "group" in chosen:
        rows = rows.raised_within(Group.objects.filter(slug=chosen["group"]).values_list("pk", flat=True))
    if chosen.get("state") == "late":
        return rows.filter(state=ConcernState.OPEN, reply_due_on__lt=at)
    return rows.filter(state=chosen["state"]) if "state" in chosen else rows


def answered_for(access: Access) -> list[Concern]:
    """Answered, and waiting for their raiser to close them or take them further. One query at most."""
    extent = access.extent(Permission.RAISE_CONCERN)
    if not extent:
        return []
    own = Q() if extent.everywhere else within(extent.boards, path="raised_by")
    return list(Concern.objects.with_bodies().filter(own, state=ConcernState.ANSWERED))


def chain_of(concern: Concern) -> list[Concern]:
    """The concern with those that it carries on and that carry it on, first raised first.

    Two queries, and one more for each step beyond its neighbours.
    """
    chain = [concern]
    while (before := chain[0].carries_on) is not None:
        chain.insert(0, before)
    while (after := getattr(chain[-1], "carried_on_by", None)) is not None:
        chain.append(after)
    return chain
