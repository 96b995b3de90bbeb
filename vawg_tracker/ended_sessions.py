"""Sends whoever is not signed in to sign in, then back to where they were, with what they had typed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from governance.kept_words import keep_words


class SignInRequired(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says ``login_not_required``."""

    def handle_no_permission(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
    ) -> HttpResponseRedirect:
        """Redirect to the sign-in page, which says what became of the page that was asked for."""
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if request.method in {"GET", "HEAD"}:
            return _to_sign_in(request.get_full_path(), "session" if had_session else "")
        if keep_words(request):
            return _to_sign_in(request.get_full_path(), "kept")
        return _to_sign_in(_page_before(request), "lost")


def _to_sign_in(back_to: str, ended: str) -> HttpResponseRedirect:
    """``ended`` is session, kept or lost (words), or empty: account/login.html has a sentence for each."""
    query = {"next": back_to, "ended": ended} if ended else {"next": back_to}
    return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{urlencode(query)}")


def _page_before(request: HttpRequest) -> str:
    """The page of this site whose button was pressed, as the button's own may answer to POST alone."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return reverse("home")
    return f"{before.path}?{before.query}" if before.query else before.path
