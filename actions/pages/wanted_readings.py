"""The readings that a person's agencies have still to supply for the rounds that are open."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from actions.models import Measure, MeasureReading, PlanState
from governance.access import Access
from governance.models import ReportingPeriod
from governance.roles import Permission


@dataclass(frozen=True)
class WantedReading:
    """One number that is wanted."""

    measure: Measure
    period: ReportingPeriod


def wanted_readings(access: Access) -> list[WantedReading]:
    """By plan and measure. Two queries, none for whose agency supplies nothing by the role held."""
    agencies = access.extent(Permission.RECORD_READING).agencies
    if not agencies:
        return []
    periods = {period.board_id: period for period in ReportingPeriod.objects.open()}
    supplied = MeasureReading.objects.filter(
        measure=OuterRef("pk"), period__in=[p.pk for p in periods.values()]
    )
    rows = (
        Measure.objects.in_force()
        .exclude(better="")
        .filter(
            Q(action__plan__board__in=periods, action__plan__state=PlanState.AGREED)
            | Q(objective__plan__board__in=periods, objective__plan__state=PlanState.AGREED),
            ~Exists(supplied),
            agency__in=agencies,
        )
        .select_related("agency", "action__plan", "objective__plan")
        .order_by("pk")
    )
    wanted = [WantedReading(measure, periods[measure.plan.board_id]) for measure in rows]
    return [one for one in wanted if one.measure.plan.has_quarter(one.period.quarter)]
