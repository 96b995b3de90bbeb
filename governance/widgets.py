"""What a field asks for beyond Django's widgets: a hint for each choice, questions under one, dates in boxes.

How a field looks is decided in ``templates/components/fields/``; these carry what it needs to know. Django
copies a form's widgets for each form, and nothing here is changed after that, so nothing is shared between
two people's pages.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from governance.days import in_words


class Radios(forms.RadioSelect):
    """Radio buttons. ``choice_hints``: choice to hint; ``reveals``: choice to the fields shown under it."""

    def __init__(
        self,
        *,
        choice_hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        inline: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.choice_hints = dict(choice_hints or {})
        self.reveals = {choice: tuple(names) for choice, names in (reveals or {}).items()}
        self.inline = inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes. ``choice_hints`` maps a choice to its hint; ``small`` for filters."""

    def __init__(
        self,
        *,
        choice_hints: Mapping[str, str] | None = None,
        small: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.choice_hints = dict(choice_hints or {})
        self.small = small


class ShortText(forms.TextInput):
    """One line of text. ``width`` is in characters (2, 3, 4, 5, 10, 20 or 30), 0 for the whole column."""

    def __init__(
        self, *, width: int = 0, prefix: str = "", suffix: str = "", attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.width = width
        self.prefix = prefix
        self.suffix = suffix


class LongText(forms.Textarea):
    """Several lines of text. ``count`` shows how many of that many characters are left."""

    def __init__(self, *, rows: int = 5, count: int = 0, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.rows = rows
        self.count = count


class DateBoxes(forms.MultiWidget):
    """A date in three boxes, posted as ``name_day``, ``name_month`` and ``name_year``."""

    def __init__(self, *, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({"inputmode": "numeric"}),
            "month": forms.TextInput({"inputmode": "numeric"}),
            "year": forms.TextInput({"inputmode": "numeric"}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: dt.date | None) -> list[Any]:
        """Day, month and year of a date, or three empty boxes."""
        return [value.day, value.month, value.year] if value else ["", "", ""]


ANY_DATE = dt.date(2024, 3, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateBoxesField(forms.MultiValueField):
    """A real date from three boxes; the month may be a word. ``thing`` begins its sentences.

    ``example`` is a date that would be right here: the hint shows it as typed, an error in words.
    """

    def __init__(
        self,
        *,
        thing: str,
        required: bool = True,
        example: dt.date | None = None,
        help_text: str = "",
        **kwargs: Any,
    ) -> None:
        self.thing = thing
        self.example = example or ANY_DATE
        if example:
            shown = f"For example, {example.day} {example.month} {example.year}"
            help_text = f"{help_text} {shown}".strip()
        parts = tuple(forms.CharField(required=False) for _ in range(3))
        kwargs.setdefault("widget", DateBoxes())
        messages = {"required": f"Enter {thing[0].lower()}{thing[1:]}."}
        super().__init__(
            parts,
            required=required,
            require_all_fields=False,
            error_messages=messages,
            help_text=help_text,
            **kwargs,
        )

    def compress(self, data_list: list[str]) -> dt.date | None:
        """The date. Raises ValidationError naming the parts missing, or saying that there is no such date."""
        if not any(data_list):
            return None
        day, month, year = data_list
        missing = [word for word, value in (("day", day), ("month", month), ("year", year)) if not value]
        if missing:
            raise forms.ValidationError(
                f"{self.thing} must include a {' and a '.join(missing)}.", code="incomplete"
            )
        try:
            return dt.date(_year(year), _month(month), int(day))
        except (ValueError, OverflowError):
            raise forms.ValidationError(
                f"{self.thing} must be a real date, such as {in_words(self.example)}.", code="invalid"
            ) from None


class TimeOfDayField(forms.TimeField):
    """A time as people write it: 14:00, 14.00, 2pm, 2:30 pm, noon."""

    input_formats = ("%H:%M", "%H:%M:%S", "%I%p", "%I:%M%p")

    def prepare_value(self, value: Any) -> Any:
        """A time as its hint has it, 14:00; what was typed as it was typed."""
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> dt.time | None:
        if isinstance(value, str):
            typed = value.strip().lower()
            plain = _NAMED.get(typed, typed).replace(" ", "").replace("a.m.", "am").replace("p.m.", "pm")
            value = plain.replace(".", ":")
        return super().to_python(value)


_NAMED = {"noon": "12:00", "midday": "12:00", "12 noon": "12:00"}


def _month(typed: str) -> int:
    if typed.isdigit():
        return int(typed)
    return _MONTHS.index(typed[:3].lower()) + 1


def _year(typed: str) -> int:
    if len(typed) != 4:
        raise ValueError(typed)
    return int(typed)
