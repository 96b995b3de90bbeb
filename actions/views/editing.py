"""Whether a page of a plan offers to change it."""

from actions import policies
from actions.models import Plan
from governance.access import Target
from governance.guards import Request
from governance.roles import Permission


def may_edit(request: Request, plan: Plan) -> bool:
    """Whether the person builds the plan, which is not closed."""
    board = Target(boards=frozenset({plan.board_id}))
    return policies.is_open(plan) and request.access.can(Permission.EDIT_PLAN, board)
