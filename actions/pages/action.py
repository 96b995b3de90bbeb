"""What the page of one action shows of it, for one person, on a day."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from actions import policies
from actions.comparison import answers
from actions.content import content_of
from actions.models import (
    Action,
    ActionLead,
    DateChange,
    DateChangeState,
    ProgressUpdate,
    UpdateRequest,
)
from actions.pages.history import Entry, history_of, readable_updates
from actions.pages.particulars import Particular, Particulars, particulars_of
from actions.pages.questions import QuestionShown, questions_of
from actions.pages.ties import TiesShown, read_ties
from actions.plan_dates import show, shown_due
from actions.rag import Status
from actions.standing import Standing, standings_now
from governance.access import Access
from governance.holders import Holders, gathered
from governance.models import ReportingPeriod
from governance.roles import Permission


@dataclass(frozen=True)
class RatingLine:
    """One of the three ratings, with whose it is and why. ``tag`` is what its label shows."""

    whose: str
    rating: str
    tag: str
    reason: str


@dataclass(frozen=True)
class ActionPage:
    """One action. ``date_changes`` are oldest first."""

    action: Action
    standing: Standing
    leads: Sequence[tuple[ActionLead, Holders]]
    particulars: Particulars
    waiting_on: TiesShown
    date_changes: Sequence[DateChange]
    history: Sequence[Entry]
    newest: ProgressUpdate | None
    questions: Sequence[QuestionShown]
    access: Access
    today: dt.date

    @property
    def period(self) -> ReportingPeriod | None:
        """The newest that was opened."""
        return self.standing.period

    def can(self, permission: Permission) -> bool:
        return self.access.can(permission, self.action.target())

    @property
    def due(self) -> str:
        return shown_due(self.action.due, self.action.original_due, self.standing.moves)

    @property
    def start(self) -> str:
        return show(self.action.start)

    @property
    def forecast(self) -> str:
        """When the lead last said it will finish; empty when not said, or finished."""
        said = self.standing.update
        finished = self.standing.status in {Status.COMPLETE, Status.CLOSED}
        return show(said.forecast) if said and said.forecast_words and not finished else ""

    @property
    def tag(self) -> str:
        """What the label of the rating shows: the own words of the suggestion, where that is what counts."""
        suggestion = self.standing.suggestion
        return suggestion.tag if suggestion.rating is self.standing.rating else ""

    @cached_property
    def ratings(self) -> list[RatingLine]:
        """What the rules suggest; and, where they differ, what the lead and the coordinator say.

        Where they agree one line says so, under the name of whoever's rating counts.
        """
        suggestion = self.standing.suggestion
        lines = [RatingLine("Suggested by the rules", suggestion.rating, suggestion.tag, suggestion.reason)]
        said = self.standing.rated_update
        if said is not None and said.reported_rating:
            reason = said.rating_reason or said.risk or said.issue if self._may_read(said) else ""
            lines.append(RatingLine("Reported by the lead", said.reported_rating, "", reason))
        if said is not None and said.confirmed_rating:
            note = said.confirmed_note if self.can(Permission.READ_NOTES) else ""
            lines.append(RatingLine("Confirmed", said.confirmed_rating, "", note))
        if len({line.rating for line in lines}) > 1:
            return lines
        [first, *others] = lines
        whose = f"{others[-1].whose}, as the rules suggest" if others else first.whose
        return [replace(first, whose=whose)]

    def _may_read(self, update: ProgressUpdate) -> bool:
        """An update that was handed in for the newest period: where it may be read, nothing newer stands."""
        return self.can(Permission.READ_DRAFTS) or (self.newest is not None and self.newest.pk == update.pk)

    @property
    def waiting(self) -> DateChange | None:
        """The date change that waits for a decision."""
        return next((c for c in self.date_changes if c.state == DateChangeState.REQUESTED), None)

    @property
    def said(self) -> list[tuple[str, str]]:
        """The newest update that the person may read: label and text of each answer."""
        return answers(content_of(self.newest)) if self.newest else []

    # ------------------------------------------------ what the person may do here, now

    @property
    def may_write(self) -> bool:
        return self._is_open and self.can(Permission.WRITE_UPDATE) and self._in_state(policies.can_write)

    @property
    def late_request(self) -> UpdateRequest | None:
        """The newest closed quarter that wants an answer still, when the person may send one late."""
        said = [one for one in self.standing.requests if one.period.is_closed or _is_received(one)]
        newest = said[-1] if said else None
        if newest is None or _is_received(newest) or not policies.can_change(self.action):
            return None
        return newest if self.can(Permission.WRITE_UPDATE) else None

    @property
    def may_review(self) -> bool:
        return self._is_open and self.can(Permission.ACCEPT_UPDATE) and self._in_state(policies.can_judge)

    @property
    def may_enter(self) -> bool:
        return self._is_open and self.can(Permission.ENTER_FOR) and self._in_state(policies.can_write)

    @property
    def may_ask_date(self) -> bool:
        return self.can(Permission.ASK_DATE_CHANGE) and policies.can_ask_date_change(
            self.action, waiting=self.waiting
        )

    @property
    def may_ask_question(self) -> bool:
        return self.can(Permission.ASK_QUESTION) and policies.can_ask_question(self.action)

    @property
    def may_decide(self) -> bool:
        return self.waiting is not None and self.can(Permission.RECORD_DECISION)

    @property
    def may_edit(self) -> bool:
        return self.can(Permission.EDIT_PLAN) and policies.can_change(self.action)

    @property
    def may_link(self) -> bool:
        """A link changes nothing of what either action promises, so a closed plan may have one too."""
        return self.can(Permission.EDIT_PLAN)

    @property
    def trigger(self) -> Particular | None:
        """What its due date waits for, once the plan keeps when that is expected or happened."""
        return next(iter(self.particulars.events), None) if self.action.awaiting else None

    @property
    def may_hold(self) -> bool:
        return self.can(Permission.EDIT_PLAN) and policies.can_hold(self.action)

    @property
    def may_close(self) -> bool:
        return self.can(Permission.EDIT_PLAN) and policies.can_be_closed(self.action)

    @property
    def _is_open(self) -> bool:
        return self.period is not None and self.period.is_open and policies.can_change(self.action)

    def _in_state(self, allows: Callable[[UpdateRequest], bool]) -> bool:
        return allows(self.standing.request or UpdateRequest(action=self.action, period=self.period))


def _is_received(request: UpdateRequest) -> bool:
    return request.latest is not None and request.latest.is_received


def action_page(action: Action, access: Access, *, today: dt.date) -> ActionPage:
    """Read all that the page shows. The action wants ``with_leads``. Eight queries."""
    changes = list(action.date_changes.select_related("decision__group", "requested_by"))
    moves = sum(change.state == DateChangeState.AGREED for change in changes)
    leads = list(action.leads.all())
    particulars = particulars_of(action, access, today=today)
    holders = _holders(leads, particulars)
    updates = readable_updates(action, access)
    ties = read_ties(action, access)
    standing, *others = standings_now(
        [action, *ties.others], today=today, moves=ties.moves | {action.pk: moves}
    )
    return ActionPage(
        action=action,
        standing=standing,
        leads=[(lead, holders[lead.post_id]) for lead in leads],
        particulars=particulars,
        waiting_on=ties.shown(standing, others, at=today),
        date_changes=changes,
        history=history_of(action, updates, access),
        newest=updates[-1] if updates else None,
        questions=questions_of(action, updates, access),
        access=access,
        today=today,
    )


def _holders(leads: Sequence[ActionLead], particulars: Particulars) -> dict[int, Holders]:
    rows = sorted(particulars.holders, key=lambda one: one.words)
    return gathered((lead.post_id for lead in leads), ((one.pk, bool(one.order), one.words) for one in rows))
