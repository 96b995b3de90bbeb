"""With whom a coordinator spoke about what is not handed in, and what they said."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from actions.contact_notes import LONGEST_NOTE
from actions.forms.vouching import VouchingForm
from actions.models import ContactWay
from actions.pages.round_rows import RoundRow
from governance.widgets import Checkboxes, DateBoxesField, Radios, ShortText

OTHER = "other"


class ContactNoteForm(VouchingForm):
    """One talk. Offers the agency's updates that are not handed in, and the posts that lead them."""

    free_text = ("with_whom_other", "said")

    way = forms.ChoiceField(
        label="How did you reach them?",
        choices=ContactWay.choices,
        widget=Radios(inline=True),
        error_messages={
            "required": "Choose how you reached them.",
            "invalid_choice": "Choose one of the ways listed.",
        },
    )
    on = DateBoxesField(thing="The day when you spoke", label="When?", example=dt.date(2024, 1, 4))
    with_whom = forms.ChoiceField(
        label="With whom?",
        widget=Radios(reveals={OTHER: ("with_whom_other",)}),
        error_messages={
            "required": "Choose with whom you spoke.",
            "invalid_choice": "Choose one of the posts, or “Another post”.",
        },
    )
    with_whom_other = forms.CharField(
        label="Post",
        help_text="Such as “Staff officer to the chief superintendent”. Not a person's name.",
        required=False,
        widget=ShortText(),
    )
    said = forms.CharField(
        label="What was said, in one line",
        help_text="The agency can read it; other agencies and the Board cannot. Do not identify anyone.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=ShortText(),
        error_messages={"max_length": f"Shorten this to {LONGEST_NOTE} characters or fewer."},
    )
    promised_on = DateBoxesField(
        thing="The day that was promised",
        label="When did they promise it, if they did?",
        example=dt.date(2024, 1, 9),
        required=False,
    )
    requests = forms.MultipleChoiceField(
        label="About which updates?",
        widget=Checkboxes(small=True),
        error_messages={
            "required": "Choose at least one update that you spoke about.",
            "invalid_choice": "One of them has been handed in since. Look at the list again.",
        },
    )

    def __init__(
        self, data: Any = None, *, rows: Sequence[RoundRow], chosen: Sequence[int], today: dt.date
    ) -> None:
        super().__init__(data, initial={"on": today, "requests": [str(key) for key in chosen]})
        posts = dict.fromkeys(str(row.lead.post) for row in rows if row.lead)
        whom: Any = self.fields["with_whom"]
        whom.choices = [*((post, post) for post in posts), (OTHER, "Another post")]
        if len(posts) == 1:
            whom.initial = next(iter(posts))
        about: Any = self.fields["requests"]
        about.choices = [(str(row.request.pk), str(row.request.action)) for row in rows]

    @property
    def post(self) -> str:
        """The post in words, of a form that was read."""
        chosen = self.cleaned_data.get("with_whom", "")
        return str(self.cleaned_data.get("with_whom_other", "") if chosen == OTHER else chosen)
