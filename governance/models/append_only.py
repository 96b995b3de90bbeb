"""Rows that are written once: they refuse to be changed or deleted."""

from typing import Any, NoReturn

from django.db import models

from governance.scoping import PermittedQuerySet


class AppendOnlyError(TypeError):
    """Raised by any attempt to change or delete a row that is kept for ever."""


class AppendOnlyQuerySet[T: models.Model](PermittedQuerySet[T]):
    """Reads and inserts; bulk changes are refused too."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.verbose_name} rows are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.verbose_name} rows are never deleted.")


class AppendOnly(models.Model):
    """Base of append-only tables. Their queryset must come from ``AppendOnlyQuerySet``."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise AppendOnlyError(f"A {self._meta.verbose_name} is never changed: add another.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"A {self._meta.verbose_name} is never deleted.")
