"""What was tabled after a quarter closed: read beside its snapshot, which it does not change."""

from collections.abc import Mapping

from django.utils import timezone

from actions.models import LateUpdate
from actions.rag import Rating, Status
from reports.board_pack import Addendum
from reports.positions import ActionPosition
from reports.sources.rounds import Round


def read_addenda(current: Round, positions: Mapping[str, ActionPosition]) -> tuple[Addendum, ...]:
    """The addenda of a closed quarter, in the plan's order, those received first first. One query.

    ``positions`` are its frozen rows by reference, which name the action and its lead as they were.
    """
    rows = LateUpdate.objects.tabled().filter(
        request__period=current.period, request__action__plan=current.plan
    )
    found = rows.select_related("request__action", "settlement").order_by("request__action__order", "at")
    return tuple(_addendum(late, positions.get(late.request.action.reference)) for late in found)


def _addendum(late: LateUpdate, frozen: ActionPosition | None) -> Addendum:
    action = late.request.action
    return Addendum(
        reference=action.reference,
        title=frozen.title if frozen else action.title,
        lead=frozen.accountable_words if frozen else "",
        status=Status(late.status),
        happened=late.happened,
        received_on=timezone.localtime(late.at).date(),
        tabled_on=timezone.localtime(late.settled.at).date(),
        rating=Rating(late.reported_rating) if late.reported_rating else None,
        why=late.why,
    )
