"""Who holds which post on a date, and who signs off for an agency."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from governance.models import Appointment, RoleAssignment
from governance.roles import Role


@dataclass(frozen=True)
class Holders:
    """The names of those in a post, and of their deputies, on a date."""

    people: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``A, B (deputy: C)``; a post without anyone is vacant."""
        words = ", ".join(self.people) or "vacant"
        return f"{words} (deputy: {', '.join(self.deputies)})" if self.deputies else words


def holders_of(posts: Iterable[int], *, at: dt.date) -> dict[int, Holders]:
    """Those in each of the posts (by primary key); every post asked for is in the answer. One query."""
    asked = list(posts)
    rows = Appointment.objects.filter(post__in=asked, person__is_active=True).in_force(at)
    return gathered(asked, rows.order_by("person__name").values_list("post", "deputy", "person__name"))


def gathered(posts: Iterable[int], rows: Iterable[tuple[int, bool, str]]) -> dict[int, Holders]:
    """The same from rows that were read: post, whether a deputy, and name; they keep their order."""
    found = {post: Holders() for post in posts}
    for post, deputy, name in rows:
        held = found[post]
        found[post] = (
            Holders(held.people, (*held.deputies, name))
            if deputy
            else Holders((*held.people, name), held.deputies)
        )
    return found


def sponsors_of(agencies: Iterable[int], *, at: dt.date) -> list[str]:
    """The names of those who sign off updates for any of the agencies. One query."""
    rows = RoleAssignment.objects.filter(
        role=Role.AGENCY_SPONSOR.value, agency__in=list(agencies), person__is_active=True
    ).in_force(at)
    return list(rows.order_by("person__name").values_list("person__name", flat=True).distinct())
