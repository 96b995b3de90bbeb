"""The verb that ends an agency: its posts, roles and appointments with it, and its people's way on.

What its posts lead in the plan is passed on by ``actions.succession``.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import F, Q

from governance.days import in_words
from governance.history import draft, record, record_all
from governance.models import Agency, Appointment, Person, Post, RoleAssignment
from governance.problems import Problem, Refused

_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How an agency ends: its last day, who succeeds it, and whether its people go there with their posts."""

    last_day: dt.date
    successor: Agency | None = None
    people_move: bool = False

    def new_from(self, today: dt.date) -> dt.date:
        """When the successor's posts begin: the day after, or that day itself when it is today."""
        return today if self.last_day == today else self.last_day + _A_DAY


@dataclass(frozen=True)
class Holdings:
    """What people hold at an agency on a day."""

    posts: Sequence[Post]
    appointments: Sequence[Appointment]
    roles: Sequence[RoleAssignment]

    @property
    def people(self) -> list[Person]:
        """Everyone with a role for it or in a post of it, by name."""
        held = {row.person.pk: row.person for row in self.appointments}
        held |= {row.person.pk: row.person for row in self.roles}
        return sorted(held.values(), key=lambda person: (person.name, person.pk))


def holdings_of(agency: Agency, *, at: dt.date) -> Holdings:
    """Posts, appointments and roles of the agency in force on the day. Three queries."""
    appointments = Appointment.objects.in_force(at).filter(post__agency=agency)
    roles = RoleAssignment.objects.in_force(at).filter(agency=agency)
    return Holdings(
        posts=list(Post.objects.in_force(at).filter(agency=agency).select_related("agency")),
        appointments=list(appointments.select_related("person", "post__agency")),
        roles=list(roles.select_related("person")),
    )


def find_ending_problems(ending: Ending, agency: Agency) -> list[Problem]:
    """Pairs of field (last_day, successor, people_move) and sentence."""
    if agency.ends_on:
        return [("", f"{agency} ended on {in_words(agency.ends_on)} already.")]
    problems: list[Problem] = []
    if agency.starts_on and ending.last_day < agency.starts_on:
        began = in_words(agency.starts_on)
        problems.append(("last_day", f"{agency} began on {began}. Enter that day or a later one."))
    to = ending.successor
    if to is not None and to.pk == agency.pk:
        problems.append(("successor", "An agency cannot succeed itself. Choose another."))
    elif to is not None and to.ends_on:
        problems.append(("successor", f"{to} ended on {in_words(to.ends_on)}. Choose one that goes on."))
    if ending.people_move and to is None:
        problems.append(("successor", "Choose the agency that its people move to."))
    return problems


@transaction.atomic
def end_agency(*, agency: Agency, ending: Ending, by: Person | None, at: dt.datetime) -> Agency:
    """End an agency with its posts, and the roles and appointments that people hold there.

    When people move they hold posts of the same title, and the same roles, at the successor. Raises Refused
    with the fields of ``Ending``. A constant number of queries.
    """
    list(Agency.objects.select_for_update().order_by("pk"))
    held = Agency.objects.get(pk=agency.pk)
    problems = find_ending_problems(ending, held)
    if problems:
        raise Refused(*problems)
    held.ends_on, held.successor = ending.last_day, ending.successor
    held.save(update_fields=["ends_on", "successor"])
    holdings = holdings_of(held, at=ending.last_day)
    _end_all(held, last_day=ending.last_day, today=at.date())
    if ending.successor and ending.people_move:
        _move_people(holdings, ending.successor, ending.new_from(at.date()))
    _record_ending(held, ending, holdings, by, at)
    return held


def counterparts(posts: Sequence[Post], *, to: Agency, starts_on: dt.date) -> dict[int, Post]:
    """For each post (by primary key) the other agency's of the same title: the one that stands, or a new one.

    One that had ended goes on. Four queries.
    """
    titles = {post.title.casefold() for post in posts}
    standing = {post.title.casefold(): post for post in Post.objects.filter(agency=to)}
    ended = [post.pk for title, post in standing.items() if post.ends_on and title in titles]
    Post.objects.filter(pk__in=ended).update(ends_on=None)
    missing = {post.title.casefold(): post.title for post in posts if post.title.casefold() not in standing}
    Post.objects.bulk_create(Post(agency=to, title=title, starts_on=starts_on) for title in missing.values())
    rows = Post.objects.filter(agency=to).select_related("agency")
    found = {post.title.casefold(): post for post in rows}
    return {post.pk: found[post.title.casefold()] for post in posts}


def end_rows[T: models.Model](rows: models.QuerySet[T, T], *, last_day: dt.date, today: dt.date) -> None:
    """End appointments or roles with a day; those that have not begun are taken back. Three queries.

    One that began after a day in the past is kept as the single day on which it began.
    """
    rows.filter(starts_on__gt=max(last_day, today)).delete()
    goes_on = Q(ends_on=None) | Q(ends_on__gt=last_day)
    rows.filter(goes_on, starts_on__gt=last_day).update(ends_on=F("starts_on"))
    rows.filter(goes_on, starts_on__lte=last_day).update(ends_on=last_day)


def _end_all(agency: Agency, *, last_day: dt.date, today: dt.date) -> None:
    """Nothing of the agency goes on after the day."""
    end_rows(Appointment.objects.filter(post__agency=agency), last_day=last_day, today=today)
    end_rows(RoleAssignment.objects.filter(agency=agency), last_day=last_day, today=today)
    posts = Post.objects.filter(agency=agency)
    posts.filter(starts_on__gt=last_day).update(starts_on=last_day)
    posts.filter(Q(ends_on=None) | Q(ends_on__gt=last_day)).update(ends_on=last_day)


def _move_people(holdings: Holdings, to: Agency, starts_on: dt.date) -> None:
    """The same posts and roles at the successor, for those who do not have them there already."""
    goes_on = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    new_posts = counterparts([row.post for row in holdings.appointments], to=to, starts_on=starts_on)
    held = set(Appointment.objects.filter(goes_on, post__agency=to).values_list("person", "post"))
    Appointment.objects.bulk_create(
        Appointment(person=row.person, post=new_posts[row.post_id], deputy=row.deputy, starts_on=starts_on)
        for row in holdings.appointments
        if (row.person_id, new_posts[row.post_id].pk) not in held
    )
    given = set(RoleAssignment.objects.filter(goes_on, agency=to).values_list("person", "role"))
    RoleAssignment.objects.bulk_create(
        RoleAssignment(person=row.person, role=row.role, agency=to, starts_on=starts_on)
        for row in holdings.roles
        if (row.person_id, row.role) not in given
    )


def _record_ending(
    agency: Agency, ending: Ending, holdings: Holdings, by: Person | None, at: dt.datetime
) -> None:
    to = ending.successor
    last = f"last day {in_words(ending.last_day)}"
    words = f"{last[0].upper()}{last[1:]}" + (f"; {to} succeeds it" if to else "")
    record(by=by, at=at, subject=agency, verb="ended", sentence=words)
    if to:
        record(by=by, at=at, subject=to, verb="succeeded", sentence=f"Succeeds {agency}, {last}")
    verb = "moved agency" if to and ending.people_move else "ended roles and posts"
    told = f"{agency} ended, {last}" + (f"; goes on at {to}" if to and ending.people_move else "")
    record_all(draft(by=by, at=at, subject=person, verb=verb, sentence=told) for person in holdings.people)
