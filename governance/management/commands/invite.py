"""``manage.py invite``: makes an account from the shell, as the first administrator's must be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import Q
from django.urls import reverse

from governance import clock
from governance.days import in_words
from governance.invitations import GOOD_FOR, Invitation, invite, invite_again, make_key
from governance.models import Agency, Group, Person
from governance.people import find_role_problems
from governance.problems import Refused
from governance.roles import Role
from governance.tracker_address import UnknownAddress, tracker_address

ROLES = ", ".join(role.value for role in Role)


class Command(BaseCommand):
    help = (
        "Make an account and print the link by which its owner sets a password. No e-mail is sent: "
        "pass the link on yourself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default="", help="the address that the person will sign in with")
        parser.add_argument("--name", default="", help="how the person is named in the tracker")
        parser.add_argument("--role", default="", help=f"one of {ROLES}")
        parser.add_argument("--agency", default="", help="for a lead officer or a sponsor: any of its names")
        parser.add_argument("--group", default="", help="for a role of a board or group: its name")
        parser.add_argument(
            "--again", action="store_true", help="a new link for somebody who has not set a password yet"
        )
        parser.add_argument(
            "--address", default="", help="where the tracker is served, such as https://tracker.example"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        address = _address(options["address"])
        try:
            person = _again(options) if options["again"] else _invite(options)
        except Refused as refused:
            raise CommandError(f"{refused}{_hint(options)}") from refused
        except DatabaseError as unread:
            raise CommandError(
                f"The database cannot be used ({unread}). Has it been set up with manage.py migrate?"
            ) from unread
        now = clock.now()
        path = reverse("governance:invitation", args=[make_key(person, at=now)])
        last_day = in_words((now + GOOD_FOR).date())
        self.stdout.write(
            f"{person.name} ({person.email}) can set a password at this link, once, until {last_day}:"
        )
        self.stdout.write(f"{address}{path}")


def _invite(options: dict[str, Any]) -> Person:
    if not options["email"] or not options["name"]:
        raise CommandError("Say who is invited: --email and --name.")
    if options["role"] not in {role.value for role in Role}:
        raise CommandError(f"Say the role: --role with one of {ROLES}.")
    role = Role(options["role"])
    agency, group = _find_agency(options["agency"]), _find_group(options["group"])
    problems = find_role_problems(role, agency=agency, group=group)
    if problems:
        raise CommandError(" ".join(f"{sentence} See --{field}." for field, sentence in problems))
    invitation = Invitation(
        email=options["email"], name=options["name"], roles=[role], agency=agency, group=group
    )
    return invite(invitation=invitation, by=None, at=clock.now())


def _again(options: dict[str, Any]) -> Person:
    person = Person.objects.filter(email__iexact=options["email"]).first()
    if person is None:
        raise CommandError(
            "Nobody with that e-mail address has been invited. Leave out --again to invite them."
        )
    return invite_again(person=person, by=None, at=clock.now())


def _hint(options: dict[str, Any]) -> str:
    """What to do when somebody was invited before and has lost the link."""
    waits = Person.objects.invited().filter(email__iexact=options["email"]).exists()
    return " They have not set a password yet: add --again for a new link." if waits else ""


def _find_agency(name: str) -> Agency | None:
    if not name:
        return None
    named = Q(slug__iexact=name) | Q(name__iexact=name) | Q(short_name__iexact=name)
    found = Agency.objects.filter(named | Q(aliases__name__iexact=name)).first()
    if found is None:
        raise CommandError(f"There is no agency '{name}'. Add it on the page of agencies, or check the name.")
    return found


def _find_group(name: str) -> Group | None:
    if not name:
        return None
    named = Q(slug__iexact=name) | Q(name__iexact=name) | Q(short_name__iexact=name)
    found = Group.objects.filter(named).first()
    if found is None:
        known = ", ".join(Group.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no board or group '{name}'. Those known: {known}.")
    return found


def _address(given: str) -> str:
    try:
        return tracker_address(given)
    except UnknownAddress as unknown:
        raise CommandError(str(unknown)) from unknown
