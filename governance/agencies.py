"""Verbs of agencies: add one, and change what is known of it. How one ends is in ``endings.py``."""

import datetime as dt
import itertools
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from governance.days import in_words
from governance.history import record
from governance.models import Agency, AgencyAlias, Person, Post
from governance.models.agencies import SECTORS
from governance.problems import Problem, Refused

LONGEST_NAME = 200
LONGEST_SHORT_NAME = 60
_SECTORS = dict(SECTORS)


@dataclass(frozen=True, kw_only=True)
class AgencyContent:
    """What is known of an agency. ``aliases`` are other names that people write for it."""

    name: str
    short_name: str
    sector: str
    aliases: tuple[str, ...] = ()
    starts_on: dt.date | None = None
    leads_may_submit: bool = False

    def tidy(self) -> "AgencyContent":
        """Without spaces around, empty aliases, or aliases that are its names already."""
        own = {self.name.strip().casefold(), self.short_name.strip().casefold()}
        aliases = {alias.strip().casefold(): alias.strip() for alias in self.aliases if alias.strip()}
        return AgencyContent(
            name=self.name.strip(),
            short_name=self.short_name.strip(),
            sector=self.sector,
            aliases=tuple(sorted(alias for key, alias in aliases.items() if key not in own)),
            starts_on=self.starts_on,
            leads_may_submit=self.leads_may_submit,
        )


def content_of(agency: Agency) -> AgencyContent:
    """The agency as it stands. One query for its aliases, unless they were fetched."""
    return AgencyContent(
        name=agency.name,
        short_name=agency.short_name,
        sector=agency.sector,
        aliases=tuple(sorted(alias.name for alias in agency.aliases.all())),
        starts_on=agency.starts_on,
        leads_may_submit=agency.leads_may_submit,
    )


def find_agency_problems(content: AgencyContent, *, agency: Agency | None = None) -> list[Problem]:
    """Pairs of field and sentence. No two agencies share a name, a short name or an alias. Two queries."""
    content = content.tidy()
    problems: list[Problem] = []
    for field, value, longest in (
        ("name", content.name, LONGEST_NAME),
        ("short_name", content.short_name, LONGEST_SHORT_NAME),
    ):
        label = field.replace("_", " ")
        if not value:
            problems.append((field, f"Enter the agency's {label}."))
        if len(value) > longest:
            problems.append((field, f"Shorten the {label} to {longest} characters or fewer."))
    if content.sector not in _SECTORS:
        problems.append(("sector", "Choose the agency's sector."))
    if any(len(alias) > LONGEST_NAME for alias in content.aliases):
        problems.append(("aliases", f"Shorten each other name to {LONGEST_NAME} characters or fewer."))
    if agency and agency.ends_on and content.starts_on and content.starts_on > agency.ends_on:
        ended = in_words(agency.ends_on)
        problems.append(("starts_on", f"The agency ended on {ended}, so it began on that day or before."))
    return problems or _taken_names(content, agency)


def _taken_names(content: AgencyContent, agency: Agency | None) -> list[Problem]:
    owners: dict[str, str] = {}
    others = Agency.objects.exclude(pk=agency.pk) if agency else Agency.objects.all()
    for name, short_name in others.values_list("name", "short_name"):
        owners |= {name.casefold(): name, short_name.casefold(): name}
    aliases = AgencyAlias.objects.filter(agency__in=others)
    owners |= {alias.casefold(): name for alias, name in aliases.values_list("name", "agency__name")}
    asked = [("name", content.name), ("short_name", content.short_name)]
    asked += [("aliases", alias) for alias in content.aliases]
    return [
        (field, f"“{words}” is a name of {owners[words.casefold()]} already. Choose another.")
        for field, words in asked
        if words.casefold() in owners
    ]


@transaction.atomic
def add_agency(*, content: AgencyContent, by: Person | None, at: dt.datetime) -> Agency:
    """Add an agency, with a post that stands for the whole of it. Raises Refused by field."""
    list(Agency.objects.select_for_update().order_by("pk"))
    content = content.tidy()
    problems = find_agency_problems(content)
    if problems:
        raise Refused(*problems)
    agency = Agency.objects.create(
        name=content.name,
        short_name=content.short_name,
        slug=_free_slug(content.short_name),
        sector=content.sector,
        starts_on=content.starts_on,
        leads_may_submit=content.leads_may_submit,
    )
    _write_aliases(agency, content.aliases)
    Post.objects.create(agency=agency, title="", starts_on=content.starts_on)
    record(by=by, at=at, subject=agency, verb="added", sentence=_SECTORS[content.sector])
    return agency


@transaction.atomic
def change_agency(*, agency: Agency, content: AgencyContent, by: Person | None, at: dt.datetime) -> Agency:
    """Change what is known of an agency; its address stays, and the history tells its old name.

    Raises Refused by field.
    """
    list(Agency.objects.select_for_update().order_by("pk"))
    held = Agency.objects.get(pk=agency.pk)
    content = content.tidy()
    problems = find_agency_problems(content, agency=held)
    if problems:
        raise Refused(*problems)
    old, new = _in_words(content_of(held)), _in_words(content)
    held.name, held.short_name, held.sector = content.name, content.short_name, content.sector
    held.starts_on, held.leads_may_submit = content.starts_on, content.leads_may_submit
    held.save()
    _write_aliases(held, content.aliases)
    changes = {field: (old[field], new[field]) for field in new if old[field] != new[field]}
    if changes:
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


def _write_aliases(agency: Agency, aliases: tuple[str, ...]) -> None:
    AgencyAlias.objects.filter(agency=agency).exclude(name__in=aliases).delete()
    standing = set(AgencyAlias.objects.filter(agency=agency).values_list("name", flat=True))
    AgencyAlias.objects.bulk_create(
        AgencyAlias(agency=agency, name=name) for name in aliases if name not in standing
    )


def _free_slug(short_name: str) -> str:
    """The short name as part of an address; with a number behind it when another has it."""
    wanted = slugify(short_name)[:50] or "agency"
    taken = set(Agency.objects.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in itertools.count(2))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def _in_words(content: AgencyContent) -> dict[str, str]:
    """Each field as the history shows it."""
    return {
        "name": content.name,
        "short name": content.short_name,
        "sector": _SECTORS.get(content.sector, content.sector),
        "other names": "; ".join(content.aliases),
        "first day": in_words(content.starts_on) if content.starts_on else "",
        "leads may submit": "yes" if content.leads_may_submit else "no",
    }
