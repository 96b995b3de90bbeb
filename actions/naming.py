"""How an action is named where people read who may not read its plan."""

from actions.models import Action, PlanState


def name_for_all(action: Action, *, beside: Action | None = None) -> str:
    """Such as "7.3 of Police plan". One of a plan in draft is named beside those of its own plan alone."""
    own = beside is not None and beside.plan_id == action.plan_id
    if action.plan.state == PlanState.DRAFT and not own:
        return "an action of a plan in draft"
    return f"{action.reference} of {action.plan}"
