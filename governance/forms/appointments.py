"""Forms of appointments: to a post, of a person, and handing posts over."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from governance.models import Appointment, Person, Post
from governance.widgets import Checkboxes, DateBoxesField, Radios

PARTS = [("holder", "Holds the post"), ("deputy", "Is its deputy")]


class AppointmentForm(forms.Form):
    """Holder or deputy, between dates."""

    part = forms.ChoiceField(
        label="Holder or deputy?",
        choices=PARTS,
        widget=Radios(choice_hints={"deputy": "May do the same, and acts when the holder is away."}),
        error_messages={
            "required": "Choose whether they hold the post or are its deputy.",
            "invalid_choice": "Choose whether they hold the post or are its deputy.",
        },
    )
    starts_on = DateBoxesField(thing="The first day", label="First day")
    ends_on = DateBoxesField(
        thing="The last day",
        label="Last day",
        help_text="Leave this empty until it is known.",
        required=False,
    )

    def given(self) -> dict[str, Any]:
        """Arguments of ``appointments.appoint`` beside the person and the post."""
        said = self.cleaned_data
        return {
            "deputy": said["part"] == "deputy",
            "starts_on": said["starts_on"],
            "ends_on": said["ends_on"],
        }


class PostForPersonForm(AppointmentForm):
    """Which post, for a person who is known."""

    post = forms.ModelChoiceField(
        label="Post",
        queryset=Post.objects.none(),
        empty_label="Choose a post",
        error_messages={
            "required": "Choose the post.",
            "invalid_choice": "Choose a post from the list.",
        },
    )
    field_order = ["post", "part", "starts_on", "ends_on"]

    def __init__(self, *args: Any, posts: QuerySet[Post, Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Post]", self.fields["post"]).queryset = posts.select_related("agency")


class PersonForPostForm(AppointmentForm):
    """Which person, for a post that is known."""

    person = forms.ModelChoiceField(
        label="Person",
        queryset=Person.objects.none(),
        empty_label="Choose a person",
        error_messages={
            "required": "Choose the person.",
            "invalid_choice": "Choose a person from the list.",
        },
    )
    field_order = ["person", "part", "starts_on", "ends_on"]

    def __init__(self, *args: Any, people: QuerySet[Person, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = people


class SpanForm(forms.Form):
    """From which day, and whether only for a while."""

    starts_on = DateBoxesField(
        thing="The first day", label="From", help_text="The first day of whoever takes over."
    )
    until = DateBoxesField(
        thing="The last day",
        label="Until",
        help_text="Only for cover, such as leave: the day after, everything is as it was. "
        "Leave this empty to hand over for good.",
        required=False,
    )


class HandOverForm(SpanForm):
    """Which posts of a person, and to whom."""

    posts = forms.MultipleChoiceField(
        label="Posts to hand over",
        widget=Checkboxes(),
        error_messages={
            "required": "Choose at least one post to hand over.",
            "invalid_choice": "One of these posts has been handed over since. Look at the list again.",
        },
    )
    to = forms.ModelChoiceField(
        label="Who takes over?",
        queryset=Person.objects.none(),
        empty_label="Choose a person",
        error_messages={
            "required": "Choose who takes over.",
            "invalid_choice": "Choose a person from the list.",
        },
    )
    field_order = ["posts", "to", "starts_on", "until"]

    def __init__(
        self, *args: Any, appointments: Sequence[Appointment], people: QuerySet[Person, Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.appointments = {str(held.pk): held for held in appointments}
        cast(forms.MultipleChoiceField, self.fields["posts"]).choices = [
            (key, f"{held.post} (as deputy)" if held.deputy else str(held.post))
            for key, held in self.appointments.items()
        ]
        cast("forms.ModelChoiceField[Person]", self.fields["to"]).queryset = people

    @property
    def chosen(self) -> list[Appointment]:
        return [self.appointments[key] for key in self.cleaned_data["posts"]]


class OwnHandOverForm(SpanForm):
    """To which of one's deputies; the only one goes without choosing."""

    to = forms.ChoiceField(
        label="Which deputy takes over?",
        widget=Radios(),
        error_messages={
            "required": "Choose which deputy takes over.",
            "invalid_choice": "Choose one of the deputies listed.",
        },
    )
    field_order = ["to", "starts_on", "until"]

    def __init__(self, *args: Any, deputies: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deputies = {str(person.pk): person for person in deputies}
        cast(forms.ChoiceField, self.fields["to"]).choices = [
            (key, person.name) for key, person in self.deputies.items()
        ]

    @property
    def chosen(self) -> Person:
        return self.deputies[self.cleaned_data["to"]]
