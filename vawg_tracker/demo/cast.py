"""Loads the demo's made-up people, their roles and their appointments."""

import datetime as dt
from typing import Any

from django.contrib.auth.hashers import make_password

from governance.models import Appointment, Person, RoleAssignment
from vawg_tracker.demo.bodies import Bodies

# Shown on the sign-in page of the demo and nowhere else; the demo cannot be loaded in production.
PASSWORD = "demonstration-only"  # noqa: S105  # a password of people that do not exist
# One of each role, in the order in which a newcomer would try them; last, the coordinator of another plan.
SHOWN = [
    "lead.police@demo.example",
    "sponsor.police@demo.example",
    "coordinator@demo.example",
    "chair@demo.example",
    "member@demo.example",
    "subgroup.communication@demo.example",
    "administrator@demo.example",
    "auditor@demo.example",
    "coordinator.police@demo.example",
]


def load_cast(data: dict[str, Any], bodies: Bodies, *, roles_from: str) -> dict[str, Person]:
    """Make the people, by e-mail address; their roles begin on the date ``roles_from``."""
    starts_on = dt.date.fromisoformat(roles_from)
    # One hash for all: making forty takes a minute of the reader's time and protects nothing here.
    password = make_password(PASSWORD)
    people: dict[str, Person] = {
        row["email"]: Person.objects.create(email=row["email"], name=row["name"], password=password)
        for row in data["people"]
    }
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            person=people[row["email"]],
            role=held["role"],
            agency=bodies.agencies[held["agency"]] if held["agency"] else None,
            group=bodies.groups[held["group"]] if held["group"] else None,
            starts_on=starts_on,
        )
        for row in data["people"]
        for held in row["roles"]
    )
    Appointment.objects.bulk_create(
        Appointment(
            person=people[row["person"]],
            post=bodies.posts[row["post"]],
            deputy=row["deputy"],
            starts_on=dt.date.fromisoformat(row["starts_on"]),
        )
        for row in data["appointments"]
    )
    return people
