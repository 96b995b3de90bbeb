"""The form of a review of a plan's equality impact assessment."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from actions.equality import EqualityContent, MitigationContent
from actions.forms.vouching import VouchingForm
from actions.models import EqualityReview, ProtectedCharacteristic
from actions.problems import LONGEST
from governance.widgets import Checkboxes, DateBoxesField, LongText, ShortText

SPARE_ROWS, MOST_ROWS = 2, 30
_NO_NAMES = "Do not identify anyone. Every partner can read it."


@dataclass(frozen=True)
class MitigationRow:
    """The two boxes of one mitigation."""

    words: BoundField
    reference: BoundField


class EqualityForm(VouchingForm):
    """What was found, for whom, and what is done about it. ``last`` is the review before, if there is one."""

    free_text: tuple[str, ...] = ("done_by", "summary", "changed", "other_groups", "address")

    reviewed_on = DateBoxesField(thing="The day when it was done", label="When was it done?")
    done_by = forms.CharField(
        label="Which post or body did it?",
        help_text="Such as “OPCC, Victims Lead”. Not a person’s name.",
        error_messages={"required": "Say which post or body did it, not a person's name."},
        widget=ShortText(width=30),
    )
    groups = forms.MultipleChoiceField(
        label="Which groups were considered?",
        help_text="As the Equality Act 2010 names them.",
        choices=ProtectedCharacteristic.choices,
        required=False,
        widget=Checkboxes(small=True),
        error_messages={"invalid_choice": "Choose from the groups listed."},
    )
    other_groups = forms.CharField(
        label="Others, in words (optional)",
        help_text="Such as women in rural places, or care leavers.",
        required=False,
        widget=ShortText(width=30),
    )
    summary = forms.CharField(
        label="What was found?",
        help_text=f"For whom the plan does more, or less, than for others. {_NO_NAMES}",
        error_messages={"required": "Say what was found, in a sentence or more."},
        widget=LongText(rows=6, count=LONGEST),
    )
    changed = forms.CharField(
        label="What is new since the review before?",
        help_text="If nothing is, say so.",
        error_messages={"required": "Say what is new since the review before, or that nothing is."},
        widget=LongText(rows=4, count=LONGEST),
    )
    address = forms.CharField(
        label="Web address of the document (optional)",
        required=False,
        widget=ShortText(width=30),
    )
    expected_number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mitigation_rows = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, last: EqualityReview | None, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if last is None:
            del self.fields["changed"]
        self.rows = _count(data if data is not None else initial)
        for number in range(self.rows):
            self.fields[f"words_{number}"] = forms.CharField(
                label=f"Mitigation {number + 1}", required=False, widget=LongText(rows=2)
            )
            self.fields[f"reference_{number}"] = forms.CharField(
                label=f"Action that does mitigation {number + 1} (optional)",
                required=False,
                widget=ShortText(width=10),
            )
            self.free_text += (f"words_{number}",)

    @property
    def mitigations(self) -> list[MitigationRow]:
        """The rows, in order."""
        return [
            MitigationRow(self[f"words_{number}"], self[f"reference_{number}"]) for number in range(self.rows)
        ]

    @property
    def number(self) -> int:
        """The number that the writer writes; 0 when the form does not say."""
        return self.cleaned_data.get("expected_number") or 0

    def content(self) -> EqualityContent:
        """What a valid form says."""
        said = self.cleaned_data
        return EqualityContent(
            reviewed_on=said["reviewed_on"],
            done_by=said["done_by"],
            summary=said["summary"],
            address=said["address"],
            groups=tuple(said["groups"]),
            other_groups=said["other_groups"],
            changed=said.get("changed", ""),
            mitigations=tuple(
                MitigationContent(words=said[f"words_{number}"], reference=said[f"reference_{number}"])
                for number in range(self.rows)
            ),
            not_personal=said["not_personal"],
        )


def initial_of(last: EqualityReview | None) -> dict[str, Any]:
    """What the boxes begin with: of the review before, what carries over. Wants its mitigations."""
    if last is None:
        return {"expected_number": 1, "mitigation_rows": SPARE_ROWS + 1}
    mitigations = list(last.mitigations.all())
    boxes: dict[str, Any] = {
        "done_by": last.done_by,
        "groups": last.groups,
        "other_groups": last.other_groups,
        "summary": last.summary,
        "address": last.address,
        "expected_number": last.number + 1,
        "mitigation_rows": len(mitigations) + SPARE_ROWS,
    }
    for number, one in enumerate(mitigations):
        boxes |= {
            f"words_{number}": one.words,
            f"reference_{number}": one.action.reference if one.action else "",
        }
    return boxes


def with_more_rows(data: Any) -> dict[str, Any]:
    """What was typed, to be shown again with more rows for mitigations; nothing is checked."""
    typed = {name: data.get(name) for name in data} | {"groups": data.getlist("groups")}
    parts = [data.get(f"reviewed_on_{part}", "") for part in ("day", "month", "year")]
    return typed | {"reviewed_on": parts, "mitigation_rows": _count(data) + SPARE_ROWS}


def _count(boxes: Any) -> int:
    try:
        asked = int(boxes.get("mitigation_rows") or 0)
    except ValueError:
        asked = 0
    return min(max(asked, SPARE_ROWS + 1), MOST_ROWS)
