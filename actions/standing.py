"""How actions stand at a moment: the facts that the rating rules ask for. Two queries for any number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, FilteredRelation, Q

from actions import plan_dates
from actions.asked import requests_of
from actions.currency import missed_running
from actions.models import Action, DateChange, ProgressUpdate, UpdateRequest
from actions.rag import Call, Evidence, Rating, Status, Suggestion, suggest
from actions.thresholds import thresholds_on
from governance.models import ReportingPeriod


@dataclass(frozen=True)
class Standing:
    """One action at a moment. ``requests`` are its requests up to the period, oldest first.

    ``update`` is the newest update that its agency has signed off, of this period or an earlier one;
    what was said then stands until something newer is said.
    """

    action: Action
    requests: tuple[UpdateRequest, ...]
    period: ReportingPeriod | None
    moves: int
    at: dt.date
    closing: bool = False

    @cached_property
    def request(self) -> UpdateRequest | None:
        """The request of the period itself."""
        if self.period is None:
            return None
        return next((r for r in reversed(self.requests) if r.period_id == self.period.pk), None)

    @cached_property
    def update(self) -> ProgressUpdate | None:
        return next(
            (r.latest for r in reversed(self.requests) if r.latest is not None and r.latest.is_received), None
        )

    @cached_property
    def current_update(self) -> ProgressUpdate | None:
        """The update of the period itself, when it was received."""
        latest = self.request.latest if self.request else None
        return latest if latest is not None and latest.is_received else None

    @cached_property
    def rated_update(self) -> ProgressUpdate | None:
        """The update of the period whose rating counts: none when a decision set the status after it."""
        said, decided = self.current_update, self.action.status_decided_at
        if said is None or (decided is not None and said.at is not None and said.at < decided):
            return None
        return said

    @cached_property
    def previous_request(self) -> UpdateRequest | None:
        """The newest request of an earlier period whose update was received."""
        earlier = (r for r in reversed(self.requests) if r is not self.request)
        return next((r for r in earlier if r.latest is not None and r.latest.is_received), None)

    @property
    def previous(self) -> ProgressUpdate | None:
        """The update of that request: what a "no change" would say again."""
        return self.previous_request.latest if self.previous_request else None

    @cached_property
    def missed(self) -> int:
        closing = self.period.pk if self.period and self.closing else None
        return missed_running(self.requests, closing=closing)

    @cached_property
    def evidence(self) -> Evidence:
        """The inputs of the rating rules (``rag.md``)."""
        return evidence_of(self.action, update=self.update, missed=self.missed, moves=self.moves)

    @cached_property
    def suggestion(self) -> Suggestion:
        return suggest(self.evidence, at=self.at, thresholds=thresholds_on(self.at, plan=self.action.plan))

    @cached_property
    def rating(self) -> Rating:
        """The rating that counts: confirmed, else reported, in this period; else what the rules suggest.

        Blue counts once it is confirmed: rule 2 asks that a completion be accepted. A hold that is decided
        afterwards overtakes a rating, as it does the status: what was "not approved" is approved now.
        """
        said = self.rated_update
        if said is not None and said.confirmed_rating:
            return Rating(said.confirmed_rating)
        if said is not None and said.reported_rating and said.reported_rating != Rating.BLUE:
            return Rating(said.reported_rating)
        return self.suggestion.rating

    @property
    def status(self) -> Status:
        return self.evidence.status

    @cached_property
    def tag(self) -> str:
        """The word of the rating, which says more than its colour where the rules do: Complete, On hold..."""
        return self.suggestion.tag if self.rating is self.suggestion.rating else self.rating.label

    @cached_property
    def due_shown(self) -> str:
        """D in words, with how often it moved."""
        shown = plan_dates.show(self.action.due)
        times = {0: "", 1: ", moved once", 2: ", moved twice"}.get(self.moves, f", moved {self.moves} times")
        return f"{shown}{times}"

    @property
    def days_overdue(self) -> int:
        """Calendar days past D; 0 when complete, closed, on an approved hold or not overdue.

        A completion that waits to be accepted was overdue until it was reported done, as in the rules.
        """
        facts = self.evidence
        if facts.due is None or self.suggestion.rule in {1, 2, 3}:
            return 0
        done = facts.completed_on if facts.status is Status.COMPLETE else None
        return max((min(self.at, done or self.at) - facts.due).days, 0)


def evidence_of(action: Action, *, update: ProgressUpdate | None, missed: int, moves: int) -> Evidence:
    """Evidence from an action and the newest received update of it.

    A decision that set the status (a hold, its end) overtakes what an update said of it before.
    """
    known = Evidence(
        status=Status(action.status),
        planned_start=action.start_on,
        original_due=action.original_due_on,
        due=action.due_on,
        ongoing=action.ongoing,
        awaiting=action.awaiting,
        missed=missed,
        moves=moves,
        completed_on=action.completed_on,
        completion_note=action.completion_note,
        accepted=action.status == Status.COMPLETE,
        hold_approved=action.hold_decision_id is not None,
        hold_review_on=action.hold_until,
        closed_by=action.closure_decision.group.name if action.closure_decision else "",
        closed_on=action.closure_decision.decided_on if action.closure_decision else None,
    )
    if update is None or known.status is Status.CLOSED:
        return known
    known = replace(known, forecast=update.forecast_on, call=Call(update.call) if update.call else None)
    if _overtaken(action, update):
        return known
    return replace(
        known,
        status=Status(update.status),
        completed_on=update.completed_on,
        completion_note=update.completion_note,
        accepted=update.state == "accepted",
        hold_review_on=action.hold_until or update.hold_until,
    )


def _overtaken(action: Action, update: ProgressUpdate) -> bool:
    """True when a decision set the status after the update was made; one being written has no time yet."""
    decided, made = action.status_decided_at, update.at
    return decided is not None and made is not None and made <= decided


def standings(
    actions: Sequence[Action],
    *,
    period: ReportingPeriod | None,
    at: dt.date,
    closing: bool = False,
    moves: Mapping[int, int] | None = None,
    whole: bool = False,
) -> list[Standing]:
    """How each action stands in a period (None: before the first) on a date. Two queries.

    One alone when it is known already how often each due date ``moves``, by action. ``whole`` reads the
    requests of every quarter; otherwise those back to the last that was answered before the period.
    """
    requests = requests_of(actions, {period.board_id: period} if period else {}, whole=whole)
    if moves is None:
        moves = _moves_of(actions)
    return [
        Standing(
            action=action,
            requests=tuple(requests[action.pk]),
            period=period,
            moves=moves.get(action.pk, 0),
            at=at,
            closing=closing,
        )
        for action in actions
    ]


def standings_across(actions: Sequence[Action], *, today: dt.date) -> list[Standing]:
    """How actions of several plans stand, each in the newest period of its own board. Three queries."""
    boards = {action.plan.board_id for action in actions}
    rows = ReportingPeriod.objects.filter(board__in=boards).begun().order_by("year", "number")
    newest = {period.board_id: period for period in rows}
    requests, moves = requests_of(actions, newest), _moves_of(actions)
    found = []
    for action in actions:
        period = _newest_of(action, newest)
        at = cut_off(period, today=today) if period and period.is_open else today
        found.append(
            Standing(
                action=action,
                requests=tuple(requests[action.pk]),
                period=period,
                moves=moves.get(action.pk, 0),
                at=at,
            )
        )
    return found


def _moves_of(actions: Sequence[Action]) -> dict[int, int]:
    """How often the due date of each moved, by its key."""
    rows = DateChange.objects.agreed().filter(action__in=actions).values_list("action")
    return dict(rows.annotate(Count("pk")).order_by())


def standing_now(action: Action, *, today: dt.date, moves: int) -> Standing:
    """How one action stands in the newest period of its board that was opened; before the first, in none.

    For when how often its due date moved is known already. One query.
    """
    return standings_now([action], today=today, moves={action.pk: moves})[0]


def standings_now(actions: Sequence[Action], *, today: dt.date, moves: Mapping[int, int]) -> list[Standing]:
    """How actions of any plans stand now, when it is known how often each due date ``moves``. One query."""
    rows = (
        ReportingPeriod.objects.filter(board__in={action.plan.board_id for action in actions})
        .begun()
        .annotate(own=FilteredRelation("requests", condition=Q(requests__action__in=actions)))
        .select_related("own__latest")  # type: ignore[misc]  # the relation named above
        .order_by("year", "number")
    )
    newest: dict[int, ReportingPeriod] = {}
    requests: dict[int, list[UpdateRequest]] = defaultdict(list)
    for period in rows:
        newest[period.board_id] = period
        if getattr(period, "own", None):
            own = _own_request(period)
            requests[own.action_id].append(own)
    found = []
    for action in actions:
        current = _newest_of(action, newest)
        at = cut_off(current, today=today) if current and current.is_open else today
        found.append(
            Standing(
                action=action,
                requests=tuple(requests[action.pk]),
                period=current,
                moves=moves.get(action.pk, 0),
                at=at,
            )
        )
    return found


def _newest_of(action: Action, newest: Mapping[int, ReportingPeriod]) -> ReportingPeriod | None:
    """That of its board; None where its plan starts after the quarter. ``newest`` are by board."""
    period = newest.get(action.plan.board_id)
    return period if period and action.plan.has_quarter(period.quarter) else None


def _own_request(period: ReportingPeriod) -> UpdateRequest:
    """The request that was fetched with its period."""
    request: UpdateRequest = period.own  # type: ignore[attr-defined]  # named in the query
    request.period = period
    if request.latest is not None:
        request.latest.period = period
    return request


def cut_off(period: ReportingPeriod, *, today: dt.date) -> dt.date:
    """T: today while the period is open, never later than its due date nor than its closing."""
    closed_on = period.closed_at.date() if period.closed_at else today
    return min(closed_on, period.due_on)
