"""The form of an objective."""

from collections.abc import Sequence
from typing import Any

from django import forms

from actions.forms.versioned import VersionedForm
from actions.models import Priority
from actions.plan_content import ObjectiveContent
from actions.problems import LONGEST
from governance.models import Group
from governance.widgets import LongText, Radios, ShortText


class ObjectiveForm(VersionedForm):
    """The words of an objective, and the sub-group that owns it."""

    free_text = ("title", "description")

    title = forms.CharField(
        label="Title",
        widget=ShortText(),
        error_messages={"required": "Enter a title that says what will be done."},
    )
    description = forms.CharField(
        label="Description",
        help_text="Do not identify anyone.",
        required=False,
        widget=LongText(rows=6, count=LONGEST),
    )
    priority = forms.ChoiceField(
        label="Priority",
        choices=[("", "None of its own"), *Priority.choices],
        required=False,
        widget=Radios(inline=True),
        error_messages={"invalid_choice": "Choose a priority, or leave it out."},
    )
    owner_group = forms.ChoiceField(
        label="Owned by",
        help_text="A sub-group that owns an objective reports on it, and it then holds no actions.",
        required=False,
        error_messages={"invalid_choice": "Choose one of the groups listed."},
    )

    def __init__(self, data: Any = None, *, groups: Sequence[Group], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.groups = {str(group.pk): group for group in groups}
        self.fields["owner_group"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", "No sub-group"),
            *((key, group.name) for key, group in self.groups.items()),
        ]

    def content(self) -> ObjectiveContent:
        """What was typed, so far as it could be read."""
        said = self.cleaned_data
        return ObjectiveContent(
            title=said.get("title", ""),
            description=said.get("description", ""),
            priority=said.get("priority", ""),
            owner_group=self.groups.get(said.get("owner_group", "")),
            not_personal=said.get("not_personal", False),
        )
