"""What the page of one person shows: roles, posts, what is amiss, and what the reader may do about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from governance.access import Access, Target
from governance.models import Agency, Appointment, Person, RoleAssignment
from governance.roles import PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Span:
    """A role or an appointment as a row: ``state`` is now, later or ended.

    ``may_read`` says whether the reader may open the page of the post.
    """

    row: RoleAssignment | Appointment
    state: str
    may_end: bool
    may_read: bool = False


@dataclass(frozen=True)
class PersonPage:
    """All that the page asks for.

    ``powerless`` are agencies whose post the person holds without a role to write for them.
    """

    person: Person
    roles: Sequence[Span]
    appointments: Sequence[Span]
    powerless: Sequence[Agency]
    may_manage: bool
    may_appoint: bool

    @property
    def may_hand_over(self) -> bool:
        """A post that has not ended is one that the reader may appoint to."""
        return any(span.may_end for span in self.appointments)


def read_person(person: Person, *, access: Access, at: dt.date) -> PersonPage:
    """The page of a person as the reader may see it. Two queries."""
    roles = list(person.roles.select_related("agency", "group").order_by("-starts_on", "-pk"))
    held = list(person.appointments.select_related("post__agency").order_by("-starts_on", "-pk"))
    may_manage = access.can(Permission.MANAGE_PEOPLE)
    return PersonPage(
        person=person,
        roles=_sorted([_span(row, at, may_end=may_manage) for row in roles]),
        appointments=_sorted([_post_span(row, at, access) for row in held]),
        powerless=_powerless(roles, held, at) if person.is_active else [],
        may_manage=may_manage,
        may_appoint=person.is_active and access.can(Permission.APPOINT),
    )


def _span(row: RoleAssignment | Appointment, at: dt.date, *, may_end: bool) -> Span:
    if row.ends_on is not None and row.ends_on < at:
        return Span(row, "ended", False)
    return Span(row, "now" if row.starts_on <= at else "later", may_end)


def _post_span(held: Appointment, at: dt.date, access: Access) -> Span:
    whose = Target(agencies=frozenset({held.post.agency_id}))
    span = _span(held, at, may_end=access.can(Permission.APPOINT, whose))
    return replace(span, may_read=access.can(Permission.READ_PEOPLE, whose))


def _sorted(spans: list[Span]) -> list[Span]:
    """Those of today first, then those to come, then the past."""
    return sorted(spans, key=lambda span: ("now", "later", "ended").index(span.state))


def _powerless(roles: Sequence[RoleAssignment], held: Sequence[Appointment], at: dt.date) -> list[Agency]:
    """A post gives nothing to somebody without a role that writes updates for its agency."""
    writes_for = {
        row.agency_id
        for row in roles
        if (row.ends_on is None or row.ends_on >= at)
        and Permission.WRITE_UPDATE in PERMISSIONS[Role(row.role)]
    }
    agencies = {row.post.agency for row in held if row.ends_on is None or row.ends_on >= at}
    return sorted(
        (agency for agency in agencies if agency.pk not in writes_for and None not in writes_for),
        key=lambda agency: agency.name,
    )
