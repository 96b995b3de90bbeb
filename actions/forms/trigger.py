"""The form of the event that an action waited for."""

import datetime as dt
from collections.abc import Iterable

from django import forms

from actions.problems import Problem
from governance.widgets import DateBoxesField, ShortText


class TriggerForm(forms.Form):
    """When what the action waited for happened, and the dates that this gives it."""

    expected_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    happened_on = DateBoxesField(
        thing="The date when it happened", label="When did it happen?", example=dt.date(2023, 12, 20)
    )
    start_words = forms.CharField(
        label="Planned start",
        help_text="For example, Mar 2027 or 31 March 2027. Leave it empty if there is none.",
        required=False,
        widget=ShortText(width=20),
    )
    due_words = forms.CharField(
        label="Due date",
        help_text="For example, Mar 2027 or 31 March 2027. It becomes the original due date.",
        widget=ShortText(width=20),
        error_messages={"required": "Enter the due date, now that it no longer waits."},
    )

    @property
    def version(self) -> int:
        """The version that the writer started from; 0 when the form does not say."""
        return self.cleaned_data.get("expected_version") or 0

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Show each sentence beside its field."""
        for name, sentence in problems:
            self.add_error(name if name in self.fields else None, sentence)
