"""The first page after signing in: straight to the work of the person's role."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from governance import clock
from governance.guards import Request
from governance.roles import Role
from vawg_tracker.current_plan import current_plan

# The first role held decides; the address takes the plan's slug when True.
LANDINGS: tuple[tuple[Role, str, bool], ...] = (
    (Role.LEAD_OFFICER, "actions:my_updates", False),
    (Role.AGENCY_SPONSOR, "actions:my_updates", False),
    (Role.COORDINATOR, "actions:current_round", True),
    (Role.BOARD_CHAIR, "reports:dashboard", True),
    (Role.BOARD_MEMBER, "reports:dashboard", True),
    (Role.ADMINISTRATOR, "governance:people", False),
    (Role.AUDITOR, "reports:dashboard", True),
    (Role.SUB_GROUP_LEAD, "actions:my_reports", False),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Redirect by role; say whom to ask when there is no role, or no plan yet."""
    access = cast(Request, request).access
    landing = next(((name, of_plan) for role, name, of_plan in LANDINGS if access.holds(role)), None)
    if landing is None:
        return render(request, "pages/no_role.html")
    name, of_plan = landing
    if not of_plan:
        return redirect(name)
    plan = current_plan(access, today=clock.today())
    return redirect(name, plan.slug) if plan else redirect("actions:plans")
