"""Closing while others write, in real threads: what was saved first is kept, what comes after is refused."""

from decimal import Decimal
from typing import Any

import pytest

from actions.content import UpdateContent
from actions.models import ProgressUpdate, UpdateRequest, UpdateState
from actions.policies import ClosedPeriod, Refusal
from actions.progress import save_update
from actions.recording import ReadingContent, record_reading
from governance.models import Person
from reports.models import ActionSnapshot, PeriodSnapshot
from reports.snapshots import close_period
from tests.factories import NOW, make_measure, make_person, make_request
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_a_reading_at_the_moment_of_closing_is_in_what_was_frozen_or_refused() -> None:
    request, measure, by = make_request(), make_measure(), make_person()
    deed: dict[str, Any] = {
        "measure": measure,
        "period": request.period,
        "expected_revision": 0,
        "by": by,
        "at": NOW,
    }

    put_down, _ = together(
        [
            lambda: record_reading(**deed, content=ReadingContent(value=Decimal(40))),
            lambda: close_period(period=request.period, by=by, at=NOW)[0],
        ]
    )

    [frozen] = PeriodSnapshot.objects.get().context["measures"]
    values = [one["value"] for one in frozen["readings"] if one["quarter_label"] == "Q3 2023-24"]
    assert values in ([], [None]) if isinstance(put_down, ClosedPeriod) else values == [40.0]
