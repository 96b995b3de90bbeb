"""The states of people, their roles and posts, as tags."""

from django import template
from django.utils.safestring import SafeString

from governance.models import Person
from governance.templatetags.interface import govuk_tag

register = template.Library()

_SPANS = {"now": ("In force", "green"), "later": ("To come", "blue"), "ended": ("Ended", "grey")}
_POSTS = {
    "held": ("Held", "green"),
    "deputy": ("Deputy acts", "blue"),
    "vacant": ("Vacant", "yellow"),
    "ended": ("Ended", "grey"),
}


@register.simple_tag
def account_tag(person: Person) -> SafeString:
    """Disabled or Invited; nothing for somebody who may sign in."""
    if not person.is_active:
        return govuk_tag("Disabled", "grey")
    return govuk_tag("Invited", "blue") if person.is_invited else SafeString("")


@register.simple_tag
def span_tag(state: str) -> SafeString:
    """Whether a role or an appointment is in force, to come or ended."""
    return govuk_tag(*_SPANS[state])


@register.simple_tag
def post_tag(state: str) -> SafeString:
    """Whether somebody acts for a post."""
    return govuk_tag(*_POSTS[state])
