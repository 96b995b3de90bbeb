"""When reminders fall due: the schedule of the settings, holidays, missed nights."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.conf import settings

from actions.notices.schedule import BadSchedule, Part, due_steps, read_schedule

SCHEDULE = read_schedule(settings.REMINDER_SCHEDULE)


@dataclass(frozen=True)
class Period:
    due_on: dt.date = dt.date(2024, 1, 15)
    opened_on: dt.date = dt.date(2023, 12, 1)
    is_open: bool = True


def due(today: dt.date, period: Period = Period()) -> dict[str, str]:
    return {part.value: step.words for part, step in due_steps(period, today, SCHEDULE).items()}


def test_the_days_of_the_settings_schedule() -> None:
    due_on = dt.date(2024, 1, 15)

    assert [(step.words, step.day(due_on), [part.value for part in step.to]) for step in SCHEDULE] == [
        ("21 days before", dt.date(2023, 12, 25), ["lead"]),
        ("7 days before", dt.date(2024, 1, 8), ["lead"]),
        ("2 working days before", dt.date(2024, 1, 11), ["lead"]),
        ("1 day after", dt.date(2024, 1, 16), ["lead", "deputy"]),
        ("3 days after", dt.date(2024, 1, 18), ["sponsor", "coordinator"]),
    ]


@pytest.mark.parametrize(
    ("today", "steps"),
    [
        (dt.date(2023, 12, 24), {}),
        (dt.date(2023, 12, 25), {"lead": "21 days before"}),
        (dt.date(2024, 1, 7), {"lead": "21 days before"}),
        (dt.date(2024, 1, 8), {"lead": "7 days before"}),
        (dt.date(2024, 1, 11), {"lead": "2 working days before"}),
        (dt.date(2024, 1, 15), {"lead": "2 working days before"}),
        (dt.date(2024, 1, 16), {"lead": "1 day after", "deputy": "1 day after"}),
        (
            dt.date(2024, 1, 20),
            {
                "lead": "1 day after",
                "deputy": "1 day after",
                "sponsor": "3 days after",
                "coordinator": "3 days after",
            },
        ),
    ],
)
def test_the_newest_that_is_due_stands_for_those_missed(today: dt.date, steps: dict[str, str]) -> None:
    assert due(today) == steps


def test_what_fell_due_by_the_day_of_opening_is_passed_over() -> None:
    period = Period(opened_on=dt.date(2024, 1, 8))

    assert due(dt.date(2024, 1, 8), period) == {}
    assert due(dt.date(2024, 1, 10), period) == {}
    assert due(dt.date(2024, 1, 11), period) == {"lead": "2 working days before"}


def test_a_round_that_is_not_open_reminds_nobody() -> None:
    assert due(dt.date(2024, 1, 20), Period(is_open=False)) == {}


def test_working_days_pass_over_easter() -> None:
    period = Period(due_on=dt.date(2024, 4, 2), opened_on=dt.date(2024, 3, 20))

    assert due(dt.date(2024, 3, 26), period) == {"lead": "7 days before"}
    assert due(dt.date(2024, 3, 27), period) == {"lead": "2 working days before"}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            {"a week before": ["lead"]},
            "REMINDER_SCHEDULE has 'a week before'. Write a line as '2 working days before'.",
        ),
        (
            {"1 day after": ["boss"]},
            "REMINDER_SCHEDULE sends '1 day after' to ['boss']. "
            "Name any of lead, deputy, sponsor, coordinator.",
        ),
        (
            {"1 day after": []},
            "REMINDER_SCHEDULE sends '1 day after' to []. Name any of lead, deputy, sponsor, coordinator.",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_said(lines: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(BadSchedule) as wrong:
        read_schedule(lines)

    assert str(wrong.value) == sentence


def test_parts_in_words() -> None:
    assert [part.label for part in Part] == ["Lead", "Deputy", "Sponsor", "Coordinator"]
