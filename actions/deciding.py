"""The verb of a meeting's decision: written down, carried out on its action and minuted in one step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from actions.date_changes import decide_date_change
from actions.halting import ClosureContent, close_action, put_on_hold
from actions.models import Action, Closure, DateChange, DecidedAction, UpdateRequest, UpdateState
from actions.progress import accept
from actions.rag import Rating
from governance.bodies import bodies_around
from governance.days import in_words
from governance.decisions import DecisionContent, check_decides_for, record_decision
from governance.meetings import check_has_come, leave_matter
from governance.models import Decision, Meeting, MeetingState, PeriodState, Person
from governance.problems import Problem, Refused


class Outcome(StrEnum):
    """What a decision does to its action."""

    NOTED = "noted"
    AGREE_DATE = "agree_date"
    REFUSE_DATE = "refuse_date"
    HOLD = "hold"
    CLOSE = "close"
    CONFIRM = "confirm"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Outcome.NOTED: "Noted or recommended: the plan does not change",
    Outcome.AGREE_DATE: "Agreed: the due date moves as asked",
    Outcome.REFUSE_DATE: "Refused: the due date stays",
    Outcome.HOLD: "The action is put on hold, or held for longer",
    Outcome.CLOSE: "The action is closed without being complete",
    Outcome.CONFIRM: "The rating of its update is confirmed",
}


@dataclass(frozen=True, kw_only=True)
class MeetingDecision:
    """What a meeting decided. ``also`` are further actions that it names; ``left`` is what remains to do."""

    outcome: Outcome
    text: str
    reference: str = ""
    action: Action | None = None
    also: Sequence[Action] = ()
    until: dt.date | None = None
    closure: str = ""
    continued_in: Action | None = None
    rating: str = ""
    left: str = ""
    owner: str = ""
    not_personal: bool = False


@transaction.atomic
def decide_at_meeting(*, meeting: Meeting, content: MeetingDecision, by: Person, at: dt.datetime) -> Decision:
    """Record what a meeting decided and carry it out; the meeting counts as held.

    A group below the plan's board notes and recommends, and carries out nothing. Raises Refused
    (``outcome``, ``action``, ``left``, ``owner``), UnfinishedDecision (``group``), and what the verbs of
    dates, holds, closures and updates raise: nothing of it is then written.
    """
    held = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    check_has_come(held, today=at.date())
    problems = _problems(content, held)
    if problems:
        raise Refused(*problems)
    words = DecisionContent(
        group=held.group,
        meeting=held,
        decided_on=held.on,
        text=content.text,
        reference=content.reference,
        not_personal=content.not_personal,
    )
    decision = _carry_out(content, words, by=by, at=at)
    named = {action.pk: action for action in (content.action, *content.also) if action}
    # One minute recorded in two steps, such as a date and a hold, names its action once.
    about = (DecidedAction(decision=decision, action=one) for one in named.values())
    DecidedAction.objects.bulk_create(about, ignore_conflicts=True)
    if content.left.strip() or content.owner.strip():
        leave_matter(
            meeting=held, text=content.left, owner=content.owner, by=by, at=at,
            not_personal=content.not_personal,
        )  # fmt: skip
    if held.is_planned:
        held.state = MeetingState.HELD.value
        held.save(update_fields=["state"])
    return decision


def _problems(content: MeetingDecision, meeting: Meeting) -> list[Problem]:
    if content.outcome is not Outcome.NOTED and content.action is None:
        return [("action", "Choose the action that was decided on.")]
    if content.outcome is Outcome.CLOSE and content.closure not in Closure.values:
        return [("closure", "Choose how the action ends.")]
    if content.outcome is Outcome.CONFIRM and content.rating not in list(Rating):
        return [("rating", "Choose the rating that was confirmed.")]
    named = [("action", content.action), *(("also", one) for one in content.also)]
    return [
        (field, f"Action {one.reference} belongs to the {one.plan}, on which {meeting.group} cannot decide.")
        for field, one in named
        if one and meeting.group not in bodies_around(one.plan.board, at=meeting.on)
    ]


def _carry_out(content: MeetingDecision, words: DecisionContent, *, by: Person, at: dt.datetime) -> Decision:
    action = content.action
    if action is None or content.outcome is Outcome.NOTED:
        return record_decision(content=words, by=by, at=at)
    if content.outcome is Outcome.CONFIRM:
        return _confirm(action, Rating(content.rating), words, by=by, at=at)
    if content.outcome in (Outcome.AGREE_DATE, Outcome.REFUSE_DATE):
        agreed = content.outcome is Outcome.AGREE_DATE
        change = _waiting(action, words.decided_on)
        return _made(decide_date_change(change=change, agreed=agreed, decision=words, by=by, at=at).decision)
    fresh = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if content.outcome is Outcome.HOLD:
        held = put_on_hold(
            action=fresh, decision=words, until=content.until, expected_version=fresh.version, by=by, at=at
        )
        return _made(held.hold_decision)
    ending = ClosureContent(closure=Closure(content.closure), continued_in=content.continued_in)
    closed = close_action(
        action=fresh, content=ending, decision=words, expected_version=fresh.version, by=by, at=at
    )
    return _made(closed.closure_decision)


def _waiting(action: Action, on: dt.date) -> DateChange:
    """The request that a meeting of the day can decide."""
    change = DateChange.objects.waiting().filter(action=action).first()
    if change is None:
        raise Refused(("outcome", f"No move of the due date of {action.reference} waits for a decision."))
    asked_on = timezone.localtime(change.requested_at).date()
    if asked_on > on:
        raise Refused(("outcome", f"The move was asked for on {in_words(asked_on)}, after this meeting."))
    return change


def _confirm(
    action: Action, rating: Rating, words: DecisionContent, *, by: Person, at: dt.datetime
) -> Decision:
    requests = UpdateRequest.objects.select_related("action__plan__board", "period", "latest")
    request = requests.filter(action=action, period__state=PeriodState.OPEN).first()
    if request is None or request.state != UpdateState.SUBMITTED:
        raise Refused(
            (
                "outcome",
                f"No rating of {action.reference} waits: it was confirmed already, or never reported.",
            )
        )
    check_decides_for(request.action.plan.board, words)
    decision = record_decision(content=words, by=by, at=at)
    accept(
        request=request, by=by, at=at, confirmed_rating=rating,
        confirmed_note=f"{decision}: {decision.text}"[:4000], not_personal=words.not_personal,
    )  # fmt: skip
    return decision


def _made(decision: Decision | None) -> Decision:
    """The decision that the verb has just made."""
    if decision is None:
        raise Refused(("outcome", "The decision could not be carried out. Try again."))
    return decision
