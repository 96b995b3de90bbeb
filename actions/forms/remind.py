"""Who is reminded now."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from actions.notices.reminding import Planned
from governance.widgets import Checkboxes


class RemindForm(forms.Form):
    """A box a person; those who were told today are not ticked, and their box says when."""

    people = forms.MultipleChoiceField(
        label="Who is reminded",
        widget=Checkboxes(),
        error_messages={
            "required": "Choose at least one person to remind.",
            "invalid_choice": "Somebody has handed in, or was reminded a moment ago. Look at the list again.",
        },
    )

    def __init__(self, data: Any = None, *, planned: Sequence[Planned]) -> None:
        ticked = [one.key for one in planned if one.sent_today is None]
        super().__init__(data, initial={"people": ticked})
        field: Any = self.fields["people"]
        field.choices = [(one.key, one.digest.person.name) for one in planned]
        field.widget.choice_hints = {one.key: _in_brief(one) for one in planned}


def _in_brief(one: Planned) -> str:
    asked = [
        f"{count} {thing}{'' if count == 1 else 's'}"
        for count, thing in ((len(one.digest.requests), "update"), (len(one.digest.groups), "report"))
        if count
    ]
    words = [f"{one.digest.part.label}, {' and '.join(asked)}."]
    if one.digest.because:
        words.append(one.digest.reasons)
    if one.sent_today:
        moment = timezone.localtime(one.sent_today.settled_at or one.sent_today.queued_at)
        words.append(f"Told today at {moment:%H:%M} already: tick to tell them again.")
    return " ".join(words)
