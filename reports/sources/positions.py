"""How the actions of a plan stand now, by value: live rows into positions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from actions import plan_dates
from actions.models import Action, ActionLead, DateChange, DateChangeState, Funding, ProgressUpdate
from actions.models.actions import ActionQuerySet
from actions.rag import Rating, Status, travel
from actions.standing import Standing, standings
from governance.models import Appointment, ReportingPeriod
from reports.positions import ActionPosition, LeadRole, LeadShown, rating_that_counts

NO_ASK = {"nothing", "nothing asked", "nothing at present", "nil", "no", "none", "n/a", "na", "-"}


@dataclass(frozen=True)
class LiveRow:
    """An action with its position. ``latest`` is the newest revision for the period, finished or not."""

    standing: Standing
    position: ActionPosition
    funds: tuple[Funding, ...] = ()
    """What pays for the action, of what is on the list."""

    @property
    def action(self) -> Action:
        return self.standing.action

    @property
    def waiting(self) -> DateChange | None:
        """The move of its due date that waits for a decision."""
        return getattr(self.action, "waiting", None)

    @property
    def asking_post(self) -> int | None:
        """The key of the post that asks for that move; None where no lead's post does."""
        return getattr(self.action, "asking_post", None)

    @property
    def latest(self) -> ProgressUpdate | None:
        return self.standing.request.latest if self.standing.request else None


def read_live(
    actions: ActionQuerySet,
    *,
    period: ReportingPeriod,
    at: dt.date,
    before: Mapping[int, ActionPosition] | None = None,
    closing: bool = False,
) -> list[LiveRow]:
    """The actions in the plan's order as they stand at the cut-off ``at``.

    ``before`` holds the rows of the quarter that ratings are measured against, by action. Words of an
    update that its agency has not signed off are left out. Three queries, whatever the number of actions.
    """
    rows, funds = _read(_with_beside(actions))
    moves = {row.pk: int(getattr(row, "agreed_moves", 0)) for row in rows}
    found = standings(rows, period=period, at=at, closing=closing, moves=moves)
    known = before or {}
    return [
        LiveRow(one, position_of(one, known.get(one.action.pk)), tuple(funds[one.action.pk])) for one in found
    ]


def _read(actions: ActionQuerySet) -> tuple[list[Action], dict[int, list[Funding]]]:
    """The actions in the plan's order, and the funds that pay for each, by key: a row came for each fund."""
    rows: dict[int, Action] = {}
    funds: dict[int, list[Funding]] = defaultdict(list)
    for row in actions.order_by("order", "pk", "fund__ends_on", "fund__pk"):  # type: ignore[misc]  # named below
        rows.setdefault(row.pk, row)
        fund: Funding | None = getattr(row, "fund", None)
        if fund is not None:
            funds[row.pk].append(fund)
    return list(rows.values()), funds


def _with_beside(actions: ActionQuerySet) -> ActionQuerySet:
    """Each with how often its date moved, and beside it the move that waits: there is one at most. Beside it
    too a fund that pays for it: an action that several pay for comes several times.

    ``asking_post`` is the post, of those that lead the action, which the one who asks holds.
    """
    agreed = DateChange.objects.agreed().filter(action=OuterRef("pk")).order_by()
    times = agreed.values("action").annotate(times=Count("pk")).values("times")
    asking = Appointment.objects.filter(
        person=OuterRef("waiting__requested_by"), post__leads__action=OuterRef("pk")
    )
    rows: ActionQuerySet = actions.with_leads().annotate(
        waiting=FilteredRelation(
            "date_changes", condition=Q(date_changes__state=DateChangeState.REQUESTED.value)
        ),
        fund=FilteredRelation("funds", condition=Q(funds__closed_on=None)),
        agreed_moves=Coalesce(Subquery(times), 0),
        asking_post=Subquery(asking.order_by("post__leads__order").values("post")[:1]),
    )
    return rows.select_related("closure_decision__group", "waiting", "fund")  # type: ignore[misc]  # named above


def position_of(standing: Standing, before: ActionPosition | None) -> ActionPosition:
    """One action as it stands, measured against how it stood a quarter before (None: it did not)."""
    return ActionPosition(
        **_promise(standing.action),
        **_leads(standing.action),
        **_dates(standing),
        **_ratings(standing, before),
        **_answer(standing),
        **_words(standing.current_update),
    )


def _promise(action: Action) -> dict[str, Any]:
    objective = action.objective
    upper = objective.parent or objective
    return {
        "reference": action.reference,
        "sort_key": (action.order,),
        "title": action.title,
        "description": action.description,
        "objective_number": objective.number,
        "objective_title": objective.title,
        "strategic_number": upper.number,
        "strategic_title": upper.title,
        "owner_group": objective.owner_group.name if objective.owner_group else "",
        "priority": action.get_priority_display(),
        "flags": tuple(action.flags),
    }


def _leads(action: Action) -> dict[str, Any]:
    """Posts, never persons: a report says which post answers for an action."""
    leads = list(action.leads.all())
    accountable = action.accountable
    agency = accountable.post.agency if accountable else None
    return {
        "leads": tuple(_shown(lead) for lead in leads),
        "accountable_agency_short": agency.short_name if agency else "",
        "accountable_agency_name": agency.name if agency else "",
    }


def _shown(lead: ActionLead) -> LeadShown:
    agency = lead.post.agency
    return LeadShown(
        agency_short=agency.short_name,
        agency_name=agency.name,
        post=lead.post.title,
        role=LeadRole(lead.role),
    )


def _dates(standing: Standing) -> dict[str, Any]:
    action, evidence = standing.action, standing.evidence
    complete = evidence.status is Status.COMPLETE
    return {
        "start_words": action.start_words,
        "start_shown": plan_dates.show(action.start) if action.start_words or action.start_on else "",
        "start_on": action.start_on,
        "due_words": action.due_words,
        "due_shown": _due_shown(standing),
        "due_on": action.due_on,
        "original_due_on": action.original_due_on,
        "moves": standing.moves,
        "ongoing": action.ongoing,
        "awaiting": action.awaiting,
        "forecast_on": evidence.forecast,
        "days_overdue": standing.days_overdue,
        "hold_until": evidence.hold_review_on if evidence.status is Status.ON_HOLD else None,
        "completed_on": evidence.completed_on if complete else None,
        "completion_note": evidence.completion_note if complete else "",
        "closed_by": evidence.closed_by,
        "closed_on": evidence.closed_on,
    }


def _due_shown(standing: Standing) -> str:
    """Such as "31 March 2027 (originally 30 September 2026, moved twice)"; empty where there is no date."""
    action = standing.action
    if not (action.due_words or action.due_on or action.ongoing or action.awaiting):
        return ""
    shown = plan_dates.shown_due(action.due, original=action.original_due, moves=standing.moves)
    return shown.removeprefix("Due ")


def _ratings(standing: Standing, before: ActionPosition | None) -> dict[str, Any]:
    said, suggestion = standing.current_update, standing.suggestion
    reported = Rating(said.reported_rating) if said and said.reported_rating else None
    confirmed = Rating(said.confirmed_rating) if said and said.confirmed_rating else None
    stands = standing.rated_update is not None
    rating, source = rating_that_counts(
        confirmed=confirmed if stands else None,
        reported=reported if stands else None,
        returned=said is not None,
        suggested=suggestion.rating,
    )
    previous = before.rating if before else None
    amber_before = before.amber_rounds if before else 0
    return {
        "status": standing.status,
        "call": standing.evidence.call,
        "suggested_rating": suggestion.rating,
        "suggested_rule": suggestion.rule,
        "suggested_reason": suggestion.reason,
        "suggested_tag": suggestion.tag,
        "reported_rating": reported,
        "rating_reason": said.rating_reason if said else "",
        "confirmed_rating": confirmed,
        "rating": rating,
        "rating_source": source,
        "previous_rating": previous,
        "travel": travel(previous, rating),
        "amber_rounds": amber_before + 1 if rating is Rating.AMBER else 0,
    }


def _answer(standing: Standing) -> dict[str, Any]:
    request, said = standing.request, standing.current_update
    return {
        "update_state": request.state if request else "",
        "requested": request is not None and request.asked,
        "returned": said is not None,
        "late": said is not None and said.late,
        "missed_rounds": standing.missed,
        "last_update_on": standing.update.made_on if standing.update else None,
        "no_change": said is not None and said.no_change,
        "sample": standing.update is not None and standing.update.is_sample,
    }


def _words(said: ProgressUpdate | None) -> dict[str, Any]:
    if said is None:
        return {}
    return {
        "happened": said.happened,
        "next_steps": said.next_steps,
        "risk": said.risk,
        "mitigation": said.mitigation,
        "issue": said.issue,
        "path_step": said.path_step,
        "path_who": said.path_who,
        "path_by": said.path_by,
        "ask": asked_of_board(said.ask),
    }


def asked_of_board(words: str) -> str:
    """What is asked of the board; empty where the lead wrote that it is nothing."""
    return "" if words.strip().rstrip(".").casefold() in NO_ASK else words
