"""Tying an action to one of another plan."""

from collections.abc import Sequence

from django import forms

from actions.linking import LinkContent
from actions.models import Plan
from governance.widgets import LongText, Radios, ShortText


class LinkForm(forms.Form):
    """Which action of which plan, and which of the two delivers the other."""

    plan = forms.ChoiceField(
        label="Plan of the other action",
        error_messages={
            "required": "Choose the plan of the other action.",
            "invalid_choice": "Choose one of the plans listed.",
        },
    )
    reference = forms.CharField(
        label="Reference of the other action",
        help_text="As its plan prints it, such as 2.1.3.",
        required=False,
        max_length=20,
        widget=ShortText(width=10),
        error_messages={"max_length": "Enter a reference of 20 characters or fewer."},
    )
    direction = forms.ChoiceField(
        label="Which delivers which",
        choices=[("ours", "This action delivers the other"), ("theirs", "The other delivers this action")],
        widget=Radios(),
        error_messages={
            "required": "Choose which of the two delivers the other.",
            "invalid_choice": "Choose one of the two.",
        },
    )
    note = forms.CharField(
        label="How they hang together (optional)",
        help_text="One sentence that both pages show.",
        required=False,
        widget=LongText(rows=2),
    )

    def __init__(self, data: object = None, *, plans: Sequence[Plan]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        self.plans = {str(plan.pk): plan for plan in plans}
        self.fields["plan"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Choose a plan"),
            *((key, str(plan)) for key, plan in self.plans.items()),
        ]

    def content(self) -> LinkContent:
        """What the form says."""
        said = self.cleaned_data
        return LinkContent(
            plan=self.plans[said["plan"]],
            reference=said["reference"],
            delivers=said["direction"] == "ours",
            note=said["note"],
        )
