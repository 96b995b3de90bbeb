"""One e-mail a person: all that a round still wants of them, put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from actions.models import ActionLead, LeadRole, UpdateRequest, UpdateState
from actions.models.updates import RECEIVED_STATES
from actions.notices.contacts import Contacts, Recipient
from actions.notices.schedule import Part, Step
from actions.rag import Status
from governance.models import Group, Person, ReportingPeriod


@dataclass
class Digest:
    """What one person is told: the requests and the groups that owe a report, each once, and in what part
    they came to be told first.

    ``step`` is the newest reminder of those that reach the person; None for what is no reminder.
    """

    person: Person
    part: Part
    step: Step | None = None
    requests: dict[int, UpdateRequest] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    because: dict[str, None] = field(default_factory=dict)

    def add(self, request: UpdateRequest, told: Recipient, step: Step | None) -> None:
        """One more request, by one more way."""
        self.requests[request.pk] = request
        self._note(told, step)

    def add_report(self, group: Group, told: Recipient, step: Step | None) -> None:
        """One more group that owes its report."""
        self.groups[group.pk] = group
        self._note(told, step)

    def _note(self, told: Recipient, step: Step | None) -> None:
        if told.because:
            self.because[told.because] = None
        if step is not None and (self.step is None or step.days > self.step.days):
            self.step = step

    @property
    def reasons(self) -> str:
        return " ".join(self.because)


def outstanding(period: ReportingPeriod) -> list[UpdateRequest]:
    """What of the period is not handed in, of actions in force, with its leads. Two queries."""
    rows = UpdateRequest.objects.filter(
        Q(latest=None) | ~Q(latest__state__in=RECEIVED_STATES), period=period, asked=True
    )
    leads = Prefetch("action__leads", ActionLead.objects.select_related("post__agency"))
    return list(
        rows.exclude(action__status=Status.CLOSED)
        .select_related("latest", "action__plan")
        .prefetch_related(leads)
        .order_by("action__plan", "action__order")
    )


def put_together(
    requests: Iterable[UpdateRequest],
    parts: Mapping[Part, Step | None],
    contacts: Contacts,
    groups: Iterable[Group] = (),
) -> list[Digest]:
    """Each person's e-mail, by name. No query."""
    found: dict[int, Digest] = {}
    for request in requests:
        for part, step in parts.items():
            for told in recipients(request, part, contacts):
                digest = found.setdefault(told.person.pk, Digest(told.person, told.part))
                digest.add(request, told, step)
    for group in groups:
        for part, step in parts.items():
            for told in contacts.find_for_group(part, group):
                digest = found.setdefault(told.person.pk, Digest(told.person, told.part))
                digest.add_report(group, told, step)
    return sorted(found.values(), key=lambda digest: (digest.person.name, digest.person.pk))


def recipients(request: UpdateRequest, part: Part, contacts: Contacts) -> list[Recipient]:
    """Whom to tell of one request in a part. What its writer has done with waits for the agency's sponsor."""
    if part is Part.COORDINATOR:
        return contacts.find(part, None)
    leads: list[ActionLead | None] = [*leading(request.action.leads.all())]
    told = []
    for lead in leads or [None]:
        if _waits_for_sponsor(request, lead):
            told += [] if part is Part.DEPUTY else contacts.find(Part.SPONSOR, lead)
        else:
            told += contacts.find(part, lead)
    return told


def leading(leads: Iterable[ActionLead]) -> list[ActionLead]:
    """Those who answer for an action, without those who support it."""
    return [lead for lead in leads if lead.role != LeadRole.SUPPORTING]


def _waits_for_sponsor(request: UpdateRequest, lead: ActionLead | None) -> bool:
    trusted = lead is not None and lead.post.agency.leads_may_submit
    return request.state == UpdateState.READY and not trusted
