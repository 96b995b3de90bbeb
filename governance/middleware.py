"""Puts the person's ``Access`` on the request, and ends a session that has gone on too long."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from governance import clock
from governance.access import Access
from governance.models import Person
from governance.people import access_of

SIGNED_IN_AT = "signed_in_at"


def access_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """``request.access``: read from the database once, when first asked for."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            _end_if_too_long(request)
        request.access = SimpleLazyObject(lambda: _access(request))  # type: ignore[attr-defined]  # guards.Request says so
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _access(request: HttpRequest) -> Access:
    if isinstance(request.user, Person):
        return access_of(request.user, at=clock.today())
    return Access()


def _end_if_too_long(request: HttpRequest) -> None:
    now = time.time()
    began = request.session.setdefault(SIGNED_IN_AT, now)
    if now - began > settings.SESSION_HOURS_AT_MOST * 3600:
        logout(request)
