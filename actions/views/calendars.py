"""A person's calendar: the page where its address is made, and the file that calendar programs read."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actions.calendars.feed import feed_of
from actions.calendars.secret import end_address, make_address, person_of
from actions.models import CalendarAddress
from governance import clock
from governance.guards import Request
from governance.people import access_of

MAKE, END = "make", "end"
# The new secret travels to the page that shows it once in the person's own browser: no session keeps it.
_COOKIE, _SALT, _SECONDS = "calendar", "actions.calendar", 60


@require_http_methods(["GET", "POST"])
def calendar(request: Request) -> HttpResponse:
    """Make an address, shown once; make it worthless."""
    step = request.POST.get("step")
    if step == MAKE:
        return _made(make_address(person=request.user, at=clock.now()))
    if step == END:
        if end_address(person=request.user, at=clock.now()):
            messages.success(request, "The address of your calendar works no more.")
        return redirect("actions:calendar")
    return _show(request)


def _made(secret: str) -> HttpResponse:
    response = redirect("actions:calendar")
    response.set_signed_cookie(
        _COOKIE, secret, salt=_SALT, max_age=_SECONDS, path=reverse("actions:calendar"), httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE), samesite="Strict",
    )  # fmt: skip
    return response


def _show(request: Request) -> HttpResponse:
    held = CalendarAddress.objects.filter(person=request.user).first()
    secret = request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_SECONDS)
    mine = person_of(secret) == request.user if secret and held else False
    address = request.build_absolute_uri(reverse("actions:calendar_feed", args=[secret])) if mine else ""
    response = render(request, "actions/calendar.html", {"held": held, "address": address})
    if secret:
        response.delete_cookie(_COOKIE, path=reverse("actions:calendar"), samesite="Strict")
    return response


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar file. The secret stands in for signing in, so it opens dates and references alone."""
    person = person_of(secret)
    if person is None:
        raise Http404
    access = access_of(person, at=clock.today())
    address = request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(
        feed_of(access, address=address, at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="vawg-action-plan.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
