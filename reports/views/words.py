"""The page of the coordinator's words for a pack."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
from reports.models.issued import FIRST
from reports.notes import (
    NO_WORDS,
    StaleNote,
    UnfinishedNote,
    content_of,
    find_words,
    revision_to_write,
    write_note,
)


@require_http_methods(["GET", "POST"])
def edit_pack(request: Request, plan: str, quarter: str) -> HttpResponse:
    """Purpose, three sentences and recommendations: while the quarter is open, and of an amendment."""
    found, period = plan_and_period_at(request, plan, quarter, to=Permission.WRITE_PACK)
    try:
        revision = revision_to_write(period, found)
    except policies.Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("reports:packs", found.slug)
    if request.method == "POST":
        return _save(request, found, period, revision)
    kept = kept_post(request)
    form = NoteForm(kept) if kept else NoteForm(initial=_initial(found, period, revision))
    return _show(request, found, period, revision, form)


def _initial(plan: Plan, period: ReportingPeriod, revision: int) -> dict[str, object]:
    """The words as they are, to be written over; an amendment's begin as those of the revision before."""
    note = find_words(period, plan, revision=revision)
    own = note is not None and note.revision == revision
    return initial_of(content_of(note) if note else NO_WORDS, version=note.version if note and own else 0)


def _save(request: Request, plan: Plan, period: ReportingPeriod, revision: int) -> HttpResponse:
    """Keep the words, or show them again with what is wrong: nothing typed is lost."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, plan, period, revision, form)
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
        return _show(request, plan, period, revision, form.over(stale.theirs.version), stale=stale)
    except policies.ClosedPeriod as closed:
        form.add_error(None, str(closed))
    else:
        messages.success(request, f"Your words for {period.quarter.label} are saved.")
        return redirect(_pack_of(plan, period, revision))
    return _show(request, plan, period, revision, form)


def _pack_of(plan: Plan, period: ReportingPeriod, revision: int) -> str:
    """The address of the very revision that the words are for."""
    address = reverse("reports:pack", args=[plan.slug, period.key])
    return address if revision == FIRST else f"{address}?copy=waiting"


def _show(
    request: Request,
    plan: Plan,
    period: ReportingPeriod,
    revision: int,
    form: NoteForm,
    *,
    stale: StaleNote | None = None,
) -> HttpResponse:
    context: dict[str, object] = {"plan": plan, "period": period, "form": form, "notice": NOTICE}
    context |= {"amends": revision if revision > FIRST else 0, "back": _pack_of(plan, period, revision)}
    if stale is not None:
        context |= {"stale": stale, "theirs": content_of(stale.theirs)}
    return render(request, "reports/edit_pack.html", context)
