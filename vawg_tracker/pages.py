"""Pages that stand still: accessibility, privacy, and help for each role. Anyone may read them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

# The address of a help page and what it is called.
HELP = {
    "lead": "Help for lead officers",
    "sponsor": "Help for agency sponsors",
    "coordinator": "Help for coordinators",
    "chair": "Help for chairs, members and other readers",
    "administrator": "Help for administrators",
}


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the tracker can be used by everyone, and whom to tell when it cannot."""
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the tracker holds about the people who use it."""
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def show_help(request: HttpRequest, role: str) -> HttpResponse:
    """Help for one role. Raises Http404 for a role that has no page."""
    if role not in HELP:
        raise Http404
    others = [(key, title) for key, title in HELP.items() if key != role]
    return render(request, f"pages/help/{role}.html", {"title": HELP[role], "others": others})


urlpatterns = [
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("help/<slug:role>/", show_help, name="help"),
]
