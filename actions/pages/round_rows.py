"""The rows of a round: each request with its lead, its state, and what of it the person may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Prefetch, Q

from actions import policies
from actions.models import ActionLead, ContactNote, Plan, ProgressUpdate, UpdateRequest, UpdateState
from actions.models.updates import RECEIVED_STATES
from actions.pages.round_reminders import RoundNotices, RowNotices
from actions.rag import Rating, Status, is_better
from actions.repetition import repetitions
from governance.access import Access
from governance.holders import Holders, holders_of
from governance.models import Agency, ReportingPeriod
from governance.roles import Permission


@dataclass(frozen=True)
class RoundRow:
    """One action of the round. ``holders`` are in the post of its lead on the day.

    ``contact`` is the last talk about it that was noted; ``earlier`` are the action's requests of the
    quarters before that were answered, oldest first.

    ``shown`` is its latest revision, when the person may read what it says: a chair reads accepted ones.
    """

    request: UpdateRequest
    lead: ActionLead | None
    holders: Holders
    shown: ProgressUpdate | None
    at: dt.date
    may_review: bool
    may_enter: bool
    notices: RowNotices
    contact: ContactNote | None = None
    earlier: Sequence[UpdateRequest] = ()
    may_ask: bool = False

    @property
    def state(self) -> str:
        return self.request.state

    @property
    def agency(self) -> Agency | None:
        """Whose row it is: the agency of the lead named first."""
        return self.lead.post.agency if self.lead else None

    @property
    def is_missing(self) -> bool:
        """Not handed in: nothing that stands has the agency's name under it."""
        return self.state not in RECEIVED_STATES

    @cached_property
    def late(self) -> bool:
        """Not handed in by the due date, or handed in after it."""
        latest = self.request.latest
        if latest is not None and latest.is_received:
            return latest.late
        return self.request.asked and self.at > self.request.period.due_on

    @property
    def rating(self) -> Rating | None:
        """As confirmed, else as reported, of an update that was handed in and may be read."""
        said = self._received
        rating = (said.confirmed_rating or said.reported_rating) if said else ""
        return Rating(rating) if rating else None

    @property
    def suggested(self) -> Rating | None:
        """What the rules suggested when it was handed in; Blue once its completion is accepted."""
        said = self._received
        if said is None or not said.suggested_rating:
            return None
        confirmed = self._completes and said.state == UpdateState.ACCEPTED
        return Rating.BLUE if confirmed else Rating(said.suggested_rating)

    @property
    def suggested_tag(self) -> str:
        """Its words where the rating's own will not do: a completion is rated as before until accepted."""
        suggested = self.suggested
        if suggested is None or suggested is Rating.BLUE or not self._completes:
            return ""
        return f"{suggested.label} until accepted"

    @property
    def difference(self) -> str:
        """How the rating differs from the rules', in words; empty when it does not, or is complete."""
        rating, suggested = self.rating, self.suggested
        if rating is None or suggested is None or rating is suggested or self._completes:
            return ""
        if is_better(rating, suggested):
            return "Better than the rules"
        return "Worse than the rules" if is_better(suggested, rating) else "Not as the rules"

    @property
    def _completes(self) -> bool:
        return self._received is not None and self._received.status == Status.COMPLETE

    @cached_property
    def repetitions(self) -> list[str]:
        """How what was handed in, and may be read, says again what was said before."""
        return repetitions(self._received, self.earlier) if self._received else []

    @property
    def _received(self) -> ProgressUpdate | None:
        return self.shown if self.shown is not None and self.shown.is_received else None


def read_rows(
    plan: Plan,
    period: ReportingPeriod,
    *,
    notices: RoundNotices,
    contacts: Mapping[int, ContactNote],
    access: Access,
    at: dt.date,
) -> list[RoundRow]:
    """The rows in the plan's order, for a person. Four queries for any number of actions and agencies."""
    requests = list(
        UpdateRequest.objects.filter(period=period, action__plan=plan)
        .select_related("action__plan", "latest")
        .prefetch_related(Prefetch("action__leads", ActionLead.objects.select_related("post__agency")))
        .order_by("action__order")
    )
    leads = [_first_lead(request) for request in requests]
    holders = holders_of([lead.post_id for lead in leads if lead], at=at)
    earlier = requests_before(period, plan)
    rows = []
    for request, lead in zip(requests, leads, strict=True):
        request.period = period
        row = _row(request, lead, holders, notices.of(request.pk), access=access, at=at)
        rows.append(replace(row, contact=contacts.get(request.pk), earlier=earlier[request.action_id]))
    return rows


def _row(
    request: UpdateRequest,
    lead: ActionLead | None,
    holders: dict[int, Holders],
    notices: RowNotices,
    *,
    access: Access,
    at: dt.date,
) -> RoundRow:
    target = request.action.target()
    latest = request.latest
    accepted = latest is not None and latest.state == UpdateState.ACCEPTED
    return RoundRow(
        request=request,
        lead=lead,
        holders=holders[lead.post_id] if lead else Holders(),
        shown=latest if accepted or access.can(Permission.READ_DRAFTS, target) else None,
        at=at,
        may_review=access.can(Permission.ACCEPT_UPDATE, target) and policies.can_judge(request),
        may_enter=access.can(Permission.ENTER_FOR, target)
        and policies.can_write(request)
        and policies.can_change(request.action),
        notices=notices,
        may_ask=access.can(Permission.ASK_QUESTION, target) and policies.can_ask_question(request.action),
    )


def requests_before(period: ReportingPeriod, plan: Plan) -> dict[int, list[UpdateRequest]]:
    """By the key of each action, its answered requests of the quarters before, oldest first. One query."""
    rows = UpdateRequest.objects.filter(
        Q(period__year__lt=period.year) | Q(period__year=period.year, period__number__lt=period.number),
        period__board=period.board_id, action__plan=plan, latest__state__in=RECEIVED_STATES,
    )  # fmt: skip
    read = rows.select_related("period", "latest").order_by("period__year", "period__number")
    found: dict[int, list[UpdateRequest]] = defaultdict(list)
    for request in read:
        found[request.action_id].append(request)
    return found


def _first_lead(request: UpdateRequest) -> ActionLead | None:
    """The accountable lead, else the one named first."""
    return request.action.accountable or next(iter(request.action.leads.all()), None)
