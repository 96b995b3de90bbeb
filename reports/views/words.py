"""The page of the coordinator's words for a pack."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actions import policies
from actions.addresses import plan_and_period_at
from actions.models import Plan
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.models import ReportingPeriod
from governance.personal_data import NOTICE
from governance.roles import Permission
from reports.forms import NoteForm, initial_of
from reports.models import PackNote
from reports.notes import (
    NO_WORDS,
    StaleNote,
    UnfinishedNote,
    check_can_write,
    content_of,
    write_note,
)


@require_http_methods(["GET", "POST"])
def edit_pack(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Purpose, three sentences and recommendations, while the quarter is open."""
    found, period = plan_and_period_at(request, plan, quarter, to=Permission.WRITE_PACK)
    try:
        check_can_write(period)
    except policies.Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("reports:packs", found.slug)
    if request.method == "POST":
        return _save(request, found, period)
    kept = kept_post(request)
    form = NoteForm(kept) if kept else NoteForm(initial=_initial(found, period))
    return _show(request, found, period, form)


def _initial(plan: Plan, period: ReportingPeriod) -> dict[str, object]:
    note = PackNote.objects.filter(period=period, plan=plan).first()
    return initial_of(content_of(note) if note else NO_WORDS, version=note.version if note else 0)


def _save(request: Request, plan: Plan, period: ReportingPeriod) -> HttpResponse:
    """Keep the words, or show them again with what is wrong: nothing typed is lost."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, plan, period, form)
    try:
        write_note(
            period=period,
            plan=plan,
            content=form.content,
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=clock.now(),
        )
    except UnfinishedNote as unfinished:
        form.add_problems(unfinished.problems)
    except StaleNote as stale:
        return _show(request, plan, period, form.over(stale.theirs.version), stale=stale)
    except policies.ClosedPeriod as closed:
        form.add_error(None, str(closed))
    else:
        messages.success(request, f"Your words for {period.quarter.label} are saved.")
        return redirect("reports:pack", plan.slug, period.key)
    return _show(request, plan, period, form)


def _show(
    request: Request, plan: Plan, period: ReportingPeriod, form: NoteForm, *, stale: StaleNote | None = None
) -> HttpResponse:
    context = {"plan": plan, "period": period, "form": form, "notice": NOTICE}
    if stale is not None:
        context |= {"stale": stale, "theirs": content_of(stale.theirs)}
    return render(request, "reports/edit_pack.html", context)
