"""What the board of a plan and its sub-groups have raised with other bodies."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from governance.models import Concern as Raised
from governance.models import ConcernState, Group
from reports.board_pack import Concern


def read_concerns(board: Group, *, at: dt.datetime, since: dt.datetime | None) -> tuple[Concern, ...]:
    """Open ones, and those answered or closed after a moment (None: ever), first raised first. One query."""
    told = Q(state=ConcernState.OPEN) | Q(changed_at__gt=since) if since else Q()
    rows = Raised.objects.raised_within([board.pk]).filter(told).with_bodies()
    today = timezone.localtime(at).date()
    return tuple(_shown(one, today) for one in rows.order_by("raised_on", "pk"))


def _shown(concern: Raised, today: dt.date) -> Concern:
    jointly = f", jointly with {concern.joint_with}" if concern.joint_with else ""
    return Concern(
        text=concern.text,
        raised_by=concern.raiser,
        raised_with=f"{concern.recipient}{jointly}",
        raised_on=concern.raised_on,
        reply_due_on=concern.reply_due_on,
        answered_on=concern.answered_on,
        answer=concern.answer or concern.closing_note,
        state=ConcernState(concern.state).label,
        late=concern.is_late(today),
        not_for_publication=concern.not_for_publication,
    )
