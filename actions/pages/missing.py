"""What a person was asked for in a quarter that closed, and nobody said: it can still be sent, late."""

from django.db.models import Exists, OuterRef, Subquery

from actions.models import LateUpdate, PlanState, UpdateRequest, UpdateState
from actions.rag import Status
from governance.access import Access
from governance.models import ReportingPeriod
from governance.models.periods import CLOSED_STATES
from governance.roles import Permission


def read_missing(access: Access) -> list[UpdateRequest]:
    """Of the newest closed quarter of each board, in the order of its plans. One query.

    Left out is what an open round asks for again, since that answers it, and what was sent late.
    """
    closed = ReportingPeriod.objects.filter(board=OuterRef("period__board"), state__in=CLOSED_STATES)
    newest = closed.order_by("-year", "-number").values("pk")[:1]
    again = UpdateRequest.objects.filter(action=OuterRef("action"), period__state="open")
    rows = (
        UpdateRequest.objects.permitted(access, Permission.WRITE_UPDATE)
        .filter(period=Subquery(newest), action__plan__state=PlanState.AGREED)
        .exclude(latest__state__in=[UpdateState.SUBMITTED, UpdateState.ACCEPTED])
        .exclude(action__status=Status.CLOSED)
        .exclude(Exists(again))
        .exclude(Exists(LateUpdate.objects.filter(request=OuterRef("pk"))))
    )
    return list(
        rows.select_related("period", "action__plan").order_by("period", "action__plan", "action__order")
    )
