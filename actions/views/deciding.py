"""A meeting's decision: recorded, and carried out on the plan in the same step."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions.deciding import decide_at_meeting
from actions.forms.meeting_decision import MeetingDecisionForm
from actions.models import Action
from actions.pages.meetings import actions_to_decide
from actions.policies import Refusal, Unfinished
from actions.views.meetings import meeting_at
from governance import clock
from governance.decisions import UnfinishedDecision
from governance.guards import Request, requires
from governance.meetings import check_has_come
from governance.models import Meeting
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said

# What the verbs of other pages call a field, and what it is called here.
_FIELDS = {"confirmed_rating": "rating", "confirmed_note": "text", "decided_on": "", "group": "outcome"}


@requires(Permission.READ_MEETING)
@require_http_methods(["GET", "POST"])
def record_decision(request: Request, pk: int) -> HttpResponse:
    """Record one decision. The address may name the action, its plan and what is expected of it."""
    found = meeting_at(request, pk, to=Permission.RECORD_DECISION)
    actions = actions_to_decide(request.access, found)
    named = _named(request, actions)
    first = {
        "action": named.pk if named else "",
        "outcome": request.GET.get("outcome") or "noted",
        "text": request.GET.get("words", ""),
    }
    form = MeetingDecisionForm(said(request), actions=actions, initial=first)
    if request.method == "POST" and form.is_valid() and _decide(request, found, form):
        messages.success(request, "The decision is recorded and carried out.")
        return redirect("actions:meeting", pk)
    context = {
        "form": form,
        "meeting": found,
        "sentence": _not_yet(found),
        "back": reverse("actions:meeting", args=[pk]),
    }
    return render(request, "actions/record_decision.html", context)


def _named(request: Request, actions: Sequence[Action]) -> Action | None:
    """The action of the address; none where several plans have one of that reference and no plan is named."""
    reference, plan = request.GET.get("action"), request.GET.get("plan")
    found = [one for one in actions if one.reference == reference and plan in (None, one.plan.slug)]
    return found[0] if len(found) == 1 else None


def _not_yet(found: Meeting) -> str:
    try:
        check_has_come(found, today=clock.today())
    except Refused as refused:
        return str(refused)
    return ""


def _decide(request: Request, found: Meeting, form: MeetingDecisionForm) -> bool:
    try:
        decide_at_meeting(meeting=found, content=form.content(), by=request.user, at=clock.now())
    except (Refused, Unfinished, UnfinishedDecision) as wrong:
        form.add_problems((_FIELDS.get(name, name), sentence) for name, sentence in wrong.problems)
    except Refusal as refusal:
        form.add_problems([("", str(refusal))])
    else:
        return True
    return False
