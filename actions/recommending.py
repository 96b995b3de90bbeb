"""Verbs of a review's recommendation: register it, change its words, withdraw it."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db import transaction

from actions.models import Recommendation
from governance.days import in_words
from governance.free_text import LONGEST, find_text_problems
from governance.history import record
from governance.models import Agency, Person, RegisteredDocument
from governance.problems import Problem, Refused

LONGEST_REFERENCE, LONGEST_BODY = 20, 200


@dataclass(frozen=True, kw_only=True)
class RecommendationContent:
    """What a review recommends, and to whom: an agency of the tracker or a body by name, never both."""

    document: RegisteredDocument
    reference: str
    text: str
    made_on: dt.date
    agency: Agency | None = None
    addressed_to: str = ""
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


def content_of(recommendation: Recommendation) -> RecommendationContent:
    """The recommendation as it stands."""
    return RecommendationContent(**{name: getattr(recommendation, name) for name in _COLUMNS})


_COLUMNS = ("document", "reference", "text", "made_on", "agency", "addressed_to")


@transaction.atomic
def register_recommendation(
    *, content: RecommendationContent, by: Person, at: dt.datetime, sample: bool = False
) -> Recommendation:
    """Write down what a review recommends. Raises Refused (the fields of the content)."""
    # The review is locked, so that two do not register one reference at once.
    RegisteredDocument.objects.select_for_update().get(pk=content.document.pk)
    refuse(find_recommendation_problems(content, standing=None, today=at.date()))
    made = Recommendation.objects.create(**_values(content), is_sample=sample)
    record(by=by, at=at, subject=made, verb="registered", sentence=f"Addressed to {made.addressee}")
    return made


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    content: RecommendationContent,
    expected_version: int,
    by: Person,
    at: dt.datetime,
) -> Recommendation:
    """Change its words or its place. Raises Refused by field, or when it was changed meanwhile."""
    RegisteredDocument.objects.select_for_update().get(pk=content.document.pk)
    held = lock_recommendation(recommendation)
    if held.version != expected_version:
        raise Refused(("", "Somebody changed this after you opened the page. Read it again before you save."))
    refuse(find_recommendation_problems(content, standing=held, today=at.date()))
    old, new = _values(content_of(held)), _values(content)
    changes = {_words(name): (_text(old[name]), _text(new[name])) for name in new if old[name] != new[name]}
    if changes:
        for name, value in new.items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        record(by=by, at=at, subject=held, verb="changed", changes=changes)
    return held


@transaction.atomic
def withdraw_recommendation(*, recommendation: Recommendation, by: Person, at: dt.datetime) -> None:
    """Take off the register what should not stand on it; its row and history stay. Raises Refused."""
    held = lock_recommendation(recommendation)
    held.withdrawn_on = at.date()
    held.save(update_fields=["withdrawn_on"])
    record(by=by, at=at, subject=held, verb="withdrew")


def find_recommendation_problems(
    content: RecommendationContent, *, standing: Recommendation | None, today: dt.date
) -> list[Problem]:
    """Pairs of field and sentence; empty when it can be registered. ``standing`` is the one changed."""
    reference, text = content.reference.strip(), content.text.strip()
    problems: list[Problem] = []
    if not reference:
        problems.append(("reference", "Enter its reference in the review, such as 3 or 4.2."))
    elif len(reference) > LONGEST_REFERENCE:
        problems.append(("reference", f"Shorten the reference to {LONGEST_REFERENCE} characters or fewer."))
    elif _is_taken(content, standing):
        problems.append(("reference", f"Recommendation {reference} of this review is registered already."))
    if not text:
        problems.append(("text", "Say what is recommended, in plain words."))
    problems += _addressee_problems(content) + _day_problems(content, today)
    excused = content.not_personal
    return [
        *problems,
        *find_text_problems("text", text, excused=excused, longest=LONGEST),
        *find_text_problems("addressed_to", content.addressed_to, excused=excused, longest=LONGEST_BODY),
    ]


def _is_taken(content: RecommendationContent, standing: Recommendation | None) -> bool:
    rows = Recommendation.objects.standing().filter(document=content.document)
    others = rows.exclude(pk=standing.pk if standing else 0)
    return others.filter(reference__iexact=content.reference.strip()).exists()


def _addressee_problems(content: RecommendationContent) -> list[Problem]:
    """At most one."""
    if content.agency and content.addressed_to.strip():
        return [("addressed_to", f"Leave this empty: {content.agency} is chosen above.")]
    if not content.agency and not content.addressed_to.strip():
        return [("addressed_to", "Choose the agency that it is addressed to, or name another body.")]
    return []


def _day_problems(content: RecommendationContent, today: dt.date) -> list[Problem]:
    """At most one."""
    if content.made_on > today:
        return [("made_on", "The day when it was made must be today or in the past.")]
    if content.made_on.year < content.document.first_year:
        years, first = content.document.years, content.document.first_year
        return [
            ("made_on", f"The register says that the review is of {years}. Enter a day in {first} or later.")
        ]
    return []


def lock_recommendation(recommendation: Recommendation) -> Recommendation:
    """The row as it stands now, held until the deed is done. Raises Refused once it is withdrawn."""
    rows = Recommendation.objects.with_source().select_for_update(of=("self",))
    held = rows.get(pk=recommendation.pk)
    if held.withdrawn_on is not None:
        raise Refused(("", "This recommendation was withdrawn from the register."))
    return held


def refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refused(*problems)


def _values(content: RecommendationContent) -> dict[str, object]:
    values = {name: getattr(content, name) for name in _COLUMNS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _text(value: object) -> str:
    return in_words(value) if isinstance(value, dt.date) else "" if value is None else str(value)


def _words(name: str) -> str:
    return {"document": "review", "text": "words"}.get(name, re.sub("_", " ", name))
