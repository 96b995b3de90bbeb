"""The Board's questions in an Excel return: asked beside their cells, previewed, saved with the update."""

import datetime as dt
import io

import openpyxl
import pytest

from actions.models import Answer, Question
from actions.questions import ask_question, withdraw_question
from governance.models import Person
from governance.roles import Role
from tests.actions.returning import (
    HEAD_ROW,
    WHOLE,
    Desk,
    filled,
    headings,
    row_of,
    rulings,
    sentences,
    sheet_of,
)
from tests.factories import NOW, make_group, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

ASKED, ANSWER = "The Board asks (1)", "Answer to the Board (1)"
SECOND = "Answer to the Board (2)"


@pytest.fixture
def desk() -> Desk:
    return Desk(count=2)


@pytest.fixture
def chair() -> Person:
    return make_person(Role.BOARD_CHAIR, group=make_group(), name="Chair")


def ask(desk: Desk, chair: Person, text: str, *, of: str = "1.1", hours: int = 0) -> Question:
    at = NOW + dt.timedelta(hours=hours)
    return ask_question(action=desk.requests[of].action, text=text, by=chair, at=at)


def test_a_question_stands_beside_a_cell_of_its_own_and_locked_where_nothing_is_asked(
    desk: Desk, chair: Person
) -> None:
    ask(desk, chair, "=Who pays?")
    ask(desk, chair, "Until when?", hours=1)

    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(desk.download())))

    places = headings(sheet)
    first, second = (row_of(sheet, reference) for reference in ("1.1", "1.2"))
    words = [sheet.cell(first, places[head]).value for head in (ASKED, ANSWER, "The Board asks (2)", SECOND)]
    assert words == ["=Who pays?", None, "Until when?", None]
    locked = [
        sheet.cell(row, places[head]).protection.locked for row in (first, second) for head in (ASKED, ANSWER)
    ]
    assert locked == [True, False, True, True]
    assert "The Board asks (3)" not in places
    assert sheet.cell(HEAD_ROW, len(places)).value == "Row code"


def test_what_is_answered_is_previewed_and_saved_with_the_update(desk: Desk, chair: Person) -> None:
    question = ask(desk, chair, "Who pays?\nAnd when?")
    data = filled(desk.download(), r1=WHOLE | {ANSWER: "The county, from April."}, r2=WHOLE)

    preview = desk.preview(data)

    assert rulings(preview) == [("1.1 Train group 1", "new"), ("1.2 Train group 2", "new")]
    change = preview.rows[0].changes[0]
    assert (change.label, change.first, change.second) == (
        "Asked: Who pays?\nAnd when?",
        "",
        "The county, from April.",
    )
    desk.save()
    answer = Answer.objects.get()
    assert (answer.question, answer.text) == (question, "The county, from April.")
    assert answer.update.state == "submitted"
    assert not Question.objects.waiting().exists()


def test_what_lacks_an_answer_or_looks_personal_is_said_at_its_cell(desk: Desk, chair: Person) -> None:
    ask(desk, chair, "Who pays?")
    ask(desk, chair, "Whom do we ring?", of="1.2")
    data = filled(desk.download(), r1=WHOLE, r2=WHOLE | {ANSWER: "Ring 07700 900123."})

    preview = desk.preview(data)

    assert rulings(preview) == [("1.1 Train group 1", "refused"), ("1.2 Train group 2", "new")]
    first, second = sentences(preview)
    assert first == ("G6", "Answer what the VAWG Board asked: Who pays?")
    assert (second[0], preview.rows[1].needs_word) == ("G7", True)
    desk.save(vouch=["1.2"])
    assert [answer.text for answer in Answer.objects.all()] == ["Ring 07700 900123."]


def test_a_question_asked_since_sends_to_the_form_and_one_withdrawn_since_is_left_out(
    desk: Desk, chair: Person
) -> None:
    question = ask(desk, chair, "Who pays?")
    data = filled(desk.download(), r1=WHOLE | {ANSWER: "The county."}, r2=WHOLE)
    withdraw_question(question=question, by=chair, at=NOW)
    ask(desk, chair, "When?", of="1.2")

    preview = desk.preview(data)

    assert rulings(preview) == [("1.1 Train group 1", "new"), ("1.2 Train group 2", "refused")]
    assert [(note.place, note.sentence) for note in preview.rows[0].notes] == [
        (
            "G6",
            "The Board's question beside this waits no longer, or its words were changed: it is not saved.",
        )
    ]
    assert sentences(preview)[0][1].startswith(
        "The Board has asked something that this workbook has no cell for."
    )
    desk.save()
    assert not Answer.objects.exists()
