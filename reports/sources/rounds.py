"""The periods of one plan, and the rows that were kept of the closed ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from actions.models import Plan, PlanState
from governance.models import ReportingPeriod
from governance.quarters import Quarter
from reports.board_pack import TrendPoint
from reports.models import ActionSnapshot, IssuedPack, PackNote, PeriodSnapshot
from reports.models.issued import FIRST
from reports.plain_form import from_plain
from reports.positions import ActionPosition

type FrozenRows = dict[int, ActionPosition]
"""The rows of one closed quarter, by the primary key of their action, in the plan's order."""


@dataclass(frozen=True)
class Round:
    """One quarter of a plan: its period, what was frozen when it closed, and the coordinator's words."""

    plan: Plan
    period: ReportingPeriod
    snapshot: PeriodSnapshot | None
    note: PackNote | None
    is_issued: bool = False

    @property
    def quarter(self) -> Quarter:
        return self.period.quarter

    @property
    def is_closed(self) -> bool:
        """Closed, with its rows kept."""
        return self.snapshot is not None

    @property
    def is_draft(self) -> bool:
        """Open for updates, so that its figures still change."""
        return self.period.is_open and self.plan.state == PlanState.AGREED

    @property
    def kept(self) -> PeriodSnapshot:
        """The snapshot of a closed quarter. Raises LookupError of one that is not closed."""
        if self.snapshot is None:
            raise LookupError(f"{self.quarter.label} is not closed.")
        return self.snapshot

    @property
    def figures(self) -> TrendPoint:
        """The counts of a closed quarter. Raises LookupError of one that is not closed."""
        return from_plain(TrendPoint, self.kept.figures)


def read_rounds(plan: Plan) -> list[Round]:
    """Every period of the plan, oldest first. One query."""
    periods = (
        plan.periods()
        .annotate(
            kept=FilteredRelation("snapshots", condition=Q(snapshots__plan=plan)),
            words=FilteredRelation("notes", condition=Q(notes__plan=plan, notes__revision=FIRST)),
            is_issued=Exists(IssuedPack.objects.filter(snapshot__plan=plan, snapshot__period=OuterRef("pk"))),
        )
        .select_related("board", "kept", "words")  # type: ignore[misc]  # the two relations named above
        .order_by("year", "number")
    )
    return [
        Round(
            plan,
            period,
            getattr(period, "kept", None),
            getattr(period, "words", None),
            getattr(period, "is_issued", False),
        )
        for period in periods
    ]


def read_frozen(rounds: Iterable[Round]) -> dict[int, FrozenRows]:
    """The rows of some closed quarters, by the primary key of their snapshot. One query, none for none."""
    found: dict[int, FrozenRows] = {one.kept.pk: {} for one in rounds}
    if found:
        for row in ActionSnapshot.objects.filter(snapshot__in=found).order_by("snapshot", "pk"):
            found[row.snapshot_id][row.action_id] = row.read()
    return found


def earlier_of(current: Round, rounds: Iterable[Round]) -> list[Round]:
    """The closed quarters that the current one is measured against, oldest first.

    A closed quarter keeps the chain that stood when it closed; an open one begins at the newest closed.
    The chain ends where the plan begins, also where something older was kept.
    """
    by_snapshot = {one.kept.pk: one for one in rounds if one.is_closed}
    if current.is_closed:
        key = current.kept.previous_id
    else:
        closed = [one for one in by_snapshot.values() if one.quarter < current.quarter]
        key = max(closed, key=lambda one: one.quarter).kept.pk if closed else None
    chain: list[Round] = []
    while key is not None and key in by_snapshot:
        chain.append(by_snapshot[key])
        key = by_snapshot[key].kept.previous_id
    return chain[::-1]
