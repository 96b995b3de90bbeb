"""Accounts are by invitation: made without a password, which its owner sets by a link sent to the address.

The link is a signed key over the person, the moment and the state of the account. It is good for 7 days
and once: the state moves when a password is set, when the address changes and when a new link is made.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from governance import mail
from governance.history import record
from governance.models import Agency, Group, Person
from governance.models.people import PersonQuerySet
from governance.people import find_identity_problems, find_role_problems, give_role, save_unless_taken
from governance.problems import Problem, Refused
from governance.roles import HOLDINGS, Holding, Role

GOOD_FOR = dt.timedelta(days=7)
_SALT = "governance.invitations"
_SPENT = "This link does not work. It may be cut short, used already, or replaced by a newer one."
_TOO_OLD = "This link has expired: it was good for 7 days. Ask whoever invited you to send a new one."


class SpentLink(ValueError):
    """An invitation's link that does not work any more; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Whom to invite. Each role is held for the agency or the group, whichever it can be held for."""

    email: str
    name: str
    roles: Sequence[Role]
    agency: Agency | None = None
    group: Group | None = None

    def agency_for(self, role: Role) -> Agency | None:
        return self.agency if Holding.AGENCY in HOLDINGS[role] else None

    def group_for(self, role: Role) -> Group | None:
        return self.group if Holding.GROUP in HOLDINGS[role] else None


def find_invitation_problems(invitation: Invitation) -> list[Problem]:
    """Pairs of field (email, name, roles, agency, group) and sentence; empty when it can be sent. A query."""
    problems = find_identity_problems(name=invitation.name, email=invitation.email)
    if not invitation.roles:
        problems.append(("roles", "Choose at least one role."))
    for role in invitation.roles:
        problems += find_role_problems(
            role, agency=invitation.agency_for(role), group=invitation.group_for(role)
        )
    return problems


@transaction.atomic
def invite(*, invitation: Invitation, by: Person | None, at: dt.datetime) -> Person:
    """Make the account, with its roles and no password. Raises Refused with the fields of ``Invitation``."""
    problems = find_invitation_problems(invitation)
    if problems:
        raise Refused(*problems)
    email = Person.objects.normalize_email(invitation.email.strip())
    person = Person(email=email, name=invitation.name.strip(), password=make_password(None))
    save_unless_taken(person)
    record(by=by, at=at, subject=person, verb="invited", sentence=f"Invited at {email}")
    for role in invitation.roles:
        agency, group = invitation.agency_for(role), invitation.group_for(role)
        give_role(person=person, role=role, agency=agency, group=group, by=by, at=at)
    return person


@transaction.atomic
def invite_again(*, person: Person, by: Person | None, at: dt.datetime) -> Person:
    """Make earlier links worthless, so that a new one can be sent. Raises Refused once a password is set."""
    held = Person.objects.select_for_update().get(pk=person.pk)
    if not held.is_active:
        raise Refused(("", f"{held} is disabled. Enable the account first."))
    if held.has_usable_password():
        raise Refused(("", f"{held} has joined already, and can choose a new password when signing in."))
    held.password = make_password(None)
    held.save(update_fields=["password"])
    record(by=by, at=at, subject=held, verb="invited again", sentence=f"Invited at {held.email}")
    return held


def make_key(person: Person, *, at: dt.datetime) -> str:
    """The secret part of the link. Whoever has it can set the password of the account, once."""
    signer = signing.Signer(salt=_SALT)
    return signer.sign_object([person.pk, int(at.timestamp()), _state_of(person)])


def find_invited(key: str, *, at: dt.datetime, among: PersonQuerySet | None = None) -> Person:
    """Whose link it is. Raises SpentLink when it does not work (any more). One query."""
    try:
        pk, made, state = signing.Signer(salt=_SALT).unsign_object(key)
    except (signing.BadSignature, ValueError):
        raise SpentLink(_SPENT) from None
    person = (Person.objects.all() if among is None else among).filter(pk=pk).first()
    if person is None or not person.is_invited or state != _state_of(person):
        raise SpentLink(_SPENT)
    if at.timestamp() - made > GOOD_FOR.total_seconds():
        raise SpentLink(_TOO_OLD)
    return person


@transaction.atomic
def take_up(*, key: str, password: str, at: dt.datetime) -> Person:
    """Set the first password, by the link. Whoever checks the password's strength has done so.

    Raises SpentLink when the link does not work any more, also when it was used a moment ago.
    """
    person = find_invited(key, at=at, among=Person.objects.select_for_update())
    person.set_password(password)
    person.save(update_fields=["password"])
    record(
        by=person, at=at, subject=person, verb="joined", sentence="Set a password by the invitation's link"
    )
    return person


def send_invitation(person: Person, *, link: str, by: Person, at: dt.datetime) -> None:
    """E-mail the link. Raises ``mail.NotSent`` when the mail server does not take it."""
    context = {"person": person, "by": by, "link": link, "last_day": (at + GOOD_FOR).date()}
    mail.send(
        to=person.email, subject="Set your password", template="governance/email/invitation", context=context
    )


def _state_of(person: Person) -> str:
    made = salted_hmac(_SALT, f"{person.email} {person.password}", algorithm="sha256")
    return made.hexdigest()[:24]
