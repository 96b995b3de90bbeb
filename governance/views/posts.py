"""A post's page, and adding, renaming and ending posts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance import clock
from governance.addresses import agency_at, post_at
from governance.forms.agencies import PostForm
from governance.forms.people import LastDayForm
from governance.forms.problems import add_problems
from governance.guards import Request, requires
from governance.pages.agency import read_post
from governance.posts import add_post as add_post_verb
from governance.posts import end_post as end_post_verb
from governance.posts import rename_post as rename_post_verb
from governance.problems import Refused
from governance.roles import Permission
from governance.views.steps import said


@requires(Permission.READ_PEOPLE)
@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """Who holds a post, held it and deputises."""
    found = post_at(request, pk)
    shown = read_post(found, access=request.access, at=clock.today())
    return render(request, "governance/post.html", {"shown": shown})


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def add_post(request: Request, pk: int) -> HttpResponse:
    """Add a post to an agency."""
    agency = agency_at(request, pk, to=Permission.MANAGE_PEOPLE)
    form = PostForm(said(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_post_verb(agency=agency, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{made} is added. It is vacant until you appoint somebody.")
            return redirect("governance:post", made.pk)
    return render(request, "governance/add_post.html", {"form": form, "agency": agency})


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def rename_post(request: Request, pk: int) -> HttpResponse:
    """Rename a post; its actions and holders stay with it."""
    found = post_at(request, pk, to=Permission.MANAGE_PEOPLE)
    form = PostForm(said(request), initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        try:
            changed = rename_post_verb(post=found, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"The post is now {changed}.")
            return redirect("governance:post", pk)
    return render(request, "governance/rename_post.html", {"form": form, "post": found})


@requires(Permission.READ_PEOPLE)
@require_http_methods(["GET", "POST"])
def end_post(request: Request, pk: int) -> HttpResponse:
    """End a post with a last day, and the appointments to it."""
    found = post_at(request, pk, to=Permission.MANAGE_PEOPLE)
    form = LastDayForm(said(request), initial={"last_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            end_post_verb(post=found, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, f"{found} ends.")
            return redirect("governance:agency", found.agency_id)
    context = {
        "form": form,
        "title": f"End {found}",
        "sentences": [
            "Its holders and deputies no longer act for it after the last day.",
            "Actions that it leads stay with it until handed over, and are listed as without a lead.",
        ],
        "button": "End the post",
        "warning": True,
        "back": reverse("governance:post", args=[pk]),
    }
    return render(request, "governance/confirm.html", context)
