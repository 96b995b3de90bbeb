"""A date on a weekend is taken when somebody says that it is meant, and not before."""

import datetime as dt
from typing import ClassVar

from django import forms

SATURDAY = 5


class WeekendForm(forms.Form):
    """``week_days`` are its dates that seldom fall on a weekend; a second press with a tick takes one."""

    week_days: ClassVar[tuple[str, ...]] = ()

    weekend_meant = forms.BooleanField(required=False, label="Yes, a weekend is meant")

    def _post_clean(self) -> None:
        """Once nothing else is wrong, a weekend that nobody said is meant is named beside its field."""
        super()._post_clean()  # type: ignore[misc]  # Django's hook after clean(), which the stubs leave out
        if self.errors or self.cleaned_data.get("weekend_meant"):
            return
        for name in self.week_days:
            day: dt.date | None = self.cleaned_data.get(name)
            if day is not None and day.weekday() >= SATURDAY:
                which = "Saturday" if day.weekday() == SATURDAY else "Sunday"
                said = f"This is a {which}. Choose another day, or tick below that a weekend is meant."
                self.add_error(name, forms.ValidationError(said, code="weekend"))

    @property
    def asks_of_weekend(self) -> bool:
        """Whether the tick box is to be shown: a weekend was typed."""
        if not self.is_bound:
            return False
        typed = any(self.has_error(name, "weekend") for name in self.week_days)
        return typed or bool(self.cleaned_data.get("weekend_meant"))
