"""The forms of a plan's public page: the coordinator's words, and the switch."""

from typing import Any

from django import forms

from governance.problems import Problem
from governance.widgets import LongText
from reports.publishing import LONGEST_EASY_READ, LONGEST_HELP, PublicStanding, PublicWords


class PublicWordsForm(forms.Form):
    """``version`` is the one the writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    help_words = forms.CharField(
        required=False,
        label="How to get help",
        help_text="Whom a reader who is affected can turn to: names of services, telephone numbers and when "
        "they answer. It stands near the top. Leave an empty line between paragraphs.",
        widget=LongText(rows=8, count=LONGEST_HELP),
    )
    easy_read = forms.CharField(
        required=False,
        label="Easy-read version (optional)",
        help_text="What the plan promises and how it goes, in short sentences of everyday words. "
        "It has a page of its own. Leave an empty line between paragraphs.",
        widget=LongText(rows=16, count=LONGEST_EASY_READ),
    )
    easy_read_checked = forms.BooleanField(
        required=False, label="I have read the easy-read version again: it is right for the newest pack"
    )
    not_personal = forms.BooleanField(
        required=False,
        label="I have checked: what looks personal is not about a person",
        help_text="Such as a helpline's number or an office's address.",
    )

    @staticmethod
    def initial_of(standing: PublicStanding) -> dict[str, Any]:
        """What the form starts from."""
        page = standing.page
        return {"version": page.version, "help_words": page.help_words, "easy_read": page.easy_read}

    @property
    def content(self) -> PublicWords:
        """What a valid form says."""
        said = self.cleaned_data
        return PublicWords(
            help_words=_clean(said["help_words"]),
            easy_read=_clean(said["easy_read"]),
            easy_read_checked=said["easy_read_checked"],
            not_personal=said["not_personal"],
        )

    def add_problems(self, problems: list[Problem]) -> None:
        """Show each problem beside its field."""
        for name, sentence in problems:
            self.add_error(name, sentence)


class MakePublicForm(forms.Form):
    """Asks once. The hidden boxes say which words and which issue were read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    issue = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sure = forms.BooleanField(
        label="I have read the preview, and anybody may read the page and both files",
        error_messages={"required": "Tick the box to say that you have read the preview."},
    )


def _clean(words: str) -> str:
    return words.replace("\r\n", "\n").strip()
