"""What a lead says of a quarter that is closed, and what the coordinator does with it."""

from django import forms

from actions.forms.vouching import VouchingForm
from actions.late_updates import RATINGS, LateContent
from actions.models import LateOutcome
from actions.problems import LONGEST, REPORTABLE
from actions.rag import Rating, Status
from governance.widgets import LongText, Radios


class LateUpdateForm(VouchingForm):
    """A late update. ``actions.late_updates`` has the sentences."""

    free_text = ("happened", "why")

    status = forms.ChoiceField(
        label="How far had the action got by the end of the quarter?",
        choices=[(status.value, status.label) for status in REPORTABLE],
        widget=Radios(),
        error_messages={
            "required": "Choose how far the action had got.",
            "invalid_choice": "Choose one of the answers listed.",
        },
    )
    happened = forms.CharField(
        label="What happened in the quarter?",
        help_text="Do not identify anyone.",
        required=False,
        widget=LongText(rows=6, count=LONGEST),
    )
    reported_rating = forms.ChoiceField(
        label="Your rating, if you give one",
        choices=[("", "None"), *((rating.value, rating.label) for rating in RATINGS)],
        required=False,
        widget=Radios(inline=True),
        error_messages={"invalid_choice": "Choose one of the ratings listed."},
    )
    why = forms.CharField(
        label="Why it is rated so, and what is being done",
        help_text="Needed for Amber and Red. Do not identify anyone.",
        required=False,
        widget=LongText(rows=4, count=LONGEST),
    )

    def content(self) -> LateContent:
        """What a valid form says."""
        values = self.cleaned_data
        rating = Rating(values["reported_rating"]) if values["reported_rating"] else None
        return LateContent(
            status=Status(values["status"]),
            happened=values["happened"].strip(),
            rating=rating,
            why=values["why"].strip(),
        )


class SettleForm(forms.Form):
    """What becomes of a late update."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=[
            (LateOutcome.TABLED.value, "Table it as an addendum to the pack"),
            (LateOutcome.CARRIED.value, "Carry it to the next quarter"),
        ],
        widget=Radios(
            choice_hints={
                LateOutcome.TABLED.value: "It stands at the end of the pack, as received after closing. "
                "No figure changes.",
                LateOutcome.CARRIED.value: "It stands at the top of the next update, to be said again.",
            }
        ),
        error_messages={
            "required": "Choose what becomes of it.",
            "invalid_choice": "Choose one of the two.",
        },
    )
