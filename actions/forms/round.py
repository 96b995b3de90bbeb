"""Forms of a round: narrow its rows, set its dates, choose whom it asks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from actions.models import Action
from actions.pages.round import AgencyLine
from actions.rolling import off_weekend
from actions.rounds import find_date_problems
from governance.forms.weekends import WeekendForm
from governance.models import ReportingPeriod
from governance.quarters import Quarter
from governance.widgets import Checkboxes, DateBoxesField

_UNKNOWN = "Choose one of the list."


class RoundFilterForm(forms.Form):
    """Which rows of a round are shown; the address holds it."""

    agency = forms.ChoiceField(required=False, error_messages={"invalid_choice": _UNKNOWN})
    state = forms.ChoiceField(required=False, error_messages={"invalid_choice": _UNKNOWN})
    late = forms.BooleanField(required=False, label="Late only")

    def __init__(
        self, *args: Any, lines: Iterable[AgencyLine], states: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        agencies = [("", "Any agency"), *((line.slug, line.name) for line in lines)]
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]  # both are
        self.fields["state"].choices = [("", "Any state"), *states]  # type: ignore[attr-defined]  # ChoiceFields


class RoundDatesForm(WeekendForm):
    """A round's quarter and dates. ``quarters`` are those that have not been opened."""

    week_days = ("due_on", "meets_on")

    quarter = forms.ChoiceField(
        error_messages={
            "required": "Choose the quarter that the round is about.",
            "invalid_choice": "That quarter's round has been opened already. Choose another.",
        }
    )
    opens_on = DateBoxesField(
        thing="The date it opens", label="Opens", help_text="From this day updates can be written."
    )
    due_on = DateBoxesField(
        thing="The date updates are due",
        label="Updates due",
        help_text="The cut-off: what is handed in later is marked late.",
    )
    meets_on = DateBoxesField(thing="The date the Board meets", label="Board meets")

    def __init__(self, *args: Any, quarters: Iterable[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(quarter.key, quarter.long_label) for quarter in quarters]
        self.fields["quarter"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Dates in order and near their quarter."""
        values: dict[str, Any] = super().clean() or {}
        names = ("opens_on", "due_on", "meets_on")
        if "quarter" in values and all(values.get(name) for name in names):
            dates = {name: values[name] for name in names}
            for name, sentence in find_date_problems(Quarter.parse(values["quarter"]), **dates):
                self.add_error(name, sentence)
        return values

    @property
    def chosen(self) -> Quarter:
        """The quarter of a valid form."""
        return Quarter.parse(self.cleaned_data["quarter"])

    @property
    def dates(self) -> dict[str, dt.date]:
        """The dates of a valid form, under the names of ``ReportingPeriod``."""
        return {name: self.cleaned_data[name] for name in ("opens_on", "due_on", "meets_on")}

    @property
    def ticked(self) -> set[str]:
        """The actions ticked on the page after, by primary key, when it was sent."""
        return set(self.data.getlist("ask"))  # type: ignore[attr-defined]  # bound, it holds a QueryDict

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Name and value of each box of a valid form as posted, to be carried through the next page."""
        names = ["quarter"] + [
            f"{name}_{part}"
            for name in ("opens_on", "due_on", "meets_on")
            for part in ("day", "month", "year")
        ]
        meant = [("weekend_meant", "on")] if self.cleaned_data["weekend_meant"] else []
        return [(name, self.data.get(name, "")) for name in names] + meant


class AskForm(forms.Form):
    """The actions that a round asks about, by primary key, from those that it could."""

    ask = forms.MultipleChoiceField(
        widget=Checkboxes(small=True),
        error_messages={
            "required": "Choose at least one action to ask about.",
            "invalid_choice": "One of these actions is no longer in the plan. Look through the list again.",
        },
    )

    def __init__(self, *args: Any, actions: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ask"].choices = [(str(action.pk), str(action)) for action in actions]  # type: ignore[attr-defined]  # it is a MultipleChoiceField


def suggest_dates(quarter: Quarter, *, before: ReportingPeriod | None, today: dt.date) -> dict[str, dt.date]:
    """As long after the quarter's end as the round before, else 1, 15 and 29 days; a weekend's moved to its
    Monday; none has passed.
    """
    end = before.quarter.end if before else None
    after = {
        name: (getattr(before, name) - end).days if before and end else days
        for name, days in (("opens_on", 1), ("due_on", 15), ("meets_on", 29))
    }
    return {
        name: off_weekend(max(quarter.end + dt.timedelta(days=days), today)) for name, days in after.items()
    }
