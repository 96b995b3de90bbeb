"""What is wrong with words that somebody writes freely. Pure, but for the settings."""

from django.conf import settings

from governance import personal_data
from governance.problems import Problem

LONGEST = 4000


def find_text_problems(name: str, text: str, *, excused: bool, longest: int = LONGEST) -> list[Problem]:
    """Too long, or what could identify a person. ``excused``: the writer says that it does not."""
    return [*too_long_problems(name, text, longest), *personal_problems(name, text, excused=excused)]


def too_long_problems(name: str, text: str, limit: int = LONGEST) -> list[Problem]:
    """At most one problem: more characters than the limit."""
    if len(text) <= limit:
        return []
    return [(name, f"Shorten this to {limit:,} characters or fewer. It has {len(text):,}.")]


def personal_problems(name: str, text: str, *, excused: bool) -> list[Problem]:
    """What could identify a person. ``excused``: the writer says that it does not, which some kinds allow."""
    return [
        (name, found.sentence)
        for found in personal_data.find(text, partner_domains=settings.PARTNER_DOMAINS)
        if found.severity == "refuse" or not excused
    ]
