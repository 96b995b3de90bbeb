"""Forms of a review's recommendation: its words, its actions, why it needs none; what narrows the list."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from actions.forms.versioned import VersionedForm
from actions.forms.vouching import VouchingForm
from actions.models import NoActionNeeded, Plan
from actions.pages.recommendations import STATES
from actions.problems import LONGEST
from actions.recommending import RecommendationContent
from actions.tracing import SettlementContent
from governance.models import Agency, RegisteredDocument
from governance.widgets import DateBoxesField, LongText, Radios, ShortText

NO_CASE = "Never write who was harmed or accused, nor what happened in a case."
_REVIEWS = frozenset({"reviews", "independent review", "needs assessment"})


class RecommendationForm(VersionedForm):
    """What a review recommends, and to whom."""

    free_text = ("text", "addressed_to")

    document = forms.ChoiceField(
        label="Review",
        error_messages={
            "required": "Choose the review that recommends it.",
            "invalid_choice": "Choose one of the documents listed.",
        },
    )
    reference = forms.CharField(
        label="Its reference in the review",
        help_text="Such as 3 or 4.2.",
        error_messages={"required": "Enter its reference in the review, such as 3 or 4.2."},
        widget=ShortText(width=10),
    )
    text = forms.CharField(
        label="What is recommended, in plain words",
        help_text=NO_CASE,
        error_messages={"required": "Say what is recommended, in plain words."},
        widget=LongText(rows=5, count=LONGEST),
    )
    made_on = DateBoxesField(
        thing="The day when it was made",
        label="When was it made?",
        help_text="The day of the review. For example, 31 3 2021",
    )
    agency = forms.ChoiceField(
        label="To which agency is it addressed?",
        required=False,
        error_messages={"invalid_choice": "Choose one of the agencies listed, or name another body."},
    )
    addressed_to = forms.CharField(
        label="Or to another body",
        help_text="Such as “All partners” or a government department. Not a person’s name.",
        required=False,
        widget=ShortText(width=30),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        documents: Iterable[RegisteredDocument],
        agencies: Iterable[Agency],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        self.agencies = {str(one.pk): one for one in agencies}
        reviews = [(key, one.title) for key, one in self.documents.items() if one.kind in _REVIEWS]
        others = [(key, one.title) for key, one in self.documents.items() if one.kind not in _REVIEWS]
        grouped = [("Reviews and assessments", reviews), ("Other documents", others)]
        _choose(self.fields["document"], [("", "Choose a review"), *(pair for pair in grouped if pair[1])])
        named = [(key, one.name) for key, one in self.agencies.items()]
        _choose(self.fields["agency"], [("", "Another body, named below"), *named])

    def content(self) -> RecommendationContent:
        """What a valid form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "expected_version"}
        document, agency = self.documents[said["document"]], self.agencies.get(said["agency"])
        return RecommendationContent(**said | {"document": document, "agency": agency})


class TraceForm(VouchingForm):
    """The actions of one plan that answer it."""

    free_text = ("note",)

    plan = forms.ChoiceField(
        label="Plan of the actions",
        error_messages={
            "required": "Choose the plan of the actions.",
            "invalid_choice": "Choose one of the plans listed.",
        },
    )
    references = forms.CharField(
        label="References of the actions",
        help_text="As the plan prints them, with commas between: 8.1, 9.1.",
        error_messages={"required": "Enter the reference of at least one action, such as 8.1."},
        widget=ShortText(width=20),
    )
    note = forms.CharField(
        label="How they answer it (optional)",
        help_text="One sentence that the pages of both show.",
        required=False,
        widget=LongText(rows=2),
    )

    def __init__(self, data: Any = None, *, plans: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        named = [(key, str(plan)) for key, plan in self.plans.items()]
        _choose(self.fields["plan"], named if len(named) == 1 else [("", "Choose a plan"), *named])

    def clean_references(self) -> list[str]:
        """Each once, however its letters are cased, in the order typed."""
        words = self.cleaned_data["references"].replace(";", ",").split(",")
        once: dict[str, str] = {}
        for word in filter(None, map(str.strip, words)):
            once.setdefault(word.casefold(), word)
        return list(once.values())

    @property
    def chosen_plan(self) -> Plan:
        """Of a valid form."""
        return self.plans[self.cleaned_data["plan"]]


class SettleForm(VouchingForm):
    """Why a recommendation needs no action."""

    free_text = ("reason",)

    settled_as = forms.ChoiceField(
        label="Why is no action needed?",
        choices=NoActionNeeded.choices,
        widget=Radios(
            choice_hints={
                "risk_accepted": "The partners know the risk and live with it.",
                "done_already": "What it asks for was in place before anybody promised it in a plan.",
                "not_accepted": "The partners do not agree with it.",
            }
        ),
        error_messages={
            "required": "Choose why no action is needed.",
            "invalid_choice": "Choose why no action is needed.",
        },
    )
    reason = forms.CharField(
        label="The reason",
        help_text=f"Who decided it, and on what grounds. {NO_CASE}",
        error_messages={"required": "Give the reason, so that the Board can follow it."},
        widget=LongText(rows=4, count=LONGEST),
    )
    settled_on = DateBoxesField(thing="The day when it was decided", label="When was it decided?")

    def content(self) -> SettlementContent:
        """What a valid form says."""
        return SettlementContent(**self.cleaned_data)


class RecommendationFilterForm(forms.Form):
    """What the list is narrowed by. A choice that is not known narrows nothing."""

    state = forms.ChoiceField(label="How it stands", required=False, choices=[("", "Any"), *STATES])
    review = forms.ChoiceField(label="Review", required=False)
    agency = forms.ChoiceField(label="Addressed to", required=False)

    def __init__(self, data: Any, *, reviews: Sequence[tuple[int, str]], agencies: Sequence[tuple[str, str]]):
        super().__init__(data)
        _choose(self.fields["review"], [("", "Any review"), *((str(key), words) for key, words in reviews)])
        _choose(self.fields["agency"], [("", "Any agency"), *agencies])

    def chosen(self) -> dict[str, str]:
        """The choices that are made and known, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self) -> list[tuple[str, str]]:
        """Each choice made: its field, and the choice in words."""
        return [
            (name, dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]  # all are ChoiceFields
            for name, value in self.chosen().items()
        ]


def _choose(field: forms.Field, choices: Iterable[Any]) -> None:
    field.choices = list(choices)  # type: ignore[attr-defined]  # it is a ChoiceField
