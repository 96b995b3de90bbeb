"""Concerns in the pack: open ones, and those answered since the quarter before; frozen with the quarter."""

import datetime as dt
from dataclasses import replace

import pytest

from governance.concerns import AnswerContent, ConcernContent, answer_concern, raise_concern
from governance.models import Concern as Raised
from reports.board_pack import BoardPack, Concern
from reports.packs import read_quarter
from reports.rendering.sheets.summary import summary_sheet
from reports.snapshots import close_period
from reports.sources.rounds import read_rounds
from tests.factories import NOW, make_group
from tests.pages import words_of
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

RAISED = dt.date(2023, 11, 1)


@pytest.fixture
def scene() -> Scene:
    """A sub-group's concern is late, the Board's was answered, and another board has one of its own."""
    made = make_scene()
    sub_group = make_group("Communication Subgroup", kind="sub_group", reports_to=made.plan.board)
    for group, text in (
        (sub_group, "No home to move to."),
        (made.plan.board, "Screens are late."),
        (make_group("Another board"), "Of others."),
    ):
        content = ConcernContent(
            kind="service",
            text=text,
            raised_on=RAISED,
            reply_due_on=dt.date(2023, 12, 1),
            to_body="Home Office",
        )
        raise_concern(raiser=group, content=content, by=made.coordinator, at=NOW)
    said = AnswerContent(answer="They are logged.", answered_on=RAISED, answered_by="Its chair")
    screens = Raised.objects.get(text="Screens are late.")
    answer_concern(concern=screens, content=said, by=made.coordinator, at=NOW)
    return made


def pack_of(scene: Scene, *, at: dt.datetime = NOW) -> BoardPack:
    rounds = read_rounds(scene.plan)
    return read_quarter(rounds[-1], rounds, at=at).assemble()


LATE = Concern(
    text="No home to move to.",
    raised_by="Communication Subgroup",
    raised_with="Home Office",
    raised_on=RAISED,
    reply_due_on=dt.date(2023, 12, 1),
    late=True,
)
ANSWERED = replace(
    LATE,
    text="Screens are late.",
    raised_by="VAWG Board",
    answered_on=RAISED,
    answer="They are logged.",
    state="Answered",
    late=False,
)


def test_the_pack_tells_and_freezes_them(scene: Scene) -> None:
    told = pack_of(scene).concerns
    assert (told.concerns, told.open, told.late) == ((LATE, ANSWERED), 1, 1)

    close_period(period=scene.open_period, by=scene.coordinator, at=NOW)
    late = Raised.objects.get(text=LATE.text)
    said = AnswerContent(answer="There is one.", answered_on=RAISED, answered_by="Its chair")
    answer_concern(concern=late, content=said, by=scene.coordinator, at=NOW + dt.timedelta(days=1))
    assert pack_of(scene).concerns.concerns == (LATE, ANSWERED)


def test_what_was_answered_before_the_last_closing_is_not_told_again(scene: Scene) -> None:
    Raised.objects.filter(text=ANSWERED.text).update(changed_at=dt.datetime(2023, 7, 1, tzinfo=dt.UTC))

    assert pack_of(scene).concerns.concerns == (LATE,)


def test_page_dashboard_and_workbook_say_the_same(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)
    page = words_of(client.get(scene.url("pack", "2023-Q3")).content.decode())
    dashboard = words_of(client.get(scene.dashboard).content.decode())
    lines = [line for line in summary_sheet(pack_of(scene)).rows if line.section == "Concerns"]

    assert (
        "No home to move to. By Communication Subgroup with Home Office, 1 November 2023 Open, reply late"
        in page
    )
    assert "Concerns with other bodies: 1 open , 1 with the reply late" in dashboard
    assert [line.words for line in lines] == [
        "Open, reply late. By Communication Subgroup with Home Office.",
        "Answered. By VAWG Board with Home Office. They are logged.",
    ]
