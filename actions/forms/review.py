"""The two answers to a submitted update: accept it with a rating, or return it with a reason."""

from typing import Any

from django import forms

from actions.forms.vouching import VouchingForm
from actions.models import ProgressUpdate
from actions.problems import LONGEST
from actions.rag import Rating, Status
from governance.widgets import LongText, Radios


class JudgementForm(VouchingForm):
    """What both answers need: the revision that was read."""

    expected_revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())

    @property
    def revision(self) -> int:
        """The revision that was read; 0 when the form does not say."""
        return self.cleaned_data.get("expected_revision") or 0


class AcceptForm(JudgementForm):
    """The rating to confirm, at first the one reported, and a note when it is another."""

    free_text = ("confirmed_note",)

    confirmed_rating = forms.ChoiceField(
        label="Rating to confirm",
        widget=Radios(inline=True),
        error_messages={
            "required": "Choose the rating to confirm.",
            "invalid_choice": "Choose one of the ratings listed.",
        },
    )
    confirmed_note = forms.CharField(
        label="Why it differs from the one reported",
        help_text="Needed when it differs. The lead and the Chair see it. Do not identify anyone.",
        required=False,
        widget=LongText(rows=3, count=LONGEST),
    )

    def __init__(self, data: Any = None, *, said: ProgressUpdate) -> None:
        initial = {
            "confirmed_rating": said.reported_rating or said.suggested_rating,
            "expected_revision": said.revision,
        }
        super().__init__(data, initial=initial, auto_id="id_accept_%s")
        field = self.fields["confirmed_rating"]
        field.choices = [(rating.value, rating.label) for rating in _offered(said)]  # type: ignore[attr-defined]  # it is a ChoiceField

    @property
    def rating(self) -> Rating:
        """The rating of a valid form."""
        return Rating(self.cleaned_data["confirmed_rating"])


class ReturnForm(JudgementForm):
    """Why the update goes back."""

    free_text = ("return_reason",)

    return_reason = forms.CharField(
        label="What must change",
        help_text="The lead sees this first on the page of the update. Do not identify anyone.",
        required=False,
        widget=LongText(rows=4, count=LONGEST),
    )

    def __init__(self, data: Any = None, *, said: ProgressUpdate) -> None:
        super().__init__(data, initial={"expected_revision": said.revision}, auto_id="id_return_%s")


def _offered(said: ProgressUpdate) -> list[Rating]:
    """Blue for what is complete, and for nothing else."""
    if said.status == Status.COMPLETE:
        return [Rating.BLUE]
    return [rating for rating in Rating if rating is not Rating.BLUE]
