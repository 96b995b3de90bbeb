"""Forms of agencies and posts."""

from typing import Any

from django import forms

from governance.agencies import AgencyContent
from governance.models.agencies import SECTORS
from governance.widgets import DateBoxesField, LongText, ShortText


class AgencyForm(forms.Form):
    """What is known of an agency."""

    name = forms.CharField(
        label="Name",
        help_text="In full, such as Warwickshire County Council.",
        widget=ShortText(width=30),
        error_messages={"required": "Enter the agency's name."},
    )
    short_name = forms.CharField(
        label="Short name",
        help_text="As it stands before a post in tables, such as WCC.",
        widget=ShortText(width=10),
        error_messages={"required": "Enter the agency's short name."},
    )
    sector = forms.ChoiceField(
        label="Sector",
        choices=[("", "Choose a sector"), *SECTORS],
        error_messages={
            "required": "Choose the agency's sector.",
            "invalid_choice": "Choose a sector from the list.",
        },
    )
    aliases = forms.CharField(
        label="Other names",
        help_text="Names that people write for it in plans and spreadsheets, one a line.",
        required=False,
        widget=LongText(rows=3),
    )
    starts_on = DateBoxesField(
        thing="The first day",
        label="First day",
        help_text="When it came into being, if that matters. Leave it empty otherwise.",
        required=False,
    )
    leads_may_submit = forms.BooleanField(
        label="Its lead officers may submit updates without a sponsor",
        help_text="Otherwise an update that is ready waits for the agency's sponsor.",
        required=False,
    )

    def content(self) -> AgencyContent:
        """What the form says."""
        said = self.cleaned_data
        return AgencyContent(
            name=said["name"],
            short_name=said["short_name"],
            sector=said["sector"],
            aliases=tuple(said["aliases"].splitlines()),
            starts_on=said["starts_on"],
            leads_may_submit=said["leads_may_submit"],
        )


def as_initial(content: AgencyContent) -> dict[str, Any]:
    """What the form begins with for an agency that stands."""
    return {
        "name": content.name,
        "short_name": content.short_name,
        "sector": content.sector,
        "aliases": "\n".join(content.aliases),
        "starts_on": content.starts_on,
        "leads_may_submit": content.leads_may_submit,
    }


class PostForm(forms.Form):
    """The title of a post or team."""

    title = forms.CharField(
        label="Title",
        help_text="Of the post or team, without the agency or a person's name, such as Victims lead.",
        required=False,
        widget=ShortText(width=30),
    )
