"""Loads ``fixtures/governance.json``: groups, agencies and posts."""

from dataclasses import dataclass
from typing import Any

from governance.models import Agency, AgencyAlias, Group, Post


@dataclass(frozen=True)
class Bodies:
    """What was loaded, by the keys that the other fixtures use."""

    groups: dict[str, Group]
    agencies: dict[str, Agency]
    posts: dict[str, Post]


def load_bodies(data: dict[str, Any]) -> Bodies:
    """Make the groups, agencies and posts. Raises KeyError when one names another that is not there."""
    groups = _load_groups(data["groups"])
    agencies = {row["slug"]: _make_agency(row) for row in data["agencies"]}
    posts = {
        row["key"]: Post.objects.create(agency=agencies[row["agency"]], title=row["title"])
        for row in data["posts"]
    }
    return Bodies(groups=groups, agencies=agencies, posts=posts)


def _load_groups(rows: list[dict[str, Any]]) -> dict[str, Group]:
    groups = {
        row["slug"]: Group.objects.create(
            slug=row["slug"], name=row["name"], short_name=row["short_name"], kind=row["kind"]
        )
        for row in rows
    }
    for row in rows:
        if row["reports_to"]:
            groups[row["slug"]].reports_to = groups[row["reports_to"]]
            groups[row["slug"]].save(update_fields=["reports_to"])
    return groups


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
