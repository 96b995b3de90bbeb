"""The reminders of a round: those that the schedule makes due, and those sent by hand."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F

from actions import policies
from actions.models import Notice, NoticeKind, NoticeState, UpdateRequest
from actions.notices.contacts import read_contacts
from actions.notices.delivery import Now, Outcome, deliver
from actions.notices.digests import Digest, leading, outstanding, put_together
from actions.notices.ledger import local_day, queue, told_already, told_on, unreachable_in
from actions.notices.schedule import Part, Step, due_steps, read_schedule
from actions.subgroup_reporting import groups_missing
from governance.history import record
from governance.models import Person, ReportingPeriod

# An e-mail about one update reminds nobody of the others.
_REMINDING = frozenset({NoticeKind.OPENED, NoticeKind.REMINDER, NoticeKind.BY_HAND})
_GONE = (NoticeState.SENT, NoticeState.SENDING, NoticeState.DUE)


@dataclass(frozen=True)
class Asked:
    """What some e-mails ask for: updates by the key of their request, reports by that of their group."""

    requests: frozenset[int]
    groups: frozenset[int]


@dataclass(frozen=True)
class Planned:
    """One reminder by hand that could go; ``today`` are the e-mails of the round that went to them today."""

    digest: Digest
    today: Sequence[Notice]

    @property
    def sent_today(self) -> Notice | None:
        """The newest of those that was sent, or is about to be, and told of all that is still to hand in."""
        return next((one for one in self.today if one.state in _GONE and one.kind in _REMINDING), None)

    @property
    def key(self) -> str:
        """Person and how often they were told today: sent twice by a double click, it goes once."""
        return f"{self.digest.person.pk}-{len(self.today)}"


def plan_due(period: ReportingPeriod, *, at: dt.datetime) -> list[tuple[Digest, str]]:
    """What the schedule makes due now and is not in the ledger, each with what names it there.

    Eight queries for any number of actions, groups and people; none when no reminder is due yet.
    """
    parts = due_steps(period, at.date(), read_schedule(settings.REMINDER_SCHEDULE))
    if not parts:
        return []
    pairs = [
        (digest, f"{digest.step.words} {period.pk}")
        for digest in _digests(period, parts, at=at, unreachable=unreachable_in(period))
        if digest.step is not None
    ]
    told = told_already(once for _, once in pairs)
    return [(digest, once) for digest, once in pairs if (digest.person.pk, once) not in told]


def remind(period: ReportingPeriod, *, now: Now, address: str) -> list[Outcome]:
    """Queue and send all that is due of a round, also what an earlier run left over.

    An address that is refused hands its reminder on to the next in turn at once. Raises ServerAway.
    """
    outcomes: list[Outcome] = []
    for _ in Part:
        _queue_due(period, at=now())
        keys = Notice.objects.filter(period=period, state__in=[NoticeState.DUE, NoticeState.SENDING])
        sent = deliver(now=now, address=address, only=set(keys.values_list("pk", flat=True)))
        outcomes += sent
        if not any(outcome.state is NoticeState.FAILED for outcome in sent):
            break
    return outcomes


@transaction.atomic
def _queue_due(period: ReportingPeriod, *, at: dt.datetime) -> None:
    """Under the period's lock, so that of two runs at once the second finds it done."""
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    refused = Notice.objects.filter(period=held, state=NoticeState.FAILED)
    refused.exclude(email=F("person__email")).update(state=NoticeState.DUE, settled_at=None, said="")
    pairs = plan_due(held, at=at)
    if pairs:
        queue(pairs, kind=NoticeKind.REMINDER, period=held, by=None, at=at)
        people = "1 person" if len(pairs) == 1 else f"{len(pairs)} people"
        record(by=None, at=at, subject=held, verb="reminded", sentence=f"By the schedule: {people}")


def plan_by_hand(period: ReportingPeriod, *, agency: str = "", at: dt.datetime) -> list[Planned]:
    """Whom a reminder would go to now: leads and, of what is ready, sponsors; ``agency`` (a slug) narrows.

    Sub-groups' reports are no agency's. Those whose address was refused are tried again. Seven queries.
    """
    digests = _digests(period, {Part.LEAD: None}, at=at, unreachable=frozenset(), agency=agency)
    told = told_on(period, at.date(), [digest.person for digest in digests])
    return [Planned(digest, told.get(digest.person.pk, [])) for digest in digests]


@transaction.atomic
def remind_by_hand(
    *, period: ReportingPeriod, chosen: Collection[str], agency: str = "", by: Person, at: dt.datetime
) -> list[Notice]:
    """Queue a reminder for those chosen (keys of ``plan_by_hand``), less what was handed in by now.

    Raises ClosedPeriod, and Refusal when none of them still has anything to hand in, or all were reminded
    a moment ago.
    """
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    policies.check_period_open(held)
    planned = [one for one in plan_by_hand(held, agency=agency, at=at) if one.key in set(chosen)]
    if not planned:
        raise policies.Refusal(
            "Nobody was reminded: those chosen have handed in since, or were reminded a moment ago."
        )
    pairs = [(one.digest, _by_hand(held, one, at)) for one in planned]
    notices = queue(pairs, kind=NoticeKind.BY_HAND, period=held, by=by, at=at)
    people = "1 person" if len(notices) == 1 else f"{len(notices)} people"
    record(by=by, at=at, subject=held, verb="reminded", sentence=f"By hand: {people}")
    return notices


@transaction.atomic
def hand_on(
    period: ReportingPeriod, outcomes: Sequence[Outcome], *, by: Person, at: dt.datetime
) -> list[Notice]:
    """Queue what was refused for the next in turn, unless they were told today."""
    refused = [one.notice for one in outcomes if one.state is NoticeState.FAILED]
    asked = Asked(
        frozenset(request.pk for notice in refused for request in notice.requests.all()),
        frozenset(group.pk for notice in refused for group in notice.groups.all()),
    )
    if not asked.requests and not asked.groups:
        return []
    held = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    digests = _digests(held, {Part.LEAD: None}, at=at, unreachable=unreachable_in(held), only=asked)
    told = told_on(held, at.date(), [digest.person for digest in digests])
    planned = [Planned(digest, told.get(digest.person.pk, [])) for digest in digests if digest.because]
    pairs = [(one.digest, _by_hand(held, one, at)) for one in planned if one.sent_today is None]
    return queue(pairs, kind=NoticeKind.BY_HAND, period=held, by=by, at=at)


def _by_hand(period: ReportingPeriod, one: Planned, at: dt.datetime) -> str:
    return f"by hand {period.pk} {local_day(at).isoformat()} {len(one.today)}"


def _digests(
    period: ReportingPeriod,
    parts: Mapping[Part, Step | None],
    *,
    at: dt.datetime,
    unreachable: frozenset[int],
    agency: str = "",
    only: Asked | None = None,
) -> list[Digest]:
    """Five queries: the requests with their leads, the groups, and who stands behind those."""
    requests = [
        request
        for request in outstanding(period)
        if (only is None or request.pk in only.requests) and (not agency or agency in _agencies(request))
    ]
    owing = [] if agency else groups_missing(period)
    groups = [group for group in owing if only is None or group.pk in only.groups]
    leads = [lead for request in requests for lead in leading(request.action.leads.all())]
    contacts = read_contacts(
        leads, boards=[period.board_id], at=at.date(), unreachable=unreachable, groups=groups
    )
    return put_together(requests, parts, contacts, groups)


def _agencies(request: UpdateRequest) -> set[str]:
    return {lead.post.agency.slug for lead in leading(request.action.leads.all())}
