"""The form of an amended version of a plan, with the route on which it is put to further bodies."""

import datetime as dt
from typing import Any

from django import forms

from actions.forms.sign_off import RouteForm
from actions.versions import LONGEST_NAME, LONGEST_REASON, VersionContent
from governance.widgets import DateBoxesField, LongText, ShortText


class VersionForm(RouteForm):
    """Its name, why it is made, the day on it; and which bodies must agree it before it is in force."""

    free_text = ("name", "reason")

    name = forms.CharField(
        label="What is the version called?",
        help_text="A number or a date, such as 1.1.",
        widget=ShortText(width=20),
        error_messages={"required": "Enter what the version is called, such as 1.1."},
    )
    reason = forms.CharField(
        label="Why was the plan amended?",
        help_text="One or two sentences, which stand above what changed. Do not identify anyone.",
        widget=LongText(rows=3, count=LONGEST_REASON),
        error_messages={"required": "Say why the plan was amended."},
    )
    dated_on = DateBoxesField(thing="The date of the version", label="Which date does it bear?")

    def __init__(self, data: Any = None, *, name: str, today: dt.date, **route: Any) -> None:
        initial = {"name": name[:LONGEST_NAME], "dated_on": today}
        super().__init__(data, steps=(), initial=initial, **route)

    def content(self) -> VersionContent:
        """What a valid form says."""
        said = self.cleaned_data
        return VersionContent(
            name=said["name"],
            reason=said["reason"],
            dated_on=said["dated_on"],
            route=self.steps(),
            not_personal=said["not_personal"],
        )
