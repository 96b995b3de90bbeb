"""Answers that are the same for everybody, so that anything between us and a reader may keep them."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

KEPT_FOR = 300
"""Seconds for which a reader's browser need not ask again: what is taken back is gone after these."""
PUBLIC = f"public, max-age={KEPT_FOR}"


def answer_everybody(
    request: HttpRequest, *, etag: str, changed_at: dt.datetime, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """What ``make`` makes or, to whoever has it already, that it has not changed: then nothing is made."""
    changed = int(changed_at.timestamp())
    response = get_conditional_response(request, etag=f'"{etag}"', last_modified=changed) or make()
    response.headers["Cache-Control"] = PUBLIC
    response.headers["ETag"] = f'"{etag}"'
    response.headers["Last-Modified"] = http_date(changed)
    return response


def public_answers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: an answer for everybody sets no cookie and varies by none, whoever asked for it.

    It stands outside the sessions, which add both for a visitor who has signed in.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.headers.get("Cache-Control") == PUBLIC:
            response.cookies.clear()
            del response.headers["Vary"]
        return response

    return middleware
