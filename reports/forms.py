"""The forms of reports: closing a period, and the coordinator's words for a pack."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from governance.widgets import LongText
from reports.board_pack import Recommendation, RecommendationKind
from reports.issuing import LONGEST_REASON
from reports.notes import (
    LONGEST_PURPOSE,
    LONGEST_RECOMMENDATION,
    LONGEST_SENTENCE,
    RECOMMENDATIONS,
    SENTENCES,
    NoteContent,
    Problem,
)


class CloseForm(forms.Form):
    """Asks once."""

    sure = forms.BooleanField(
        label="I understand that closing cannot be undone",
        error_messages={"required": "Tick the box to say that you understand: closing cannot be undone."},
    )


class RevisionForm(forms.Form):
    """A step of one revision of a pack: the one that was read, and the mark of what it said."""

    revision_read = forms.IntegerField(widget=forms.HiddenInput, required=False)
    pack_read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, revision: int, pack_read: str = "") -> None:
        super().__init__(data, initial={"revision_read": revision, "pack_read": pack_read})

    @property
    def revision(self) -> int:
        """Of a valid form; 0, which is none, when the box was tampered with."""
        return self.cleaned_data["revision_read"] or 0

    def add_problems(self, problems: list[Problem]) -> None:
        """Show each problem beside its field."""
        for name, sentence in problems:
            self.add_error(name, sentence)


class ApproveForm(RevisionForm):
    """Asks once."""

    sure = forms.BooleanField(
        label="I have read this revision of the pack",
        error_messages={"required": "Tick the box to say that you have read this revision of the pack."},
    )


class IssueForm(RevisionForm):
    """Asks once, of what cannot be taken back."""

    sure = forms.BooleanField(
        label="I understand that an issued pack cannot be taken back",
        error_messages={"required": "Tick the box to say that you understand: it cannot be taken back."},
    )


class AmendForm(RevisionForm):
    """What another revision amends."""

    reason = forms.CharField(
        label="What is amended, and why?",
        help_text="It stands on the front sheet of the new revision, and on the public page if there is one. "
        "The figures do not change.",
        error_messages={"required": "Say what is amended, and why."},
        widget=LongText(rows=4, count=LONGEST_REASON),
    )
    not_personal = forms.BooleanField(
        required=False,
        label="I have checked: what looks personal is not about a person",
        help_text="Such as a helpline's number or an office's address.",
    )


class NoteForm(forms.Form):
    """The words of a pack. ``version`` is the one the writer started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    purpose = forms.CharField(
        required=False,
        label="Why the Board gets this pack",
        help_text="One or two sentences. Left empty, the pack says that it reports the plan's progress. ",
        widget=LongText(rows=3, count=LONGEST_PURPOSE),
    )
    not_personal = forms.BooleanField(
        required=False,
        label="I have checked: what looks personal is not about a person",
        help_text="Such as a helpline's number or an office's address.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, SENTENCES + 1):
            self.fields[f"sentence_{number}"] = forms.CharField(
                required=False,
                label=f"{('First', 'Second', 'Third')[number - 1]} sentence",
                widget=LongText(rows=2, count=LONGEST_SENTENCE),
            )
        for number in range(1, RECOMMENDATIONS + 1):
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                required=False,
                label=f"Recommendation {number}: the Board is asked",
                choices=[(kind.value, kind.value) for kind in RecommendationKind],
                error_messages={"invalid_choice": "Choose To note or To decide."},
            )
            self.fields[f"recommendation_{number}"] = forms.CharField(
                required=False,
                label=f"Recommendation {number}",
                widget=LongText(rows=2, count=LONGEST_RECOMMENDATION),
            )

    @property
    def sentences(self) -> list[BoundField]:
        """The boxes of the three sentences."""
        return [self[f"sentence_{number}"] for number in range(1, SENTENCES + 1)]

    @property
    def recommendations(self) -> list[tuple[BoundField, BoundField]]:
        """Kind and words of each recommendation."""
        return [(self[f"kind_{n}"], self[f"recommendation_{n}"]) for n in range(1, RECOMMENDATIONS + 1)]

    @property
    def content(self) -> NoteContent:
        """What a valid form says. Empty boxes keep their place, so that a problem finds its box."""
        said: dict[str, Any] = {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        return NoteContent(
            purpose=said["purpose"],
            sentences=tuple(said[f"sentence_{n}"] for n in range(1, SENTENCES + 1)),
            recommendations=tuple(
                Recommendation(
                    kind=RecommendationKind(said[f"kind_{n}"] or RecommendationKind.NOTE.value),
                    text=said[f"recommendation_{n}"],
                )
                for n in range(1, RECOMMENDATIONS + 1)
            ),
            not_personal=said["not_personal"],
        )

    def over(self, version: int) -> "NoteForm":
        """The same words as typed, to be saved over a newer version."""
        return NoteForm({**{name: self.data.get(name) for name in self.fields}, "version": version})

    def add_problems(self, problems: list[Problem]) -> None:
        """Show each problem beside its field."""
        for name, sentence in problems:
            self.add_error(name, sentence)


def initial_of(content: NoteContent, *, version: int) -> dict[str, Any]:
    """What the form starts from."""
    values: dict[str, Any] = {"version": version, "purpose": content.purpose}
    values |= {f"sentence_{n}": text for n, text in enumerate(content.sentences, start=1)}
    for number, one in enumerate(content.recommendations, start=1):
        values |= {f"kind_{number}": one.kind.value, f"recommendation_{number}": one.text}
    return values
