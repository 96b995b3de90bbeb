"""What a group resolved, asked wherever the plan changes by its decision."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from actions.forms.vouching import VouchingForm
from actions.models import Action, Closure
from actions.problems import LONGEST
from actions.rag import Status
from governance.decisions import DecisionContent
from governance.models import Group
from governance.widgets import DateBoxesField, LongText, Radios, ShortText


class DecisionForm(VouchingForm):
    """Base of the forms that record a decision. ``groups`` are those that may have made it."""

    free_text = ("text",)

    group = forms.ChoiceField(
        label="Who decided?",
        error_messages={
            "required": "Choose the group that decided.",
            "invalid_choice": "Choose one of the groups listed.",
        },
    )
    decided_on = DateBoxesField(
        thing="The date of the decision",
        label="When?",
        help_text="The date of the meeting.",
        example=dt.date(2024, 1, 31),
    )
    reference = forms.CharField(
        label="Minute reference",
        help_text="Such as 24/01 item 4. Leave it empty if there is none.",
        required=False,
        widget=ShortText(width=20),
    )
    text = forms.CharField(
        label="What was decided?",
        help_text="As the minutes have it, in a sentence or two. Do not identify anyone.",
        error_messages={"required": "Say what was decided, in a sentence."},
        widget=LongText(rows=4, count=LONGEST),
    )

    def __init__(
        self, data: Any = None, *, groups: Sequence[Group], initial: dict[str, Any] | None = None
    ) -> None:
        first = {"group": str(groups[0].pk)} if groups else {}
        super().__init__(data, initial=first | (initial or {}))
        self.groups = {str(group.pk): group for group in groups}
        if groups:
            self.fields["group"].help_text = who_decides(groups[0])
        self.fields["group"].choices = [(key, group.name) for key, group in self.groups.items()]  # type: ignore[attr-defined]  # it is a ChoiceField

    def decision(self) -> DecisionContent:
        """What a valid form says."""
        said = self.cleaned_data
        return DecisionContent(
            group=self.groups[said["group"]],
            decided_on=said["decided_on"],
            text=said["text"],
            reference=said["reference"],
            not_personal=said["not_personal"],
        )


def who_decides(board: Group) -> str:
    """The rule of ``deciding_bodies``, for whoever fills in a form."""
    return f"{board} decides on its plans, or a group above it. A group that reports to it may recommend."


class HoldForm(DecisionForm):
    """Hold an action until a review date."""

    field_order = ("until",)

    until = DateBoxesField(
        thing="The date when the hold will be reviewed",
        label="When will the hold be reviewed?",
        help_text="After it the action counts as Red until a group decides again.",
        example=dt.date(2024, 4, 30),
    )


class ResumeForm(forms.Form):
    """Take a held action up again."""

    status = forms.ChoiceField(
        label="How far has the action got?",
        choices=[(status.value, status.label) for status in (Status.IN_PROGRESS, Status.NOT_STARTED)],
        initial=Status.IN_PROGRESS.value,
        widget=Radios(inline=True),
        error_messages={
            "required": "Choose whether the action is not started or in progress.",
            "invalid_choice": "Choose whether the action is not started or in progress.",
        },
    )


class CloseForm(DecisionForm):
    """Close an action that will not be completed. ``others`` may take its work on."""

    field_order = ("closure", "continued_in")

    closure = forms.ChoiceField(
        label="How does it end?",
        choices=Closure.choices,
        widget=Radios(
            choice_hints={Closure.CANCELLED.value: "Nobody will do the work any more."},
        ),
        error_messages={
            "required": "Choose how the action ends.",
            "invalid_choice": "Choose one of the ways listed.",
        },
    )
    continued_in = forms.ChoiceField(
        label="Which action takes its work on?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the actions listed."},
    )

    def __init__(self, data: Any = None, *, others: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.others = {str(action.pk): action for action in others}
        choices = [("", "Choose an action"), *((key, str(action)) for key, action in self.others.items())]
        self.fields["continued_in"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    @property
    def successor(self) -> Action | None:
        """The action chosen, of a valid form; a cancelled one has none, whatever stood there."""
        if self.cleaned_data["closure"] == Closure.CANCELLED:
            return None
        return self.others.get(self.cleaned_data["continued_in"])


class DecideForm(DecisionForm):
    """Agree to move a due date, or refuse."""

    field_order = ("outcome",)

    outcome = forms.ChoiceField(
        label="What did the group decide?",
        choices=[("agreed", "Agreed: the due date moves"), ("refused", "Refused: the due date stays")],
        widget=Radios(),
        error_messages={
            "required": "Choose whether the group agreed or refused.",
            "invalid_choice": "Choose whether the group agreed or refused.",
        },
    )

    @property
    def agreed(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data["outcome"] == "agreed")
