"""The verb of a plan's equality impact assessment: record a review, of which the first is the assessment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from actions import policies
from actions.models import Action, EqualityMitigation, EqualityReview, Plan, ProtectedCharacteristic
from actions.policies import Refusal, Unfinished
from actions.problems import LONGEST, Problem
from governance.days import in_words
from governance.free_text import personal_problems, too_long_problems
from governance.history import record
from governance.models import Person

LONGEST_WORDS, LONGEST_BODY, LONGEST_GROUPS, LONGEST_ADDRESS = 300, 200, 300, 500
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, kw_only=True)
class MitigationContent:
    """What is done about a finding; ``reference`` is of the plan's action that does it, or empty."""

    words: str
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class EqualityContent:
    """What a review says. ``done_by`` is a post or a body; ``changed`` is asked of all but the first."""

    reviewed_on: dt.date
    done_by: str
    summary: str
    address: str = ""
    groups: tuple[str, ...] = ()
    other_groups: str = ""
    changed: str = ""
    mitigations: tuple[MitigationContent, ...] = ()
    not_personal: bool = False


@transaction.atomic
def record_equality_review(
    *,
    plan: Plan,
    content: EqualityContent,
    expected_number: int,
    by: Person,
    at: dt.datetime,
    sample: bool = False,
) -> EqualityReview:
    """Keep a review for ever, with its mitigations. ``expected_number`` is the one that the writer writes.

    Raises Unfinished with the fields of ``EqualityContent`` (``words_0``, ``reference_0`` and so on for its
    mitigations), and Refusal once the plan is closed or when somebody recorded that number meanwhile.
    """
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    policies.check_plan_open(held)
    last = EqualityReview.objects.filter(plan=held).last()
    number = last.number + 1 if last else 1
    if expected_number != number:
        raise Refusal("Somebody recorded a review after you opened the page. Read it before you save yours.")
    actions = _actions(held, content.mitigations)
    problems = [
        *find_equality_problems(content, last=last, today=at.date()),
        *_mitigation_problems(content, actions, held),
    ]
    if problems:
        raise Unfinished(problems)
    made = EqualityReview.objects.create(
        plan=held, number=number, **_values(content), recorded_by=by, recorded_by_name=by.name,
        recorded_at=at, is_sample=sample,
    )  # fmt: skip
    EqualityMitigation.objects.bulk_create(
        EqualityMitigation(
            review=made, words=one.words.strip(), action=actions.get(_key(one.reference)), order=order
        )
        for order, one in enumerate(_said(content.mitigations), start=1)
    )
    verb = "recorded the equality assessment" if number == 1 else "reviewed the equality assessment"
    sentence = f"{made.done_by}, {in_words(made.reviewed_on)}. Next review due {in_words(made.due_on)}."
    record(by=by, at=at, subject=held, verb=verb, sentence=sentence)
    return made


def find_equality_problems(
    content: EqualityContent, *, last: EqualityReview | None, today: dt.date
) -> list[Problem]:
    """Pairs of field and sentence; ``last`` is the review before."""
    problems: list[Problem] = []
    if content.reviewed_on > today:
        problems.append(("reviewed_on", "The day when it was done must be today or in the past."))
    elif last is not None and content.reviewed_on <= last.reviewed_on:
        before = in_words(last.reviewed_on)
        problems.append(("reviewed_on", f"The one before was done on {before}. Enter a later day."))
    for name, missing in (
        ("done_by", "Say which post or body did it, not a person's name."),
        ("summary", "Say what was found, in a sentence or more."),
        *([("changed", "Say what is new since the review before, or that nothing is.")] if last else []),
    ):
        if not getattr(content, name).strip():
            problems.append((name, missing))
    if not content.groups and not content.other_groups.strip():
        problems.append(("groups", "Choose the groups that were considered, or name them."))
    if set(content.groups) - set(ProtectedCharacteristic.values):
        problems.append(("groups", "Choose from the groups listed."))
    return [*problems, *_address_problems(content.address), *_word_problems(content)]


def _address_problems(address: str) -> list[Problem]:
    if not address.strip():
        return []
    try:
        _is_web_address(address.strip())
    except ValidationError:
        return [("address", "Enter a web address that begins with https://, or leave it empty.")]
    return []


def _word_problems(content: EqualityContent) -> list[Problem]:
    limits = {"done_by": LONGEST_BODY, "other_groups": LONGEST_GROUPS, "address": LONGEST_ADDRESS}
    limits |= {"summary": LONGEST, "changed": LONGEST}
    texts = [(name, getattr(content, name), limit) for name, limit in limits.items()]
    texts += [(f"words_{n}", one.words, LONGEST_WORDS) for n, one in enumerate(content.mitigations)]
    found: list[Problem] = []
    for name, text, limit in texts:
        found += too_long_problems(name, text, limit)
        found += personal_problems(name, text, excused=content.not_personal)
    return found


def _mitigation_problems(content: EqualityContent, actions: dict[str, Action], plan: Plan) -> list[Problem]:
    problems: list[Problem] = []
    for place, one in enumerate(content.mitigations):
        reference = one.reference.strip()
        if reference and not one.words.strip():
            problems.append((f"words_{place}", f"Say what {reference} does about it."))
        if reference and _key(reference) not in actions:
            problems.append((f"reference_{place}", f"{plan} has no action {reference}. Enter its reference."))
    return problems


def _actions(plan: Plan, mitigations: Sequence[MitigationContent]) -> dict[str, Action]:
    """The plan's actions that the mitigations name, by reference in small letters."""
    named = {_key(one.reference) for one in mitigations if one.reference.strip()}
    rows = Action.objects.filter(plan=plan) if named else Action.objects.none()
    return {_key(action.reference): action for action in rows if _key(action.reference) in named}


def _said(mitigations: Sequence[MitigationContent]) -> list[MitigationContent]:
    return [one for one in mitigations if one.words.strip()]


def _key(reference: str) -> str:
    return reference.strip().casefold()


def _values(content: EqualityContent) -> dict[str, object]:
    texts = {name: getattr(content, name).strip() for name in ("done_by", "summary", "address", "changed")}
    groups = [one.value for one in ProtectedCharacteristic if one.value in content.groups]
    return texts | {
        "reviewed_on": content.reviewed_on,
        "groups": groups,
        "other_groups": content.other_groups.strip(),
    }
