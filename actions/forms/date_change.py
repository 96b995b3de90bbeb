"""Asking for a due date to move."""

from typing import Any

from django import forms

from actions.date_changes import DateChangeContent
from actions.problems import LONGEST, Problem
from governance.widgets import LongText, ShortText


class DateChangeForm(forms.Form):
    """What is asked and why. None is required here: ``actions.date_changes`` has the sentences."""

    new_date = forms.CharField(
        label="What should the new due date be?",
        help_text="For example, Mar 2027 or 31 March 2027. A month means its last day.",
        required=False,
        widget=ShortText(width=20),
    )
    reason = forms.CharField(
        label="Why must it move?",
        help_text="Say what has happened, what was tried to keep the date, and what a later one would mean. "
        "Do not identify anyone.",
        required=False,
        widget=LongText(rows=5, count=LONGEST),
    )
    not_personal = forms.BooleanField(
        label="I have checked: what looks personal is not about a person",
        help_text="Such as a helpline's number or an office's address.",
        required=False,
    )

    def content(self) -> DateChangeContent:
        """What was typed, so far as it could be read."""
        said: dict[str, Any] = self.cleaned_data
        return DateChangeContent(
            new_date=said.get("new_date", ""),
            reason=said.get("reason", "").replace("\r\n", "\n"),
            not_personal=said.get("not_personal", False),
        )

    def add_problems(self, problems: list[Problem]) -> None:
        """Show each sentence beside its field."""
        for name, sentence in problems:
            self.add_error(name, sentence)
