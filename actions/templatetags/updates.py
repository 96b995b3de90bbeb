"""The pieces of the pages where updates are written: a question with last quarter's words beside it."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField

from actions.pages.update import UpdatePage

register = template.Library()


@register.inclusion_tag("actions/_question.html")
def question(page: UpdatePage, bound: BoundField, *, label_size: str = "s") -> dict[str, Any]:
    """A field and, beside it, what was said of it last quarter; the writer may copy that."""
    before = page.previous_request
    said = getattr(page.previous, bound.name, "") if page.previous else ""
    return {
        "field": bound,
        "label_size": label_size,
        "words": said,
        "quarter": before.period.quarter.label if before else "",
        "is_sample": page.previous.is_sample if page.previous else False,
    }
