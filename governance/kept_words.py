"""Keeps what somebody typed when their session had ended, and gives it back to that person alone.

A form carries a hidden field, signed, that says whose page it is and at which address. When it is sent
after the session has ended, the words go into the new, anonymous session, and come back once that same
person has signed in and asks for that same page. Somebody else who signs in there never sees them: signing
in throws them away. Without the signature nothing is kept, so nobody can plant words in another's form.
Passwords and files are never kept. The words are lost with that session, after 30 minutes.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, QueryDict

from governance.models import Person

OWNER_FIELD = "kept_words_owner"
SESSION_KEY = "kept_words"
MOST_CHARACTERS = 100_000
MOST_PAGES = 5
_SALT = "governance.kept_words"
_A_WEEK = 7 * 24 * 3600
_NEVER_KEPT = frozenset({OWNER_FIELD, "csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Owner:
    """Whose page a form was, and its address."""

    person: int
    path: str


def sign_owner(person: Person, path: str) -> str:
    """The value of the hidden field."""
    return signing.dumps([person.pk, path], salt=_SALT)


def owner_of(request: HttpRequest) -> Owner | None:
    """Who was shown the form that the request sends; None when it does not say, or is over a week old."""
    try:
        person, path = signing.loads(request.POST.get(OWNER_FIELD, ""), salt=_SALT, max_age=_A_WEEK)
    except signing.BadSignature:
        return None
    return Owner(person, path)


def keep_words(request: HttpRequest) -> bool:
    """Keep the words of a form that cannot be saved now. False when they cannot be kept safely."""
    owner = owner_of(request)
    if owner is None or owner.path != request.path:
        return False
    if request.user.is_authenticated and request.user.pk != owner.person:
        return False
    fields = {name: values for name, values in request.POST.lists() if _may_be_kept(name)}
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MOST_CHARACTERS:
        return False
    kept: list[dict[str, Any]] = [page for page in _kept(request) if page["path"] != owner.path]
    kept.append({"person": owner.person, "path": owner.path, "fields": fields})
    request.session[SESSION_KEY] = kept[-MOST_PAGES:]
    return True


def kept_post(request: HttpRequest) -> QueryDict | None:
    """What this person had sent to this address, once, or None."""
    kept = _kept(request)
    here = next(
        (page for page in kept if (page["person"], page["path"]) == (request.user.pk, request.path)), None
    )
    if request.method != "GET" or here is None:
        return None
    request.session[SESSION_KEY] = [page for page in kept if page is not here]
    words = QueryDict(mutable=True)
    for name, values in here["fields"].items():
        words.setlist(name, values)
    words._mutable = False
    messages.info(request, "Nothing was saved, but what you typed is here again. Check it, then save it.")
    return words


def forget_words_of_others(request: HttpRequest) -> None:
    """Called once somebody has signed in: what another person had left in the session is thrown away."""
    kept = _kept(request)
    if kept:
        request.session[SESSION_KEY] = [page for page in kept if page["person"] == request.user.pk]


def _kept(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = request.session.get(SESSION_KEY, [])
    return found


def _may_be_kept(name: str) -> bool:
    return name not in _NEVER_KEPT and "password" not in name.lower()
