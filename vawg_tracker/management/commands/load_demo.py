"""Loads the real plans and registers with made-up people and sample updates, for trying the tracker."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from actions.models import Plan
from governance import clock
from governance.models import Abbreviation, Agency, Person, RegisteredDocument
from vawg_tracker.demo.bodies import Bodies, load_bodies
from vawg_tracker.demo.cast import PASSWORD, SHOWN, load_cast
from vawg_tracker.demo.plan import load_links, load_plan
from vawg_tracker.demo.registers import load_registers
from vawg_tracker.demo.story import Story

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# Beside the main plan, oldest first: each with the bodies that it brings along.
OTHER_PLANS = ("vawg_2015_18.json", "commissioners_2022_23.json", "police_2023.json")


class Command(BaseCommand):
    help = (
        "Load the Delivery Plan 2023-24 with made-up people and sample updates, and beside it the other "
        "plans and the registers. Skips when it stands already."
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
        demo = _read("demo_traces.json") | _read("demo.json")
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
            load_registers(_read("registers.json"), bodies)
            plan = load_plan(_read("vawg_2023_24.json"), bodies, at=clock.now())
            people = load_cast(demo, bodies, roles_from=demo["roles_from"])
            self._load_other_plans(bodies, roles_from=demo["roles_from"])
            Story(demo, plan=plan, bodies=bodies, people=people).play()
        self.stdout.write(
            f"Loaded {plan}: {plan.objectives.lower().count()} objectives, {plan.actions.count()} actions, "
            f"{len(people)} made-up people, {len(demo['periods'])} quarters of sample updates. "
            f"Beside it {len(OTHER_PLANS)} other plans, {RegisteredDocument.objects.count()} registered "
            f"documents and {Abbreviation.objects.count()} abbreviations."
        )

    def _load_other_plans(self, bodies: Bodies, *, roles_from: str) -> None:
        for name in OTHER_PLANS:
            data = _read(name)
            bodies = load_bodies(data, beside=bodies)
            load_links(load_plan(data, bodies, at=clock.now()), data["links"], at=clock.now())
            load_cast(data, bodies, roles_from=roles_from)

    def _print_sign_ins(self) -> None:
        people = {person.email: person for person in Person.objects.filter(email__in=SHOWN)}
        self.stdout.write(f"\nSign in with any of these, and the password {PASSWORD}")
        for email in SHOWN:
            if email in people:
                self.stdout.write(f"  {email:<40} {people[email].name}")


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FIXTURES / name).read_text(encoding="utf-8"))
    return data
