"""Sends what the ledger says is due.

Each e-mail is marked "being sent", committed, before it goes, and "sent" after. Two runs at once never both
mark the same one. A run that is killed in between leaves a single e-mail of which nobody knows whether it
went: a later run takes it up again after a quarter of an hour, since a reminder that comes twice does less
harm than one that never comes. Every other e-mail goes once.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, F, Prefetch, Q

from actions.models import (
    DateChange,
    Notice,
    NoticeKind,
    NoticeState,
    Question,
    ReportState,
    SubgroupReport,
    UpdateRequest,
)
from actions.models.notices import DIGESTS
from actions.models.updates import RECEIVED_STATES
from actions.notices.letters import letter_of
from actions.rag import Status
from governance import mail

TAKEN_UP_AFTER = dt.timedelta(minutes=15)
type Now = Callable[[], dt.datetime]


@dataclass(frozen=True)
class Outcome:
    """What became of one notice: ``state`` sent, failed, dropped, or due when it is to be tried again.

    ``count`` updates and ``reports`` of sub-groups were what it asked for.
    """

    notice: Notice
    state: NoticeState
    count: int = 0
    reports: int = 0
    said: str = ""


class ServerAway(OSError):
    """The mail server cannot be used. What had been sent by then stays so; ``outcomes`` tells."""

    def __init__(self, said: str, outcomes: Sequence[Outcome]) -> None:
        super().__init__(said)
        self.outcomes = outcomes


def deliver(
    *, now: Now, address: str, only: Collection[int] | None = None, until: dt.datetime | None = None
) -> list[Outcome]:
    """Send what is due: all of it, or the notices with these keys; none is begun after ``until``.

    Raises ServerAway. Six queries, and two more an e-mail.
    """
    outcomes: list[Outcome] = []
    notices = _due(only, at=now())
    decided = _decisions(notices)
    questions = _questions(notices)
    filed = _reports_filed(notices)
    kept = _one_a_person(notices)
    with mail.sender() as sender:
        for notice in notices:
            at = now()
            if until is not None and at >= until:
                break
            waiting = [request for request in notice.requests.all() if _is_waiting(request)]
            owing = [one for one in notice.groups.all() if (one.pk, notice.period_id) not in filed]
            if notice.pk not in kept or not _is_needed(notice, bool(waiting or owing)):
                _settle(notice, NoticeState.DROPPED, at=at)
                outcomes.append(Outcome(notice, NoticeState.DROPPED))
                continue
            said = decided.get(notice.once, "")
            asked = sum(questions.get(request.action_id, 0) for request in waiting)
            letter = letter_of(
                notice, waiting, reports=len(owing), outcome=said, asked=asked, address=address, at=at
            )
            if _claim(notice, at):
                told = Outcome(notice, NoticeState.SENT, len(waiting), len(owing))
                outcomes.append(_send(sender, letter, told, now, outcomes))
    return outcomes


def _send(
    sender: mail.Sender,
    letter: mail.Letter,
    told: Outcome,
    now: Now,
    before: Sequence[Outcome],
) -> Outcome:
    """``told`` when it goes; else what became of it."""
    notice = told.notice
    try:
        sender.send(letter, to=notice.person.email)
    except mail.AddressRefused as why:
        _settle(notice, NoticeState.FAILED, at=now(), said=str(why))
        return replace(told, state=NoticeState.FAILED, said=str(why))
    except mail.NotNow as why:
        _settle(notice, NoticeState.DUE, at=None, said=str(why))
        return replace(told, state=NoticeState.DUE, said=str(why))
    except mail.NotSent as why:
        _settle(notice, NoticeState.DUE, at=None, said=str(why))
        raise ServerAway(str(why), before) from why
    except Exception:
        # An error of our own, before anything left this machine.
        _settle(notice, NoticeState.DUE, at=None)
        raise
    _settle(notice, NoticeState.SENT, at=now())
    return told


def _due(only: Collection[int] | None, *, at: dt.datetime) -> list[Notice]:
    """Oldest first. Three queries."""
    left = Q(state=NoticeState.SENDING, claimed_at__lte=at - TAKEN_UP_AFTER)
    rows = Notice.objects.filter(Q(state=NoticeState.DUE) | left)
    if only is not None:
        rows = rows.filter(pk__in=only)
    requests = UpdateRequest.objects.select_related("latest", "action__plan")
    return list(
        rows.select_related("person", "period__board", "action__plan")
        .prefetch_related(Prefetch("requests", requests.order_by("action__order")), "groups")
        .order_by("queued_at", "pk")
    )


def _decisions(notices: Sequence[Notice]) -> dict[str, str]:
    """What was decided, by ``once``. A query when any notice is about a decision."""
    onces = {notice.once: notice.once.split()[-1] for notice in notices if notice.kind == NoticeKind.DECIDED}
    if not onces:
        return {}
    states = dict(DateChange.objects.filter(pk__in=onces.values()).values_list("pk", "state"))
    return {once: states.get(int(key), "") for once, key in onces.items()}


def _questions(notices: Sequence[Notice]) -> dict[int, int]:
    """How many of the Board's questions wait, by the key of the action. A query when a round is told of."""
    actions = {request.action_id for notice in notices for request in notice.requests.all()}
    if not actions:
        return {}
    waiting = Question.objects.waiting().filter(action__in=actions)
    return dict(waiting.values_list("action").annotate(Count("pk")).order_by())


def _reports_filed(notices: Sequence[Notice]) -> set[tuple[int, int | None]]:
    """Group and period of each report that was submitted. A query when a report is asked for."""
    groups = {group.pk for notice in notices for group in notice.groups.all()}
    if not groups:
        return set()
    sent = SubgroupReport.objects.filter(group__in=groups, state=ReportState.SUBMITTED)
    return set(sent.values_list("group", "period"))


def _one_a_person(notices: Sequence[Notice]) -> set[int]:
    """Of several digests of a round that wait for one person, the opening's is sent, else the newest."""
    kept: dict[object, Notice] = {}
    for notice in notices:
        round_of = (notice.person_id, notice.period_id) if notice.kind in DIGESTS else notice.pk
        held = kept.get(round_of)
        if held is None or held.kind != NoticeKind.OPENED:
            kept[round_of] = notice
    return {notice.pk for notice in kept.values()}


def _is_waiting(request: UpdateRequest) -> bool:
    return request.state not in RECEIVED_STATES and request.action.status != Status.CLOSED


def _is_needed(notice: Notice, waits: bool) -> bool:
    """Whether it still says something that is so, to somebody who is still there.

    ``waits``: something that it asks for is not handed in.
    """
    if not notice.person.is_active:
        return False
    if notice.kind in (NoticeKind.DECIDED, NoticeKind.ANSWERED):
        return True
    return notice.period is not None and notice.period.is_open and waits


def _claim(notice: Notice, at: dt.datetime) -> bool:
    """Mark it as being sent; False when another run has. One query."""
    mine = Notice.objects.filter(pk=notice.pk, state=notice.state, attempts=notice.attempts).update(
        state=NoticeState.SENDING,
        claimed_at=at,
        attempts=F("attempts") + 1,
        email=notice.person.email,
        said="",
    )
    return mine == 1


def _settle(notice: Notice, state: NoticeState, *, at: dt.datetime | None, said: str = "") -> None:
    Notice.objects.filter(pk=notice.pk).update(state=state, settled_at=at, said=said)
