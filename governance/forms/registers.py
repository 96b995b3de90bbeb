"""Forms of the registers: of documents and of abbreviations."""

from collections.abc import Sequence
from typing import Any

from django import forms

from governance.abbreviations import AbbreviationContent
from governance.documents import DocumentContent
from governance.models import Agency, DocumentKind, RegisteredDocument
from governance.widgets import Checkboxes, LongText, ShortText

EXPIRY = [("current", "Current"), ("expired", "Expired")]


class DocumentFilterForm(forms.Form):
    """What the register of documents can be narrowed by."""

    q = forms.CharField(label="Words", required=False, max_length=200, widget=ShortText(width=20))
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *DocumentKind.choices])
    state = forms.ChoiceField(label="Current or expired", required=False, choices=[("", "Both"), *EXPIRY])


class DocumentForm(forms.Form):
    """What the register says of a document."""

    title = forms.CharField(label="Title", required=False, widget=LongText(rows=2))
    owner = forms.CharField(
        label="Owner", help_text="As the document names it.", required=False, widget=ShortText(width=30)
    )
    agency = forms.ModelChoiceField(
        label="Agency of the tracker that this is (optional)",
        queryset=Agency.objects.all(),
        required=False,
        empty_label="None of them",
        error_messages={"invalid_choice": "Choose one of the agencies listed."},
    )
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "Choose a kind"), *DocumentKind.choices],
        error_messages={"invalid_choice": "Choose a kind from the list."},
    )
    first_year = forms.IntegerField(
        label="First year",
        required=False,
        widget=ShortText(width=4),
        error_messages={"invalid": "Write the first year in four figures, such as 2021."},
    )
    last_year = forms.IntegerField(
        label="Last year (optional)",
        help_text="Leave it empty for a review or an assessment, which does not expire.",
        required=False,
        widget=ShortText(width=4),
        error_messages={"invalid": "Write the last year in four figures, such as 2024."},
    )
    themes = forms.CharField(
        label="Themes (optional)", help_text="One a line.", required=False, widget=LongText(rows=5)
    )
    links = forms.ModelMultipleChoiceField(
        label="Links to (optional)",
        queryset=RegisteredDocument.objects.standing(),
        required=False,
        widget=Checkboxes(small=True),
        error_messages={"invalid_choice": "Choose from the documents listed."},
    )
    address = forms.CharField(
        label="Web address (optional)", required=False, max_length=500, widget=ShortText(width=30)
    )
    recommendations = forms.IntegerField(
        label="Recommendations it makes (optional)",
        required=False,
        min_value=0,
        max_value=9999,
        widget=ShortText(width=4),
        error_messages={
            "invalid": "Write the number of recommendations in figures, such as 38.",
            "min_value": "Enter 0 or more.",
            "max_value": "Enter 9999 or fewer.",
        },
    )
    note = forms.CharField(label="Note (optional)", required=False, widget=LongText(rows=2))
    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> DocumentContent:
        """What the form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "expected_version"}
        themes = tuple(line.strip() for line in said.pop("themes").splitlines() if line.strip())
        return DocumentContent(themes=themes, links=tuple(said.pop("links")), **said)


def as_initial(content: DocumentContent, *, version: int) -> dict[str, Any]:
    """What the form begins with for a document that stands."""
    known = vars(content) | {"themes": "\n".join(content.themes), "expected_version": version}
    return known | {"links": [one.pk for one in content.links], "agency": content.agency}


class AbbreviationFilterForm(forms.Form):
    """What the register of abbreviations can be narrowed by."""

    q = forms.CharField(label="Words", required=False, max_length=200, widget=ShortText(width=20))
    source = forms.ChoiceField(label="Document", required=False)

    def __init__(self, data: Any, *, sources: Sequence[str]) -> None:
        super().__init__(data)
        choices = [("", "Any document"), *((source, source) for source in sources)]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class AbbreviationForm(forms.Form):
    """A short form as one document uses it."""

    short = forms.CharField(label="Short form", required=False, widget=ShortText(width=10))
    meaning = forms.CharField(
        label="What it stands for",
        help_text="Leave it empty when the document never says.",
        required=False,
        widget=ShortText(width=30),
    )
    source = forms.CharField(
        label="Document", help_text="The one that uses it.", required=False, widget=ShortText(width=30)
    )
    note = forms.CharField(label="Note (optional)", required=False, widget=LongText(rows=2))
    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> AbbreviationContent:
        """What the form says."""
        return AbbreviationContent(
            **{name: value for name, value in self.cleaned_data.items() if name != "expected_version"}
        )
