"""Forms of a concern: raise it or take it further, write its answer down, close it, and narrow the list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from actions.forms.vouching import VouchingForm
from actions.problems import LONGEST
from governance.concerns import AnswerContent, ConcernContent
from governance.models import ConcernKind, ConcernState, Group
from governance.widgets import DateBoxesField, LongText, Radios, ShortText

_NO_NAMES = "Do not identify anyone. Every partner can read it."


class ConcernForm(VouchingForm):
    """What is raised, with whom. ``raisers`` are the groups that the person may raise it for."""

    free_text = ("text", "to_body", "forum", "joint_with")

    raised_by = forms.ChoiceField(
        label="Which group raises it?",
        error_messages={
            "required": "Choose the group that raises it.",
            "invalid_choice": "Choose one of the groups listed.",
        },
    )
    forum = forms.CharField(
        label="Practitioner forum",
        help_text="If the group raises it for a forum of practitioners. Leave it empty otherwise.",
        required=False,
        widget=ShortText(width=30),
    )
    to_group = forms.ChoiceField(
        label="With which group is it raised?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the groups listed, or name another body."},
    )
    to_body = forms.CharField(
        label="Or with another body",
        help_text="Such as a government department or a national inspectorate.",
        required=False,
        widget=ShortText(width=30),
    )
    joint_with = forms.CharField(
        label="Bodies that write jointly",
        help_text="Which other bodies sign the letter. Leave it empty if none does.",
        required=False,
        widget=ShortText(width=30),
    )
    kind = forms.ChoiceField(
        label="What is it about?",
        choices=ConcernKind.choices,
        widget=Radios(),
        error_messages={
            "required": "Choose what the concern is about.",
            "invalid_choice": "Choose what the concern is about.",
        },
    )
    text = forms.CharField(
        label="The concern",
        help_text=f"What is wrong, whom it touches and what is asked. {_NO_NAMES}",
        error_messages={"required": "Say what the concern is, in a sentence or more."},
        widget=LongText(rows=6, count=LONGEST),
    )
    raised_on = DateBoxesField(
        thing="The day when it was raised", label="When was it raised?", help_text="For example, 31 1 2024"
    )
    reply_due_on = DateBoxesField(
        thing="The day by which a reply is due",
        label="By when is a reply due?",
        help_text="After it the concern counts as late until it is answered. For example, 28 2 2024",
    )
    not_for_publication = forms.BooleanField(
        label="Leave its words out of a publication copy of the pack", required=False
    )

    def __init__(
        self, data: Any = None, *, raisers: Sequence[Group], recipients: Sequence[Group], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.raisers = {str(group.pk): group for group in raisers}
        self.recipients = {str(group.pk): group for group in recipients}
        _choose(self.fields["raised_by"], [(key, group.name) for key, group in self.raisers.items()])
        named = [(key, group.name) for key, group in self.recipients.items()]
        _choose(self.fields["to_group"], [("", "Another body, named below"), *named])

    @property
    def raiser(self) -> Group:
        """Of a valid form."""
        return self.raisers[self.cleaned_data["raised_by"]]

    def content(self) -> ConcernContent:
        """What a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "raised_by"}
        return ConcernContent(**said | {"to_group": self.recipients.get(said["to_group"])})


class AnswerForm(VouchingForm):
    """The answer of the body."""

    free_text = ("answer", "answered_by")

    answer = forms.CharField(
        label="What was answered?",
        help_text=_NO_NAMES,
        error_messages={"required": "Say what was answered."},
        widget=LongText(rows=6, count=LONGEST),
    )
    answered_by = forms.CharField(
        label="Who answered?",
        help_text="A post or a body, such as “Chair, Local Criminal Justice Board”. Not a person’s name.",
        error_messages={"required": "Say who answered: a post or a body, not a person's name."},
        widget=ShortText(width=30),
    )
    answered_on = DateBoxesField(
        thing="The day of the answer", label="When?", help_text="For example, 31 1 2024"
    )

    def content(self) -> AnswerContent:
        """What a valid form says."""
        return AnswerContent(**self.cleaned_data)


class CloseConcernForm(VouchingForm):
    """Close a concern, with a note."""

    free_text = ("note",)

    note = forms.CharField(
        label="Why is it closed?",
        help_text="What came of it. It may be left empty when the answer says enough.",
        required=False,
        widget=LongText(rows=4, count=LONGEST),
    )


class ConcernFilterForm(forms.Form):
    """What the list is narrowed by. A choice that is not known narrows nothing."""

    group = forms.ChoiceField(label="Raised by", required=False)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Any state"), *ConcernState.choices, ("late", "Reply late")],
    )

    def __init__(self, data: Any, *, groups: Sequence[Group]) -> None:
        super().__init__(data)
        _choose(self.fields["group"], [("", "Any group"), *((group.slug, group.name) for group in groups)])

    def chosen(self) -> dict[str, str]:
        """The choices that are made and known, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str]]:
        """Each choice made: its field, and the choice in words."""
        return [
            (name, dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]  # both are ChoiceFields
            for name, value in self.chosen().items()
        ]


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
