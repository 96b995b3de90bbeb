"""The agenda of a meeting, to be read on a screen or printed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actions.views.meetings import may, meeting_at
from governance import clock
from governance.guards import Request, requires
from governance.roles import Permission
from reports.agenda import read_agenda


@requires(Permission.READ_MEETING)
@require_safe
def agenda(request: Request, pk: int) -> HttpResponse:
    """What waits for the group, with where to record what it decides."""
    found = meeting_at(request, pk)
    made = read_agenda(found, request.access, today=clock.today())
    if made.of_board:
        request.shown_plan = (made.of_board.main.slug, made.of_board.main.board_id)
    has_come = not found.is_cancelled and found.on <= clock.today()
    context = {
        "agenda": made,
        "meeting": found,
        "today": clock.today(),
        "may_run": may(request, found, Permission.RUN_MEETING),
        "may_decide": has_come and may(request, found, Permission.RECORD_DECISION),
    }
    return render(request, "reports/agenda.html", context)
