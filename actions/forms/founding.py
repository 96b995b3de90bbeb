"""The forms that found a plan: the plan itself, and an objective of it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from actions.forms.objective import ObjectiveForm
from actions.forms.vouching import VouchingForm
from actions.founding import PlanContent
from actions.models import Objective, Plan
from governance.models import Group
from governance.widgets import DateBoxesField, ShortText


class NewPlanForm(VouchingForm):
    """A plan's names, board, years and levels."""

    title = forms.CharField(
        label="Title",
        help_text="As it stands on the document.",
        widget=ShortText(),
        error_messages={"required": "Enter the plan's title."},
    )
    short_title = forms.CharField(
        label="Short title",
        help_text="Such as VAWG 2024-25. Menus and the plan's address are made from it.",
        widget=ShortText(width=30),
        error_messages={"required": "Enter a short title, such as VAWG 2024-25."},
    )
    board = forms.ChoiceField(
        label="Which board owns it?",
        error_messages={
            "required": "Choose the board that owns the plan.",
            "invalid_choice": "Choose one of the boards listed.",
        },
    )
    starts_on = DateBoxesField(thing="The day it starts", label="Starts")
    ends_on = DateBoxesField(thing="The day it ends", label="Ends")
    upper_level = forms.CharField(
        label="What are its upper headings called?",
        help_text="Such as Strategic objective, Pillar or Outcome.",
        initial="Strategic objective",
        widget=ShortText(width=30),
        error_messages={"required": "Enter what an upper heading is called, such as Pillar."},
    )
    lower_level = forms.CharField(
        label="And the headings below them?",
        help_text="Such as Objective or Commitment.",
        initial="Objective",
        widget=ShortText(width=30),
        error_messages={"required": "Enter what a lower heading is called, such as Commitment."},
    )
    field_order = ("title", "short_title", "board", "starts_on", "ends_on", "upper_level", "lower_level")

    def __init__(self, data: Any = None, *, boards: Sequence[Group]) -> None:
        super().__init__(data)
        del self.fields["not_personal"]
        self.boards = {str(board.pk): board for board in boards}
        named = [(key, one.name) for key, one in self.boards.items()]
        self.fields["board"].choices = [("", "Choose a board"), *named]  # type: ignore[attr-defined]  # a ChoiceField

    def content(self) -> PlanContent:
        """What a valid form says."""
        said = self.cleaned_data
        return PlanContent(**{**said, "board": self.boards[said["board"]]})


class NewObjectiveForm(ObjectiveForm):
    """An objective's place and words."""

    number = forms.CharField(
        label="Number",
        help_text="Such as 1, 1.2 or S3.",
        widget=ShortText(width=10),
        error_messages={"required": "Enter the objective's number, such as 1.2."},
    )
    parent = forms.ChoiceField(
        label="Under which heading?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the headings listed."},
    )
    field_order = ("number", "parent", "title", "description", "priority", "owner_group", "not_personal")

    def __init__(self, data: Any = None, *, plan: Plan, groups: Sequence[Group]) -> None:
        super().__init__(data, groups=groups, initial={})
        self.uppers = {str(one.pk): one for one in plan.objectives.upper()}
        self.fields["parent"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", f"None: this is a heading of the upper level ({plan.upper_level})"),
            *((key, one.heading) for key, one in self.uppers.items()),
        ]

    @property
    def above(self) -> Objective | None:
        """The heading that a valid form puts it under."""
        return self.uppers.get(self.cleaned_data["parent"])
