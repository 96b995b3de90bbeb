"""Forms about a person: invite, change, give a role, end something."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from governance.invitations import Invitation
from governance.models import Agency, Group
from governance.people import find_role_problems
from governance.roles import HOLDINGS, Holding, Role
from governance.widgets import Checkboxes, DateBoxesField, Radios, ShortText

ROLE_HINTS = {
    "lead_officer": "Writes updates for the actions that their posts lead or support.",
    "agency_sponsor": "Submits the agency's updates and appoints people to its posts.",
    "sub_group_lead": "Looks after the objectives that a sub-group owns.",
    "coordinator": "Runs the rounds, changes the plan, records decisions and prepares packs.",
    "board_chair": "Reads the dashboard, the packs and their drafts.",
    "board_member": "Reads the dashboard and the issued packs.",
    "administrator": "Looks after people and agencies. Changes neither the plan nor an update.",
    "auditor": "Reads everything, with its history. Changes nothing.",
}
OF_AGENCY = " ".join(role.value for role in Role if Holding.AGENCY in HOLDINGS[role])
OF_GROUP = " ".join(role.value for role in Role if Holding.GROUP in HOLDINGS[role])
EVERY_BOARD = "every"
_NO_GROUP = "Choose the board of the coordinator, or every board."


class IdentityForm(forms.Form):
    """A name and the address to sign in with."""

    name = forms.CharField(
        label="Name",
        help_text="As others will read it in the history, with the post if that helps.",
        max_length=150,
        widget=ShortText(width=30, attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Enter the person's name.",
            "max_length": "Shorten the name to 150 characters or fewer.",
        },
    )
    email = forms.CharField(
        label="E-mail address",
        help_text="Their own address at work. Nobody signs in from a shared mailbox.",
        max_length=254,
        widget=ShortText(width=30, attrs={"autocomplete": "off", "type": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter the person's e-mail address.",
            "max_length": "Shorten the e-mail address to 254 characters or fewer.",
        },
    )


class HeldForForm(forms.Form):
    """What roles are held for: an agency, or a group (or every board)."""

    agency = forms.ModelChoiceField(
        label="Agency",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Choose an agency",
        error_messages={"invalid_choice": "Choose an agency from the list."},
    )
    group = forms.ChoiceField(
        label="Board or group",
        required=False,
        error_messages={"invalid_choice": "Choose a board or group from the list."},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = cast("forms.ModelChoiceField[Agency]", self.fields["agency"])
        agencies.queryset = Agency.objects.in_force(today)
        self.groups = {str(group.pk): group for group in Group.objects.in_force(today)}
        groups = cast(forms.ChoiceField, self.fields["group"])
        groups.choices = [
            ("", "Choose a board or group"),
            (EVERY_BOARD, "Every board (a coordinator's choice alone)"),
            *((key, group.name) for key, group in self.groups.items()),
        ]

    def check_held_for(self, roles: list[Role]) -> None:
        """Each role has what it is held for. A coordinator of every board is chosen, never left open."""
        for role in roles:
            agency = self.cleaned_data.get("agency") if Holding.AGENCY in HOLDINGS[role] else None
            group = self.group_chosen if Holding.GROUP in HOLDINGS[role] else None
            problems = find_role_problems(role, agency=agency, group=group)
            if role is Role.COORDINATOR and not self.cleaned_data.get("group"):
                problems = [("group", _NO_GROUP)]
            for field, sentence in problems:
                if field not in self.errors:
                    self.add_error(field, sentence)

    @property
    def group_chosen(self) -> Group | None:
        return self.groups.get(self.cleaned_data.get("group", ""))


class InviteForm(IdentityForm, HeldForForm):
    """Whom to invite, as what."""

    roles = forms.MultipleChoiceField(
        label="What will they do?",
        choices=Role.choices(),
        widget=Checkboxes(choice_hints=ROLE_HINTS),
        error_messages={
            "required": "Choose at least one role.",
            "invalid_choice": "Choose roles from the list.",
        },
    )
    field_order = ["name", "email", "roles", "agency", "group"]

    def clean(self) -> dict[str, Any]:
        self.check_held_for(self.roles_chosen)
        return self.cleaned_data

    @property
    def roles_chosen(self) -> list[Role]:
        return [Role(value) for value in self.cleaned_data.get("roles", [])]

    def invitation(self) -> Invitation:
        """What the form says."""
        said = self.cleaned_data
        return Invitation(
            email=said["email"],
            name=said["name"],
            roles=self.roles_chosen,
            agency=said["agency"],
            group=self.group_chosen,
        )


class RoleForm(HeldForForm):
    """One more role, between dates."""

    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices(),
        widget=Radios(choice_hints=ROLE_HINTS),
        error_messages={"required": "Choose the role.", "invalid_choice": "Choose a role from the list."},
    )
    starts_on = DateBoxesField(thing="The first day", label="First day")
    ends_on = DateBoxesField(
        thing="The last day",
        label="Last day",
        help_text="Leave this empty until it is known.",
        required=False,
    )
    field_order = ["role", "agency", "group", "starts_on", "ends_on"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("role"):
            self.check_held_for([Role(said["role"])])
        return said

    def given(self) -> dict[str, Any]:
        """The arguments of ``people.give_role``: the agency or the group, whichever the role is held for."""
        said = self.cleaned_data
        role = Role(said["role"])
        return {
            "role": role,
            "agency": said["agency"] if Holding.AGENCY in HOLDINGS[role] else None,
            "group": self.group_chosen if Holding.GROUP in HOLDINGS[role] else None,
            "starts_on": said["starts_on"],
            "ends_on": said["ends_on"],
        }


class LastDayForm(forms.Form):
    """The last day of a role, an appointment or a post."""

    last_day = DateBoxesField(
        thing="The last day",
        label="Last day",
        help_text="It counts until the end of this day. To end it at once, enter yesterday's date.",
    )


class PeopleFilterForm(forms.Form):
    """What the list of people can be narrowed by."""

    STATES = (
        ("", "All"),
        ("joined", "Can sign in"),
        ("invited", "Invited, not joined"),
        ("disabled", "Disabled"),
    )

    q = forms.CharField(label="Name or e-mail", required=False, max_length=200)
    agency = forms.ModelChoiceField(
        label="Agency",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="All agencies",
        to_field_name="slug",
        error_messages={"invalid_choice": "Choose an agency from the list."},
    )
    state = forms.ChoiceField(
        label="Account",
        choices=STATES,
        required=False,
        error_messages={"invalid_choice": "Choose one of the kinds of account listed."},
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency, Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Agency]", self.fields["agency"]).queryset = agencies

    def in_words(self) -> list[tuple[str, str]]:
        """Each choice made: its field, and the choice in words."""
        said = self.cleaned_data
        pairs = [
            ("q", f"Name or e-mail: {said['q']}" if said.get("q") else ""),
            ("agency", str(said.get("agency") or "")),
            ("state", dict(self.STATES)[said["state"]] if said.get("state") else ""),
        ]
        return [(field, words) for field, words in pairs if words]
