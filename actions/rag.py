"""The suggested rating of an action, worked out from facts alone. Pure: no query, no clock.

A suggestion never replaces what the lead reported or what the Board confirmed. The rules stand in `RULES` in
the order in which they are tried, and the first that fires decides.

Readings, where the rules need one:

- "To be confirmed once ..." is rule 0, tried after the rules of closed, accepted and held actions (1 to 4)
  and before all others. While the trigger is awaited and there is no due date the action is Grey, whatever
  the lead's call or missed updates: both are shown beside the rating.
- Complete that is not Blue (not accepted, no note, no date, or dated after the cut-off) is rated by rules 5
  to 16 as at its completion date, or as at the cut-off where that is sooner, and awaits confirmation.
- Closed without a decision is rated as unfinished work, from rule 5 on.
- A missing date fires no rule: an undated action in progress can be Green, and is never overdue.
"""

from dataclasses import dataclass, replace
from datetime import date

from actions.evidence import STANDARD, Evidence, Thresholds, contradictions
from actions.rating_rules import OFTEN_MOVED, RULES, Case, Rule, accepted, count
from actions.ratings import Call, Rating, Status, Travel, is_better, travel

__all__ = [
    "RULES",
    "STANDARD",
    "Call",
    "Definition",
    "Evidence",
    "Key",
    "Rating",
    "RuleInWords",
    "Status",
    "Suggestion",
    "Thresholds",
    "Travel",
    "contradictions",
    "describe_key",
    "is_better",
    "suggest",
    "travel",
]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One rating, with the rule that gave it. `tag` is what a label shows, awaited confirmation included."""

    rating: Rating
    rule: int
    reason: str
    tag: str
    awaiting_confirmation: bool


def suggest(evidence: Evidence, *, at: date, thresholds: Thresholds = STANDARD) -> Suggestion:
    """What the first matching rule suggests as at `at`: a period's cut-off in a pack, today on a page."""
    case = Case(evidence, at, thresholds)
    unconfirmed = evidence.status == Status.COMPLETE and not accepted.reason(case)
    if unconfirmed:
        case = replace(case, at=min(evidence.completed_on or at, at))
    rule, reason = _first_match(case)
    tag = f"{rule.tag}, awaiting confirmation" if unconfirmed else rule.tag
    return Suggestion(rule.rating, rule.number, reason, tag, unconfirmed)


def _first_match(case: Case) -> tuple[Rule, str]:
    return next((rule, reason) for rule in RULES if (reason := rule.reason(case)))


@dataclass(frozen=True, slots=True)
class Definition:
    """What a rating means, for the key."""

    rating: Rating
    meaning: str


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """A rule for the key, with the thresholds in force. `tag` is what its label shows."""

    number: int
    when: str
    rating: Rating
    tag: str


@dataclass(frozen=True, slots=True)
class Key:
    """What every output prints: what ratings mean, the rules in the order tried, and how to read them."""

    definitions: tuple[Definition, ...]
    rules: tuple[RuleInWords, ...]
    notes: tuple[str, ...]


DEFINITIONS = (
    Definition(Rating.BLUE, "Complete, with a note of what was delivered, and accepted."),
    Definition(Rating.GREEN, "On track to finish by its due date."),
    Definition(
        Rating.AMBER, "At risk or a little late. The lead names the risk and what is being done about it."
    ),
    Definition(
        Rating.RED, "Late, off track or not reported. The lead gives the path to green and what is asked."
    ),
    Definition(
        Rating.GREY, "Not rated: not due to start, waiting for a date, on hold by decision, or closed."
    ),
)

NOTES = (
    "The first rule that applies decides.",
    "Days are calendar days. A month, a quarter or a season means its last day.",
    "An on-going action is measured against its next review date, and rules 6, 10 and 15 do not apply to it.",
    "A complete action that is not yet accepted is rated as at its completion date, awaiting confirmation.",
)


def describe_key(thresholds: Thresholds = STANDARD) -> Key:
    """The key, with the thresholds in force."""
    words = {
        "late": count(thresholds.overdue_days, "day"),
        "slip": count(thresholds.slip_days, "day"),
        "silent": count(thresholds.missed_updates, "quarter"),
        "often": count(OFTEN_MOVED, "time"),
    }
    rules = tuple(
        RuleInWords(rule.number, rule.when.format(**words), rule.rating, rule.tag) for rule in RULES
    )
    return Key(DEFINITIONS, rules, NOTES)
