"""Verbs that queue what is told because of what was just done; nothing is sent before it is saved."""

import datetime as dt

from django.db import transaction

from actions.models import Action, ActionLead, DateChange, Notice, NoticeKind, ProgressUpdate
from actions.notices.contacts import Recipient, read_contacts
from actions.notices.digests import Digest, leading, outstanding, put_together
from actions.notices.ledger import queue, unreachable_in
from actions.notices.schedule import Part
from actions.subgroup_reporting import groups_missing
from governance.models import Concern, Person, ReportingPeriod


@transaction.atomic
def tell_of_opening(*, period: ReportingPeriod, by: Person, at: dt.datetime) -> list[Notice]:
    """Each lead, deputy and sponsor whom an opened round asks, and the leads of sub-groups that report, once;
    the next in turn for a vacant post.

    Eight queries for any number of actions, groups and people.
    """
    requests, groups = outstanding(period), groups_missing(period)
    leads = [lead for request in requests for lead in leading(request.action.leads.all())]
    contacts = read_contacts(
        leads, boards=[period.board_id], at=at.date(), unreachable=frozenset(), groups=groups
    )
    parts = dict.fromkeys((Part.LEAD, Part.DEPUTY, Part.SPONSOR))
    once = f"opened {period.pk}"
    digests = [(digest, once) for digest in put_together(requests, parts, contacts, groups)]
    return queue(digests, kind=NoticeKind.OPENED, period=period, by=by, at=at)


@transaction.atomic
def tell_of_return(*, update: ProgressUpdate, by: Person, at: dt.datetime) -> list[Notice]:
    """The leads of an update that was returned, without its reason, which stands on the page."""
    period, action = update.period, update.action
    digests = _for_leads(action, at=at, unreachable=unreachable_in(period))
    request = action.requests.get(period=period)
    for digest in digests.values():
        digest.requests[request.pk] = request
    pairs = [(digest, f"returned {update.pk}") for digest in digests.values()]
    return queue(pairs, kind=NoticeKind.RETURNED, period=period, action=action, by=by, at=at)


@transaction.atomic
def tell_of_decision(*, change: DateChange, by: Person, at: dt.datetime) -> list[Notice]:
    """Whoever asked for a change of due date and the action's leads, once it is agreed or refused."""
    digests = _for_leads(change.action, at=at, unreachable=frozenset())
    asker = change.requested_by
    if asker is not None and asker.is_active:
        digests.setdefault(asker.pk, Digest(asker, Part.LEAD))
    pairs = [(digest, f"decided {change.pk}") for digest in digests.values()]
    return queue(pairs, kind=NoticeKind.DECIDED, period=None, action=change.action, by=by, at=at)


@transaction.atomic
def tell_of_answer(*, concern: Concern, by: Person, at: dt.datetime) -> list[Notice]:
    """Whoever raised a concern and the leads of the group that did, once it is answered; not the writer."""
    contacts = read_contacts([], boards=[], at=at.date(), unreachable=frozenset(), groups=[concern.raised_by])
    raisers = [concern.recorded_by, *contacts.group_leads.get(concern.raised_by_id, ())]
    told = {one.pk: one for one in raisers if one is not None and one.is_active and one != by}
    pairs = [(Digest(one, Part.LEAD), f"answered {concern.pk}") for one in told.values()]
    return queue(pairs, kind=NoticeKind.ANSWERED, period=None, concern=concern, by=by, at=at)


def _for_leads(action: Action, *, at: dt.datetime, unreachable: frozenset[int]) -> dict[int, Digest]:
    leads: list[ActionLead | None] = [*leading(action.leads.select_related("post__agency"))]
    contacts = read_contacts(
        [lead for lead in leads if lead], boards=[action.plan.board_id], at=at.date(), unreachable=unreachable
    )
    found: dict[int, Digest] = {}
    for lead in leads or [None]:
        for told in contacts.find(Part.LEAD, lead):
            _note(found, told)
    return found


def _note(found: dict[int, Digest], told: Recipient) -> None:
    digest = found.setdefault(told.person.pk, Digest(told.person, told.part))
    if told.because:
        digest.because[told.because] = None
