"""The forms of an action: its words and place, and the posts that lead or support it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from actions.forms.versioned import VersionedForm
from actions.models import LeadRole, Objective, Priority
from actions.plan_content import ActionContent, Leads
from actions.problems import LONGEST, Problem
from governance.models import Post
from governance.widgets import LongText, Radios, ShortText

# Rows for leads: as many as are named and two more; at most this many, however often more are asked for.
SPARE_ROWS, MOST_ROWS = 2, 20


@dataclass(frozen=True)
class LeadRow:
    """The two fields of one lead, as bound to the form."""

    post: BoundField
    role: BoundField


class ActionForm(VersionedForm):
    """The words, place and leads of an action. ``due`` and ``reference`` are asked only when it is added."""

    free_text = ("title", "description")

    lead_rows = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    objective = forms.ChoiceField(
        label="Objective",
        error_messages={
            "required": "Choose the objective that it belongs to.",
            "invalid_choice": "Choose one of the objectives listed.",
        },
    )
    title = forms.CharField(
        label="Title",
        help_text="What will be done, in a few words that begin with a verb.",
        widget=ShortText(),
        error_messages={"required": "Enter a title that says what will be done."},
    )
    description = forms.CharField(
        label="Description",
        help_text="What it is for and how it will be known to be done. Do not identify anyone.",
        required=False,
        widget=LongText(rows=6, count=LONGEST),
    )
    priority = forms.ChoiceField(
        label="Priority",
        choices=Priority.choices,
        widget=Radios(inline=True),
        error_messages={
            "required": "Choose a priority, or “To be confirmed”.",
            "invalid_choice": "Choose a priority, or “To be confirmed”.",
        },
    )
    start_words = forms.CharField(
        label="Planned start",
        help_text="For example, Mar 2027, 31 March 2027 or Q3 2026/27. Leave it empty if there is none.",
        required=False,
        widget=ShortText(width=20),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        objectives: Iterable[Objective],
        posts: Sequence[Post],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.objectives = {str(one.pk): one for one in objectives}
        self.posts = {str(post.pk): post for post in posts}
        self.fields["objective"].choices = _grouped_objectives(self.objectives.values())  # type: ignore[attr-defined]  # it is a ChoiceField
        self.rows = _count_rows(data if data is not None else initial)
        for number in range(self.rows):
            self.fields[f"post_{number}"] = _post_field(number, posts)
            self.fields[f"role_{number}"] = _role_field(number)

    @property
    def lead_fields(self) -> list[LeadRow]:
        """The rows of leads, in order."""
        return [LeadRow(self[f"post_{number}"], self[f"role_{number}"]) for number in range(self.rows)]

    def content(self) -> ActionContent | None:
        """What was typed; None without an objective, which has its own sentence by then."""
        said = self.cleaned_data
        objective = self.objectives.get(said.get("objective", ""))
        if objective is None:
            return None
        return ActionContent(
            title=said.get("title", ""),
            description=said.get("description", ""),
            priority=said.get("priority", ""),
            objective=objective,
            start_words=said.get("start_words", ""),
            leads=self._leads(),
            not_personal=said.get("not_personal", False),
        )

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """As for any form; what is wrong with the leads stands at the first of them."""
        super().add_problems(("post_0" if name == "leads" else name, said) for name, said in problems)

    def _leads(self) -> Leads:
        said = self.cleaned_data
        rows = ((said.get(f"post_{number}"), said.get(f"role_{number}", "")) for number in range(self.rows))
        return tuple((self.posts[post], LeadRole(role or LeadRole.SUPPORTING)) for post, role in rows if post)


class NewActionForm(ActionForm):
    """What is asked once: the reference, and the due date that becomes the original one."""

    field_order = ("objective", "reference", "title", "description", "priority", "start_words", "due_words")

    reference = forms.CharField(
        label="Reference",
        help_text="Such as 7.3. It stays with the action.",
        widget=ShortText(width=10),
        error_messages={"required": "Enter a reference such as 7.3."},
    )
    due_words = forms.CharField(
        label="Due date",
        help_text="For example, Mar 2027, 31 March 2027, On-going, or TBC once the Bill is law. "
        "Once agreed, it moves by a decision alone.",
        widget=ShortText(width=30),
        error_messages={
            "required": "Enter a date such as March 2027, “On-going”, or “TBC once” and what it waits for."
        },
    )


def initial_of(content: ActionContent, *, version: int) -> dict[str, Any]:
    """What the boxes of ``ActionForm`` hold for an action."""
    boxes: dict[str, Any] = {
        "title": content.title,
        "description": content.description,
        "priority": content.priority,
        "objective": str(content.objective.pk),
        "start_words": content.start_words,
        "expected_version": version,
        "lead_rows": len(content.leads) + SPARE_ROWS,
    }
    for number, (post, role) in enumerate(content.leads):
        boxes |= {f"post_{number}": str(post.pk), f"role_{number}": role.value}
    return boxes


def with_more_rows(data: Any) -> dict[str, Any]:
    """What was typed, to be shown again with more rows for leads; nothing is checked."""
    return {name: data.get(name) for name in data} | {"lead_rows": _count_rows(data) + SPARE_ROWS}


def _count_rows(boxes: Any) -> int:
    try:
        asked = int(boxes.get("lead_rows") or 0)
    except ValueError:
        asked = 0
    return min(max(asked, SPARE_ROWS + 1), MOST_ROWS)


def _grouped_objectives(objectives: Iterable[Objective]) -> list[Any]:
    """The objectives that may hold actions, under their upper ones."""
    groups = groupby(objectives, key=lambda one: one.parent.title if one.parent else one.title)
    return [
        ("", "Choose an objective"),
        *((title, [(str(one.pk), str(one)) for one in ones]) for title, ones in groups),
    ]


def _post_field(number: int, posts: Sequence[Post]) -> forms.ChoiceField:
    by_agency = groupby(posts, key=lambda post: post.agency.name)
    choices: list[Any] = [("", "Nobody")]
    choices += [(name, [(str(post.pk), str(post)) for post in held]) for name, held in by_agency]
    return forms.ChoiceField(
        label=f"Lead {number + 1}: post or agency",
        required=False,
        choices=choices,
        error_messages={"invalid_choice": "Choose one of the posts listed."},
    )


def _role_field(number: int) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"Lead {number + 1}: role",
        required=False,
        choices=LeadRole.choices,
        initial=LeadRole.SUPPORTING.value if number else LeadRole.ACCOUNTABLE.value,
        error_messages={"invalid_choice": "Choose one of the roles listed."},
    )
