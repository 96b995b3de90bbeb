"""Ratings, states and directions as tags: always a word, never colour or shape alone. Cheap in rows."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actions.models import UpdateState
from actions.ratings import Call, Rating, Status, Travel

register = template.Library()

# Colours stand in tracker.css, a class a rating.
_RATING = {
    rating: SafeString(f'<strong class="govuk-tag app-rating app-rating--{rating}">{rating.label}</strong>')
    for rating in Rating
}
_NO_RATING = SafeString('<span class="app-none">Not rated</span>')

# No state is red: red is for errors, and for the rating.
_STATE_COLOUR = {
    UpdateState.DRAFT: "grey",
    UpdateState.READY: "light-blue",
    UpdateState.SUBMITTED: "blue",
    UpdateState.RETURNED: "orange",
    UpdateState.ACCEPTED: "green",
}
_STATES = {
    str(state): SafeString(f'<strong class="govuk-tag govuk-tag--{colour}">{state.label}</strong>')
    for state, colour in _STATE_COLOUR.items()
}
_NOT_BEGUN = SafeString('<strong class="govuk-tag govuk-tag--yellow">Nothing yet</strong>')

_SHAPE = {
    Travel.IMPROVED: "▲",
    Travel.NO_CHANGE: "▶",
    Travel.WORSE: "▼",
    Travel.NEW: "●",
    Travel.NOT_COMPARABLE: "○",
}
_TRAVEL = {
    str(travel): SafeString(
        f'<span class="app-travel app-travel--{travel}"><span aria-hidden="true">{shape}</span>'
        f" {travel.label}</span>"
    )
    for travel, shape in _SHAPE.items()
}


@register.simple_tag
def rating_tag(rating: str | None, words: str = "") -> SafeString:
    """A rating's word on its colour. ``words`` stands in for the word, such as Complete on blue."""
    if not rating:
        return _NO_RATING
    known = Rating(rating)
    if not words:
        return _RATING[known]
    return format_html('<strong class="govuk-tag app-rating app-rating--{}">{}</strong>', known.value, words)


@register.simple_tag
def state_tag(state: str | None) -> SafeString:
    """The state of an update; without one, that nothing was written yet."""
    return _STATES[state] if state else _NOT_BEGUN


@register.simple_tag
def travel_mark(travel: str | None) -> SafeString:
    """A direction of travel in words, with a shape that screen readers do not hear."""
    return _TRAVEL[travel] if travel else SafeString("")


@register.filter
def status_label(status: str) -> str:
    """A delivery status in words."""
    return Status(status).label if status else ""


@register.filter
def call_label(call: str) -> str:
    """A lead's own call in words."""
    return Call(call).label if call else ""
