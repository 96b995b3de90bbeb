"""Whether the tracker is alive, and whether it is ready to serve."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as soon as the process answers; asks nothing of the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every migration is applied; 503 with the reason otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("migrations are waiting\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
