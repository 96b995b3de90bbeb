"""My updates: the task list of a lead officer or a sponsor, and the sponsor's submitting of what is ready."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.forms.submit import SubmitForm
from actions.pages.missing import read_missing
from actions.pages.wanted_readings import wanted_readings
from actions.pages.worklist import Task, worklist
from actions.policies import Refusal
from actions.progress import submit
from governance import clock
from governance.guards import Request, requires
from governance.roles import Permission


@require_safe
def my_updates(request: Request) -> HttpResponse:
    """What the open rounds ask of the person, and what was missing as one closed. Who is asked nothing is
    told why.
    """
    rounds = worklist(request.access, today=clock.today())
    agencies = {
        (lead.post.agency.short_name, lead.post.agency.slug)
        for found in rounds
        for task in found.tasks
        for lead, _ in task.leads
        if lead.post.agency_id in request.access.agencies()
    }
    context = {
        "rounds": rounds,
        "missing": read_missing(request.access),
        "wanted": wanted_readings(request.access),
        "agencies": sorted(agencies),
        "sees_engagement": request.access.can(Permission.SEE_ENGAGEMENT),
        "today": clock.today(),
    }
    return render(request, "actions/my_updates.html", context)


@requires(Permission.SUBMIT_UPDATE)
@require_http_methods(["GET", "POST"])
def submit_ready(request: Request) -> HttpResponse:
    """List what is ready, to be checked (GET); submit what was ticked, as it was read (POST)."""
    tasks = [task for found in worklist(request.access, today=clock.today()) for task in found.to_submit]
    if request.method == "POST":
        form = SubmitForm(request.POST, tasks=tasks)
        if form.is_valid():
            return _submit(request, tasks, form.cleaned_data["updates"])
    else:
        form = SubmitForm(tasks=tasks, only=request.GET.get("only", ""))
    return render(request, "actions/submit_ready.html", {"form": form, "tasks": tasks})


def _submit(request: Request, tasks: list[Task], chosen: list[str]) -> HttpResponse:
    """Each by itself: one that cannot be submitted does not hold up the others."""
    by_key = {str(task.request.pk): task for task in tasks}
    submitted = []
    for value in chosen:
        key, _, revision = value.partition("-")
        if _submit_one(request, by_key[key], int(revision)):
            submitted.append(by_key[key].action.reference)
    if submitted:
        things = "update" if len(submitted) == 1 else "updates"
        messages.success(request, f"Submitted {len(submitted)} {things}: {', '.join(submitted)}.")
    return redirect("actions:my_updates")


def _submit_one(request: Request, task: Task, revision: int) -> bool:
    try:
        submit(request=task.request, by=request.user, at=clock.now(), expected_revision=revision)
    except Refusal as refusal:
        messages.warning(request, f"{task.action.reference} was not submitted. {refusal}")
        return False
    return True
