"""What could identify a victim, survivor, child, witness or suspect in free text. Pure.

Some kinds are refused; others a writer must take out, or say are not about a person. A finding names its
kind and never holds the text that was caught, so that it can be shown and logged. Names cannot be found by
pattern, and `NOTICE` says so beside each box. `governance.identifiers` knows what each kind looks like.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from governance import identifiers

NOTICE = (
    "Do not write anything that could identify a victim, survivor, child, witness or suspect. "
    "The tracker looks for numbers and dates that could, but it cannot recognise a name."
)

type Severity = Literal["refuse", "confirm"]


class Kind(StrEnum):
    """What was found, refused kinds first; the label is how a sentence speaks of it."""

    NHS_NUMBER = "nhs_number"
    NATIONAL_INSURANCE = "national_insurance"
    DATE_OF_BIRTH = "date_of_birth"
    CRIME_NUMBER = "crime_number"
    PHONE = "phone"
    POSTCODE = "postcode"
    EMAIL = "email"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.NHS_NUMBER: "an NHS number",
    Kind.NATIONAL_INSURANCE: "a National Insurance number",
    Kind.DATE_OF_BIRTH: "a date of birth",
    Kind.CRIME_NUMBER: "a crime or occurrence number",
    Kind.PHONE: "a phone number",
    Kind.POSTCODE: "a full postcode",
    Kind.EMAIL: "an e-mail address from outside the partnership",
}
_REFUSED = {Kind.NHS_NUMBER, Kind.NATIONAL_INSURANCE, Kind.DATE_OF_BIRTH}

# In this order, each looking at what those before have left.
_SEARCHES = (
    (Kind.EMAIL, identifiers.email_addresses),
    (Kind.NHS_NUMBER, identifiers.nhs_numbers),
    (Kind.NATIONAL_INSURANCE, identifiers.national_insurance_numbers),
    (Kind.DATE_OF_BIRTH, identifiers.dates_of_birth),
    (Kind.CRIME_NUMBER, identifiers.crime_numbers),
    (Kind.PHONE, identifiers.phone_numbers),
    (Kind.POSTCODE, identifiers.postcodes),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing found in a text, once however often it occurs."""

    kind: Kind
    severity: Severity
    sentence: str


def find(text: str, *, partner_domains: Iterable[str] = ()) -> list[Finding]:
    """What `text` holds, refused kinds first. An e-mail address at or under a partner's domain is none."""
    left = _tidy(text)
    kinds: set[Kind] = set()
    domains = [domain.strip().lstrip("@").casefold() for domain in partner_domains]
    for kind, search in _SEARCHES:
        for start, end in search(left):
            if kind is not Kind.EMAIL or not _is_partner(left[start:end], domains):
                kinds.add(kind)
            left = left[:start] + "\n" * (end - start) + left[end:]
    return [_finding(kind) for kind in Kind if kind in kinds]


def _tidy(text: str) -> str:
    """One kind of space, dash and digit, and nothing invisible, so that no habit of typing hides a number."""
    plain = re.sub("[‐‑‒–—−]", "-", unicodedata.normalize("NFKC", text))
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Cf").split())


def _is_partner(address: str, domains: list[str]) -> bool:
    domain = address.rpartition("@")[2].casefold()
    return any(domain == partner or domain.endswith(f".{partner}") for partner in domains if partner)


def _finding(kind: Kind) -> Finding:
    if kind in _REFUSED:
        why = "The tracker must never hold what could identify a person."
        return Finding(kind, "refuse", f"Take out what looks like {kind.label}. {why}")
    ask = "Take it out, or say that it is not about a person."
    return Finding(kind, "confirm", f"This looks like {kind.label}. {ask}")
