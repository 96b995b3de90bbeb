"""Which of the ready updates a sponsor signs off."""

from collections.abc import Sequence
from typing import Any

from django import forms

from actions.pages.worklist import Task
from actions.ratings import Rating, Status
from governance.widgets import Checkboxes


class SubmitForm(forms.Form):
    """A box an update that is ready, all ticked at first. Its value says which revision was read."""

    updates = forms.MultipleChoiceField(
        label="Updates to submit",
        widget=Checkboxes(),
        error_messages={
            "required": "Choose at least one update to submit.",
            "invalid_choice": "One of the updates has changed or is no longer ready. Look at the list again.",
        },
    )

    def __init__(self, data: Any = None, *, tasks: Sequence[Task], only: str = "") -> None:
        """``only`` is the primary key of one request, which alone is ticked; empty ticks all."""
        values = [value_of(task) for task in tasks]
        ticked = [
            value for value, task in zip(values, tasks, strict=True) if only in ("", str(task.request.pk))
        ]
        super().__init__(data, initial={"updates": ticked})
        field: Any = self.fields["updates"]
        field.choices = [(value, str(task.action)) for value, task in zip(values, tasks, strict=True)]
        field.widget.choice_hints = dict(zip(values, map(_in_brief, tasks), strict=True))


def value_of(task: Task) -> str:
    """The request and the revision that was read: ``12-3``."""
    latest = task.request.latest
    return f"{task.request.pk}-{latest.revision if latest else 0}"


def _in_brief(task: Task) -> str:
    latest = task.request.latest
    if latest is None:
        return ""
    status = Status(latest.status).label
    rating = f", rated {Rating(latest.reported_rating).label}" if latest.reported_rating else ""
    return f"{status}{rating}. Prepared by {latest.by_name}. {latest.happened}"
