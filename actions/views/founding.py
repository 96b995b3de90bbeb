"""Founding: add a group, a plan and its objectives."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actions import founding
from actions.addresses import plan_at
from actions.forms.founding import NewObjectiveForm, NewPlanForm
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.access import Target
from governance.bodies import bodies_around
from governance.forms.groups import NewGroupForm
from governance.forms.problems import add_problems
from governance.groups import add_group as add_group_verb
from governance.guards import Request, requires
from governance.kept_words import kept_post
from governance.models import Group
from governance.problems import Refused
from governance.roles import Permission


@requires(Permission.ADD_GROUP)
@require_http_methods(["GET", "POST"])
def add_group(request: Request) -> HttpResponse:
    """A board, a sub-group or a task and finish group."""
    form = NewGroupForm(request.POST if request.method == "POST" else kept_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            added = add_group_verb(content=form.content(), by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{added} is added. Give its coordinator that role next, on People.")
            return redirect("actions:group", added.slug)
    return _page(request, form, "Add a group", back=reverse("actions:groups"))


@requires(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def add_plan(request: Request) -> HttpResponse:
    """A plan in draft, of a board that the person serves."""
    boards = [one for one in Group.objects.filter(kind="board") if _serves(request, one)]
    if not boards:
        messages.info(request, "A plan belongs to a board. Add the board first.")
        return redirect("actions:groups")
    form = NewPlanForm(request.POST if request.method == "POST" else kept_post(request), boards=boards)
    if request.method == "POST" and form.is_valid():
        try:
            added = founding.add_plan(content=form.content(), by=request.user, at=clock.now())
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        else:
            messages.success(request, f"{added} is added as a draft. Add its objectives next.")
            return redirect("actions:plan", added.slug)
    return _page(request, form, "Add a plan", back=reverse("actions:plans"))


def _serves(request: Request, board: Group) -> bool:
    return request.access.can(Permission.EDIT_PLAN, Target(boards=frozenset({board.pk})))


@require_http_methods(["GET", "POST"])
def add_objective(request: Request, plan: str) -> HttpResponse:
    """A heading of the plan, upper or lower."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    groups = bodies_around(found.board, at=clock.today())
    data = request.POST if request.method == "POST" else kept_post(request)
    form = NewObjectiveForm(data, plan=found, groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            added = founding.add_objective(
                plan=found,
                number=form.cleaned_data["number"],
                parent=form.above,
                content=form.content(),
                by=request.user,
                at=clock.now(),
            )
        except Unfinished as unfinished:
            form.add_problems(unfinished.problems)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{added.heading} is in the plan.")
            return redirect("actions:plan", found.slug)
    back = reverse("actions:plan", args=[found.slug])
    return _page(request, form, "Add an objective", back=back, caption=str(found))


def _page(request: Request, form: Form, title: str, *, back: str, caption: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "caption": caption}
    return render(request, "actions/founding.html", context)
