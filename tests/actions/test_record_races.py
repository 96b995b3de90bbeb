"""Two at the same moment over a plan's measures, funds, reviews and days, in real threads."""

import time
from decimal import Decimal
from functools import partial
from threading import Event as Signal
from typing import Any

import pytest
from django.db import transaction

from actions.equality import EqualityContent, record_equality_review
from actions.funding import FundingContent, StaleFunding, add_funding, change_funding
from actions.measuring import retire_measure
from actions.models import EqualityReview, Funding, Measure, MeasureReading, Plan
from actions.policies import Refusal
from actions.promises import Promises, read_promises
from actions.recording import ReadingContent, StaleReading, record_reading
from actions.versions import lock_promises
from governance.meetings import MeetingContent, change_meeting, plan_meeting
from governance.models import Meeting, Person, ReportingPeriod
from tests.factories import NOW, TODAY, make_action, make_measure, make_period, make_person, make_plan
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
# What the other needs to come as far as the lock.
A_MOMENT = 0.3


@pytest.fixture
def people() -> list[Person]:
    return [make_person(name=name) for name in ("First", "Second")]


def test_of_two_first_readings_at_once_one_is_told(people: list[Person]) -> None:
    deed: dict[str, Any] = {"measure": make_measure(), "period": make_period(), "expected_revision": 0}

    def put_down(number: int, by: Person) -> MeasureReading:
        return record_reading(**deed, content=ReadingContent(value=Decimal(number)), by=by, at=NOW)

    answers = together([partial(put_down, *pair) for pair in enumerate(people)])

    [told] = [answer for answer in answers if isinstance(answer, StaleReading)]
    assert [told.theirs] == [answer for answer in answers if isinstance(answer, MeasureReading)]
    assert list(MeasureReading.objects.all()) == [told.theirs]


def test_of_two_who_change_a_fund_at_once_one_is_told(people: list[Person]) -> None:
    action = make_action("1.1")

    def content(source: str) -> FundingContent:
        return FundingContent(source=source, ends_on=TODAY, actions=(action,))

    fund = add_funding(plan=action.plan, content=content("A grant"), by=people[0], at=NOW)

    def change(by: Person) -> Funding:
        return change_funding(fund=fund, content=content(by.name), expected_version=1, by=by, at=NOW)

    answers = together([partial(change, by) for by in people])

    [told] = [answer for answer in answers if isinstance(answer, StaleFunding)]
    [kept] = [answer for answer in answers if isinstance(answer, Funding)]
    assert told.theirs == kept
    assert list(Funding.objects.values_list("source", "version")) == [(kept.source, 2)]


def test_of_two_equality_reviews_at_once_one_is_kept(people: list[Person]) -> None:
    plan = make_plan()
    content = EqualityContent(reviewed_on=TODAY, done_by="OPCC", summary="They wait.", groups=("sex",))

    def review(by: Person) -> EqualityReview:
        return record_equality_review(plan=plan, content=content, expected_number=1, by=by, at=NOW)

    answers = together([partial(review, by) for by in people])

    [told] = [answer for answer in answers if isinstance(answer, Refusal)]
    assert str(told).startswith("Somebody recorded a review after you opened the page.")
    assert EqualityReview.objects.count() == 1


def test_no_measure_is_retired_between_a_version_s_reading_and_its_keeping(people: list[Person]) -> None:
    measure = make_measure()
    held = Signal()

    @transaction.atomic
    def keep() -> tuple[Promises, Promises]:
        plan = Plan.objects.select_for_update().get()
        read = lock_promises(plan)
        held.set()
        time.sleep(A_MOMENT)
        return read, read_promises(plan)

    def retire() -> Measure:
        held.wait(timeout=30)
        return retire_measure(measure=measure, because="Over.", by=people[0], at=NOW)

    kept, retired = together([keep, retire])

    assert isinstance(kept, tuple)
    assert kept[0] == kept[1]
    assert isinstance(retired, Measure)


def test_a_round_that_got_another_day_meanwhile_does_not_move_with_the_meeting(people: list[Person]) -> None:
    period = make_period()
    first, second, third = (period.meets_on.replace(day=day) for day in (30, 29, 31))
    meeting = plan_meeting(group=period.board, content=MeetingContent(on=first), by=people[0], at=NOW)
    held = Signal()

    @transaction.atomic
    def set_by_hand() -> None:
        ReportingPeriod.objects.filter(pk=period.pk).update(meets_on=second)
        held.set()
        time.sleep(A_MOMENT)

    def move() -> Meeting:
        held.wait(timeout=30)
        return change_meeting(meeting=meeting, content=MeetingContent(on=third), by=people[0], at=NOW)

    together([set_by_hand, move])

    assert Meeting.objects.get().on == third
    assert ReportingPeriod.objects.get().meets_on == second
