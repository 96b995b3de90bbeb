"""What a plan says of itself, and the limits of its rating rules."""

from typing import Any

from django import forms

from actions.plan_settings import PlanSettings
from actions.problems import Problem
from actions.rag import STANDARD
from governance.widgets import DateBoxesField, LongText, ShortText


def _number(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        widget=ShortText(width=4),
        error_messages={"invalid": "Write the limit as a whole number, such as 30."},
    )


class PlanSettingsForm(forms.Form):
    """All the limits or none: without its own, the tracker's stand."""

    description = forms.CharField(
        label="What the plan is for", help_text="One sentence.", required=False, widget=LongText(rows=2)
    )
    thresholds_from = DateBoxesField(
        thing="The date",
        label="The plan's own limits count from (optional)",
        help_text="Leave it and the limits empty to keep the standard ones. Closed quarters keep theirs.",
        required=False,
    )
    overdue_days = _number(
        "Red when overdue by more than this many days", f"The standard limit is {STANDARD.overdue_days}."
    )
    slip_days = _number(
        "Red when forecast later than this many days", f"The standard limit is {STANDARD.slip_days}."
    )
    missed_updates = _number(
        "Red when this many updates running are missed", f"The standard limit is {STANDARD.missed_updates}."
    )
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> PlanSettings:
        """What the form says."""
        said: dict[str, Any] = {k: v for k, v in self.cleaned_data.items() if k != "expected"}
        return PlanSettings(**said | {"description": said["description"].strip()})

    def add_problems(self, problems: list[Problem]) -> None:
        """Each beside its field."""
        for field, sentence in problems:
            self.add_error(field, sentence)
