"""What was asked of actions, quarter by quarter: the requests on which a rating rests."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, F, OuterRef, Q

from actions.models import Action, UpdateRequest
from actions.models.requests import UpdateRequestQuerySet
from actions.models.updates import RECEIVED_STATES
from governance.models import ReportingPeriod


def requests_of(
    actions: Sequence[Action], periods: Mapping[int, ReportingPeriod], *, whole: bool = False
) -> dict[int, list[UpdateRequest]]:
    """Requests of each action up to the period of its board, oldest first; ``periods`` are by board.

    Without ``whole`` they begin at the last that was answered before the period. One query.
    """
    found: dict[int, list[UpdateRequest]] = defaultdict(list)
    if not periods:
        return found
    rows = UpdateRequest.objects.filter(action__in=actions, period__board__in=periods)
    if not whole:
        rows = rows.exclude(Exists(_answered_since(periods.values())))
    for row in rows.select_related("period", "latest").order_by("period__year", "period__number"):
        period = periods[row.period.board_id]
        if (row.period.year, row.period.number) <= (period.year, period.number):
            if row.latest is not None:
                row.latest.period = row.period
            found[row.action_id].append(row)
    return found


def _answered_since(periods: Iterable[ReportingPeriod]) -> UpdateRequestQuerySet:
    """Requests after the outer one that were answered before the period: they overtake what it says.

    Without them a plan would be read the slower the older it grows.
    """
    before = Q()
    for period in periods:
        before |= Q(period__board=period.board_id, time__lt=4 * period.year + period.number)
    answered = UpdateRequest.objects.annotate(time=4 * F("period__year") + F("period__number"))
    return answered.filter(
        before,
        action=OuterRef("action"),
        latest__state__in=RECEIVED_STATES,
        time__gt=4 * OuterRef("period__year") + OuterRef("period__number"),
    )
