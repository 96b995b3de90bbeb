"""The forms of an Excel return: the file that came back, and what is decided on its rows."""

import datetime as dt
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from actions.returns.apply import Answers
from actions.returns.container import LARGEST
from governance.widgets import DateBoxesField


class UploadForm(forms.Form):
    """Which agency, plan and quarter it is of, the file says itself."""

    file = forms.FileField(
        label="The workbook that came back",
        help_text="An Excel workbook (.xlsx). Nothing is saved before you have seen what it would change.",
        error_messages={
            "required": "Choose the workbook that came back.",
            "empty": "The file is empty.",
            "missing": "Choose the workbook that came back.",
            "invalid": "Choose the workbook that came back.",
        },
    )
    received_on = DateBoxesField(
        thing="The date it reached you", label="When did it reach you?", example=dt.date(2024, 1, 3)
    )

    def __init__(self, data: Any = None, files: Any = None, *, today: dt.date) -> None:
        super().__init__(data, files, initial={"received_on": today})
        self.today = today

    def clean_file(self) -> "UploadedFile[bytes]":
        """Too large a file is not even read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST // 1024 // 1024} MB, more than any return needs."
            )
        return file

    def clean_received_on(self) -> dt.date:
        """Nothing was received tomorrow."""
        day: dt.date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError("The date it reached you must be today or in the past.")
        return day


def read_decisions(data: QueryDict) -> Answers:
    """What the boxes of the preview say. What is no number is passed over."""
    pairs = [pair.partition(":")[::2] for pair in data.getlist("seen")]
    return Answers(
        seen={int(key): int(revision) for key, revision in pairs if _is_key(key) and _is_key(revision)},
        take=_keys(data.getlist("take")),
        vouched=_keys(data.getlist("vouch")),
    )


def _keys(values: list[str]) -> frozenset[int]:
    return frozenset(int(value) for value in values if _is_key(value))


def _is_key(value: str) -> bool:
    return value.isdecimal() and len(value) < 19
