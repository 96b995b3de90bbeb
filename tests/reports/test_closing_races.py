"""Closing while others write, in real threads: what was saved first is kept, what comes after is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from actions.content import UpdateContent
from actions.models import ProgressUpdate, UpdateRequest, UpdateState
from actions.policies import ClosedPeriod, Refusal
from actions.progress import save_update
from governance.models import Person
from reports.models import ActionSnapshot, PeriodSnapshot
from reports.snapshots import close_period
from tests.factories import NOW, make_person, make_request

pytestmark = pytest.mark.django_db(transaction=True)


def together[T](works: list[Callable[[], T]]) -> list[T | Refusal]:
    """Run each in a thread of its own, all let go at once; a refusal is an answer too."""
    gate = Barrier(len(works))

    def run(work: Callable[[], T]) -> T | Refusal:
        try:
            gate.wait(timeout=30)
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def save(request: UpdateRequest, by: Person) -> ProgressUpdate:
    return save_update(
        action=request.action,
        period=request.period,
        content=UpdateContent(status="in_progress", happened="Just in time."),
        state=UpdateState.DRAFT,
        expected_revision=0,
        by=by,
        at=NOW,
    )


def test_a_save_at_the_moment_of_closing_is_kept_or_refused_and_never_lost_between() -> None:
    request, by = make_request(), make_person()

    saved, _ = together(
        [
            lambda: save(request, by),
            lambda: close_period(period=request.period, by=by, at=NOW)[0],
        ]
    )

    [row] = ActionSnapshot.objects.all()
    if isinstance(saved, ClosedPeriod):
        assert (ProgressUpdate.objects.count(), row.update, row.swept_up) == (0, None, False)
    else:
        assert (ProgressUpdate.objects.get(), row.update, row.swept_up) == (saved, saved, True)


def test_a_period_is_closed_once() -> None:
    request, by = make_request(), make_person()

    answers = together([lambda: close_period(period=request.period, by=by, at=NOW)] * 2)

    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]
    assert (PeriodSnapshot.objects.count(), ActionSnapshot.objects.count()) == (1, 1)
