"""How many queries the bulk work of a round costs: opening a period, and sending a digest to each person."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from actions.models import Notice, Plan, UpdateRequest
from actions.notices.delivery import deliver
from actions.notices.telling import tell_of_opening
from actions.rounds import open_period, plan_period
from governance import clock
from governance.models import PeriodState, Person, ReportingPeriod
from governance.quarters import Quarter

NOWHERE = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}


@dataclass(frozen=True)
class Bulk:
    """``number`` is of the ``things`` that were worked on."""

    name: str
    queries: int
    number: int
    things: str

    @property
    def a_hundred(self) -> float:
        return 100 * self.queries / self.number


def measure() -> list[Bulk]:
    """Open the quarter after the demo's and tell of it, and take both back."""
    found: list[Bulk] = []
    with transaction.atomic(), override_settings(MAILERS=NOWHERE):
        period = _planned()
        by, at = Person.objects.get(email="coordinator@demo.example"), clock.now()
        asked: list[UpdateRequest] = []
        queued: list[Notice] = []
        opening = _counted(lambda: asked.extend(open_period(period=period, by=by, at=at)))
        found.append(Bulk("Opening a period", opening, len(asked), "actions asked about"))
        telling = _counted(lambda: queued.extend(tell_of_opening(period=period, by=by, at=at)))
        found.append(Bulk("Putting its digests together", telling, len(asked), "actions asked about"))
        only = [notice.pk for notice in queued]
        sending = _counted(lambda: deliver(now=clock.now, address="https://tracker.example", only=only))
        found.append(Bulk("Sending them", sending, len(queued), "people told"))
        transaction.set_rollback(True)
    return found


def _planned() -> ReportingPeriod:
    """The quarter after the demo's open one, which closes without a pack."""
    plan = Plan.objects.get(slug="vawg-2023-24")
    today = clock.today()
    ReportingPeriod.objects.filter(board=plan.board_id, state=PeriodState.OPEN).update(
        state=PeriodState.CLOSED, closed_at=clock.now()
    )
    dates = {"opens_on": today, "due_on": today, "meets_on": today}
    return plan_period(board=plan.board, quarter=Quarter(2023, 4), by=None, at=clock.now(), **dates)


def _counted(do: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)
