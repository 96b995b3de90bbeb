"""What a dashboard can be narrowed by. The address holds each choice; each quarter is narrowed by itself."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from actions.models import Priority
from actions.rag import Rating
from reports.positions import ActionPosition

NOBODY = "none"
"""The agency chosen to see what nobody leads."""

CHOICES = ("objective", "agency", "priority", "rating", "strategic", "accountable", "also")
"""The names under which an address holds them."""

type Choices = Sequence[tuple[str, str]]


class DashboardFilter(forms.Form):
    """Each choice narrows further. The hidden ones are made by links alone, and shown once made."""

    def __init__(self, data: QueryDict, *, positions: Sequence[ActionPosition]) -> None:
        super().__init__(data)
        agencies = [*_agencies(positions), (NOBODY, "No lead named")]
        self.fields["objective"] = _field("Objective", _objectives(positions))
        self.fields["agency"] = _field("Lead agency", agencies)
        self.fields["priority"] = _field("Priority", [(label, label) for label in Priority.labels])
        self.fields["rating"] = _field("Rating", Rating.choices())
        self.fields["strategic"] = _field("Strategic objective", _strategic(positions), hidden=True)
        self.fields["accountable"] = _field("Accountable agency", _accountable(positions), hidden=True)
        self.fields["also"] = forms.MultipleChoiceField(
            label="Also led by",
            required=False,
            choices=agencies,
            widget=forms.MultipleHiddenInput(),
            error_messages={"invalid_choice": "Choose agencies of the plan."},
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """The valid choices that narrow anything, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str]]:
        """Each choice: its name, and label and choice in words."""
        return [
            (name, f"{self[name].label}: {self._words(name, value)}") for name, value in self.chosen.items()
        ]

    def keeps(self, position: ActionPosition) -> bool:
        """True of a row that fits every choice."""
        return all(_TESTS[name](position, value) for name, value in self.chosen.items())

    def _words(self, name: str, value: str | list[str]) -> str:
        choices: Any = getattr(self.fields[name], "choices", ())
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(words) for key, words in choices if key in chosen)


def _field(label: str, choices: Choices, *, hidden: bool = False) -> forms.ChoiceField:
    article = "an" if label[0] in "AEIOU" else "a"
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", "All"), *choices],
        widget=forms.HiddenInput() if hidden else forms.Select(),
        error_messages={"invalid_choice": f"Choose {article} {label.lower()} from the list, or All."},
    )


def _objectives(positions: Sequence[ActionPosition]) -> Choices:
    found = dict.fromkeys((one.objective_number, one.objective_title) for one in positions)
    return [(number, f"{number}. {title}") for number, title in found if number]


def _agencies(positions: Sequence[ActionPosition]) -> Choices:
    found = {agency for position in positions for agency in position.leading_agencies}
    return sorted(found, key=lambda agency: agency[1])


def _strategic(positions: Sequence[ActionPosition]) -> Choices:
    found = dict.fromkeys((one.strategic_number, one.strategic_title) for one in positions)
    return [(number, title) for number, title in found if number]


def _accountable(positions: Sequence[ActionPosition]) -> Choices:
    found = {(one.accountable_agency_short, one.accountable_agency_name) for one in positions}
    return sorted(found - {("", "")}, key=lambda agency: agency[1])


def _is_led_by(position: ActionPosition, agency: str) -> bool:
    """An agency leads what it is accountable for or joint lead of, as the table by agency counts."""
    if agency == NOBODY:
        return not position.leading_agencies
    return any(short == agency for short, _ in position.leading_agencies)


_TESTS: dict[str, Callable[[ActionPosition, Any], bool]] = {
    "objective": lambda position, number: position.objective_number == number,
    "agency": _is_led_by,
    "priority": lambda position, words: position.priority == words,
    "rating": lambda position, rating: position.rating == rating,
    "strategic": lambda position, number: position.strategic_number == number,
    "accountable": lambda position, short: position.accountable_agency_short == short,
    "also": lambda position, agencies: all(_is_led_by(position, agency) for agency in agencies),
}
