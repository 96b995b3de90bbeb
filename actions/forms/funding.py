"""Forms of a fund: what is known of it, and its leaving the list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from actions.forms.versioned import VersionedForm
from actions.forms.vouching import VouchingForm
from actions.funding import LONGEST, FundingContent
from actions.models import Action, Funding
from actions.outlook import FollowOn
from governance.widgets import Checkboxes, DateBoxesField, LongText, Radios, ShortText


class FundingForm(VersionedForm):
    """One fund."""

    free_text = ("source", "amount", "what_follows", "fallback")

    source = forms.CharField(
        label="Where does the money come from?",
        help_text="Such as a grant by its name, and who gives it.",
        error_messages={"required": "Enter where the money comes from."},
        widget=ShortText(),
    )
    amount = forms.CharField(
        label="Amount",
        help_text="Only if it is public. For example, £120,000 a year.",
        required=False,
        widget=ShortText(width=20),
    )
    ends_on = DateBoxesField(
        thing="The day when the money ends",
        label="When does it end?",
        help_text="The last day that is paid for. For example, 31 3 2024",
    )
    follow_on = forms.ChoiceField(
        label="Does something follow?",
        choices=FollowOn.choices(),
        widget=Radios(),
        error_messages={
            "required": "Choose whether something follows.",
            "invalid_choice": "Choose whether something follows.",
        },
    )
    what_follows = forms.CharField(
        label="What follows, or is sought",
        help_text="From whom, and until when. Leave it empty if nothing follows.",
        required=False,
        widget=LongText(rows=2, count=LONGEST),
    )
    fallback = forms.CharField(
        label="What is done if nothing follows?",
        help_text="The way that is left. Leave it empty if there is none.",
        required=False,
        widget=LongText(rows=2, count=LONGEST),
    )
    actions = forms.MultipleChoiceField(
        label="Which actions does it pay for?",
        widget=Checkboxes(small=True),
        error_messages={
            "required": "Choose at least one action that it pays for.",
            "invalid_choice": "Choose actions of this plan.",
        },
    )
    not_for_publication = forms.BooleanField(
        label="Leave its words out of a publication copy of the pack", required=False
    )

    def __init__(self, data: Any = None, *, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.payable = {action.reference: action for action in actions}
        self.fields["actions"].choices = [  # type: ignore[attr-defined]  # it is a MultipleChoiceField
            (reference, str(action)) for reference, action in self.payable.items()
        ]

    def content(self) -> FundingContent:
        """What a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "expected_version"}
        return FundingContent(**said | {"actions": tuple(self.payable[one] for one in said["actions"])})


class CloseFundingForm(VouchingForm):
    """Why a fund leaves the list."""

    free_text = ("note",)

    note = forms.CharField(
        label="Why need the board not hear of it any more?",
        help_text="Such as that another fund has taken its place.",
        error_messages={"required": "Say why the board need not hear of it any more."},
        widget=LongText(rows=3, count=LONGEST),
    )


def first_values(fund: Funding) -> dict[str, Any]:
    """What the boxes of a fund begin with."""
    names = ("source", "amount", "ends_on", "follow_on", "what_follows", "fallback", "not_for_publication")
    return {name: getattr(fund, name) for name in names} | {
        "actions": [action.reference for action in fund.actions.all()],
        "expected_version": fund.version,
    }
