"""To whom a group reports."""

from typing import Any

from django import forms

from governance.models import Group
from governance.widgets import LongText


class ReportingForm(forms.Form):
    """The group above this one, and a note."""

    reports_to = forms.ModelChoiceField(
        label="Reports to",
        queryset=Group.objects.order_by("name"),
        required=False,
        empty_label="No group of the tracker",
        error_messages={"invalid_choice": "Choose one of the groups listed."},
    )
    note = forms.CharField(
        label="Note (optional)",
        help_text="What it is for, or what is not certain about it.",
        required=False,
        widget=LongText(rows=3),
    )

    def __init__(self, data: Any, *, group: Group) -> None:
        super().__init__(data, initial={"reports_to": group.reports_to_id, "note": group.note})
