"""Shows a form's fields as GOV.UK Frontend does: label, hint, error and control joined to each other."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from governance.guards import Request
from governance.kept_words import OWNER_FIELD, sign_owner
from governance.widgets import Checkboxes, DateBoxes, LongText, Radios, ShortText

register = template.Library()

# The first that fits decides; a subclass stands before what it is made from.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (DateBoxes, "date"),
    (forms.PasswordInput, "password"),
)
_CONTROL_CLASS = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "input": "govuk-input",
}
_IN_FIELDSET = {"radios", "checkboxes", "date"}


def kind_of(bound: BoundField) -> str:
    """Which template of ``components/fields/`` shows the field."""
    return next((kind for widget, kind in _KINDS if isinstance(bound.field.widget, widget)), "input")


def first_control(bound: BoundField) -> str:
    """The id of the field's first control, for a link from the error summary."""
    return f"{bound.auto_id}_0" if kind_of(bound) in _IN_FIELDSET else bound.auto_id


@register.simple_tag
def govuk_field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    label_size: str = "",
    heading: bool = False,
    width: int = 0,
    rows: int = 0,
    count: int = 0,
    autocomplete: str = "",
    inline: bool = False,
) -> SafeString:
    """One field. Without an option, its label, hint and size come from the form's field and widget.

    ``label_size`` is s, m, l or xl; ``heading`` makes the label the page's h1; ``width`` is in characters.
    """
    if bound.is_hidden:
        return SafeString(bound)
    kind = kind_of(bound)
    widget = bound.field.widget
    context = _words(bound, kind, label or str(bound.label or ""), hint or str(bound.help_text))
    context["label_class"] = f"--{label_size}" if label_size else ""
    context["heading"] = heading
    context["count"] = count or getattr(widget, "count", 0)
    if kind in {"radios", "checkboxes"}:
        context |= _choices(bound, inline=inline)
    elif kind == "date":
        context["boxes"] = _boxes(bound)
    elif kind == "checkbox":
        context["checked"] = bool(bound.value())
    else:
        attrs = _attrs(bound, context, kind, width=width, rows=rows)
        if autocomplete:
            attrs["autocomplete"] = autocomplete
        context["control"] = bound.as_widget(attrs=attrs)
        context["prefix"] = getattr(widget, "prefix", "")
        context["suffix"] = getattr(widget, "suffix", "")
    return render_to_string(f"components/fields/{kind}.html", context)


def _words(bound: BoundField, kind: str, label: str, hint: str) -> dict[str, Any]:
    """What every kind shows, and the ids that join hint and error to the control."""
    name = bound.auto_id
    described = [f"{name}-hint"] if hint else []
    if bound.errors:
        described.append(f"{name}-error")
    return {
        "bound": bound,
        "id": name,
        "label": label,
        "hint": hint,
        "errors": bound.errors,
        "described_by": " ".join(described),
        "fieldset": kind in _IN_FIELDSET,
    }


def _attrs(bound: BoundField, context: dict[str, Any], kind: str, *, width: int, rows: int) -> dict[str, Any]:
    widget = bound.field.widget
    classes = [_CONTROL_CLASS[kind], str(widget.attrs.get("class", ""))]
    if bound.errors:
        classes.append(f"{_CONTROL_CLASS[kind].split()[0]}--error")
    width = width or (widget.width if isinstance(widget, ShortText) else 0)
    if width:
        classes.append(f"govuk-input--width-{width}")
    described = context["described_by"]
    if kind == "textarea" and context["count"]:
        classes.append("govuk-js-character-count")
        described = f"{described} {context['id']}-info".strip()
    attrs = {"class": " ".join(part for part in classes if part)}
    if kind == "textarea":
        attrs["rows"] = str(rows or (widget.rows if isinstance(widget, LongText) else 5))
    if described:
        attrs["aria-describedby"] = described
    return attrs


def _choices(bound: BoundField, *, inline: bool) -> dict[str, Any]:
    widget = bound.field.widget
    hints = widget.choice_hints if isinstance(widget, Radios | Checkboxes) else {}
    reveals = widget.reveals if isinstance(widget, Radios) else {}
    shown = [choice.data for choice in bound.subwidgets]
    options = [
        {
            "id": data["attrs"]["id"],
            "value": str(data["value"]),
            "label": data["label"],
            "checked": data["selected"],
            "disabled": bound.field.disabled or data["attrs"].get("disabled", False),
            "hint": hints.get(str(data["value"]), ""),
            "reveals": [bound.form[name] for name in reveals.get(str(data["value"]), ())],
        }
        for data in shown
    ]
    return {
        "options": options,
        "inline": inline or getattr(widget, "inline", False),
        "small": getattr(widget, "small", False),
    }


def _boxes(bound: BoundField) -> list[dict[str, Any]]:
    """Day, month and year; each with its value as typed."""
    parts = bound.subwidgets[0].data["subwidgets"]
    words = (("Day", 2), ("Month", 2), ("Year", 4))
    return [
        {
            "id": part["attrs"]["id"],
            "name": part["name"],
            "value": part["value"],
            "label": word,
            "width": width,
        }
        for part, (word, width) in zip(parts, words, strict=True)
    ]


@register.simple_tag
def error_summary(*forms_shown: forms.BaseForm | None) -> SafeString:
    """The errors of the forms in the order of their fields, each linked to its field; else nothing."""
    lines: list[tuple[str, str]] = []
    for form in forms_shown:
        if not isinstance(form, forms.BaseForm) or not form.errors:
            continue
        lines += [("", str(error)) for error in form.non_field_errors()]
        for bound in form:
            if bound.is_hidden:
                lines += [("", str(error)) for error in bound.errors]
            else:
                lines += [(f"#{first_control(bound)}", str(error)) for error in bound.errors]
    if not lines:
        return SafeString("")
    return render_to_string("components/error_list.html", {"lines": lines})


@register.simple_block_tag(end_name="endshownfor")
def shownfor(content: str, bound: BoundField, values: str) -> SafeString:
    """Questions that one of several choices (``values``, parted by spaces) needs. Shown without scripts."""
    labels = {str(choice.data["value"]): str(choice.data["label"]) for choice in bound.subwidgets}
    words = [labels.get(value, value) for value in values.split()]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return format_html(
        '<div class="app-shown-for" data-shown-for data-field="{}" data-values="{}">'
        '<p class="govuk-body app-shown-for__when">If you chose {}:</p>{}</div>',
        bound.html_name,
        values,
        listed,
        SafeString(content),
    )


@register.simple_tag(takes_context=True)
def kept_words_owner(context: RequestContext) -> SafeString:
    """The hidden field that lets what is typed here survive an ended session (``governance.kept_words``)."""
    request: Request = context["request"]
    signed = sign_owner(request.user, request.path)
    return format_html('<input type="hidden" name="{}" value="{}">', OWNER_FIELD, signed)
