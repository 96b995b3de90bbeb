"""The way back through the migrations: what bodies answered returns to the steps that they were asked in."""

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from actions.models import Approval, PlanVersion
from governance.models import Person
from tests.actions.signing import BOARD, CABINET, PARTNERSHIP, answer, make_draft, step_of
from tests.factories import NOW, TODAY, make_group

pytestmark = pytest.mark.django_db


def test_verdicts_are_carried_back_to_their_steps(coordinator: Person, settings: Settings) -> None:
    # Where the tables were made of the models at once, the migrations are still there to be read.
    settings.MIGRATION_MODULES = {}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE actions_approval ADD COLUMN decided_on date NULL")
        cursor.execute("ALTER TABLE actions_approval ADD COLUMN outcome varchar(20) NOT NULL DEFAULT ''")
    plan = make_draft()
    answer(step_of(plan, BOARD), coordinator, "refused", dt.date(2024, 1, 5), text="Say more of money.")
    answer(step_of(plan, BOARD), coordinator, "approved")
    answer(step_of(plan, PARTNERSHIP), coordinator, "refused", text="Say more of rural places.")
    version = PlanVersion.objects.create(plan=plan, number=1, name="1.0", promises={}, by_name="", at=NOW)
    amended: dict[str, Any] = {"plan": plan, "version": version, "group": make_group(BOARD)}
    Approval.objects.create(**amended, order=1, of_what="The amended plan", due_words="x" * 150)

    migration = import_module("actions.migrations.0010_carry_answers_over")
    apps = MigrationLoader(connection).project_state(("actions", "0010_carry_answers_over")).apps
    migration.carry_back(apps, None)

    rows = apps.get_model("actions", "Approval").objects.order_by("order")
    columns = ("order", "group__name", "version", "outcome", "decided_on", "due_words")
    assert list(rows.values_list(*columns)) == [
        (1, BOARD, None, "approved", TODAY, ""),
        (2, PARTNERSHIP, None, "refused", TODAY, ""),
        (3, CABINET, None, "", None, "To be confirmed"),
        (4, BOARD, None, "", None, "x" * 100),
    ]
