"""Whom to tell about an update: lead, deputy, sponsor, coordinator; the next when one is not there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Q

from actions.models import ActionLead
from actions.notices.schedule import Part
from governance.models import Appointment, Group, Person, RoleAssignment
from governance.roles import Role

type People = tuple[Person, ...]

# Whom it falls to, in turn. A post without a deputy is told through its holder alone.
_CHAINS = {
    Part.LEAD: (Part.LEAD, Part.DEPUTY, Part.SPONSOR, Part.COORDINATOR),
    Part.DEPUTY: (Part.DEPUTY,),
    Part.SPONSOR: (Part.SPONSOR, Part.COORDINATOR),
    Part.COORDINATOR: (Part.COORDINATOR,),
}


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell, in what part; ``because`` says why when it fell to them, else nothing."""

    person: Person
    part: Part
    because: str = ""


@dataclass(frozen=True)
class Contacts:
    """Those who could be told, read once: holders and deputies by post, sponsors by agency, leads by group.

    ``unreachable`` are those whose address the mail server refused.
    """

    holders: dict[int, People]
    deputies: dict[int, People]
    sponsors: dict[int, People]
    coordinators: People
    unreachable: frozenset[int] = frozenset()
    group_leads: dict[int, People] = field(default_factory=dict)

    def find(self, part: Part, lead: ActionLead | None) -> list[Recipient]:
        """Whom to tell in a part for an action's lead (None: it has none), or the next in turn."""
        for one in _CHAINS[part]:
            people = [person for person in self._of(one, lead) if person.pk not in self.unreachable]
            if people:
                because = "" if one is part else self._why_not(part, lead)
                return [Recipient(person, one, because) for person in people]
        return []

    def find_for_group(self, part: Part, group: Group) -> list[Recipient]:
        """Whom to tell of a sub-group's report: its lead, else the coordinator. It has no sponsor."""
        if part is Part.COORDINATOR:
            return self.find(part, None)
        if part is not Part.LEAD:
            return []
        leads = self.group_leads.get(group.pk, ())
        reached = [Recipient(one, part) for one in leads if one.pk not in self.unreachable]
        why = (
            f"An e-mail to the lead of {group} could not be delivered." if leads else f"{group} has no lead."
        )
        return reached or [replace(told, because=why) for told in self.find(Part.COORDINATOR, None)]

    def _of(self, part: Part, lead: ActionLead | None) -> People:
        if part is Part.COORDINATOR:
            return self.coordinators
        if lead is None:
            return ()
        if part is Part.SPONSOR:
            return self.sponsors.get(lead.post.agency_id, ())
        return (self.holders if part is Part.LEAD else self.deputies).get(lead.post_id, ())

    def _why_not(self, part: Part, lead: ActionLead | None) -> str:
        if lead is None:
            return "An action has no lead."
        if self._of(part, lead):
            whom = f"the sponsor of {lead.post.agency}" if part is Part.SPONSOR else f"the post {lead.post}"
            return f"An e-mail to {whom} could not be delivered."
        if part is Part.SPONSOR:
            return f"{lead.post.agency} has no sponsor in the tracker."
        return f"The post {lead.post} is vacant."


def read_contacts(
    leads: Iterable[ActionLead],
    *,
    boards: Collection[int],
    at: dt.date,
    unreachable: frozenset[int],
    groups: Collection[Group] = (),
) -> Contacts:
    """Those in the leads' posts and agencies, the boards' coordinators and the groups' leads, on the date.

    Two queries.
    """
    leads = list(leads)
    holders: dict[int, list[Person]] = defaultdict(list)
    deputies: dict[int, list[Person]] = defaultdict(list)
    appointments = Appointment.objects.in_force(at).filter(
        post__in={lead.post_id for lead in leads}, person__is_active=True
    )
    for held in appointments.select_related("person").order_by("person__name", "pk"):
        (deputies if held.deputy else holders)[held.post_id].append(held.person)
    agencies = {lead.post.agency_id for lead in leads}
    roles = _read_roles(agencies, boards=boards, groups=groups, at=at)
    return Contacts(
        holders={post: tuple(people) for post, people in holders.items()},
        deputies={post: tuple(people) for post, people in deputies.items()},
        sponsors=_people_by((one.agency_id, one) for one in roles if one.role == Role.AGENCY_SPONSOR),
        coordinators=tuple(dict.fromkeys(one.person for one in roles if one.role == Role.COORDINATOR)),
        unreachable=unreachable,
        group_leads=_people_by((one.group_id, one) for one in roles if one.role == Role.SUB_GROUP_LEAD),
    )


def _read_roles(
    agencies: Collection[int], *, boards: Collection[int], groups: Collection[Group], at: dt.date
) -> list[RoleAssignment]:
    """Of sponsors, coordinators and sub-groups' leads who are there on the date, by name. One query."""
    sponsors = Q(role=Role.AGENCY_SPONSOR.value, agency__in=agencies)
    of_boards = Q(group__in=boards) | Q(group=None, agency=None)
    coordinators = Q(role=Role.COORDINATOR.value) & of_boards
    leads = Q(role=Role.SUB_GROUP_LEAD.value, group__in=[group.pk for group in groups])
    rows = RoleAssignment.objects.in_force(at).filter(sponsors | coordinators | leads, person__is_active=True)
    return list(rows.select_related("person").order_by("person__name", "pk"))


def _people_by(roles: Iterable[tuple[int | None, RoleAssignment]]) -> dict[int, People]:
    """By the key of what the role is held for."""
    found: dict[int, People] = {}
    for key, role in roles:
        if key is not None:
            found[key] = (*found.get(key, ()), role.person)
    return found
