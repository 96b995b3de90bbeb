"""Loads the groups, agencies, posts and seats of ``fixtures/``."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from governance.models import Agency, AgencyAlias, Group, GroupMember, Post


@dataclass(frozen=True)
class Bodies:
    """What was loaded, by the keys that the other fixtures use."""

    groups: dict[str, Group]
    agencies: dict[str, Agency]
    posts: dict[str, Post]


def load_bodies(data: dict[str, Any], *, beside: Bodies | None = None) -> Bodies:
    """Make the groups, agencies, posts and seats, ``beside`` those that are there already.

    Raises KeyError when one names another that is not there.
    """
    known = beside or Bodies(groups={}, agencies={}, posts={})
    groups = _load_groups(data["groups"], known.groups)
    agencies = known.agencies | {row["slug"]: _make_agency(row) for row in data["agencies"]}
    posts = known.posts | {
        row["key"]: Post.objects.create(
            agency=agencies[row["agency"]], title=row["title"], ends_on=_day(row.get("ends_on"))
        )
        for row in data["posts"]
    }
    bodies = Bodies(groups=groups, agencies=agencies, posts=posts)
    _load_members(data.get("members", []), bodies)
    return bodies


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load_groups(rows: list[dict[str, Any]], known: dict[str, Group]) -> dict[str, Group]:
    groups = known | {
        row["slug"]: Group.objects.create(
            slug=row["slug"],
            name=row["name"],
            short_name=row["short_name"],
            kind=row["kind"],
            starts_on=_day(row.get("starts_on")),
            ends_on=_day(row.get("ends_on")),
            note=row.get("note", ""),
        )
        for row in rows
    }
    for row in rows:
        if row["reports_to"]:
            groups[row["slug"]].reports_to = groups[row["reports_to"]]
            groups[row["slug"]].save(update_fields=["reports_to"])
    return groups


def _load_members(rows: list[dict[str, Any]], bodies: Bodies) -> None:
    """Seats in the order of the rows; a seat lasts as long as its group."""
    GroupMember.objects.bulk_create(
        GroupMember(
            group=bodies.groups[row["group"]],
            name=row["name"],
            agency=bodies.agencies[row["agency"]] if row["agency"] else None,
            post=bodies.posts[row["post"]] if row["post"] else None,
            chair=row["chair"],
            note=row["note"],
            order=order,
            ends_on=_day(row.get("ends_on")) or bodies.groups[row["group"]].ends_on,
        )
        for order, row in enumerate(rows, start=1)
    )


def _make_agency(row: dict[str, Any]) -> Agency:
    agency = Agency.objects.create(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        sector=row["sector"],
        leads_may_submit=row["leads_may_submit"],
    )
    AgencyAlias.objects.bulk_create(AgencyAlias(agency=agency, name=name) for name in row["aliases"])
    return agency
