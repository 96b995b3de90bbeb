"""The form of a sub-group's report."""

from django import forms

from actions.forms.vouching import VouchingForm
from actions.problems import LONGEST
from actions.subgroup_reporting import ReportContent
from governance.widgets import LongText


class SubgroupReportForm(VouchingForm):
    """What moved, what is stuck, what is asked. ``version`` is that of the report which was shown."""

    free_text = ("progress", "exceptions", "asks")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    progress = forms.CharField(
        label="Progress",
        help_text="What moved on each objective this quarter, and what changed as a result. "
        "Do not identify anyone.",
        required=False,
        widget=LongText(rows=8, count=LONGEST),
    )
    exceptions = forms.CharField(
        label="Exceptions",
        help_text="What is late or stuck, why, and what is done about it. Leave it empty if nothing is.",
        required=False,
        widget=LongText(rows=5, count=LONGEST),
    )
    asks = forms.CharField(
        label="Asked of the Board",
        help_text="What you want it to decide or do, or that you ask for nothing.",
        required=False,
        widget=LongText(rows=3, count=LONGEST),
    )
    not_for_publication = forms.BooleanField(
        label="Leave its words out of a publication copy of the pack", required=False
    )

    def content(self) -> ReportContent:
        """What a valid form says."""
        return ReportContent(
            **{name: value for name, value in self.cleaned_data.items() if name != "version"}
        )
