"""What an address names, for the person who asks: 404 when out of their reach, 403 when only to be read."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from actions.models import Action, Measure, Objective, Plan
from governance.access import Target
from governance.addresses import UnknownQuarter
from governance.guards import Request
from governance.models import ReportingPeriod
from governance.quarters import Quarter
from governance.roles import Permission


def plan_at(request: Request, slug: str, *, to: Permission | None = None) -> Plan:
    """The plan, which the person may read and, when ``to`` is given, do that to. One query."""
    plan: Plan = get_object_or_404(Plan.objects.readable(request.access).select_related("board"), slug=slug)
    request.shown_plan = (plan.slug, plan.board_id)
    _refuse_unless(request, to, Target(boards=frozenset({plan.board_id})))
    return plan


def action_at(request: Request, slug: str, reference: str, *, to: Permission | None = None) -> Action:
    """The action with its leads, objective, plan and board. Two queries."""
    rows = Action.objects.readable(request.access).with_leads()
    action: Action = get_object_or_404(
        rows.select_related("plan__board", "objective__parent", "objective__owner_group", "continued_in"),
        plan__slug=slug,
        reference=reference,
    )
    request.shown_plan = (action.plan.slug, action.plan.board_id)
    _refuse_unless(request, to, action.target())
    return action


def objective_at(request: Request, slug: str, number: str, *, to: Permission | None = None) -> Objective:
    """The objective with its plan. Two queries."""
    plan = plan_at(request, slug, to=to)
    return get_object_or_404(
        Objective.objects.filter(plan=plan).select_related("parent", "owner_group", "plan__board"),
        number=number,
    )


def measure_at(request: Request, slug: str, pk: int, *, to: Permission | None = None) -> Measure:
    """The measure with its agency, and its objective or action. Two queries."""
    plan = plan_at(request, slug, to=to)
    rows = Measure.objects.of_plan(plan).select_related("agency", "objective__parent", "action__objective")
    found: Measure = get_object_or_404(rows, pk=pk)
    owner = found.action or found.objective
    if owner is not None:
        owner.plan = plan
    return found


def plan_and_period_at(
    request: Request, slug: str, key: str, *, to: Permission
) -> tuple[Plan, ReportingPeriod]:
    """A readable plan and its period. A quarter that is not there is 404 also for who may not do ``to``."""
    plan = plan_at(request, slug)
    target = Target(boards=frozenset({plan.board_id}))
    period = period_at(plan, key, told=request.access.can(to, target))
    _refuse_unless(request, to, target)
    return plan, period


def period_at(plan: Plan, key: str, *, told: bool = True) -> ReportingPeriod:
    """The plan's period for a quarter such as ``2023-Q2``. One query.

    Raises UnknownQuarter, which names the plan's quarters where the person may be ``told`` of them.
    """
    periods = plan.periods()
    try:
        quarter = Quarter.parse(key)
        return periods.select_related("board", "opened_by", "closed_by").get(
            year=quarter.year, number=quarter.number
        )
    except (ValueError, ReportingPeriod.DoesNotExist) as unknown:
        raise UnknownQuarter(key, [period.quarter for period in periods] if told else ()) from unknown


def _refuse_unless(request: Request, to: Permission | None, target: Target) -> None:
    if to is not None and not request.access.can(to, target):
        raise PermissionDenied
