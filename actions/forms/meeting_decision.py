"""The form of a decision of a meeting, which carries out what was decided."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from actions.deciding import MeetingDecision, Outcome
from actions.forms.vouching import VouchingForm
from actions.models import Action, Closure
from actions.problems import LONGEST
from actions.rag import Rating
from governance.widgets import DateBoxesField, LongText, Radios, ShortText


class MeetingDecisionForm(VouchingForm):
    """What was decided. ``actions`` are those of the plans that the person records decisions of."""

    free_text = ("text", "left", "owner")

    action = forms.ChoiceField(
        label="Which action was decided on?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the actions listed."},
    )
    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=[(one.value, one.label) for one in Outcome],
        initial=Outcome.NOTED.value,
        widget=Radios(
            reveals={"hold": ("until",), "close": ("closure", "continued_in"), "confirm": ("rating",)}
        ),
        error_messages={
            "required": "Choose what was decided.",
            "invalid_choice": "Choose one of the decisions listed.",
        },
    )
    until = DateBoxesField(
        thing="The date when the hold will be reviewed",
        label="When will the hold be reviewed?",
        help_text="For example, 30 4 2024",
        required=False,
    )
    closure = forms.ChoiceField(
        label="How does it end?", required=False, choices=[("", "Choose"), *Closure.choices]
    )
    continued_in = forms.ChoiceField(
        label="Which action takes its work on?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the actions listed."},
    )
    rating = forms.ChoiceField(
        label="Which rating?", required=False, choices=[("", "Choose"), *Rating.choices()]
    )
    text = forms.CharField(
        label="The decision in words",
        help_text="As the minutes have it, in a sentence or two. Do not identify anyone.",
        error_messages={"required": "Say what was decided, in a sentence."},
        widget=LongText(rows=4, count=LONGEST),
    )
    reference = forms.CharField(
        label="Minute reference",
        help_text="Such as 24/01 item 4. Leave it empty if there is none.",
        required=False,
        widget=ShortText(width=20),
    )
    also = forms.CharField(
        label="Other actions that it names",
        help_text="Their references, such as 7.2, 9.1.",
        required=False,
        widget=ShortText(width=20),
    )
    left = forms.CharField(
        label="What is left to do",
        help_text="It stands under matters arising at each later meeting until it is closed.",
        required=False,
        widget=LongText(rows=2, count=1000),
    )
    owner = forms.CharField(
        label="Who will do it?",
        help_text="A post or a body, not a person’s name.",
        required=False,
        widget=ShortText(width=30),
    )

    def __init__(self, data: Any = None, *, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.actions = {str(action.pk): action for action in actions}
        named = {key: str(action) for key, action in self.actions.items()}
        asked = [
            (key, named[key]) for key, action in self.actions.items() if getattr(action, "is_asked", False)
        ]
        others = [pair for pair in named.items() if pair not in asked]
        parted = (
            [("A change of date is asked for", asked), ("The rest of the plan", others)] if asked else others
        )
        for field, choices in (("action", parted), ("continued_in", list(named.items()))):
            self.fields[field].choices = [("", "None"), *choices]  # type: ignore[attr-defined]  # ChoiceFields

    def clean_also(self) -> list[Action]:
        """The actions of the references. Raises ValidationError naming the first that is not known."""
        by_reference = {action.reference: action for action in self.actions.values()}
        found = []
        for word in self.cleaned_data["also"].replace(",", " ").split():
            if word not in by_reference:
                raise forms.ValidationError(
                    f"There is no action {word} in the plans that you record decisions of."
                )
            found.append(by_reference[word])
        return found

    def content(self) -> MeetingDecision:
        """What a valid form says."""
        said: dict[str, Any] = dict(self.cleaned_data)
        until: dt.date | None = said.pop("until")
        return MeetingDecision(
            **said
            | {
                "outcome": Outcome(said["outcome"]),
                "action": self.actions.get(said["action"]),
                "continued_in": self.actions.get(said["continued_in"]),
                "until": until,
            }
        )
