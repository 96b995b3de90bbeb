"""What the page of one update shows: where it starts from, what the rules suggest, who signs it off."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from actions import policies
from actions.answering import answers_of, waiting_by_action, waiting_for
from actions.content import UpdateContent, carried_forward, content_of
from actions.currency import unchanged_running
from actions.models import Action, LateOutcome, LateUpdate, ProgressUpdate, Question, UpdateRequest
from actions.plan_dates import shown_due
from actions.rag import Rating, Suggestion, is_better
from actions.reading import Reading, read_against
from actions.standing import Standing, cut_off, standings
from governance.access import Access
from governance.holders import sponsors_of
from governance.models import ReportingPeriod
from governance.roles import Permission


@dataclass(frozen=True)
class UpdatePage:
    """One action in one period, for one person, on a day."""

    action: Action
    period: ReportingPeriod
    standing: Standing
    access: Access
    today: dt.date

    @cached_property
    def request(self) -> UpdateRequest:
        """The request; one that is not stored when nobody asked."""
        return self.standing.request or UpdateRequest(action=self.action, period=self.period)

    @property
    def latest(self) -> ProgressUpdate | None:
        """The newest revision of this period's update."""
        return self.request.latest

    @property
    def revision(self) -> int:
        """Its number; 0 when nobody has begun."""
        return self.latest.revision if self.latest else 0

    @property
    def previous(self) -> ProgressUpdate | None:
        """The update of an earlier quarter, whose words stand beside the boxes."""
        return self.standing.previous

    @property
    def previous_request(self) -> UpdateRequest | None:
        """Its request, which knows the quarter."""
        return self.standing.previous_request

    @cached_property
    def start(self) -> UpdateContent:
        """What the boxes hold at first: what was saved last, else the answers of last quarter."""
        return content_of(self.latest) if self.latest else carried_forward(self.previous, self.action)

    @property
    def due(self) -> str:
        """The action's due date in words, with the first one and how often it moved."""
        return shown_due(self.action.due, self.action.original_due, self.standing.moves)

    @property
    def is_late(self) -> bool:
        return self.today > self.period.due_on

    @property
    def earlier(self) -> list[UpdateRequest]:
        """Its requests of the quarters before, oldest first."""
        return [r for r in self.standing.requests if r is not self.standing.request]

    @cached_property
    def carried(self) -> list[LateUpdate]:
        """What was sent after an earlier quarter closed, carried to this one, and not handed in anew since.

        One query, when a quarter since the last answer was missed.
        """
        answered = self.earlier.index(self.previous_request) + 1 if self.previous_request else 0
        missed = [one.pk for one in self.earlier[answered:] if one.period.is_closed]
        if not missed:
            return []
        rows = LateUpdate.objects.filter(request__in=missed, settlement__outcome=LateOutcome.CARRIED)
        return list(rows.select_related("request__period").order_by("at"))

    @cached_property
    def unchanged(self) -> int:
        """How many updates running, before this one, said "no change"."""
        return unchanged_running(self.earlier)

    @cached_property
    def questions(self) -> list[Question]:
        """What the Board has asked and waits for. One query."""
        return waiting_for(self.action)

    @cached_property
    def answers(self) -> dict[int, str]:
        """What this period's update answers so far. One query, when something waits."""
        return answers_of(self.latest) if self.questions else {}

    @cached_property
    def may_submit(self) -> bool:
        return self.access.can(Permission.SUBMIT_UPDATE, self.action.target())

    @cached_property
    def sponsors(self) -> Sequence[str]:
        """Who signs off for the person's own agencies among the action's; when none is, for any of them.

        One query.
        """
        agencies = self.action.target().agencies
        return sponsors_of((agencies & self.access.agencies()) or agencies, at=self.today)

    def check_open(self) -> None:
        """Raises Refusal, with the sentence to show, when the update can no longer be written."""
        policies.check_in_force(self.action)
        policies.check_can_write(self.request)

    def read(self, content: UpdateContent, *, whole: bool = False) -> Reading:
        """What the rules suggest of the content, and what is missing. No query."""
        return read_against(self.standing, content, today=self.today, whole=whole)


def update_page(action: Action, period: ReportingPeriod, access: Access, *, today: dt.date) -> UpdatePage:
    """Read the page's facts, in two queries. The action wants ``with_leads``."""
    [standing] = standings([action], period=period, at=cut_off(period, today=today), whole=True)
    return UpdatePage(action=action, period=period, standing=standing, access=access, today=today)


def with_questions(pages: list[UpdatePage]) -> list[UpdatePage]:
    """The pages, each with the questions that wait for it. One query."""
    waiting = waiting_by_action([page.action for page in pages])
    for page in pages:
        page.__dict__["questions"] = waiting[page.action.pk]
    return pages


def better_than(suggestion: Suggestion) -> str:
    """The ratings that need a reason beside this suggestion, parted by spaces; empty when none does."""
    if suggestion.rating in {Rating.AMBER, Rating.RED}:
        better = [rating for rating in Rating if is_better(rating, suggestion.rating)]
        return " ".join(rating.value for rating in [*better, Rating.GREY] if rating is not Rating.BLUE)
    return ""
