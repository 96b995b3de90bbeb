"""A form of a row that others may change meanwhile: it carries the version that its writer was shown."""

from typing import Any

from django import forms
from django.http import QueryDict

from actions.forms.vouching import VouchingForm
from actions.stale import Stale


class VersionedForm(VouchingForm):
    """Base of such forms. The page prints ``expected_version``."""

    expected_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())

    @property
    def version(self) -> int:
        """The version that the writer started from; 0 when the form does not say."""
        return self.cleaned_data.get("expected_version") or 0

    def put_against(self, stale: Stale[Any]) -> None:
        """What was typed is saved over ``theirs`` when sent again; the page shows that beside the form."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["expected_version"] = str(stale.theirs.version)
        self.data = sent
        self.add_problems([("", str(stale))])
