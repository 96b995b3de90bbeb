"""Whom to tell about an update: lead, deputy, sponsor, coordinator; the next when one is not there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from actions.models import ActionLead
from actions.notices.schedule import Part
from governance.models import Appointment, Person, RoleAssignment
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
    """Those who could be told, read once: holders and deputies by post, sponsors by agency.

    ``unreachable`` are those whose address the mail server refused.
    """

    holders: dict[int, People]
    deputies: dict[int, People]
    sponsors: dict[int, People]
    coordinators: People
    unreachable: frozenset[int] = frozenset()

    def find(self, part: Part, lead: ActionLead | None) -> list[Recipient]:
        """Whom to tell in a part for an action's lead (None: it has none), or the next in turn."""
        for one in _CHAINS[part]:
            people = [person for person in self._of(one, lead) if person.pk not in self.unreachable]
            if people:
                because = "" if one is part else self._why_not(part, lead)
                return [Recipient(person, one, because) for person in people]
        return []

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
    leads: Iterable[ActionLead], *, boards: Collection[int], at: dt.date, unreachable: frozenset[int]
) -> Contacts:
    """Those in the leads' posts and agencies and the boards' coordinators, on the date. Three queries."""
    leads = list(leads)
    holders: dict[int, list[Person]] = defaultdict(list)
    deputies: dict[int, list[Person]] = defaultdict(list)
    sponsors: dict[int, list[Person]] = defaultdict(list)
    appointments = Appointment.objects.in_force(at).filter(
        post__in={lead.post_id for lead in leads}, person__is_active=True
    )
    for held in appointments.select_related("person").order_by("person__name", "pk"):
        (deputies if held.deputy else holders)[held.post_id].append(held.person)
    roles = RoleAssignment.objects.in_force(at).filter(person__is_active=True).select_related("person")
    roles = roles.order_by("person__name", "pk")
    agencies = {lead.post.agency_id for lead in leads}
    for role in roles.filter(role=Role.AGENCY_SPONSOR.value, agency__in=agencies):
        if role.agency_id is not None:
            sponsors[role.agency_id].append(role.person)
    of_boards = Q(group__in=boards) | Q(group=None, agency=None)
    coordinators = [role.person for role in roles.filter(of_boards, role=Role.COORDINATOR.value)]
    return Contacts(
        holders={post: tuple(people) for post, people in holders.items()},
        deputies={post: tuple(people) for post, people in deputies.items()},
        sponsors={agency: tuple(people) for agency, people in sponsors.items()},
        coordinators=tuple(dict.fromkeys(coordinators)),
        unreachable=unreachable,
    )
