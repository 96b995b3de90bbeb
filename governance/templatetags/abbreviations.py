"""Says what a short form stands for, where a page uses it first."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from governance.abbreviations import Expander, read_meanings

register = template.Library()
_KEPT = "_expander"


@register.simple_tag(takes_context=True)
def expanded(context: Context, text: str) -> SafeString:
    """The text, with each short form explained at its first use on the page. One query a page."""
    request: Any = context["request"]
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, Expander(read_meanings()))
    expander: Expander = getattr(request, _KEPT)
    return mark_safe(str(expander.expand(text)).replace("\n", "<br>"))  # noqa: S308  # escaped by expand
