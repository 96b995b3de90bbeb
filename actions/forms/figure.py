"""A box for a number, which keeps what was typed and says in a sentence when it is none."""

from decimal import Decimal
from typing import Any

from django import forms

from actions.figures import read_figure
from governance.widgets import ShortText


class FigureField(forms.CharField):
    """A number as people write it. ``thing`` names it in the sentences, such as "reading".

    ``unit`` may be set on a form's own field: then a per cent sign is refused beside another unit.
    """

    unit: str | None = None

    def __init__(self, *, thing: str, **kwargs: Any) -> None:
        self.thing = thing
        kwargs.setdefault("widget", ShortText(width=10, attrs={"inputmode": "decimal"}))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """The number; None for an empty box."""
        typed: str = super().clean(value)
        try:
            return read_figure(typed, thing=self.thing, unit=self.unit)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None
