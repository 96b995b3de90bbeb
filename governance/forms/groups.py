"""The forms of groups: a new one, to whom one reports, and who sits on it."""

import datetime as dt
from typing import Any

from django import forms

from governance.groups import GroupContent, GroupLine
from governance.models import Group, Post
from governance.models.groups import KINDS
from governance.widgets import DateBoxesField, LongText, Radios, ShortText


def _starts() -> DateBoxesField:
    return DateBoxesField(thing="The day it starts", label="Starts (optional)", required=False)


def _ends() -> DateBoxesField:
    return DateBoxesField(
        thing="The day it ends",
        label="Ends (optional)",
        help_text="Of a task and finish group, once it is known. It does not meet after that day.",
        required=False,
    )


class NewGroupForm(forms.Form):
    """What a group is called, what it is, and the group above it."""

    name = forms.CharField(
        label="Name", widget=ShortText(), error_messages={"required": "Enter the group's name."}
    )
    short_name = forms.CharField(label="Short name (optional)", required=False, widget=ShortText(width=20))
    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=Radios(choice_hints={"board": "It can own a plan, and gets a pack each quarter."}),
        error_messages={"required": "Choose what it is.", "invalid_choice": "Choose one of those listed."},
    )
    reports_to = forms.ModelChoiceField(
        label="Reports to (optional)",
        queryset=Group.objects.order_by("name"),
        required=False,
        empty_label="No group of the tracker",
        error_messages={"invalid_choice": "Choose one of the groups listed."},
    )

    starts_on = _starts()
    ends_on = _ends()

    def content(self) -> GroupContent:
        """What a valid form says."""
        return GroupContent(**self.cleaned_data)


class ReportingForm(forms.Form):
    """The group above this one, a note, and from when to when it stands."""

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
    starts_on = _starts()
    ends_on = _ends()

    def __init__(self, data: Any, *, group: Group) -> None:
        names = ("reports_to", "note", "starts_on", "ends_on")
        super().__init__(data, initial={name: getattr(group, name) for name in names})

    def content(self) -> GroupLine:
        """What a valid form says."""
        return GroupLine(**self.cleaned_data)


class SeatForm(forms.Form):
    """Who gets a seat: a post or an agency of the tracker, or another body by its name."""

    post = forms.ModelChoiceField(
        label="Post or agency",
        queryset=Post.objects.none(),
        required=False,
        empty_label="Another body",
        error_messages={"invalid_choice": "Choose one of the posts listed."},
    )
    name = forms.CharField(
        label="Name of the seat",
        help_text="Leave it empty for a post or agency that goes by its own name.",
        required=False,
        widget=ShortText(width=30),
    )
    chair = forms.BooleanField(label="It chairs the group", required=False)

    def __init__(self, data: Any, *, at: dt.date) -> None:
        super().__init__(data)
        posts = Post.objects.in_force(at).select_related("agency").order_by("agency__name", "title")
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]  # a ModelChoiceField
