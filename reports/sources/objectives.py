"""The numbered objectives of a plan, and what the sub-groups that own some reported of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, FilteredRelation, Q

from actions.models import Objective, ReportState
from reports.board_pack import ObjectiveShown, SubgroupReport
from reports.sources.rounds import Round

_REPORTED = ("state", "progress", "exceptions", "asks", "not_for_publication", "submitted_on")


def read_objectives(current: Round) -> list[Objective]:
    """In the plan's order, each with what its owner reported in the quarter (``told_...``). One query."""
    of_the_quarter = Q(owner_group__quarter_reports__period=current.period.pk)
    rows = (
        Objective.objects.lower()
        .filter(plan=current.plan)
        .annotate(told=FilteredRelation("owner_group__quarter_reports", condition=of_the_quarter))
        .annotate(**{f"told_{name}": F(f"told__{name}") for name in _REPORTED})
    )
    return list(rows.select_related("parent", "owner_group").order_by("order"))


def show_objectives(rows: Iterable[Objective]) -> tuple[ObjectiveShown, ...]:
    """Every one, with its heading and its owner."""
    return tuple(
        ObjectiveShown(
            number=row.number,
            title=row.title,
            strategic_number=row.parent.number if row.parent else row.number,
            strategic_title=row.parent.title if row.parent else row.title,
            owner_group=row.owner_group.name if row.owner_group else "",
        )
        for row in rows
    )


def show_reports(rows: Iterable[Objective], *, due_on: dt.date) -> tuple[SubgroupReport, ...]:
    """One a sub-group, by name; of what was not submitted the objectives alone, and the pack says so.

    Nothing is asked of a group that does not stand on the day when the reports are due.
    """
    owned: dict[str, list[Objective]] = defaultdict(list)
    for row in rows:
        told = getattr(row, "told_state", "") == ReportState.SUBMITTED
        if row.owner_group and (told or row.owner_group.stands_on(due_on)):
            owned[row.owner_group.name].append(row)
    return tuple(_report(group, owned[group]) for group in sorted(owned))


def _report(group: str, objectives: list[Objective]) -> SubgroupReport:
    numbers = ", ".join(row.number for row in objectives)
    said = {name: getattr(objectives[0], f"told_{name}") for name in _REPORTED}
    if said.pop("state") != ReportState.SUBMITTED:
        return SubgroupReport(group=group, objectives=numbers)
    return SubgroupReport(group=group, objectives=numbers, filed_on=said.pop("submitted_on"), **said)
