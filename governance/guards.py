"""What a view asks before it acts: is the thing there for this person, and may they change it?

Out of scope is 404 (its existence is not told); in scope but read-only is 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase

from governance.access import Access
from governance.models import Person
from governance.roles import Permission
from governance.scoping import PermittedQuerySet


class Request(HttpRequest):
    """A signed-in request: ``access_middleware`` has put ``access`` on it.

    ``shown_plan``: slug and board of the plan that the page is of, once a view has found it; the menu leads
    to the same one, and so need not ask again.
    """

    user: Person
    access: Access
    shown_plan: tuple[str, int]


type View[**P] = Callable[Concatenate[Request, P], HttpResponseBase]


def find_or_refuse[T: models.Model](
    rows: PermittedQuerySet[T],
    access: Access,
    *,
    read: Permission,
    write: Permission | None = None,
    **lookup: Any,
) -> T:
    """The one row of the lookup. Raises Http404 out of scope, PermissionDenied when it may only be read."""
    found = rows.permitted(access, read).filter(**lookup).first()
    if found is None:
        raise Http404
    if write is not None and not rows.permitted(access, write).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found


def requires[**P](permission: Permission) -> Callable[[View[P]], View[P]]:
    """Refuse (403) whoever holds the permission for nothing at all."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.access.can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard
