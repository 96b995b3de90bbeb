"""What of a round was sent for each of its rows: the last e-mail that went, and those that were refused."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from actions.models import Notice, NoticeState
from governance.models import ReportingPeriod


@dataclass(frozen=True)
class Sent:
    """One e-mail that was sent or refused."""

    at: dt.datetime
    person: str
    refused: bool


@dataclass(frozen=True)
class RowNotices:
    """Of one request: the last that was sent, and the people whose last e-mail was refused."""

    last: Sent | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bounce:
    """Somebody of the round whose last e-mail was refused, at the address that they still have."""

    person: int
    name: str
    email: str
    said: str
    at: dt.datetime


@dataclass(frozen=True)
class RoundNotices:
    """By the key of each request, and those who could not be reached, by name."""

    rows: dict[int, RowNotices]
    bounces: tuple[Bounce, ...]

    def of(self, request: int) -> RowNotices:
        return self.rows.get(request, RowNotices())


def read_notices(period: ReportingPeriod) -> RoundNotices:
    """One query for any number of e-mails and rows."""
    rows = Notice.requests.through.objects.filter(
        notice__period=period, notice__state__in=[NoticeState.SENT, NoticeState.FAILED]
    )
    by_request: dict[int, list[Sent]] = defaultdict(list)
    bounced: dict[int, Bounce | None] = {}
    for key, state, at, person, name, email, now, said in rows.order_by(
        "notice__settled_at", "notice"
    ).values_list(
        "updaterequest_id",
        "notice__state",
        "notice__settled_at",
        "notice__person",
        "notice__person__name",
        "notice__email",
        "notice__person__email",
        "notice__said",
    ):
        if at is None:
            continue
        refused = state == NoticeState.FAILED
        by_request[key].append(Sent(at, name, refused and email == now))
        bounced[person] = Bounce(person, name, email, said, at) if refused and email == now else None
    found = sorted((one for one in bounced.values() if one), key=lambda one: one.name)
    return RoundNotices({key: _in_short(sent) for key, sent in by_request.items()}, tuple(found))


def _in_short(sent: Iterable[Sent]) -> RowNotices:
    """``sent`` is in order of time."""
    last, of_person = None, {}
    for one in sent:
        of_person[one.person] = one
        last = last if one.refused else one
    return RowNotices(last, tuple(one.person for one in of_person.values() if one.refused))
