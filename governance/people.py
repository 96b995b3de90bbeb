"""Verbs about people: what someone may do today, their roles, their name and whether they may sign in."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from governance.access import Access, Grant
from governance.days import in_words
from governance.history import record
from governance.models import Agency, Appointment, Group, Person, RoleAssignment
from governance.models.people import PersonQuerySet
from governance.problems import Problem, Refused
from governance.roles import HOLDINGS, Holding, Role

LONGEST_NAME = 150
LONGEST_EMAIL = 254


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


def find_role_problems(role: Role, *, agency: Agency | None, group: Group | None) -> list[Problem]:
    """Pairs of field and sentence; empty when the role can be held for these, or for neither: everywhere."""
    holdings = HOLDINGS[role]
    if agency and Holding.AGENCY not in holdings:
        return [("agency", f"The role of {role.label.lower()} is not held for an agency: choose none.")]
    if group and Holding.GROUP not in holdings:
        return [("group", f"The role of {role.label.lower()} is not held for a board or group: choose none.")]
    if agency or group or Holding.EVERYWHERE in holdings:
        return []
    if Holding.AGENCY in holdings:
        return [("agency", f"Choose the agency of the {role.label.lower()}.")]
    return [("group", f"Choose the board or group of the {role.label.lower()}.")]


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: Role,
    agency: Agency | None = None,
    group: Group | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> RoleAssignment:
    """Give a role for an agency, a group or everywhere, from today unless told; twice the same is one row.

    Raises Refused (``role``, ``agency``, ``group``, ``ends_on``) when it is not held for such a thing.
    """
    starts_on = starts_on or at.date()
    problems = find_role_problems(role, agency=agency, group=group)
    if ends_on and ends_on < starts_on:
        problems.append(("ends_on", "The last day must not be before the first."))
    if problems:
        raise Refused(*problems)
    held, created = RoleAssignment.objects.get_or_create(
        person=person,
        role=role.value,
        agency=agency,
        group=group,
        ends_on=ends_on,
        defaults={"starts_on": starts_on},
    )
    if created:
        sentence = _role_in_words(held, today=at.date())
        record(by=by, at=at, subject=person, verb="gave role", sentence=sentence)
    return held


@transaction.atomic
def end_role(
    *, held: RoleAssignment, last_day: dt.date | None = None, by: Person | None, at: dt.datetime
) -> None:
    """End a role with its last day; without one it counts for nothing from today on. It stays in the record.

    Raises Refused when it has ended already, began later (``last_day``), or when nobody would be left to look
    after people.
    """
    administrators = _lock_administrators(at.date())
    row = RoleAssignment.objects.select_for_update().get(pk=held.pk)
    yesterday = at.date() - dt.timedelta(days=1)
    if row.ends_on and row.ends_on < at.date():
        raise Refused(("", f"This role ended on {in_words(row.ends_on)} already."))
    if last_day and last_day < row.starts_on <= yesterday:
        began = in_words(row.starts_on)
        raise Refused(("last_day", f"The role began on {began}. Enter that day or a later one."))
    last_day = last_day if last_day and last_day >= row.starts_on else yesterday
    if row.role == Role.ADMINISTRATOR:
        _check_one_stays(administrators, without_role=row.pk)
    row.ends_on = last_day
    row.starts_on = min(row.starts_on, last_day)
    row.save(update_fields=["starts_on", "ends_on"])
    held.starts_on, held.ends_on = row.starts_on, row.ends_on
    later = f", last day {in_words(last_day)}" if last_day >= at.date() else ""
    record(by=by, at=at, subject=row.person, verb="ended role", sentence=f"{Role(row.role).label}{later}")


def find_identity_problems(*, name: str, email: str, person: Person | None = None) -> list[Problem]:
    """What is wrong with a name and an e-mail address; ``person`` is whose they are to be, if known."""
    problems: list[Problem] = []
    if not name.strip():
        problems.append(("name", "Enter the person's name."))
    elif len(name.strip()) > LONGEST_NAME:
        problems.append(("name", f"Shorten the name to {LONGEST_NAME} characters or fewer."))
    if not _is_email(email.strip()):
        problems.append(
            ("email", "Enter an e-mail address in the correct form, such as name@police.example.")
        )
    elif other := _others(person).filter(email__iexact=email.strip()).first():
        problems.append(("email", f"{other} has an account with this e-mail address already."))
    return problems


@transaction.atomic
def change_person(*, person: Person, name: str, email: str, by: Person | None, at: dt.datetime) -> Person:
    """Change a name, or the address that somebody signs in with. Raises Refused (``name``, ``email``)."""
    held = Person.objects.select_for_update().get(pk=person.pk)
    problems = find_identity_problems(name=name, email=email, person=held)
    if problems:
        raise Refused(*problems)
    new = {"name": name.strip(), "e-mail": Person.objects.normalize_email(email.strip())}
    old = {"name": held.name, "e-mail": held.email}
    changes = {field: (old[field], new[field]) for field in new if old[field] != new[field]}
    held.name, held.email = new["name"], new["e-mail"]
    save_unless_taken(held)
    if changes:
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


def save_unless_taken(person: Person) -> None:
    """Save. Raises Refused (``email``) when somebody else took the address a moment ago."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise Refused(("email", "Somebody has an account with this e-mail address already.")) from None


@transaction.atomic
def disable(*, person: Person, by: Person | None, at: dt.datetime) -> Person:
    """End all the person's sessions at once and let them sign in no more. Roles and posts stay as they are.

    Raises Refused for one's own account, for one disabled already and for the last administrator.
    """
    administrators = _lock_administrators(at.date())
    held = Person.objects.select_for_update().get(pk=person.pk)
    if by is not None and held.pk == by.pk:
        raise Refused(("", "You cannot disable your own account. Ask another administrator to do it."))
    if not held.is_active:
        raise Refused(("", f"{held} is disabled already."))
    _check_one_stays(administrators, without_person=held.pk)
    held.is_active = False
    held.sessions_ended_at = at
    held.save(update_fields=["is_active", "sessions_ended_at"])
    record(by=by, at=at, subject=held, verb="disabled", sentence="May not sign in; all sessions were ended")
    return held


@transaction.atomic
def enable(*, person: Person, by: Person | None, at: dt.datetime) -> Person:
    """Let a disabled person sign in again, with the password they had. Raises Refused when they may."""
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.is_active:
        raise Refused(("", f"{held} is not disabled."))
    held.is_active = True
    held.save(update_fields=["is_active"])
    record(by=by, at=at, subject=held, verb="enabled", sentence="May sign in again")
    return held


def _lock_administrators(today: dt.date) -> dict[int, int]:
    """Roles of administrator in force, with whose each is, locked before anything else and in one order.

    So two administrators cannot end each other at the same moment, and do not wait for each other for ever.
    """
    rows = RoleAssignment.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk")
    return {row.pk: row.person_id for row in rows.in_force(today)}


def _check_one_stays(held: dict[int, int], *, without_person: int = 0, without_role: int = 0) -> None:
    """Raises Refused when the last administrator who may sign in would go."""
    active = set(Person.objects.filter(pk__in=held.values(), is_active=True).values_list("pk", flat=True))
    before = {role for role, person in held.items() if person in active}
    after = {role for role in before if role != without_role and held[role] != without_person}
    if before and not after:
        raise Refused(
            ("", "This is the only administrator. Give somebody else the role of administrator first.")
        )


def _others(person: Person | None) -> PersonQuerySet:
    return Person.objects.exclude(pk=person.pk) if person else Person.objects.all()


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_EMAIL


def _role_in_words(held: RoleAssignment, *, today: dt.date) -> str:
    """``Lead officer for Warwickshire Police, from 1 February 2024``; from today goes without saying."""
    words = f"{Role(held.role).label} for {held.agency or held.group or 'everywhere'}"
    if held.starts_on != today:
        words += f", from {in_words(held.starts_on)}"
    return f"{words}, until {in_words(held.ends_on)}" if held.ends_on else words
