"""Verbs about people: what someone may do today, inviting, appointing, ending."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from governance.access import Access, Grant
from governance.history import record
from governance.models import Agency, Appointment, Group, Person, Post, RoleAssignment
from governance.roles import Role


def access_of(person: Person, *, at: dt.date) -> Access:
    """What the person may do on a date, from roles and appointments in force. Two queries."""
    if not person.is_active:
        return Access(person=person.pk)
    roles = RoleAssignment.objects.filter(person=person).in_force(at)
    appointments = Appointment.objects.filter(person=person).in_force(at).select_related("post__agency")
    posts = {held.post_id: held.post.agency for held in appointments}
    return Access(
        person=person.pk,
        grants=tuple(Grant(Role(held.role), held.agency_id, held.group_id) for held in roles),
        posts={post: agency.pk for post, agency in posts.items()},
        trusting_agencies=frozenset(agency.pk for agency in posts.values() if agency.leads_may_submit),
    )


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: Role,
    agency: Agency | None = None,
    group: Group | None = None,
    by: Person | None,
    at: dt.datetime,
) -> RoleAssignment:
    """Give a role for an agency, a group or everywhere; the same role twice is one row."""
    held, created = RoleAssignment.objects.get_or_create(
        person=person,
        role=role.value,
        agency=agency,
        group=group,
        ends_on=None,
        defaults={"starts_on": at.date()},
    )
    if created:
        where = agency or group or "everywhere"
        record(by=by, at=at, subject=person, verb="gave role", sentence=f"{role.label} for {where}")
    return held


@transaction.atomic
def end_role(*, held: RoleAssignment, by: Person | None, at: dt.datetime) -> None:
    """End a role today: it counts for nothing from today on, and stays in the record."""
    held.ends_on = at.date() - dt.timedelta(days=1)
    if held.ends_on < held.starts_on:
        held.starts_on = held.ends_on
    held.save(update_fields=["starts_on", "ends_on"])
    record(by=by, at=at, subject=held.person, verb="ended role", sentence=Role(held.role).label)


@transaction.atomic
def appoint(
    *, person: Person, post: Post, deputy: bool = False, by: Person | None, at: dt.datetime
) -> Appointment:
    """Appoint someone to a post, or as its deputy. Raises ValueError when already appointed so."""
    today = at.date()
    standing = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), person=person, post=post)
    if standing.exists():
        raise ValueError(f"{person} already holds {post}. End that appointment first.")
    made = Appointment.objects.create(person=person, post=post, deputy=deputy, starts_on=today)
    kind = "deputy for" if deputy else "to"
    record(by=by, at=at, subject=person, verb="appointed", sentence=f"Appointed {kind} {post}")
    return made
