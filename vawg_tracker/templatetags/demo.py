"""What the sign-in page of the demonstration says beyond the real one."""

from dataclasses import dataclass

from django import template

from governance.models import Person
from vawg_tracker.demo.cast import PASSWORD, SHOWN

register = template.Library()


@dataclass(frozen=True)
class SignIns:
    """The made-up people whom a visitor may be, and the password that they share."""

    people: list[Person]
    password: str


@register.simple_tag
def demo_sign_ins() -> SignIns:
    """One person of each role, in the order to try them. One query."""
    found = {person.email: person for person in Person.objects.filter(email__in=SHOWN)}
    return SignIns([found[email] for email in SHOWN if email in found], PASSWORD)
