"""What is tabled after a quarter closed: at the end of the pack in every form, and in none of its figures."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from actions.late_updates import LateContent, settle_late, write_late
from actions.models import LateOutcome, UpdateRequest
from actions.rag import Rating, Status
from reports.board_pack import Addendum, publication_copy
from reports.models import ActionSnapshot, PeriodSnapshot
from reports.packs import read_pack
from reports.rendering.pdf import render_html
from reports.sources.rounds import read_rounds
from tests.factories import NOW, TODAY
from tests.pages import words_of
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

WORDS = "Nine officers were trained in September."
HEADING = "Addendum, received after closing"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def send(scene: Scene, outcome: LateOutcome) -> None:
    """Of 2.1, which was silent in Q2."""
    asked = UpdateRequest.objects.select_related("action", "period").get(
        action=scene.actions["2.1"], period__number=2
    )
    content = LateContent(status=Status.IN_PROGRESS, happened=WORDS, rating=Rating.AMBER, why="No trainer.")
    late = write_late(request=asked, content=content, by=scene.lead, at=NOW)
    settle_late(late=late, outcome=outcome, by=scene.coordinator, at=NOW)


def test_the_pack_gains_an_addendum_and_changes_in_nothing_else(scene: Scene) -> None:
    rounds = read_rounds(scene.plan)
    before = read_pack(rounds[1], rounds, at=NOW)
    kept = list(ActionSnapshot.objects.values()), list(PeriodSnapshot.objects.values())

    send(scene, LateOutcome.TABLED)

    after = read_pack(rounds[1], read_rounds(scene.plan), at=NOW)
    addendum = Addendum(
        reference="2.1",
        title="Action 2.1",
        lead="Police, Superintendent",
        status=Status.IN_PROGRESS,
        happened=WORDS,
        received_on=TODAY,
        tabled_on=TODAY,
        rating=Rating.AMBER,
        why="No trainer.",
    )
    assert after == replace(before, addenda=(addendum,))
    assert (list(ActionSnapshot.objects.values()), list(PeriodSnapshot.objects.values())) == kept
    assert publication_copy(after).addenda == (addendum,)
    for other in (rounds[0], rounds[2]):
        assert read_pack(other, rounds, at=NOW).addenda == ()


def test_every_form_of_the_pack_shows_it(scene: Scene) -> None:
    send(scene, LateOutcome.TABLED)
    chair = scene.signed_in(scene.chair)

    page = words_of(chair.get(scene.url("pack", "2023-Q2")).content.decode())
    assert f"13. {HEADING} Sent once the quarter had closed" in page
    said = f"2.1 Action 2.1 Police, Superintendent {WORDS} No trainer. In progress. The lead rates it Amber"
    assert f"{said} 8 January 2024 Tabled 8 January 2024" in page
    rounds = read_rounds(scene.plan)
    assert said in words_of(render_html(read_pack(rounds[1], rounds, at=NOW)))
    found = chair.get(scene.url("pack_file", "2023-Q2", "json")).json()["addenda"]
    assert [(one["reference"], one["happened"]) for one in found] == [("2.1", WORDS)]
    book = load_workbook(io.BytesIO(chair.get(scene.url("pack_file", "2023-Q2", "xlsx")).content))
    lines = [row for row in book["Exceptions"].iter_rows(values_only=True) if row[0] == HEADING]
    assert [(row[1], str(row[6])) for row in lines] == [
        ("2.1", f"Received 8 January 2024. In progress. {WORDS}\nNo trainer.")
    ]


def test_what_is_carried_is_not_in_the_pack(scene: Scene) -> None:
    send(scene, LateOutcome.CARRIED)

    page = words_of(scene.signed_in(scene.chair).get(scene.url("pack", "2023-Q2")).content.decode())

    assert HEADING not in page
    assert WORDS not in page
