"""Forms of a meeting: its day, who came and what was minuted, and what came of a matter."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from actions.forms.vouching import VouchingForm
from actions.problems import LONGEST
from governance.forms.weekends import WeekendForm
from governance.meetings import Came, MeetingContent, MeetingRecord
from governance.models import Agency, Attendance, Group, Presence
from governance.widgets import DateBoxesField, LongText, ShortText, TimeOfDayField

_NO_LINK = {"invalid": "Enter a whole address, such as https://example.org/minutes."}


def _link(label: str, hint: str) -> forms.URLField:
    return forms.URLField(
        label=label,
        help_text=hint,
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages=_NO_LINK,
        widget=ShortText(),
    )


class MeetingForm(WeekendForm):
    """When and where. ``groups`` are those that the person may plan meetings of; one alone is chosen.

    A day before ``since`` is taken when somebody says that it is meant, as a weekend is.
    """

    week_days = ("on",)
    past_meant = forms.BooleanField(required=False, label="Yes, a day that long ago is meant")

    group = forms.ChoiceField(
        label="Which group meets?",
        error_messages={
            "required": "Choose the group that meets.",
            "invalid_choice": "Choose one of the groups listed.",
        },
    )
    on = DateBoxesField(thing="The day of the meeting", label="When?", help_text="For example, 31 1 2024")
    starts_at = TimeOfDayField(
        label="At what time?",
        help_text="Such as 14:00 or 2pm. Leave it empty if it is not known.",
        required=False,
        error_messages={"invalid": "Enter a time such as 14:00 or 2pm."},
        widget=ShortText(width=10),
    )
    place = forms.CharField(label="Where?", required=False, max_length=200, widget=ShortText(width=30))
    link = _link("Link to join", "For those who are not in the room.")

    def __init__(self, data: Any = None, *, groups: Sequence[Group], since: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        self.since = since
        choices = [(key, group.name) for key, group in self.groups.items()]
        if len(choices) != 1:
            choices.insert(0, ("", "Choose a group"))
        self.fields["group"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def _post_clean(self) -> None:
        """Asked once nothing else is wrong, as of a weekend."""
        super()._post_clean()
        on: dt.date | None = self.cleaned_data.get("on")
        if not self.errors and on and on < self.since and not self.cleaned_data["past_meant"]:
            said = "This is more than a year ago. Change the day, or tick below that it is meant."
            self.add_error("on", forms.ValidationError(said, code="past"))

    @property
    def asks_of_past(self) -> bool:
        """Whether the tick box is to be shown: a day long ago was typed."""
        return self.is_bound and (self.has_error("on", "past") or bool(self.cleaned_data.get("past_meant")))

    @property
    def chosen(self) -> Group:
        """Of a valid form."""
        return self.groups[self.cleaned_data["group"]]

    def content(self) -> MeetingContent:
        """What a valid form says."""
        return MeetingContent(**{name: self.cleaned_data[name] for name in _OF_MEETING})


_OF_MEETING = ("on", "starts_at", "place", "link")


class MeetingRecordForm(VouchingForm):
    """A line an agency, and the minutes as words or a link."""

    free_text: tuple[str, ...] = ("minutes",)

    minutes = forms.CharField(
        label="Minutes",
        help_text="Or give a link to them below. Do not identify anyone.",
        required=False,
        widget=LongText(rows=10, count=20_000),
    )
    minutes_link = _link("Link to the minutes", "Where the minutes are kept.")

    def __init__(
        self, data: Any = None, *, agencies: Sequence[Agency], known: Sequence[Attendance], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        named = {one.pk: one for one in (*agencies, *(line.agency for line in known))}
        self.agencies = sorted(named.values(), key=lambda one: one.name)
        before = {one.agency_id: one for one in known}
        for agency in self.agencies:
            line = before.get(agency.pk)
            self.fields[f"presence_{agency.pk}"] = forms.ChoiceField(
                label=agency.name,
                required=False,
                choices=[("", "Not recorded"), *Presence.choices],
                initial=line.presence if line else "",
                error_messages={"invalid_choice": "Choose whether the agency was there."},
            )
            self.fields[f"who_{agency.pk}"] = forms.CharField(
                label=f"Which post came from {agency.short_name}?",
                required=False,
                initial=line.who if line else "",
                widget=ShortText(width=30),
            )
            self.free_text += (f"who_{agency.pk}",)

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each agency."""
        return [(self[f"presence_{one.pk}"], self[f"who_{one.pk}"]) for one in self.agencies]

    def content(self) -> MeetingRecord:
        """What a valid form says; an agency that nothing was said of is left out."""
        said = self.cleaned_data
        return MeetingRecord(
            came=[
                Came(agency=one, presence=said[f"presence_{one.pk}"], who=said[f"who_{one.pk}"])
                for one in self.agencies
                if said[f"presence_{one.pk}"]
            ],
            minutes=said["minutes"],
            minutes_link=said["minutes_link"],
            not_personal=said["not_personal"],
        )


class CancelMeetingForm(VouchingForm):
    """Why a meeting does not take place."""

    free_text = ("reason",)

    reason = forms.CharField(
        label="Why does it not take place?",
        help_text="Everyone who can read the meeting reads this. Do not identify anyone.",
        error_messages={"required": "Say why the meeting does not take place."},
        widget=LongText(rows=3, count=1000),
    )


class CloseMatterForm(VouchingForm):
    """What came of a matter arising."""

    free_text = ("note",)

    note = forms.CharField(
        label="What came of it?",
        error_messages={"required": "Say what came of it."},
        widget=LongText(rows=3, count=LONGEST),
    )
