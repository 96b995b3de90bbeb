"""What is wrong with words that somebody writes freely. Pure, but for the settings."""

from django.conf import settings

from governance import personal_data
from governance.problems import Problem

LONGEST = 4000


def find_text_problems(name: str, text: str, *, excused: bool, longest: int = LONGEST) -> list[Problem]:
    """Too long, or what could identify a person. ``excused``: the writer says that it does not."""
    problems: list[Problem] = []
    if len(text) > longest:
        problems.append((name, f"Shorten this to {longest:,} characters or fewer. It has {len(text):,}."))
    for found in personal_data.find(text, partner_domains=settings.PARTNER_DOMAINS):
        if found.severity == "refuse" or not excused:
            problems.append((name, found.sentence))
    return problems
