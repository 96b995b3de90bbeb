"""How people sign in: by e-mail and password, with an account that somebody invited them to.

Only the addresses below are mounted of all that django-allauth could serve. Its rate limits are on; no
answer tells whether an account exists.
"""

from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, re_path

from governance.kept_words import forget_words_of_others
from governance.models import Person


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up for themselves; what is wrong is said in our own words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Check your e-mail address and password. They do not fit any account.",
        "too_many_login_attempts": "Too many wrong tries. Wait a few minutes, then try again.",
        "enter_current_password": "Enter the password that you use now.",
        "incorrect_password": "Check your password. It is not the one you sign in with.",
        "rate_limited": "Too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        """Begin the session, without anything that somebody else had left in it."""
        super().login(request, user)
        forget_words_of_others(request)

    def format_email_subject(self, subject: str) -> str:
        """Every e-mail begins with its marking."""
        return f"{settings.PROTECTIVE_MARKING}: {subject}"

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person at the address that they sign in with."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out, by the button alone: a link that a mail scanner or a picture follows signs nobody out."""
    if request.method == "POST":
        answer: HttpResponseBase = views.logout(request)
        return answer
    page = render(request, "account/logout.html", status=405)
    page.headers["Allow"] = "POST"
    return page


@login_not_required
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Where other services have a sign-up form."""
    return render(request, "account/signup_closed.html", status=403)


urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-up/", by_invitation, name="account_signup"),
    path("sign-in/ended/", views.account_inactive, name="account_inactive"),
    path("sign-in/again/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
