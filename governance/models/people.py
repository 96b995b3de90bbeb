"""People, the roles they hold and the posts they are appointed to."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from governance.models.agencies import Agency, Post
from governance.models.dated import DatedQuerySet, dates_in_order
from governance.models.groups import Group
from governance.roles import Role
from governance.scoping import PermittedQuerySet

_SESSION_SALT = "governance.person.session"


class PersonQuerySet(PermittedQuerySet["Person"]):
    """The way to read people: an agency's are those with a role for it or in a post of it, ever."""

    agency_path = ("roles__agency", "appointments__post__agency")

    def with_words(self, words: str) -> "PersonQuerySet":
        """Each word stands in the name or in the e-mail address."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return found

    def of_agency(self, agency: Agency, *, at: dt.date) -> "PersonQuerySet":
        """Those with a role for the agency, or in a post of it, on the date."""
        roles = RoleAssignment.objects.filter(agency=agency).in_force(at)
        appointments = Appointment.objects.filter(post__agency=agency).in_force(at)
        return self.filter(Q(pk__in=roles.values("person")) | Q(pk__in=appointments.values("person")))

    def invited(self) -> "PersonQuerySet":
        """Those who may sign in once they have set a password, and have not yet."""
        return self.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def joined(self) -> "PersonQuerySet":
        """Those who may sign in and have set a password."""
        return self.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def disabled(self) -> "PersonQuerySet":
        """Those who may not sign in."""
        return self.filter(is_active=False)


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the e-mail address is the login."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Add a person. Without a password they cannot sign in until they have set one."""
        if not email:
            raise ValueError("Enter the person's e-mail address.")
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username or "")


_People = PersonManager.from_queryset(PersonQuerySet)


class Person(AbstractBaseUser):
    """Someone who signs in. What they may do comes from roles and posts, never from here.

    ``sessions_ended_at`` moves when all their sessions end at once; those begun before it are worth nothing.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    sessions_ended_at = models.DateTimeField(null=True, blank=True)

    objects = _People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_unique")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name, under the label that sign-in libraries ask for."""
        return self.name

    @property
    def is_invited(self) -> bool:
        """True until the invitation has been taken up by setting a password."""
        return self.is_active and not self.has_usable_password()

    def get_session_auth_hash(self) -> str:
        """What a session must fit: the password, and when sessions were last ended."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under each former secret key."""
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes) -> str:
        ended = self.sessions_ended_at.astimezone(dt.UTC).isoformat() if self.sessions_ended_at else ""
        made = salted_hmac(_SESSION_SALT, f"{self.password} {ended}", secret=secret, algorithm="sha256")
        return made.hexdigest()


class RoleAssignment(models.Model):
    """A role held for an agency, for a group, or everywhere (neither), between dates."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices())
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["RoleAssignment"].as_manager()

    class Meta:
        ordering = ["person__name", "role"]
        constraints = [
            models.CheckConstraint(
                name="role_for_agency_or_group_not_both", condition=Q(agency=None) | Q(group=None)
            ),
            models.CheckConstraint(name="role_is_known", condition=Q(role__in=[role.value for role in Role])),
            models.UniqueConstraint(
                fields=["person", "role", "agency"],
                condition=Q(ends_on=None, agency__isnull=False),
                name="role_held_once_for_an_agency",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "group"],
                condition=Q(ends_on=None, group__isnull=False),
                name="role_held_once_for_a_group",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ends_on=None, agency=None, group=None),
                name="role_held_once_everywhere",
            ),
            dates_in_order("role_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{Role(self.role).label} for {self.agency or self.group or 'everything'}"


class Appointment(models.Model):
    """A person in a post, or deputising in it, between dates. A post without one is vacant."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    deputy = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Appointment"].as_manager()

    class Meta:
        ordering = ["post", "deputy", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(ends_on=None), name="appointment_held_once"
            ),
            dates_in_order("appointment_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {'deputy for ' if self.deputy else ''}{self.post}"
