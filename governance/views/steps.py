"""What form pages share: what a form begins with, and a second step that says what will happen first."""

from django.http import HttpRequest, QueryDict

from governance.kept_words import OWNER_FIELD, kept_post

CONFIRM = "confirm"
CHANGE = "change"
_NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "step", OWNER_FIELD})


def said(request: HttpRequest) -> QueryDict | None:
    """What was sent, or what had been typed here when a session ended; None for an empty form."""
    return request.POST if request.method == "POST" else kept_post(request)


def is_confirmed(request: HttpRequest) -> bool:
    """True for the second step of two: what will happen was shown, and agreed to."""
    return request.POST.get("step") == CONFIRM


def wants_change(request: HttpRequest) -> bool:
    """True when somebody goes back from the second step to the form."""
    return request.POST.get("step") == CHANGE


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the first step, to be sent again with the second."""
    return [
        (name, value) for name, values in request.POST.lists() if name not in _NOT_CARRIED for value in values
    ]
