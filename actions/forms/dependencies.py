"""Forms of what an action waits on, and of events outside a plan."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from actions.dependencies import WaitContent
from actions.forms.vouching import VouchingForm
from actions.models import Plan
from governance.widgets import DateBoxesField, LongText, Radios, ShortText

ACTION, EVENT = "action", "event"


class WaitForm(VouchingForm):
    """What the action waits on: another action, or an event outside the plan."""

    free_text = ("event", "note")

    kind = forms.ChoiceField(
        label="What does it wait for?",
        choices=[(ACTION, "Another action"), (EVENT, "Something outside the plan")],
        widget=Radios(
            choice_hints={EVENT: "Such as a law, a grant or a decision of a body that no plan here steers."},
            reveals={ACTION: ("plan", "reference"), EVENT: ("event", "expected_words")},
        ),
        error_messages={
            "required": "Choose what it waits for.",
            "invalid_choice": "Choose what it waits for.",
        },
    )
    plan = forms.ChoiceField(
        label="Plan of the other action",
        required=False,
        error_messages={"invalid_choice": "Choose one of the plans listed."},
    )
    reference = forms.CharField(
        label="Reference of the other action",
        help_text="As its plan prints it, such as 7.3.",
        required=False,
        widget=ShortText(width=10),
    )
    event = forms.CharField(
        label="What must happen",
        help_text="As a sentence that begins after “once”: the grant for 2024-25 is confirmed.",
        required=False,
        widget=ShortText(),
    )
    expected_words = forms.CharField(
        label="When is it expected? (optional)",
        help_text="For example, March 2024 or 31 March 2024.",
        required=False,
        widget=ShortText(width=20),
    )
    note = forms.CharField(
        label="Why it waits (optional)",
        help_text="One sentence that the pages of both show.",
        required=False,
        widget=LongText(rows=2),
    )

    def __init__(self, data: Any = None, *, plans: Iterable[Plan], own: Plan, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        self.fields["plan"].choices = [(key, str(plan)) for key, plan in self.plans.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["plan"].initial = str(own.pk)

    @property
    def is_event(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data["kind"] == EVENT)

    def content(self) -> WaitContent:
        """What a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "kind"}
        return WaitContent(**said | {"plan": self.plans.get(said["plan"])})


class ExpectForm(forms.Form):
    """An event outside the plan, and when it is expected."""

    event = forms.CharField(
        label="What must happen",
        help_text="As a sentence that begins after “once”: the grant for 2024-25 is confirmed.",
        widget=ShortText(),
        error_messages={"required": "Say what must happen, such as: the Bill receives Royal Assent."},
    )
    expected_words = forms.CharField(
        label="When is it expected?",
        help_text="For example, March 2024 or 31 March 2024.",
        widget=ShortText(width=20),
        error_messages={"required": "Say when it is expected, such as March 2024."},
    )


class EventForm(forms.Form):
    """Which of the plan's events happened, and when."""

    event = forms.ChoiceField(
        label="What happened?",
        widget=Radios(),
        error_messages={
            "required": "Choose the event that happened.",
            "invalid_choice": "Choose one of the events listed.",
        },
    )
    happened_on = DateBoxesField(
        thing="The date when it happened", label="When did it happen?", example=dt.date(2023, 12, 20)
    )

    def __init__(self, data: Any = None, *, events: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["event"].choices = [(words, words[:1].upper() + words[1:]) for words in events]  # type: ignore[attr-defined]  # a ChoiceField
