"""A form with words in it: its writer may say that what looks personal is not about a person."""

from collections.abc import Iterable
from typing import Any

from django import forms

from actions.problems import Problem, may_be_vouched_for


class VouchingForm(forms.Form):
    """Base of such forms. ``free_text`` names the fields that are checked; the box shows when needed."""

    free_text: tuple[str, ...] = ()

    not_personal = forms.BooleanField(
        label="I have checked: what looks personal is not about a person",
        help_text="Such as a helpline's number or an office's address.",
        required=False,
    )

    @property
    def vouch(self) -> bool:
        """True when the words as sent look personal in a way that the writer may vouch for."""
        if not self.is_bound:
            return False
        return may_be_vouched_for(
            str(self[name].value() or "") for name in self.free_text if name in self.fields
        )

    def clean(self) -> dict[str, Any]:
        """Browsers end lines in two characters; the plan keeps one."""
        values: dict[str, Any] = super().clean() or {}
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in values.items()
        }

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Show each sentence beside its field, once; a field that could not be read has its own."""
        unread = set(self.errors)
        for name, sentence in problems:
            if name not in unread:
                self.add_error(name if name in self.fields else None, sentence)
