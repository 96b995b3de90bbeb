"""The key of every output: what the ratings mean, the rules in force, and what the data leaves out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from actions.rag import Definition, RuleInWords, Thresholds, describe_key
from reports.board_pack.inputs import Abbreviation
from reports.board_pack.sections import Late
from reports.positions import ActionPosition


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFlag:
    """A contradiction kept from the plan as it was written."""

    reference: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    definitions: tuple[Definition, ...]
    thresholds: Thresholds
    rules: tuple[RuleInWords, ...]
    """With the thresholds filled in, in the order in which they are tried."""
    rule_notes: tuple[str, ...]
    notes: tuple[str, ...]
    """How to read the figures, who had not replied, and whether samples are among the rows."""
    flags: tuple[SourceFlag, ...]
    abbreviations: tuple[Abbreviation, ...]


def compose_key(
    positions: Sequence[ActionPosition],
    *,
    thresholds: Thresholds,
    late: Late,
    notes: tuple[str, ...],
    abbreviations: Iterable[Abbreviation],
    text: Iterable[str],
) -> Key:
    """``text`` is every word the pack prints: an abbreviation that is in none of it is left out."""
    rules = describe_key(thresholds)
    return Key(
        definitions=rules.definitions,
        thresholds=thresholds,
        rules=rules.rules,
        rule_notes=rules.notes,
        notes=(*_notes_on_data(positions, late), *notes),
        flags=tuple(
            SourceFlag(reference=position.reference, sentence=sentence)
            for position in positions
            for sentence in position.flags
        ),
        abbreviations=tuple(_used(abbreviations, text)),
    )


def _notes_on_data(positions: Sequence[ActionPosition], late: Late) -> Iterator[str]:
    yield "Percentages of ratings leave out Grey and closed actions; other percentages leave out closed ones."
    samples = sum(position.sample for position in positions)
    if samples:
        yield (
            f"Sample data: the updates of {samples} of the {len(positions)} actions were made up to show the "
            "tracker at work. They state no fact about any agency."
        )
    if late.requested and not late.silent:
        yield "Every agency asked had replied at the cut-off."
    for agency in late.silent:
        rows = ", ".join(position.reference for position in agency.missing)
        yield f"Not replied at the cut-off: {agency.agency_name}, for {rows}."


def _used(abbreviations: Iterable[Abbreviation], text: Iterable[str]) -> Iterator[Abbreviation]:
    words = "\n".join(text)
    for abbreviation in sorted(abbreviations, key=lambda one: one.short.casefold()):
        if re.search(rf"(?<!\w){re.escape(abbreviation.short)}(?!\w)", words):
            yield abbreviation
