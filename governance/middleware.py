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
RENEWED_AT = "renewed_at"


def access_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """``request.access``: read from the database once, when first asked for."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            _renew_or_end(request)
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


def _renew_or_end(request: HttpRequest) -> None:
    """End a session that is too old; else note, at most once a minute, that it is in use."""
    now = time.time()
    session = request.session
    if now - session.setdefault(SIGNED_IN_AT, now) > settings.SESSION_HOURS_AT_MOST * 3600:
        logout(request)
    elif now - session.get(RENEWED_AT, 0) > settings.SESSION_RENEWED_AFTER:
        session[RENEWED_AT] = now
