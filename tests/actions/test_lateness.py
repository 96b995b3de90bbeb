"""Late is what the agency was, not the coordinator who judges it."""

import datetime as dt

import pytest

from actions.progress import accept, submit
from tests.factories import NOW, make_person, make_request, make_update

pytestmark = pytest.mark.django_db
AFTER_IT_WAS_DUE = NOW + dt.timedelta(days=10)


@pytest.mark.parametrize(("submitted_at", "late"), [(NOW, False), (AFTER_IT_WAS_DUE, True)])
def test_an_update_is_late_when_it_was_handed_in_late(submitted_at: dt.datetime, late: bool) -> None:
    request, by = make_request(), make_person()
    make_update(request, state="ready", forecast="March 2024")

    submitted = submit(request=request, by=by, at=submitted_at)
    request.refresh_from_db()
    accepted = accept(request=request, by=by, at=AFTER_IT_WAS_DUE + dt.timedelta(days=1))

    assert (submitted.late, accepted.late) == (late, late)
