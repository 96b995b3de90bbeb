"""The versions of a plan: read one with what it changed, see what has changed since, record a new one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions import versions
from actions.addresses import plan_at
from actions.forms.versions import VersionForm
from actions.models import Plan, PlanVersion
from actions.pages.sign_off import sign_off_of
from actions.policies import Refusal, Unfinished
from actions.promises import LABELS, Promises, read_promises
from actions.routes import route_in_play
from actions.version_comparison import Changes, changes_between
from actions.views.sign_off import about, bodies, may_record
from governance import clock
from governance.guards import Request
from governance.models import Event
from governance.roles import Permission
from governance.views.steps import said

MOST_EVENTS = 50


@require_safe
def plan_version(request: Request, plan: str, number: int) -> HttpResponse:
    """One version: what it changed from the one before, its route, and all that it promises."""
    found = plan_at(request, plan)
    sign_off = sign_off_of(found, today=clock.today())
    shown = sign_off.of(number)
    if shown is None:
        raise Http404
    wanted = [one.version.pk for one in sign_off.versions if one.version.number in (number, number - 1)]
    kept = {one.number: Promises.from_json(one.promises) for one in PlanVersion.objects.filter(pk__in=wanted)}
    before = sign_off.of(number - 1)
    context = {
        "plan": found,
        "shown": shown,
        "before": before,
        "changes": changes_between(kept[number - 1], kept[number]) if before else None,
        "promises": kept[number],
        "labels": LABELS,
        "may_record": shown.state == "waiting" and may_record(request, found),
    }
    return render(request, "actions/plan_version.html", context)


@require_safe
def plan_changes(request: Request, plan: str) -> HttpResponse:
    """What has changed since the newest version was kept, and the history of the plan itself."""
    found = plan_at(request, plan)
    newest = found.versions.order_by("number").last()
    context = {
        "plan": found,
        "newest": newest,
        "changes": _changes(found, newest),
        "events": Event.objects.about(found)[:MOST_EVENTS],
        "may_record": versions.can_amend(found) and may_record(request, found),
    }
    return render(request, "actions/plan_changes.html", context)


@require_http_methods(["GET", "POST"])
def record_version(request: Request, plan: str) -> HttpResponse:
    """Keep the plan as amended since the newest version as the next one."""
    found = plan_at(request, plan, to=Permission.EDIT_PLAN)
    newest = found.versions.order_by("number").last()
    changes = _changes(found, newest)
    try:
        versions.check_can_amend(found)
        if newest and not changes:
            raise Refusal(f"Nothing has changed since {versions.in_a_sentence(newest)}.")
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("actions:plan_changes", found.slug)
    form = VersionForm(
        said(request),
        name=versions.suggest_name(newest),
        today=clock.today(),
        groups=bodies(),
        expected=newest.number if newest else 0,
    )
    if request.method == "POST" and form.is_valid():
        version = _record(request, found, form)
        if version:
            messages.success(request, f"{version} of {found} is recorded.")
            return redirect("actions:plan_version", found.slug, version.number)
    context = {
        "form": form,
        "plan": found,
        "newest": newest,
        "waits_for": route_in_play(found).next,
        "changes": changes,
        "back": about(found),
    }
    return render(request, "actions/record_version.html", context)


def _record(request: Request, plan: Plan, form: VersionForm) -> PlanVersion | None:
    try:
        return versions.record_version(
            plan=plan, content=form.content(), expected=form.seen, by=request.user, at=clock.now()
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _changes(plan: Plan, newest: PlanVersion | None) -> Changes:
    return versions.changes_since(newest, read_promises(plan))
