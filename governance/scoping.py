"""Turns an ``Access`` into a WHERE, so that what may not be seen is never fetched.

A model says where its posts, agencies and board stand (``post_path`` and so on); nothing else
about permission is known to it.
"""

from typing import Any, Self

from django.db import models

from governance.access import Access
from governance.roles import Permission


class PermittedQuerySet[T: models.Model](models.QuerySet[T, T]):
    """A queryset that can be narrowed to what a person may do something to."""

    post_path = ""
    agency_path: str | tuple[str, ...] = ""
    board_path = ""

    def permitted(self, access: Access, permission: Permission) -> Self:
        """The rows that the permission covers. No query of its own; adds a sub-select at most."""
        extent = access.extent(permission)
        if extent.everywhere:
            return self
        where = models.Q(pk__in=[])
        for paths, keys in (
            (self.post_path, extent.posts),
            (self.agency_path, extent.agencies),
            (self.board_path, extent.boards),
        ):
            for path in (paths,) if isinstance(paths, str) else paths:
                if path and keys:
                    where |= models.Q(**{f"{path}__in": keys})
        inside: Any = self.model._default_manager.filter(where).values("pk")
        return self.filter(pk__in=inside)
