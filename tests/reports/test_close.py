"""The closing page: what will be kept, asked once, done for good, by a coordinator alone."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from pytest_django import DjangoAssertNumQueries

from governance.models import ReportingPeriod
from governance.roles import Role
from reports.models import ActionSnapshot, PeriodSnapshot
from reports.snapshots import close_period
from reports.sources.answers import Answers, read_answers
from tests.factories import (
    NOW,
    make_action,
    make_group,
    make_period,
    make_person,
    make_post,
    make_request,
    make_update,
)
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
SURE = {"sure": "on"}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address(scene: Scene, quarter: str = "2023-Q3") -> str:
    return scene.url("close_round", quarter)


def words_of(content: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def test_the_page_says_what_will_be_kept(scene: Scene) -> None:
    said = words_of(scene.signed_in(scene.coordinator).get(address(scene)).content)

    assert "Close Q3 2023-24 (October to December 2023)" in said
    assert "Updates are due on 15 January 2024; ratings are counted as at 8 January 2024." in said
    assert "Closing now counts every update that has not come in yet as missed" in said
    assert "Accepted 0 updates, kept with their confirmed ratings" in said
    assert "Submitted, not accepted 1 update, kept as submitted; the pack says which" in said
    assert "Of these, 1 is begun and not handed in. The words stay with the agency." in said
    assert (
        "Not returned 2 updates, counted as missed: Warwickshire County Council: 1 Warwickshire Police: 1"
        in said
    )
    assert "Closing cannot be undone." in said


def test_answers_are_counted_over_every_state() -> None:
    period = make_period()
    for state in ("accepted", "accepted", "submitted", "draft", "ready", "returned"):
        make_update(make_request(make_action(leads=[make_post()])), state=state)
    make_request(make_action(), period)
    make_request(make_action(leads=[make_post()]), period, asked=False)

    assert read_answers(period) == Answers(
        accepted=2, submitted=1, unfinished=3, missing=(("Warwickshire Police", 3), ("No lead named", 1))
    )
    assert (read_answers(period).swept_up, read_answers(period).not_returned) == (4, 4)


def test_closing_keeps_every_row_and_leads_to_the_pack(scene: Scene) -> None:
    response = scene.signed_in(scene.coordinator).post(address(scene), SURE)

    assert (response.status_code, response.headers["Location"]) == (302, scene.url("pack", "2023-Q3"))
    assert [str(one) for one in get_messages(response.wsgi_request)] == [
        "Q3 2023-24 is closed, and its pack can be downloaded."
    ]
    kept = PeriodSnapshot.objects.get(period=scene.open_period)
    assert (kept.closed_by, kept.rows.count()) == (scene.coordinator, 3)
    assert ReportingPeriod.objects.get(pk=scene.open_period.pk).state == "closed"


def test_without_the_tick_nothing_is_closed(scene: Scene) -> None:
    response = scene.signed_in(scene.coordinator).post(address(scene), {})

    assert "Tick the box to say that you understand: closing cannot be undone." in words_of(response.content)
    assert b"<title>Error: Close Q3 2023-24" in response.content
    assert ReportingPeriod.objects.get(pk=scene.open_period.pk).state == "open"


def test_to_look_closes_nothing(scene: Scene) -> None:
    scene.signed_in(scene.coordinator).get(address(scene) + "?sure=on")

    assert ReportingPeriod.objects.get(pk=scene.open_period.pk).state == "open"


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2023-Q2", "Q2 2023-24 is closed already. Closing cannot be undone or done again."),
        ("2023-Q4", "Q4 2023-24 has not been opened, so there is nothing to close."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_quarter_that_is_not_open_is_refused_with_a_sentence(
    scene: Scene, quarter: str, sentence: str, method: str
) -> None:
    make_period("planned", quarter="2023-Q4")

    client = scene.signed_in(scene.coordinator)
    response = getattr(client, method)(address(scene, quarter), SURE)

    assert response.status_code == 302
    assert [str(one) for one in get_messages(response.wsgi_request)] == [sentence]
    assert ActionSnapshot.objects.count() == 6


def test_who_closes_second_is_told(scene: Scene) -> None:
    """Two coordinators have the page open; the first has closed since."""
    client = scene.signed_in(scene.coordinator)
    client.get(address(scene))
    close_period(period=scene.open_period, by=scene.coordinator, at=NOW)

    response = client.post(address(scene), SURE)

    assert [str(one) for one in get_messages(response.wsgi_request)] == [
        "Q3 2023-24 is closed already. Closing cannot be undone or done again."
    ]


def test_a_coordinator_of_the_board_alone_may_close(scene: Scene) -> None:
    elsewhere = make_person(Role.COORDINATOR, group=make_group("Another board"))
    for person in (elsewhere, scene.chair, scene.member, scene.lead):
        for method in ("get", "post"):
            assert getattr(scene.signed_in(person), method)(address(scene), SURE).status_code == 403
    assert ReportingPeriod.objects.get(pk=scene.open_period.pk).state == "open"


def test_a_quarter_that_nobody_planned_is_not_found(scene: Scene) -> None:
    client = scene.signed_in(scene.coordinator)

    assert client.get(address(scene, "2025-Q1")).status_code == 404
    assert client.get(address(scene, "soon")).status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_takes_as_many_queries_for_few_actions_as_for_more(
    more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scene = make_scene(more=more)
    client = scene.signed_in(scene.coordinator)
    client.get(address(scene))

    with django_assert_num_queries(8):
        client.get(address(scene))


@pytest.mark.parametrize("more", [0, 3])
def test_closing_itself_takes_as_many(more: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    scene = make_scene(more=more)

    with django_assert_num_queries(22):
        close_period(period=scene.open_period, by=scene.coordinator, at=NOW)
