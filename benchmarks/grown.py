"""Makes the demo's plan ten times as long: each action again with its leads, updates and frozen rows."""

from django.db import transaction

from actions.models import Action, ActionLead, ProgressUpdate, UpdateRequest
from reports.models import ActionSnapshot

PLAN = "vawg-2023-24"


@transaction.atomic
def grow(times: int) -> int:
    """Copy every action ``times`` - 1 times more; the number of actions that there are then."""
    rows = Action.objects.filter(plan__slug=PLAN)
    actions = list(rows.order_by("order"))
    for copy in range(1, times):
        for action in actions:
            _copy(action, copy)
    return rows.count()


def _copy(action: Action, copy: int) -> None:
    leads = list(ActionLead.objects.filter(action=action))
    requests = list(UpdateRequest.objects.filter(action=action).select_related("latest"))
    frozen = list(ActionSnapshot.objects.filter(action=action))
    twin = Action.objects.get(pk=action.pk)
    twin.pk, twin._state.adding = None, True
    twin.reference = f"{action.reference}.{copy}"
    twin.order = action.order + 1000 * copy
    twin.save()
    ActionLead.objects.bulk_create(
        ActionLead(action=twin, post_id=lead.post_id, role=lead.role, order=lead.order) for lead in leads
    )
    for request in requests:
        _copy_request(request, twin)
    for row in frozen:
        position = row.position | {"reference": twin.reference}
        row.pk, row._state.adding = None, True
        row.action, row.reference, row.position, row.update = twin, twin.reference, position, None
        row.swept_up = False
        row.save()


def _copy_request(request: UpdateRequest, twin: Action) -> None:
    latest = request.latest
    request.pk, request._state.adding = None, True
    request.action, request.latest = twin, None
    request.save()
    if latest is not None:
        update = ProgressUpdate.objects.get(pk=latest.pk)
        update.pk, update._state.adding = None, True
        update.action = twin
        update.save()
        request.latest = update
        request.save(update_fields=["latest"])
