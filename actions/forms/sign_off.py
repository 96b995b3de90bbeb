"""The forms of the sign-off route: its rows, and what a body answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from actions.forms.vouching import VouchingForm
from actions.models import VerdictOutcome
from actions.problems import LONGEST, Problem
from actions.routes import RouteStep
from actions.sign_off import VerdictContent
from governance.models import Group
from governance.widgets import DateBoxesField, LongText, Radios, ShortText

# Rows of a route: as many as stand on it and two more; of those sent, at most as many are read.
SPARE_ROWS, FEWEST_ROWS, MOST_ROWS = 2, 3, 40


@dataclass(frozen=True)
class RouteRow:
    """The four boxes of one body, as bound to the form."""

    place: BoundField
    group: BoundField
    of_what: BoundField
    due: BoundField


class RouteForm(VouchingForm):
    """The bodies that have still to agree. ``place`` orders the rows; one without a body is left out."""

    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, groups: Sequence[Group], steps: Sequence[RouteStep], expected: int,
        first: int = 1, initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        rows = _rows_of(steps, first)
        super().__init__(data, initial={"expected": expected, **rows, **(initial or {})})
        self.groups = {str(group.pk): group for group in (*groups, *(step.group for step in steps))}
        # What was typed keeps its row, though the route is shorter by now.
        typed = next((n for n in range(MOST_ROWS) if f"group_{n}" not in (data or {})), MOST_ROWS)
        self.count = max(len(steps) + SPARE_ROWS, FEWEST_ROWS, typed)
        for number in range(self.count):
            self.fields |= _fields_of(number, self.groups.values())
            self.free_text += (f"of_what_{number}",)

    @property
    def rows(self) -> list[RouteRow]:
        """The rows as they stand on the page."""
        return [
            RouteRow(*(self[f"{part}_{number}"] for part in ("place", "group", "of_what", "due")))
            for number in range(self.count)
        ]

    @property
    def seen(self) -> int:
        """The newest change or version that the page showed; 0 when it does not say."""
        return self.cleaned_data.get("expected") or 0

    def clean(self) -> dict[str, Any]:
        """No two bodies stand at one place, and what was typed has a body."""
        values = super().clean()
        for number in range(self.count):
            typed = values.get(f"of_what_{number}") or values.get(f"due_{number}")
            if typed and not values.get(f"group_{number}"):
                self.add_error(f"group_{number}", "Choose the body that is asked, or empty its other boxes.")
        known: dict[int, int] = {}
        for number in self._chosen(values):
            place = values.get(f"place_{number}")
            if place is not None and place in known:
                self.add_error(f"place_{number}", f"Two bodies stand at place {place}. Give each its own.")
            elif place is not None:
                known[place] = number
        return values

    def steps(self) -> list[RouteStep]:
        """What a valid form says, in order."""
        said = self.cleaned_data
        return [
            RouteStep(
                group=self.groups[said[f"group_{number}"]],
                of_what=said.get(f"of_what_{number}", ""),
                due_words=said.get(f"due_{number}", ""),
            )
            for number in self._ordered()
        ]

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """A step's problem stands in the row that it was typed in, wherever its place put it."""
        rows = self._ordered()
        moved = []
        for name, sentence in problems:
            part, _, step = name.rpartition("_")
            found = part in ("of_what", "due") and step.isdigit() and int(step) < len(rows)
            moved.append((f"{part}_{rows[int(step)]}" if found else name, sentence))
        super().add_problems(moved)

    def _chosen(self, values: dict[str, Any]) -> list[int]:
        return [number for number in range(self.count) if values.get(f"group_{number}")]

    def _ordered(self) -> list[int]:
        """The rows with a body, by their place; one without a place comes last, in the order of the page."""
        said = self.cleaned_data
        last = 1000
        return sorted(self._chosen(said), key=lambda number: (said.get(f"place_{number}") or last, number))


def _rows_of(steps: Sequence[RouteStep], first: int) -> dict[str, Any]:
    boxes: dict[str, Any] = {}
    for number, step in enumerate(steps):
        boxes[f"place_{number}"] = first + number
        boxes[f"group_{number}"] = str(step.group.pk)
        boxes[f"of_what_{number}"] = step.of_what
        boxes[f"due_{number}"] = step.due_words
    return boxes


def _fields_of(number: int, groups: Iterable[Group]) -> dict[str, forms.Field]:
    row = number + 1
    return {
        f"place_{number}": forms.IntegerField(
            label="Place",
            required=False,
            min_value=1,
            max_value=99,
            widget=ShortText(width=2, attrs={"inputmode": "numeric"}),
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"),
                f"Write the place of body {row} as a number, such as 2.",
            ),
        ),
        f"group_{number}": forms.ChoiceField(
            label=f"Body {row}",
            required=False,
            choices=[("", "No body"), *((str(one.pk), one.name) for one in groups)],
            error_messages={"invalid_choice": "Choose one of the bodies listed."},
        ),
        f"of_what_{number}": forms.CharField(
            label="What is it asked to approve?", required=False, widget=ShortText()
        ),
        f"due_{number}": forms.CharField(
            label="When is that due?", required=False, widget=ShortText(width=20)
        ),
    }


class VerdictForm(VouchingForm):
    """What the body of one step answered."""

    free_text = ("text",)

    outcome = forms.ChoiceField(
        label="What did it answer?",
        choices=VerdictOutcome.choices,
        widget=Radios(
            choice_hints={
                VerdictOutcome.AGREED.value: "Use the word of the minutes: agreed and approved count alike.",
                VerdictOutcome.REFUSED.value: "It stays next on the route, and can be asked again.",
            }
        ),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what the body answered."),
    )
    decided_on = DateBoxesField(
        thing="The date of the answer", label="When?", help_text="The date of its meeting."
    )
    reference = forms.CharField(
        label="Minute reference",
        help_text="Such as 24/01 item 4. Leave it empty if there is none.",
        required=False,
        widget=ShortText(width=20),
    )
    text = forms.CharField(
        label="What was decided?",
        help_text="As the minutes have it. Of a refusal, say why. Do not identify anyone.",
        required=False,
        widget=LongText(rows=4, count=LONGEST),
    )

    def content(self) -> VerdictContent:
        """What a valid form says."""
        return VerdictContent(**self.cleaned_data)
