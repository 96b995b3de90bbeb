"""For whom a coordinator enters an update, and how and when it was received."""

import datetime as dt
from typing import Any

from django import forms

from actions.models import Action
from actions.progress import Entered
from governance.widgets import DateBoxesField, Radios, ShortText

OTHER = "other"
HOW = [
    ("by e-mail", "E-mail"),
    ("by telephone", "Telephone"),
    ("on paper", "Paper"),
    ("at a meeting", "At a meeting"),
]


class EnteredForm(forms.Form):
    """Stands above the questions of the update. Offers the action's leads, and any other post by name."""

    entered_for = forms.ChoiceField(
        label="Whose update is it?",
        widget=Radios(reveals={OTHER: ("entered_for_other",)}),
        error_messages={
            "required": "Choose whose update it is.",
            "invalid_choice": "Choose one of the action's leads, or “Another post or agency”.",
        },
    )
    entered_for_other = forms.CharField(
        label="Post or agency",
        help_text="Such as “Probation Service, Head of Warwickshire”. Not a person's name.",
        required=False,
        max_length=200,
        widget=ShortText(),
        error_messages={"max_length": "Shorten the post or agency to 200 characters or fewer."},
    )
    received_how = forms.ChoiceField(
        label="How did it reach you?",
        choices=HOW,
        widget=Radios(inline=True),
        error_messages={
            "required": "Choose how it reached you.",
            "invalid_choice": "Choose one of the ways listed.",
        },
    )
    received_on = DateBoxesField(
        thing="The date it reached you", label="When did it reach you?", example=dt.date(2024, 1, 3)
    )

    def __init__(self, data: Any = None, *, action: Action, today: dt.date) -> None:
        super().__init__(data, initial={"received_on": today})
        self.today = today
        leads = [str(lead.post) for lead in action.leads.all()]
        field = self.fields["entered_for"]
        field.choices = [*((name, name) for name in leads), (OTHER, "Another post or agency")]  # type: ignore[attr-defined]  # it is a ChoiceField
        if len(leads) == 1:
            field.initial = leads[0]

    def clean(self) -> dict[str, Any]:
        """Another post is named, and nothing was received tomorrow."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("entered_for") == OTHER and not values.get("entered_for_other"):
            self.add_error("entered_for_other", "Enter the post or agency whose update it is.")
        if values.get("received_on") and values["received_on"] > self.today:
            self.add_error("received_on", "The date it reached you must be today or in the past.")
        return values

    def entered(self) -> Entered:
        """What a valid form says."""
        chosen = self.cleaned_data["entered_for"]
        whose = self.cleaned_data["entered_for_other"] if chosen == OTHER else chosen
        return Entered(whose, self.cleaned_data["received_how"], self.cleaned_data["received_on"])
