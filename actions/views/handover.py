"""Actions that nobody can act for, and handing a post's actions to another."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.forms.handover import HandOverActionsForm
from actions.handover import hand_over_actions as hand_over_actions_verb
from actions.handover import open_work, open_work_of
from actions.leaderless import Leaderless, find_leaderless
from actions.models import Action, PlanState
from actions.policies import Unfinished
from governance import clock
from governance.access import Access, Target
from governance.addresses import post_at
from governance.guards import Request, requires
from governance.models import Post
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.READ_PEOPLE)
@require_safe
def no_active_lead(request: Request) -> HttpResponse:
    """Open actions of agreed plans whose accountable post has nobody to act for it, and why."""
    actions = (
        open_work().filter(plan__state=PlanState.AGREED).permitted(request.access, Permission.READ_PEOPLE)
    )
    found = find_leaderless(actions, at=clock.today())
    rows = [_row(request.access, row) for row in found if _concerns(request.access, row)]
    return render(request, "actions/no_active_lead.html", {"rows": rows})


@requires(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def hand_over_actions(request: Request, pk: int) -> HttpResponse:
    """Name another post in some or all open actions that this one leads or supports."""
    post = post_at(request, pk)
    offered = _offered(request, post)
    posts = Post.objects.in_force(clock.today()).exclude(pk=pk)
    only = request.GET.getlist("action")
    keys = [str(action.pk) for action, _ in offered if not only or action.reference in only]
    form = HandOverActionsForm(said(request), initial={"actions": keys}, offered=offered, posts=posts)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            changed = hand_over_actions_verb(
                post=post, to=to, actions=form.chosen, by=request.user, at=clock.now()
            )
        except Unfinished as unfinished:
            for field, sentence in unfinished.problems:
                form.add_error(field, sentence)
        else:
            count = f"{len(changed)} action{'' if len(changed) == 1 else 's'}"
            messages.success(request, f"Handed {count} over to {to}.")
            return redirect("governance:post", pk)
    return render(request, "actions/hand_over_actions.html", {"form": form, "post": post})


@dataclass(frozen=True)
class Row:
    """An action that nobody can act for, and what the reader may do about it."""

    action: Action
    post: Post | None
    reason: str
    may_appoint: bool
    may_hand_over: bool


def _row(access: Access, found: Leaderless) -> Row:
    post, ends_on = found.post, found.post.ends_on if found.post else None
    stands = post is not None and (ends_on is None or ends_on >= clock.today())
    return Row(
        action=found.action,
        post=post,
        reason=found.reason,
        may_appoint=stands and access.can(Permission.APPOINT, _whose(found)),
        may_hand_over=post is not None and access.can(Permission.EDIT_PLAN, found.action.target()),
    )


def _concerns(access: Access, found: Leaderless) -> bool:
    """A sponsor's list holds what the agency leads, not what it supports."""
    return access.can(Permission.READ_PEOPLE, _whose(found))


def _whose(found: Leaderless) -> Target:
    return Target(agencies=frozenset({found.post.agency_id})) if found.post else found.action.target()


def _offered(request: Request, post: Post) -> list[tuple[Action, str]]:
    """Open actions that the asker may change and the post is named in, with its part in words."""
    rows = open_work_of([post.pk]).permitted(request.access, Permission.EDIT_PLAN).with_leads()
    return [
        (action, lead.get_role_display().lower())
        for action in rows.order_by("plan", "order")
        for lead in action.leads.all()
        if lead.post_id == post.pk
    ]
