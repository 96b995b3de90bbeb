"""Sessions end half an hour after their last use, and after twelve hours; reading rarely writes one."""

import datetime as dt
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_group, make_person

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def member(client: Client) -> None:
    with time_machine.travel(START, tick=False):
        client.force_login(make_person("board_member", group=make_group()))
        client.get("/plans/")


def status_after(client: Client, **passed: int) -> int:
    with time_machine.travel(START + dt.timedelta(**passed), tick=False):
        return client.get("/plans/").status_code


@pytest.mark.usefixtures("member")
class TestSessions:
    def test_ends_half_an_hour_after_its_last_use(self, client: Client) -> None:
        assert status_after(client, minutes=29) == HTTPStatus.OK
        assert status_after(client, minutes=58) == HTTPStatus.OK
        assert status_after(client, minutes=89) == HTTPStatus.FOUND

    def test_ends_after_twelve_hours_of_use(self, client: Client) -> None:
        answers = [status_after(client, minutes=minutes) for minutes in range(20, 12 * 60 + 40, 20)]
        assert answers == [HTTPStatus.OK] * 36 + [HTTPStatus.FOUND]

    def test_second_page_within_a_minute_writes_nothing(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with time_machine.travel(START + dt.timedelta(seconds=59), tick=False), django_assert_num_queries(2):
            client.get("/healthz")
