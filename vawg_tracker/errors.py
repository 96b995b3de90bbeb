"""The pages shown when something is wrong: what happened and what to do, with a reference, and no trace."""

import logging
import secrets
from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token

from governance.addresses import UnknownQuarter
from governance.kept_words import keep_words
from vawg_tracker.navigation import shell_of

logger = logging.getLogger("vawg_tracker.errors")


def reference_of(request: HttpRequest) -> str:
    """The request's reference, made once: eight letters and digits that a person can read out."""
    known: str | None = getattr(request, "reference", None)
    if known is None:
        known = secrets.token_hex(4)
        request.reference = known  # type: ignore[attr-defined]  # set here, and by whatever names requests in the log
    return known


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request made no sense."""
    return _page(request, "errors/bad_request.html", 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this person."""
    return _page(request, "errors/refused.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this person to know of."""
    if isinstance(exception, UnknownQuarter):
        return _page(
            request, "errors/no_such_quarter.html", 404, unknown=exception, others=_others(request, exception)
        )
    return _page(request, "errors/not_found.html", 404)


def _others(request: HttpRequest, unknown: UnknownQuarter) -> list[tuple[str, str]]:
    """Label and address of the same page for each quarter that there is."""
    match = request.resolver_match
    if match is None:
        return []
    return [
        (quarter.long_label, reverse(match.view_name, kwargs={**match.kwargs, "quarter": quarter.key}))
        for quarter in unknown.others
    ]


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many tries from one place; allauth's rate limits ask for it by name."""
    return _page(request, "errors/too_many.html", 429)


@requires_csrf_token
def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database or the session, either of which may be what failed."""
    logger.error(
        "500 %s %s, reference %s", request.method, request.path, reference_of(request), exc_info=True
    )
    shown = {"reference": reference_of(request), "shell": shell_of(HttpRequest())}
    return HttpResponse(render_to_string("errors/failed.html", shown), status=500)


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token, mostly from before a new sign-in: keep its words and show it afresh."""
    if keep_words(request):
        return HttpResponseRedirect(request.path)
    logger.warning("Reference %s: %s", reference_of(request), reason)
    return _page(request, "errors/out_of_date.html", 403)


def method_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: an address that answers to a button alone says so, where Django sends an empty page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = _page(request, "errors/button_only.html", 405)
            response.content = page.content
        return response

    return middleware


def _page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    logger.warning("%s %s %s, reference %s", status, request.method, request.path, reference_of(request))
    return render(request, template, {"reference": reference_of(request), **context}, status=status)
