"""The form of a decision that a meeting made."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from actions.deciding import MeetingDecision, Outcome
from actions.forms.decision import who_decides
from actions.forms.vouching import VouchingForm
from actions.models import Action, Closure, Plan
from actions.problems import LONGEST
from actions.rag import Rating
from governance.widgets import DateBoxesField, LongText, Radios, ShortText

type Choices = list[tuple[str, list[tuple[str, str]]]]


class MeetingDecisionForm(VouchingForm):
    """What was decided. ``actions`` are those of the plans that the person records decisions of."""

    free_text = ("text", "left", "owner")

    action = forms.ChoiceField(
        label="Which action was decided on?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the actions listed."},
    )
    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=[(one.value, one.label) for one in Outcome],
        initial=Outcome.NOTED.value,
        widget=Radios(
            reveals={"hold": ("until",), "close": ("closure", "continued_in"), "confirm": ("rating",)}
        ),
        error_messages={
            "required": "Choose what was decided.",
            "invalid_choice": "Choose one of the decisions listed.",
        },
    )
    until = DateBoxesField(
        thing="The date when the hold will be reviewed",
        label="When will the hold be reviewed?",
        help_text="For example, 30 4 2024",
        required=False,
    )
    closure = forms.ChoiceField(
        label="How does it end?", required=False, choices=[("", "Choose"), *Closure.choices]
    )
    continued_in = forms.ChoiceField(
        label="Which action takes its work on?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the actions listed."},
    )
    rating = forms.ChoiceField(
        label="Which rating?", required=False, choices=[("", "Choose"), *Rating.choices()]
    )
    text = forms.CharField(
        label="The decision in words",
        help_text="As the minutes have it, in a sentence or two. Do not identify anyone.",
        error_messages={"required": "Say what was decided, in a sentence."},
        widget=LongText(rows=4, count=LONGEST),
    )
    reference = forms.CharField(
        label="Minute reference",
        help_text="Such as 24/01 item 4. Leave it empty if there is none.",
        required=False,
        widget=ShortText(width=20),
    )
    also = forms.CharField(
        label="Other actions that it names",
        help_text="Their references, such as 7.2, 9.1, of the same plan as the action above.",
        required=False,
        widget=ShortText(width=20),
    )
    left = forms.CharField(
        label="What is left to do",
        help_text="It stands under matters arising at each later meeting until it is closed.",
        required=False,
        widget=LongText(rows=2, count=1000),
    )
    owner = forms.CharField(
        label="Who will do it?",
        help_text="A post or a body, not a person’s name.",
        required=False,
        widget=ShortText(width=30),
    )

    def __init__(self, data: Any = None, *, actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.actions = {str(action.pk): action for action in actions}
        asked = [one for one in actions if getattr(one, "is_asked", False)]
        others = [one for one in actions if one not in asked]
        first = _by_plan(asked, "{}: a change of date is asked for")
        for field, choices in (("action", first + _by_plan(others)), ("continued_in", _by_plan(actions))):
            self.fields[field].choices = [("", "None"), *choices]  # type: ignore[attr-defined]  # ChoiceFields
        boards = {one.plan.board_id: one.plan.board for one in actions}
        if len(boards) == 1:
            [board] = boards.values()
            self.fields["outcome"].help_text = who_decides(board)

    def clean_also(self) -> list[Action]:
        """The actions of the references. Raises ValidationError naming the first that is not known.

        Where an action was chosen they are of its plan: several plans may have an action 1.1.
        """
        chosen = self.actions.get(self.cleaned_data.get("action", ""))
        words = self.cleaned_data["also"].replace(",", " ").split()
        return [self._named(word, chosen.plan if chosen else None) for word in words]

    def _named(self, reference: str, plan: Plan | None) -> Action:
        """Raises ValidationError."""
        same = [one for one in self.actions.values() if one.reference == reference]
        found = [one for one in same if plan in (None, one.plan)]
        if len(found) > 1:
            plans = " and the ".join(str(one.plan) for one in found)
            raise forms.ValidationError(
                f"There is an action {reference} in the {plans}. "
                "Choose above the action that was decided on: those named here are then of its plan."
            )
        if not found:
            where = (
                f"the {plan}, which the action above is of"
                if plan
                else "the plans that you record decisions of"
            )
            raise forms.ValidationError(f"There is no action {reference} in {where}.")
        return found[0]

    def content(self) -> MeetingDecision:
        """What a valid form says."""
        said: dict[str, Any] = dict(self.cleaned_data)
        until: dt.date | None = said.pop("until")
        return MeetingDecision(
            **said
            | {
                "outcome": Outcome(said["outcome"]),
                "action": self.actions.get(said["action"]),
                "continued_in": self.actions.get(said["continued_in"]),
                "until": until,
            }
        )


def _by_plan(actions: Sequence[Action], heading: str = "{}") -> Choices:
    """Choices under a heading a plan, for actions that come plan by plan."""
    return [
        (heading.format(plan), [(str(one.pk), str(one)) for one in those])
        for plan, those in groupby(actions, key=lambda one: one.plan)
    ]
