"""What short forms stand for, for every page and pack; and the verbs of the register of abbreviations.

The register says how each document uses them. Those that the tracker brings along fill what it leaves out.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from governance.history import record
from governance.models import Abbreviation, Person
from governance.problems import Problem, Refused

STANDARD = {
    "BRAG": "Blue, Red, Amber, Green: the ratings of actions",
    "CPS": "Crown Prosecution Service",
    "CSP": "Community Safety Partnership",
    "DA": "Domestic abuse",
    "DART": "Domestic abuse and RASSO teams, combined",
    "EQIA": "Equality impact assessment",
    "FGM": "Female genital mutilation",
    "HBV": "Honour-based violence",
    "HMCTS": "HM Courts & Tribunals Service",
    "HMPPS": "HM Prison & Probation Service",
    "IDVA": "Independent domestic violence adviser",
    "ISVA": "Independent sexual violence adviser",
    "LCJB": "Local Criminal Justice Board",
    "MAPPA": "Multi-agency public protection arrangements",
    "MARAC": "Multi-agency risk assessment conference",
    "OPCC": "Office of the Police and Crime Commissioner",
    "PCC": "Police and Crime Commissioner",
    "RASSO": "Rape and serious sexual offences",
    "SAAS": "Sexual Assault & Abuse Strategy",
    "SARC": "Sexual assault referral centre",
    "SWPB": "Safer Warwickshire Partnership Board",
    "T&F": "Task and finish",
    "VAIWG": "Violence, abuse and intimidation against women and girls",
    "VAWG": "Violence against women and girls",
    "W-DAPP": "Warwickshire Domestic Abuse Perpetrator Programme",
}
LONGEST = {"short": 20, "meaning": 200, "source": 200, "note": 300}


def read_meanings() -> dict[str, str]:
    """Each short form and what it stands for; of two documents, the one registered last counts. One query."""
    return with_standard(Abbreviation.objects.expanded().order_by("pk").values_list("short", "meaning"))


def with_standard(registered: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the register says, later rows before earlier ones, and the tracker's own for the rest."""
    return STANDARD | dict(registered)


@dataclass
class Expander:
    """Says what a short form stands for where a page uses it first. Made once a page."""

    meanings: dict[str, str]
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        forms = "|".join(re.escape(short) for short in longest_first)
        self._forms = re.compile(rf"(?<![\w&-])(?:{forms})(?=s?(?![\w&-]))")

    def expand(self, text: str) -> SafeString:
        """The text for a page, with ``abbr`` round each first use."""
        parts, end = [], 0
        for found in self._forms.finditer(text):
            short = found.group()
            if short in self.used:
                continue
            self.used.add(short)
            abbr = format_html('<abbr title="{}">{}</abbr>', self.meanings[short], short)
            parts += [escape(text[end : found.start()]), abbr]
            end = found.end()
        parts.append(escape(text[end:]))
        return mark_safe("".join(parts))  # noqa: S308  # every part is escaped above


@dataclass(frozen=True, kw_only=True)
class AbbreviationContent:
    """A short form as one document uses it; without a meaning where that document never says it."""

    short: str
    source: str
    meaning: str = ""
    note: str = ""

    def tidy(self) -> "AbbreviationContent":
        return AbbreviationContent(**{name: " ".join(value.split()) for name, value in asdict(self).items()})


def content_of(abbreviation: Abbreviation) -> AbbreviationContent:
    """The row as it stands."""
    return AbbreviationContent(**{name: getattr(abbreviation, name) for name in LONGEST})


@transaction.atomic
def add_abbreviation(*, content: AbbreviationContent, by: Person, at: dt.datetime) -> Abbreviation:
    """Register a short form. Raises Refused by field."""
    content = content.tidy()
    _refuse(content, standing=None)
    made = Abbreviation.objects.create(**asdict(content))
    record(by=by, at=at, subject=made, verb="added", sentence=f"{made.source}: {made.meaning}".rstrip(": "))
    return made


@transaction.atomic
def change_abbreviation(
    *,
    abbreviation: Abbreviation,
    content: AbbreviationContent,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> Abbreviation:
    """Change what the register says of it. Raises Refused by field, or when it was changed meanwhile."""
    held = Abbreviation.objects.select_for_update().get(pk=abbreviation.pk)
    if held.version != expected_version:
        raise Refused(("", "Somebody changed this after you opened the page. Read it below before you save."))
    content = content.tidy()
    _refuse(content, standing=held)
    old, new = asdict(content_of(held)), asdict(content)
    changes = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    if changes:
        for name, value in new.items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


@transaction.atomic
def withdraw_abbreviation(*, abbreviation: Abbreviation, by: Person, at: dt.datetime) -> None:
    """Take it out of use; the row and its history stay. Raises Refused when it is out of use already."""
    held = Abbreviation.objects.select_for_update().get(pk=abbreviation.pk)
    if held.withdrawn_on is not None:
        raise Refused(("", f"{held} has been withdrawn already."))
    held.withdrawn_on = at.date()
    held.save(update_fields=["withdrawn_on"])
    record(by=by, at=at, subject=held, verb="withdrew")


def _refuse(content: AbbreviationContent, *, standing: Abbreviation | None) -> None:
    problems: list[Problem] = []
    if not content.short:
        problems.append(("short", "Enter the short form, such as MARAC."))
    if not content.source:
        problems.append(("source", "Enter the document that uses it."))
    for name, longest in LONGEST.items():
        if len(getattr(content, name)) > longest:
            problems.append((name, f"Shorten this to {longest} characters or fewer."))
    others = Abbreviation.objects.standing().exclude(pk=standing.pk if standing else 0)
    if not problems and others.filter(short=content.short, source=content.source).exists():
        problems.append(
            ("short", f"{content.source} has {content.short} in the register already. Change that.")
        )
    if problems:
        raise Refused(*problems)
