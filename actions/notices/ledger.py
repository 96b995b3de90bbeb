"""What is written in the ledger before an e-mail goes, and what it says of earlier ones."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone

from actions.models import Action, Notice, NoticeKind, NoticeState
from actions.notices.digests import Digest
from governance.models import Concern, Person, ReportingPeriod


def queue(
    digests: Iterable[tuple[Digest, str]],
    *,
    kind: NoticeKind,
    period: ReportingPeriod | None,
    by: Person | None,
    at: dt.datetime,
    action: Action | None = None,
    concern: Concern | None = None,
) -> list[Notice]:
    """Write down e-mails that are to go, each with what names it (``once``). Three queries at most.

    Whoever calls holds the lock on the period or the row that it is about, and has left out those
    already there.
    """
    pairs = list(digests)
    notices = Notice.objects.bulk_create(
        Notice(
            person=digest.person,
            kind=kind.value,
            once=once,
            step=digest.step.words if digest.step and kind is NoticeKind.REMINDER else "",
            part=digest.part.value,
            because=digest.reasons,
            period=period,
            action=action,
            concern=concern,
            queued_at=at,
            by=by,
        )
        for digest, once in pairs
    )
    through = Notice.requests.through
    through.objects.bulk_create(
        through(notice_id=notice.pk, updaterequest_id=key)
        for notice, (digest, _) in zip(notices, pairs, strict=True)
        for key in digest.requests
    )
    of_groups = Notice.groups.through
    of_groups.objects.bulk_create(
        of_groups(notice_id=notice.pk, group_id=key)
        for notice, (digest, _) in zip(notices, pairs, strict=True)
        for key in digest.groups
    )
    return notices


def told_already(onces: Iterable[str]) -> set[tuple[int, str]]:
    """Person and ``once`` of what is in the ledger, whatever became of it. One query."""
    return set(Notice.objects.filter(once__in=set(onces)).values_list("person_id", "once"))


def unreachable_in(period: ReportingPeriod) -> frozenset[int]:
    """Those whose last e-mail of the round was refused, at the address that they still have. One query."""
    rows = Notice.objects.filter(period=period, state__in=[NoticeState.SENT, NoticeState.FAILED])
    last: dict[int, bool] = {}
    for person, state, email, now in rows.order_by("settled_at", "pk").values_list(
        "person_id", "state", "email", "person__email"
    ):
        last[person] = state == NoticeState.FAILED and email == now
    return frozenset(person for person, refused in last.items() if refused)


def told_on(period: ReportingPeriod, day: dt.date, people: Sequence[Person]) -> dict[int, list[Notice]]:
    """E-mails of the round to each on a day, newest first, whatever became of them. One query."""
    start = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(days=1)
    rows = Notice.objects.filter(period=period, person__in=people)
    found: dict[int, list[Notice]] = {}
    for notice in rows.filter(queued_at__gte=start):
        if local_day(notice.settled_at or notice.queued_at) == day:
            found.setdefault(notice.person_id, []).append(notice)
    return found


def local_day(moment: dt.datetime) -> dt.date:
    """The day of a moment as people here count it."""
    return timezone.localtime(moment).date()
