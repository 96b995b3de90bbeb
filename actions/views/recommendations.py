"""The register of reviews' recommendations: the list, its files, one recommendation, and its words."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions import recommending
from actions.forms.recommendations import RecommendationFilterForm, RecommendationForm
from actions.models import Recommendation
from actions.pages.recommendations import (
    RecommendationList,
    agencies_of,
    listed,
    read_all,
    read_one,
    reviews_of,
)
from actions.recommendation_files import MEDIA_TYPES, as_file
from governance import clock
from governance.guards import Request, requires
from governance.models import Agency, Event, RegisteredDocument
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said

PAGE = 25


@requires(Permission.READ_PLAN)
@require_safe
def recommendations(request: Request) -> HttpResponse:
    """What the reviews recommend and how each stands, narrowed by the address."""
    form, found = _narrowed(request)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": [(words, _without(request, name)) for name, words in form.in_words()],
        "clear_url": request.path,
        "list": found,
        "page": page,
        "rows": page.object_list,
        "exports": [(kind, _file_address(request, kind)) for kind in MEDIA_TYPES],
        "may_edit": request.access.can(Permission.EDIT_REGISTERS),
    }
    return render(request, "actions/recommendations.html", context)


@requires(Permission.READ_PLAN)
@require_safe
def recommendations_file(request: Request, kind: str) -> HttpResponse:
    """The rows that the page at the same query shows, as a workbook or as CSV."""
    if kind not in MEDIA_TYPES:
        raise Http404
    _, found = _narrowed(request)
    name = f"recommendations-{clock.today():%Y-%m-%d}.{kind}"
    return HttpResponse(
        as_file(found.rows, kind),
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@requires(Permission.READ_PLAN)
@require_safe
def recommendation(request: Request, pk: int) -> HttpResponse:
    """One recommendation, the actions that answer it or why none does, and its history."""
    found = get_object_or_404(Recommendation.objects.with_source(), pk=pk)
    context = {
        "shown": read_one(found, request.access, today=clock.today()),
        "one": found,
        "events": Event.objects.about(found),
        "may_edit": request.access.can(Permission.EDIT_REGISTERS) and found.withdrawn_on is None,
    }
    return render(request, "actions/recommendation.html", context)


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def add_recommendation(request: Request) -> HttpResponse:
    """Register a recommendation; ``?review=8&made=2021-03-31`` begins with what the last one had."""
    form = _form(request, initial=_first(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = recommending.register_recommendation(
                content=form.content(), by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_problems(refused.problems)
        else:
            messages.success(request, f"{made} is registered.")
            if request.POST.get("step") == "another":
                address = reverse("actions:add_recommendation")
                return redirect(f"{address}?review={made.document_id}&made={made.made_on:%Y-%m-%d}")
            return redirect("actions:recommendation", made.pk)
    back = reverse("actions:recommendations")
    return render(request, "actions/recommendation_form.html", {"form": form, "one": None, "back": back})


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def change_recommendation(request: Request, pk: int) -> HttpResponse:
    """Change the words of a recommendation, or its place."""
    found = recommendation_at(pk)
    known = vars(recommending.content_of(found))
    keys = {"document": found.document_id, "agency": found.agency_id, "expected_version": found.version}
    form = _form(request, initial=known | keys, named=found)
    if request.method == "POST" and form.is_valid():
        try:
            recommending.change_recommendation(
                recommendation=found,
                content=form.content(),
                expected_version=form.version,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_problems(refused.problems)
        else:
            messages.success(request, "The recommendation is saved.")
            return redirect("actions:recommendation", pk)
    back = reverse("actions:recommendation", args=[pk])
    return render(request, "actions/recommendation_form.html", {"form": form, "one": found, "back": back})


@requires(Permission.EDIT_REGISTERS)
@require_http_methods(["GET", "POST"])
def withdraw_recommendation(request: Request, pk: int) -> HttpResponse:
    """Ask once, then take a recommendation off the register."""
    found = recommendation_at(pk)
    if request.method == "POST":
        try:
            recommending.withdraw_recommendation(recommendation=found, by=request.user, at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{found} is withdrawn from the register.")
        return redirect("actions:recommendations")
    context = {
        "title": "Withdraw the recommendation",
        "sentences": [
            f"{found} no longer stands in the register, nor on the pages of its actions.",
            "This is for what was registered by mistake. "
            "If the partners do not agree with it, say instead that no action is needed.",
        ],
        "button": "Withdraw",
        "warning": True,
        "back": reverse("actions:recommendation", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)


def recommendation_at(pk: int) -> Recommendation:
    """One that stands, with its review and agency. Raises Http404."""
    return get_object_or_404(Recommendation.objects.standing().with_source(), pk=pk)


def _narrowed(request: Request) -> tuple[RecommendationFilterForm, RecommendationList]:
    everything = read_all(request.access, today=clock.today())
    form = RecommendationFilterForm(
        request.GET, reviews=reviews_of(everything), agencies=agencies_of(everything)
    )
    return form, listed(everything, form.chosen())


def _form(
    request: Request, *, initial: dict[str, Any], named: Recommendation | None = None
) -> RecommendationForm:
    """With the documents that stand and the agencies in force, and those that are named already."""
    documents = RegisteredDocument.objects.standing()
    agencies = Agency.objects.in_force(clock.today())
    if named:
        documents = documents | RegisteredDocument.objects.filter(pk=named.document_id)
        agencies = agencies | Agency.objects.filter(pk=named.agency_id or 0)
    return RecommendationForm(said(request), documents=documents, agencies=agencies, initial=initial)


def _first(request: Request) -> dict[str, Any]:
    """What an empty form begins with: the review and day that the address names."""
    try:
        made = dt.date.fromisoformat(request.GET.get("made", ""))
    except ValueError:
        return {"document": request.GET.get("review", "")}
    return {"document": request.GET.get("review", ""), "made_on": made}


def _without(request: Request, name: str) -> str:
    """The address without one choice."""
    query = request.GET.copy()
    for gone in (name, "page"):
        query.pop(gone, None)
    return f"?{query.urlencode()}"


def _file_address(request: Request, kind: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    address = reverse("actions:recommendations_file", args=[kind])
    return f"{address}?{query.urlencode()}" if query else address
