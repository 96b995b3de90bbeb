"""Shared by the tests of named database constraints: what broke, and which names must be tried."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction


def names_of(app: str) -> set[str]:
    """Every named constraint of an app's tables."""
    return {c.name for model in apps.get_app_config(app).get_models() for c in model._meta.constraints}


def assert_breaks(name: str, write: Callable[[], object]) -> None:
    """Run the write and expect the database itself to refuse it by the constraint of that name."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    said = str(refused.value)
    assert name in said or _columns(name) in said, f"{name} should have refused it, but: {said}"


def _columns(name: str) -> str:
    """How SQLite names a unique constraint: by its columns. PostgreSQL gives its name."""
    for model in apps.get_models():
        columns = {field.name: f"{model._meta.db_table}.{field.column}" for field in model._meta.fields}
        for constraint in model._meta.constraints:
            if constraint.name == name and isinstance(constraint, models.UniqueConstraint):
                return ", ".join(columns[field] for field in constraint.fields) or name
    return name
