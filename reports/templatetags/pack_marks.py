"""How ratings, travel and figures look in a pack. Filters, because a filter is cheap in a row of a table."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actions.rag import Rating, Travel
from reports.board_pack import Count
from reports.positions import ActionPosition
from reports.rendering import words
from reports.rendering.palette import MARKS, TRAVEL_SHAPES

register = template.Library()

_RATINGS = {
    key: SafeString(f'<strong class="govuk-tag app-rating app-rating--{key}">{mark.label}</strong>')
    for key, mark in MARKS.items()
}
_TRAVEL = {
    travel: SafeString(
        f'<span class="app-travel"><span aria-hidden="true">{shape}</span> {travel.label}</span>'
    )
    for travel, shape in TRAVEL_SHAPES.items()
}


@register.filter
def rating_mark(rating: Rating | str) -> SafeString:
    """A rating's word on its colour; "closed" has a mark too."""
    return _RATINGS[str(rating)]


@register.filter
def position_mark(position: ActionPosition) -> SafeString:
    """The rating that counts, with what a Grey one stands for."""
    label = position.rating_label
    if label == position.rating.label:
        return _RATINGS[position.rating]
    return format_html(
        '<strong class="govuk-tag app-rating app-rating--{}">{}</strong>', position.rating.value, label
    )


@register.filter
def travel_mark(travel: Travel) -> SafeString:
    """A direction of travel: its word, and a shape that screen readers pass over."""
    return _TRAVEL[travel]


@register.filter
def count_label(count: Count) -> SafeString | str:
    """A figure's label; a rating stands on its colour, with what its label adds beside it."""
    mark = MARKS.get(count.key.rpartition(".")[2])
    if mark is None or "." not in count.key:
        return count.label
    return format_html("{}{}", _RATINGS[mark.key], count.label.removeprefix(mark.label))


register.filter(words.moment)
register.filter(words.as_at)
register.filter(words.revision)


@register.filter
def change(count: Count) -> str:
    """How a figure moved since the quarter before: "up 2", "down 1", "no change", or nothing to compare."""
    if count.change is None:
        return ""
    if count.change == 0:
        return "no change"
    return f"up {count.change}" if count.change > 0 else f"down {-count.change}"


@register.filter
def share(count: Count) -> str:
    """A percentage with its denominator, such as "33% of 30 rated actions"; empty where no share is meant."""
    if count.percent is None:
        return ""
    return f"{count.percent}% of {count.out_of} {count.out_of_words}"
