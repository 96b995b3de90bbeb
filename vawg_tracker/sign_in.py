"""How people sign in: by e-mail and password, with an account that somebody invited them to."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up for themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
