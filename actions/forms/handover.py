"""Forms that hand actions over, and that end an agency whose work passes on."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from actions.models import Action
from governance.endings import Ending
from governance.models import Agency, Post
from governance.widgets import Checkboxes, DateBoxesField


class HandOverActionsForm(forms.Form):
    """Which actions of a post, and to which other."""

    actions = forms.MultipleChoiceField(
        label="Actions to hand over",
        widget=Checkboxes(small=True),
        error_messages={
            "required": "Choose at least one action to hand over.",
            "invalid_choice": "One of these actions has been handed over since. Look at the list again.",
        },
    )
    to = forms.ModelChoiceField(
        label="Post that takes over",
        queryset=Post.objects.none(),
        empty_label="Choose a post",
        error_messages={
            "required": "Choose the post that takes over.",
            "invalid_choice": "Choose a post from the list.",
        },
    )

    def __init__(
        self, *args: Any, offered: Sequence[tuple[Action, str]], posts: QuerySet[Post, Post], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(action.pk): action for action, _ in offered}
        cast(forms.MultipleChoiceField, self.fields["actions"]).choices = [
            (str(action.pk), f"{action} ({part})") for action, part in offered
        ]
        cast("forms.ModelChoiceField[Post]", self.fields["to"]).queryset = posts.select_related("agency")

    @property
    def chosen(self) -> list[Action]:
        return [self.offered[key] for key in self.cleaned_data["actions"]]


class EndAgencyForm(forms.Form):
    """When an agency ends, who succeeds it and what becomes of its people."""

    last_day = DateBoxesField(
        thing="The last day",
        label="Last day",
        help_text="Its posts, roles and appointments end with this day.",
    )
    successor = forms.ModelChoiceField(
        label="Who succeeds it?",
        help_text="Its open work passes on at once. Choose none if nobody takes it on.",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Nobody",
        error_messages={"invalid_choice": "Choose an agency from the list."},
    )
    people_move = forms.BooleanField(
        label="Its people move to the successor",
        help_text="They keep the same posts and roles there.",
        required=False,
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency, Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Agency]", self.fields["successor"]).queryset = agencies

    def ending(self) -> Ending:
        """What the form says."""
        said = self.cleaned_data
        return Ending(last_day=said["last_day"], successor=said["successor"], people_move=said["people_move"])
