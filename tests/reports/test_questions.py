"""What the Board asked and nobody answered: on the dashboard, in the pack, and frozen with its quarter."""

import datetime as dt

import pytest

from actions.models import Action, Question
from actions.questions import ask_question
from governance.models import Person
from reports.board_pack import BoardQuestion, publication_copy
from reports.packs import read_quarter
from reports.rendering.sheets.exceptions import exceptions_sheet
from reports.snapshots import close_period
from reports.sources.rounds import read_rounds
from tests.factories import NOW
from tests.pages import words_of
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

TEXT = "Who trains in the meantime?"


@pytest.fixture
def scene() -> Scene:
    """The chair has asked of 2.1, then of 1.1."""
    made = make_scene()
    ask(made, "2.1", "Why is nothing said?", at=NOW)
    ask(made, "1.1", TEXT, at=NOW + dt.timedelta(hours=1))
    return made


def ask(scene: Scene, reference: str, text: str, *, at: dt.datetime) -> Question:
    return ask_question(action=scene.actions[reference], text=text, by=scene.chair, at=at)


def test_the_pack_lists_them_in_the_plans_order_and_they_are_frozen_with_the_quarter(scene: Scene) -> None:
    rounds = read_rounds(scene.plan)
    pack = read_quarter(rounds[-1], rounds, at=NOW).assemble()
    first, second = pack.exceptions.questions

    assert first == BoardQuestion(
        reference="1.1",
        title=scene.actions["1.1"].title,
        text=TEXT,
        asked_by=scene.chair.name,
        asked_on=dt.date(2024, 1, 8),
        lead=pack.appendix[0].accountable_words,
    )
    assert (second.reference, second.text) == ("2.1", "Why is nothing said?")
    close_period(period=scene.open_period, by=scene.coordinator, at=NOW)
    rounds = read_rounds(scene.plan)
    frozen = read_quarter(rounds[-1], rounds, at=NOW).assemble()
    assert frozen.exceptions.questions == (first, second)


def test_the_workbook_lists_them_and_the_publication_copy_does_not(scene: Scene) -> None:
    rounds = read_rounds(scene.plan)
    pack = read_quarter(rounds[-1], rounds, at=NOW).assemble()

    lines = [line for line in exceptions_sheet(pack).rows if line.list_name == "Asked, not answered"]
    assert [(line.reference, line.why) for line in lines] == [
        ("1.1", f"{scene.chair.name} asked on 8 January 2024: {TEXT}"),
        ("2.1", f"{scene.chair.name} asked on 8 January 2024: Why is nothing said?"),
    ]
    assert publication_copy(pack).exceptions.questions == ()


def test_the_dashboard_lists_them_and_lets_a_member_of_the_board_ask(scene: Scene) -> None:
    page = words_of(scene.signed_in(scene.chair).get(scene.dashboard).content.decode())

    assert "Asked by the Board, not answered" in page
    assert f"{TEXT} 8 January 2024 {scene.chair.name}" in page
    assert "Ask the lead of 1.1" in page


def test_each_row_of_an_unfinished_action_leads_to_a_question(scene: Scene) -> None:
    """Behind the figures and on the plan, for those who may ask and for nobody else."""
    Action.objects.filter(reference="1.2").update(status="complete", completed_on=dt.date(2024, 1, 2))
    rows, plan = f"{scene.dashboard}2023-Q3/rows/total/", f"/plans/{scene.plan.slug}/"

    def asked(person: Person, address: str) -> list[str]:
        page = scene.signed_in(person).get(address).content.decode()
        return [reference for reference in scene.actions if f"/actions/{reference}/question/" in page]

    assert asked(scene.chair, plan) == ["1.1", "2.1"]
    assert {"1.1", "2.1"} <= set(asked(scene.chair, rows))
    assert asked(scene.lead, plan) == []


def test_a_narrowed_dashboard_shows_the_questions_of_its_rows_alone(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)
    objective = scene.actions["2.1"].objective.number

    page = words_of(client.get(f"{scene.dashboard}?objective={objective}").content.decode())

    assert "Why is nothing said?" in page
    assert TEXT not in page


def test_the_pack_page_says_what_was_asked(scene: Scene) -> None:
    page = words_of(scene.signed_in(scene.chair).get(scene.url("pack", "2023-Q3")).content.decode())

    assert "Asked by the Board, and not answered Ref Action Question Asked 1.1" in page
    assert TEXT in page
