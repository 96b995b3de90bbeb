"""The coordinator's side of a plan's public page: its words, the preview, and the switch."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actions.addresses import plan_at
from actions.models import Plan
from actions.policies import Refusal, Unfinished
from governance import clock
from governance.guards import Request
from governance.kept_words import kept_post
from governance.models import Event
from governance.personal_data import NOTICE
from governance.roles import Permission
from reports.publication_copies import publication_of
from reports.published import render_easy_read, render_plan
from reports.publishing import (
    read_standing,
    switch_off,
    switch_on,
    write_public_words,
)
from reports.publishing_forms import MakePublicForm, PublicWordsForm

EASY_READ = "easy-read"
"""``?page=easy-read`` asks the preview for the easy-read version."""


@require_http_methods(["GET", "POST"])
def publishing(request: Request, plan: str) -> HttpResponse:
    """What the page says beside the pack, whether it is public, and what was done with it."""
    found = plan_at(request, plan, to=Permission.PUBLISH_PLAN)
    standing = read_standing(found)
    data = request.POST if request.method == "POST" else kept_post(request)
    form = PublicWordsForm(data, initial=PublicWordsForm.initial_of(standing))
    if request.method == "POST" and form.is_valid() and _written(request, found, form):
        return redirect("reports:publishing", plan)
    context = {
        "plan": found,
        "standing": standing,
        "form": form,
        "notice": NOTICE,
        "events": Event.objects.about(standing.page)[:20] if standing.page.pk else [],
    }
    return render(request, "reports/publishing.html", context)


def _written(request: Request, plan: Plan, form: PublicWordsForm) -> bool:
    try:
        page = write_public_words(
            plan=plan,
            content=form.content,
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
            at=clock.now(),
        )
    except Unfinished as unfinished:
        form.add_problems(unfinished.problems)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        said = "Your words are public now." if page.is_on else "Your words are saved. The page is not public."
        messages.success(request, said)
        return True
    return False


@require_safe
def preview(request: Request, plan: str) -> HttpResponse:
    """The page as the public would read it, before it is switched on. 404 while no pack is issued."""
    found = plan_at(request, plan, to=Permission.PUBLISH_PLAN)
    standing = read_standing(found)
    if standing.newest is None:
        raise Http404
    pack = publication_of(standing.newest)
    said = "This is public now." if standing.page.is_on else "Nobody outside can read this yet."
    if request.GET.get("page") == EASY_READ:
        quarter = standing.easy_read_quarter
        title = pack.front.plan
        html = render_easy_read(standing.page, title=title, slug=plan, quarter=quarter, preview=said)
    else:
        html = render_plan(pack, standing.page, preview=said)
    return HttpResponse(html)


@require_http_methods(["GET", "POST"])
def make_public(request: Request, plan: str) -> HttpResponse:
    """Ask once, then let anybody read it; where that cannot be, say why and lead back."""
    found = plan_at(request, plan, to=Permission.PUBLISH_PLAN)
    standing = read_standing(found)
    try:
        newest = standing.check_can_switch_on()
        initial = {"version": standing.page.version, "issue": newest.pk}
        form = MakePublicForm(request.POST if request.method == "POST" else None, initial=initial)
        if request.method == "POST" and form.is_valid():
            switch_on(
                plan=found,
                expected_version=form.cleaned_data["version"] or 0,
                expected_issue=form.cleaned_data["issue"] or 0,
                by=request.user,
                at=clock.now(),
            )
            messages.success(request, "The page is public now.")
            return redirect("reports:publishing", plan)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("reports:publishing", plan)
    context = {"plan": found, "standing": standing, "form": form}
    return render(request, "reports/make_public.html", context)


@require_http_methods(["GET", "POST"])
def take_back(request: Request, plan: str) -> HttpResponse:
    """Ask once, then nobody outside can read it."""
    found = plan_at(request, plan, to=Permission.PUBLISH_PLAN)
    standing = read_standing(found)
    try:
        standing.check_can_switch_off()
        if request.method == "POST":
            switch_off(plan=found, by=request.user, at=clock.now())
            messages.success(request, "The page is taken back. Nobody outside can read it now.")
            return redirect("reports:publishing", plan)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("reports:publishing", plan)
    return render(request, "reports/take_back.html", {"plan": found, "standing": standing})
