"""Forms of success measures: what one says, its retiring, and a quarter's reading."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from actions.figures import show_figure
from actions.forms.figure import FigureField
from actions.forms.versioned import VersionedForm
from actions.forms.vouching import VouchingForm
from actions.measuring import LONGEST, MeasureContent
from actions.models import Action, Better, Measure, MeasureReading, Objective
from actions.recording import ReadingContent
from governance.models import Agency
from governance.widgets import LongText, Radios, ShortText

_NOT_COUNTED = "It is not counted: its readings are words"


class MeasureForm(VersionedForm):
    """The words of a measure and, where it is counted, how."""

    free_text = ("words", "unit", "supplier")

    words = forms.CharField(
        label="How would one know?",
        help_text="What is different for people when it has worked. Do not identify anyone.",
        error_messages={"required": "Say how one would know that it has worked."},
        widget=LongText(rows=3, count=LONGEST),
    )
    better = forms.ChoiceField(
        label="Which direction is better?",
        choices=[*Better.choices, ("", _NOT_COUNTED)],
        required=False,
        widget=Radios(),
        error_messages={"invalid_choice": "Choose which direction is better, or that it is not counted."},
    )
    unit = forms.CharField(
        label="Unit",
        help_text="What is counted, such as % or calls.",
        required=False,
        widget=ShortText(width=10),
    )
    baseline = FigureField(
        thing="baseline", label="Baseline", help_text="The number before the work began, if it is known."
    )
    target = FigureField(
        thing="target",
        label="Target",
        help_text="The number at which it has worked. Leave it empty if none is set.",
    )
    agency = forms.ChoiceField(
        label="Which agency supplies the readings?",
        help_text="Its lead officers and sponsors may then enter them.",
        required=False,
        error_messages={"invalid_choice": "Choose one of the agencies listed, or none."},
    )
    supplier = forms.CharField(
        label="Or another body",
        help_text="Such as a national survey. You then enter the readings.",
        required=False,
        widget=ShortText(width=30),
    )

    def __init__(self, data: Any = None, *, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.fields["agency"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", "None of these"),
            *((key, agency.name) for key, agency in self.agencies.items()),
        ]

    def content(self) -> MeasureContent:
        """What a valid form says."""
        said = self.cleaned_data
        return MeasureContent(
            words=said["words"],
            unit=said["unit"],
            baseline=said["baseline"],
            target=said["target"],
            better=said["better"],
            agency=self.agencies.get(said["agency"]),
            supplier=said["supplier"],
            not_personal=said["not_personal"],
        )


class NewMeasureForm(MeasureForm):
    """A measure that is not there yet: also, of which objective or action it is."""

    field_order = ("of",)

    of = forms.ChoiceField(
        label="What does it measure?",
        error_messages={
            "required": "Choose the objective or the action that it measures.",
            "invalid_choice": "Choose one of the objectives and actions listed.",
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        objectives: Iterable[Objective],
        actions: Iterable[Action],
        level: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        objectives, actions = list(objectives), list(actions)
        self.owners: dict[str, Objective | Action] = {
            **{f"objective-{one.number}": one for one in objectives},
            **{f"action-{one.reference}": one for one in actions},
        }
        self.fields["of"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", "Choose one"),
            (f"A whole {level.lower()}", [(f"objective-{one.number}", _name_of(one)) for one in objectives]),
            ("One action", [(f"action-{one.reference}", str(one)) for one in actions]),
        ]

    @property
    def owner(self) -> Objective | Action:
        """Of a valid form."""
        return self.owners[self.cleaned_data["of"]]


class RetireMeasureForm(VouchingForm):
    """Why nothing more is read of a measure."""

    free_text = ("because",)

    because = forms.CharField(
        label="Why is nothing more read of it?",
        help_text="Such as that another measure takes its place. Its readings stay in sight.",
        error_messages={"required": "Say why nothing more is read of it."},
        widget=LongText(rows=3, count=LONGEST),
    )


class ReadingForm(VouchingForm):
    """A quarter's reading. ``before`` is the one that it corrects, if any."""

    free_text = ("note", "reason")

    expected_revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    value = FigureField(thing="reading", label="Reading")
    note = forms.CharField(
        label="What lies behind it",
        required=False,
        widget=LongText(rows=3, count=LONGEST),
    )
    reason = forms.CharField(
        label="Why is it corrected?",
        help_text="The reading before stays in the history.",
        required=False,
        widget=LongText(rows=2, count=LONGEST),
    )

    def __init__(
        self, data: Any = None, *, measure: Measure, before: MeasureReading | None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.measure = measure
        if measure.is_counted:
            self.fields["value"].unit = measure.unit  # type: ignore[attr-defined]  # it is a FigureField
            self.fields["value"].help_text = f"{_unit(measure)}A number alone, such as 12 or 12.5."
            self.fields["note"].help_text = "If the number needs a word to be read. Do not identify anyone."
        else:
            del self.fields["value"]
            self.fields["note"].label = "How does it stand?"
            self.fields["note"].help_text = "In words: what is different for people. Do not identify anyone."
        if before is None:
            del self.fields["reason"]

    @property
    def revision(self) -> int:
        """The revision that the writer started from; 0 when there was none."""
        return self.cleaned_data.get("expected_revision") or 0

    def content(self) -> ReadingContent:
        """What was typed, so far as it could be read."""
        said = self.cleaned_data
        return ReadingContent(
            value=said.get("value"),
            note=said.get("note", ""),
            reason=said.get("reason", ""),
            not_personal=said.get("not_personal", False),
        )


def first_values(measure: Measure) -> dict[str, Any]:
    """What the boxes of a measure begin with."""
    return {
        "words": measure.words,
        "unit": measure.unit,
        "baseline": show_figure(measure.baseline),
        "target": show_figure(measure.target),
        "better": measure.better,
        "agency": str(measure.agency_id or ""),
        "supplier": measure.supplier,
        "expected_version": measure.version,
    }


def _unit(measure: Measure) -> str:
    return f"In {measure.unit}. " if measure.unit else ""


def _name_of(objective: Objective) -> str:
    """As the plan's page heads it: an upper one by its title, where the plan does not count them."""
    return str(objective) if objective.parent_id else objective.heading
