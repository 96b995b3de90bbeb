"""Every named constraint of the reports' tables: one row stands, and the database refuses the next."""

from functools import partial
from typing import Any

import pytest
from django.db.models import Model

from reports.models import (
    ActionSnapshot,
    IssuedPack,
    PackAmendment,
    PackApproval,
    PackNote,
    PeriodSnapshot,
    PublicPage,
)
from tests.constraints import assert_breaks, names_of
from tests.factories import NOW, make_action, make_period, make_plan

pytestmark = pytest.mark.django_db

type Values = dict[str, Any]

# Of each table, what makes the row that stands there wrong.
CASES: dict[str, tuple[type[Model], Values]] = {
    "snapshot_once_a_period_and_plan": (PeriodSnapshot, {}),
    "snapshot_row_once_an_action": (ActionSnapshot, {}),
    "snapshot_rating_is_known": (ActionSnapshot, {"action": "another", "rating": "pink"}),
    "snapshot_swept_up_has_an_update": (ActionSnapshot, {"action": "another", "swept_up": True}),
    "note_once_a_revision": (PackNote, {}),
    "note_is_of_a_revision": (PackNote, {"revision": 0}),
    "amendment_once_a_revision": (PackAmendment, {}),
    "amendment_has_a_reason": (PackAmendment, {"revision": 3, "reason": ""}),
    "amendment_is_of_a_later_revision": (PackAmendment, {"revision": 1}),
    "approval_once_a_revision": (PackApproval, {}),
    "approval_is_of_a_revision": (PackApproval, {"revision": 0}),
    "issued_once_a_revision": (IssuedPack, {"approval": "another", "number": 2}),
    "issued_number_once_a_board": (IssuedPack, {"approval": "another", "snapshot": "another"}),
    "issued_counts_from_one": (IssuedPack, {"approval": "another", "snapshot": "another", "number": 0}),
    "issued_again_has_a_reason": (IssuedPack, {"approval": "another", "revision": 2}),
    "public_page_says_how_to_get_help": (PublicPage, {"is_on": True}),
    "public_easy_read_has_words": (PublicPage, {"easy_read_of": "another"}),
}


def test_every_named_constraint_is_tried() -> None:
    assert set(CASES) == names_of("reports")


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses_what_breaks_it(name: str) -> None:
    table, changes = CASES[name]
    rows = _rows()
    values = _values(table, rows[PeriodSnapshot], rows.get(PackApproval))

    assert_breaks(name, partial(_create, table, values | {key: _meant(key, changes[key]) for key in changes}))


def _rows() -> dict[type[Model], Any]:
    """A row in each table."""
    plan, period = make_plan(), make_period("closed")
    make_action("1.1")
    snapshot = PeriodSnapshot.objects.create(
        period=period, plan=plan, closed_at=NOW, cut_off=NOW.date(), context={}, figures={}
    )
    found: dict[type[Model], Any] = {PeriodSnapshot: snapshot}
    for table in (ActionSnapshot, PackNote, PackAmendment, PackApproval, IssuedPack):
        found[table] = _create(table, _values(table, snapshot, found.get(PackApproval)))
    return found


def _values(table: type[Model], snapshot: PeriodSnapshot, approval: PackApproval | None) -> Values:
    """What the row of the table says."""
    said = {"snapshot": snapshot, "by_name": "Chair", "at": NOW}
    of = {"period": snapshot.period, "plan": snapshot.plan}
    row = {"snapshot": snapshot, "reference": "1.1", "rating": "green", "position": {}}
    files = {"board": snapshot.period.board, "number": 1, "pack": {}, "pdf": b"", "xlsx": b""}
    rows: dict[type[Model], Values] = {
        PeriodSnapshot: of | {"closed_at": NOW, "cut_off": NOW.date(), "context": {}, "figures": {}},
        ActionSnapshot: row | {"action": snapshot.plan.actions.first()},
        PackNote: of | {"written_at": NOW},
        PackAmendment: said | {"revision": 2, "reason": "The date was wrong."},
        PackApproval: said | {"revision": 1, "pack": {}},
        IssuedPack: said | files | {"revision": 1, "approval": approval},
        PublicPage: {"plan": snapshot.plan, "changed_at": NOW},
    }
    return rows[table]


def _meant(key: str, value: Any) -> Any:
    """``another`` stands for another row than the one that is there."""
    if value != "another":
        return value
    if key == "easy_read_of":
        return IssuedPack.objects.get()
    if key == "action":
        return make_action("1.2")
    snapshot = PeriodSnapshot.objects.get()
    if key == "approval":
        return PackApproval.objects.create(snapshot=snapshot, revision=7, by_name="Chair", at=NOW, pack={})
    period = make_period("closed", quarter="2023-Q1")
    fields = {"closed_at": NOW, "cut_off": NOW.date(), "context": {}, "figures": {}}
    return PeriodSnapshot.objects.create(period=period, plan=snapshot.plan, **fields)


def _create(table: type[Model], values: Values) -> Model:
    return table._default_manager.create(**values)
