"""Rows in force from one date to another, both included; no end means until further notice."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from governance.scoping import PermittedQuerySet


class DatedQuerySet[T: models.Model](PermittedQuerySet[T]):
    """Reads by date, narrowed to what a person may do when a path says whose a row is."""

    def in_force(self, at: dt.date) -> Self:
        """Rows in force on the date."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=at), Q(ends_on=None) | Q(ends_on__gte=at))


def dates_in_order(name: str) -> models.CheckConstraint:
    """A named constraint: the end is not before the start."""
    return models.CheckConstraint(
        name=name, condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
    )
