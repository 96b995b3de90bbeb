"""The opening of a round: its dates, and whom it asks, looked through before anybody is told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies
from actions.addresses import plan_at
from actions.forms.round import AskForm, RoundDatesForm, suggest_dates
from actions.models import Action, Plan
from actions.notices.telling import tell_of_opening
from actions.policies import Refusal
from actions.rolling import left_out_of, rolled_dates
from actions.rounds import actions_of_board, open_period, periods_of_board, plan_period, why_not_asked
from actions.views.posting import send_now
from governance import clock
from governance.days import in_words
from governance.guards import Request
from governance.kept_words import kept_post
from governance.meeting_days import next_planned
from governance.models import Meeting, PeriodState, ReportingPeriod
from governance.quarters import Quarter
from governance.roles import Permission

# How many quarters ahead a round may be planned.
AHEAD = 4


@require_http_methods(["GET", "POST"])
def open_round(request: Request, plan: str) -> HttpResponse:
    """Set a round's dates; look through whom it asks; open it."""
    found = plan_at(request, plan, to=Permission.RUN_PERIOD)
    periods = periods_of_board(found.board)
    form = _dates_form(request, found, periods)
    step = form.data.get("step", "")
    if form.is_bound and step != "change" and form.is_valid():
        if step != "plan":
            return _choose(request, found, form, periods)
        if request.method == "POST":
            return _save_dates(request, found, form)
    return _dates_page(request, found, form, periods)


def _dates_page(
    request: Request, plan: Plan, form: RoundDatesForm, periods: Sequence[ReportingPeriod]
) -> HttpResponse:
    context = {
        "plan": plan,
        "form": form,
        "opened": next((period for period in periods if period.is_open), None),
        "meeting": None if form.is_bound else _meeting_of(plan, form),
    }
    return render(request, "actions/open_round.html", context)


def _meeting_of(plan: Plan, form: RoundDatesForm) -> Meeting | None:
    """The planned meeting whose day is proposed."""
    day = form.initial["meets_on"]
    return next_planned(plan.board, since=day, until=day)


def _choose(
    request: Request, plan: Plan, form: RoundDatesForm, periods: Sequence[ReportingPeriod]
) -> HttpResponse:
    """The second page: whom the round asks. Sent from itself, it opens the round for those who are ticked."""
    choices = _choices(plan, form.chosen)
    before = _rolled_from(request, periods)
    left_out = left_out_of(before, [choice.action for choice in choices]) if before else set()
    chosen = form.data.get("step") == "open"
    ask = AskForm(form.data if chosen else None, actions=[c.action for c in choices if c.box])
    if chosen and request.method == "POST" and ask.is_valid():
        try:
            period = _open(request, plan, form, ask, choices)
        except Refusal as refusal:
            ask.add_error(None, str(refusal))
        else:
            return redirect("actions:round", plan.slug, period.key)
    context = {
        "plan": plan,
        "form": ask,
        "dates": form,
        "quarter": form.chosen,
        "choices": choices,
        "asked": sum(not choice.reason for choice in choices),
        "ticked": form.ticked
        if chosen
        else {c.key for c in choices if not c.reason and c.action.pk not in left_out},
        "before": before,
        "left_out": left_out,
    }
    return render(request, "actions/open_round_for.html", context)


@dataclass(frozen=True)
class Choice:
    """One action and why the rule does not ask about it; empty when it does.

    ``box`` is the id of its tick box; empty for one that cannot be asked about.
    """

    action: Action
    reason: str
    box: str

    @property
    def key(self) -> str:
        return str(self.action.pk)


def _choices(plan: Plan, quarter: Quarter) -> list[Choice]:
    rows = actions_of_board(plan.board, quarter).with_leads().order_by("plan", "order")
    number = count()
    return [
        Choice(
            action,
            why_not_asked(action, quarter),
            f"id_ask_{next(number)}" if policies.can_change(action) else "",
        )
        for action in rows
    ]


def _open(
    request: Request, plan: Plan, form: RoundDatesForm, ask: AskForm, choices: Sequence[Choice]
) -> ReportingPeriod:
    wanted = set(ask.cleaned_data["ask"])
    at = clock.now()
    with transaction.atomic():
        period = plan_period(board=plan.board, quarter=form.chosen, by=request.user, at=at, **form.dates)
        requests = open_period(
            period=period,
            by=request.user,
            at=at,
            also=[c.action for c in choices if c.reason and c.key in wanted],
            without=[c.action for c in choices if not c.reason and c.key not in wanted],
        )
        told = tell_of_opening(period=period, by=request.user, at=at)
    asked = "1 action is" if len(requests) == 1 else f"{len(requests)} actions are"
    messages.success(
        request,
        f"{period.quarter.label} is open. {asked} asked for an update by {in_words(period.due_on)}.",
    )
    send_now(request, told)
    return period


def _save_dates(request: Request, plan: Plan, form: RoundDatesForm) -> HttpResponse:
    try:
        period = plan_period(
            board=plan.board, quarter=form.chosen, by=request.user, at=clock.now(), **form.dates
        )
    except Refusal as refusal:
        form.add_error("quarter", str(refusal))
        return _dates_page(request, plan, form, periods_of_board(plan.board))
    messages.success(request, f"The dates of {period.quarter.label} are saved. Nobody has been asked yet.")
    return redirect("actions:round", plan.slug, period.key)


def _dates_form(request: Request, plan: Plan, periods: Sequence[ReportingPeriod]) -> RoundDatesForm:
    quarters = _openable(plan, periods)
    data = request.POST if request.method == "POST" else kept_post(request)
    wanted = request.GET.get("quarter", "")
    quarter = next((q for q in quarters if q.key == wanted), quarters[0])
    planned = next((p for p in periods if p.key == quarter.key), None)
    begun = [period for period in periods if period.state != PeriodState.PLANNED]
    before = _rolled_from(request, periods)
    if planned:
        dates = {"opens_on": planned.opens_on, "due_on": planned.due_on, "meets_on": planned.meets_on}
    elif before is not None and before.quarter.next() == quarter:
        dates = rolled_dates(before, today=clock.today())
    else:
        dates = suggest_dates(quarter, before=begun[-1] if begun else None, today=clock.today())
    if data is None and not planned:
        dates = _at_the_meeting(plan, quarter, dates)
    return RoundDatesForm(data, quarters=quarters, initial={"quarter": quarter.key, **dates})


def _at_the_meeting(plan: Plan, quarter: Quarter, dates: dict[str, dt.date]) -> dict[str, dt.date]:
    """With the board's first planned meeting from the deadline to the next quarter's end. One query."""
    planned = next_planned(plan.board, since=dates["due_on"], until=quarter.next().end)
    return dates | {"meets_on": planned.on} if planned else dates


def _rolled_from(request: Request, periods: Sequence[ReportingPeriod]) -> ReportingPeriod | None:
    """The closed round that the address rolls forward; None when it names none."""
    key = request.GET.get("from", "")
    return next((period for period in periods if period.key == key and period.is_closed), None)


def _openable(plan: Plan, periods: Sequence[ReportingPeriod]) -> list[Quarter]:
    """The plan's quarters whose round could be opened: planned ones, and those after the newest begun."""
    begun = [period.quarter for period in periods if period.state != PeriodState.PLANNED]
    planned = {period.quarter for period in periods if period.state == PeriodState.PLANNED}
    first = max(begun).next() if begun else Quarter.containing(clock.today()).previous()
    ahead = [max(first, plan.first_quarter)]
    while len(ahead) < AHEAD:
        ahead.append(ahead[-1].next())
    return sorted({quarter for quarter in planned if plan.has_quarter(quarter)} | set(ahead))
