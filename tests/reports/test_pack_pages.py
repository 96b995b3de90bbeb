"""The packs as pages and files: who gets which, of what type and name, and the same bytes each time."""

import datetime as dt
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from actions.models import UpdateRequest
from governance.roles import Role
from tests.factories import make_group, make_person, make_plan, make_update
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


AWAITS = "Reported complete, awaits acceptance"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_list_holds_each_quarter_newest_first_with_its_files(scene: Scene) -> None:
    html = scene.signed_in(scene.coordinator).get(scene.url("packs")).content.decode()

    assert re.findall(r"packs/(2023-Q\d)/\"", html) == ["2023-Q3", "2023-Q2", "2023-Q1"]
    assert scene.url("pack_file", "2023-Q2", "pdf") in html
    assert scene.url("pack_file", "2023-Q2", "pdf") + "?copy=publication" in html
    assert scene.url("edit_pack", "2023-Q3") in html
    assert scene.url("edit_pack", "2023-Q2") not in html


@pytest.mark.parametrize(("name", "more"), [("pack", []), ("pack_file", ["json"])])
def test_a_draft_is_there_for_readers_of_drafts_alone(scene: Scene, name: str, more: list[str]) -> None:
    closed, draft = scene.url(name, "2023-Q2", *more), scene.url(name, "2023-Q3", *more)

    for person, expected in (
        (scene.coordinator, 200),
        (scene.chair, 200),
        (scene.member, 404),
        (scene.lead, 403),
    ):
        assert scene.signed_in(person).get(draft).status_code == expected
    for person, expected in ((scene.chair, 200), (scene.member, 404), (scene.lead, 403)):
        assert scene.signed_in(person).get(closed).status_code == expected
    other = make_person(Role.BOARD_MEMBER, group=make_group("Another board"))
    assert scene.signed_in(other).get(closed).status_code == 403


@pytest.mark.parametrize(
    ("kind", "content_type", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("json", "application/json", b"{"),
    ],
)
def test_a_file_has_its_type_and_its_name_and_the_same_bytes_again(
    scene: Scene, kind: str, content_type: str, begins: bytes
) -> None:
    client = scene.signed_in(scene.chair)

    first = client.get(scene.url("pack_file", "2023-Q2", kind))
    again = client.get(scene.url("pack_file", "2023-Q2", kind))

    assert first.headers["Content-Type"] == content_type
    assert first.headers["Content-Disposition"] == f'attachment; filename="vawg-2023-24-2023-Q2.{kind}"'
    assert first.content.startswith(begins)
    assert first.content == again.content


@pytest.mark.parametrize("kind", ["html", "docx", "exe"])
def test_no_other_kind_is_offered(scene: Scene, kind: str) -> None:
    assert scene.signed_in(scene.chair).get(scene.url("pack_file", "2023-Q2", kind)).status_code == 404


def test_a_drafts_file_is_called_so(scene: Scene) -> None:
    response = scene.signed_in(scene.chair).get(scene.url("pack_file", "2023-Q3", "json"))

    assert 'filename="vawg-2023-24-2023-Q3-draft.json"' in response.headers["Content-Disposition"]


def test_page_workbook_and_data_show_the_same_figures(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)
    data = json.loads(client.get(scene.url("pack_file", "2023-Q2", "json")).content)
    book = load_workbook(io.BytesIO(client.get(scene.url("pack_file", "2023-Q2", "xlsx")).content))
    said = words(client, scene.url("pack", "2023-Q2"))

    counts = {one["label"]: one["number"] for one in data["headline"]["by_rating"]}
    assert (counts["Green"], counts["Amber"], counts["Red"]) == (1, 1, 1)
    assert [row["reference"] for row in data["appendix"]] == ["1.1", "1.2", "2.1"]
    cells = [str(cell) for row in book["Actions"].iter_rows(values_only=True) for cell in row]
    assert {"1.1", "1.2", "2.1"} <= set(cells)
    assert "Blue 0 no change 0% of 3 rated actions Green 1 no change 33% of 3 rated actions" in said


def test_what_was_reported_complete_awaits_acceptance_in_every_form(scene: Scene) -> None:
    request = UpdateRequest.objects.get(action=scene.actions["1.2"], period=scene.open_period)
    said: dict[str, Any] = {
        "status": "complete",
        "completed_on": dt.date(2023, 12, 8),
        "completion_note": "Calls are answered.",
    }
    make_update(request, state="submitted", reported_rating="blue", **said)
    client = scene.signed_in(scene.chair)
    data = json.loads(client.get(scene.url("pack_file", "2023-Q3", "json")).content)
    book = load_workbook(io.BytesIO(client.get(scene.url("pack_file", "2023-Q3", "xlsx")).content))

    assert [row["reference"] for row in data["awaiting_acceptance"]] == ["1.2"]
    rows = [row[:3] for row in book["Summary"].iter_rows(values_only=True) if row[0] == "Completed"]
    assert rows == [("Completed", "Since Q2 2023-24", 0), ("Completed", AWAITS, 1)]
    assert "8 December 2023 Awaits acceptance Calls are answered." in words(
        client, scene.url("pack", "2023-Q3")
    )


def test_a_copy_for_publication_says_so_and_leaves_names_out(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)

    full, copy = (words(client, scene.url("pack", "2023-Q2") + query) for query in ("", "?copy=publication"))
    response = client.get(scene.url("pack_file", "2023-Q2", "pdf") + "?copy=publication")

    assert "Author Coordinator, VAWG partnership" in full
    assert "Author Coordinator, VAWG partnership" not in copy
    assert "copy for publication" in copy
    assert "2023-Q2-for-publication.pdf" in response.headers["Content-Disposition"]


@pytest.mark.parametrize(("name", "more"), [("pack", []), ("pack_file", ["pdf"])])
def test_a_draft_has_no_copy_for_publication(scene: Scene, name: str, more: list[str]) -> None:
    client = scene.signed_in(scene.coordinator)

    assert client.get(scene.url(name, "2023-Q3", *more) + "?copy=publication").status_code == 404
    assert b"copy=publication" not in client.get(scene.url("pack", "2023-Q3")).content


def test_the_page_says_whether_it_still_changes(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)

    assert "Draft This quarter is open, so the pack still changes." in words(
        client, scene.url("pack", "2023-Q3")
    )
    assert (
        "Closed Closed on 15 October 2023 at 5pm by Coordinator, VAWG partnership. It never changes."
        in words(client, scene.url("pack", "2023-Q2"))
    )


def test_words_of_a_draft_are_in_no_file(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)

    for address in (scene.url("pack", "2023-Q3"), scene.url("pack_file", "2023-Q3", "json")):
        assert "Words of a draft." not in client.get(address).content.decode()


def test_before_any_pack_the_page_says_how_to_begin() -> None:
    plan = make_plan()
    client = Client()
    client.force_login(make_person(Role.COORDINATOR, group=plan.board))

    assert "The first pack begins when a quarter's round is opened. Open a round" in words(
        client, f"/plans/{plan.slug}/packs/"
    )


@pytest.mark.parametrize("more", [0, 3])
@pytest.mark.parametrize(
    ("name", "args", "number"),
    [
        ("packs", [], 10),
        ("pack", ["2023-Q2"], 11),
        ("pack", ["2023-Q3"], 15),
        ("pack_file", ["2023-Q2", "json"], 8),
    ],
)
def test_a_page_takes_as_many_queries_for_few_actions_as_for_more(
    more: int, name: str, args: list[str], number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scene = make_scene(more=more)
    client = scene.signed_in(scene.chair)
    client.get(scene.url(name, *args))

    with django_assert_num_queries(number):
        assert client.get(scene.url(name, *args)).status_code == 200
