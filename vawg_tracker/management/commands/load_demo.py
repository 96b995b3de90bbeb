"""Loads the real plan with made-up people and sample updates, for trying the tracker."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from actions.models import Plan
from governance.models import Agency, Person
from vawg_tracker.demo.bodies import load_bodies
from vawg_tracker.demo.cast import PASSWORD, SHOWN, load_cast
from vawg_tracker.demo.plan import load_plan
from vawg_tracker.demo.story import Story

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = (
        "Load the Delivery Plan 2023-24 with made-up people and sample updates. Skips when it stands already."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="only print the demo sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT.production:
            raise CommandError(
                "The demo's people have a published password. It cannot be loaded in production."
            )
        if not options["list"]:
            self._load()
        self._print_sign_ins()

    def _load(self) -> None:
        demo = _read("demo.json")
        if Plan.objects.filter(slug=demo["plan"]).exists():
            self.stdout.write("The demo plan is here already.")
            return
        if Person.objects.exists() or Agency.objects.exists():
            raise CommandError(
                "This database holds people or agencies. Load the demo into an empty one: "
                "set DATABASE_URL to a new file, run migrate, then load_demo."
            )
        with transaction.atomic():
            bodies = load_bodies(_read("governance.json"))
            plan = load_plan(_read("vawg_2023_24.json"), bodies)
            people = load_cast(demo, bodies)
            Story(demo, plan=plan, bodies=bodies, people=people).play()
        self.stdout.write(
            f"Loaded {plan}: {plan.objectives.lower().count()} objectives, {plan.actions.count()} actions, "
            f"{len(people)} made-up people, {len(demo['periods'])} quarters of sample updates."
        )

    def _print_sign_ins(self) -> None:
        people = {person.email: person for person in Person.objects.filter(email__in=SHOWN)}
        self.stdout.write(f"\nSign in with any of these, and the password {PASSWORD}")
        for email in SHOWN:
            if email in people:
                self.stdout.write(f"  {email:<40} {people[email].name}")


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return data
