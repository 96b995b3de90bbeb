"""Measures with their readings in the pack: one value in page, PDF, workbook and JSON; frozen on closing."""

import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest

from actions.models import Measure as Kept
from actions.rag import Travel
from actions.recording import ReadingContent, record_reading
from reports.board_pack import BoardPack, Measure, Reading, pack_to_json
from reports.packs import read_quarter
from reports.rendering.excel import HEAD_ROW, render_excel
from reports.rendering.pdf import render_pdf
from reports.snapshots import close_period
from reports.sources.rounds import read_rounds
from tests.factories import NOW, make_measure, make_period, make_reading, make_update
from tests.pages import words_of
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def scene() -> Scene:
    """Action 1.2 is Green and its measure got worse; of objective 2 no reading has come; one is retired."""
    made = make_scene()
    request = made.actions["1.2"].requests.get(period=made.open_period)
    make_update(request, state="accepted")
    safe = make_measure(made.actions["1.2"], agency=made.council, baseline=40, target=60, is_sample=True)
    make_reading(safe, make_period(quarter="2023-Q2"), "55.5")
    make_reading(safe, made.open_period, 60)
    make_reading(safe, made.open_period, 49, note="Fewer answers.")
    make_measure(made.actions["2.1"].objective, words="Calls that wait", unit="calls", better="down")
    make_measure(words="Gone", retired_on=NOW.date(), retired_because="Old.")
    return made


SENTENCE = "Its action is Green, and the measure got worse: from 55.5% in Q2 2023-24 to 49% in Q3 2023-24."
SAFE = Measure(
    title="People who feel safe",
    objective_number="1",
    action_reference="1.2",
    unit="%",
    better="Higher",
    baseline=40,
    target=60,
    supplied_by="Warwickshire County Council",
    readings=(
        Reading(quarter_label="Q2 2023-24", value=55.5),
        Reading(quarter_label="Q3 2023-24", value=49, note="Fewer answers."),
    ),
    travel=Travel.WORSE,
    rated="1 Green",
    contradiction=SENTENCE,
    sample=True,
)
CALLS = Measure(
    title="Calls that wait", objective_number="2", unit="calls", better="Lower", lacking=True, rated="1 Red"
)


def pack_of(scene: Scene) -> BoardPack:
    rounds = read_rounds(scene.plan)
    return read_quarter(rounds[-1], rounds, at=NOW).assemble()


def test_page_pdf_workbook_and_json_say_the_same(scene: Scene) -> None:
    pack = pack_of(scene)
    assert pack.ratings.measures == (SAFE, CALLS)
    assert pack_to_json(pack)["ratings"]["measures"][0]["contradiction"] == SENTENCE

    sheet = openpyxl.load_workbook(io.BytesIO(render_excel(pack)))["Measures"]
    heads, *rows = sheet.iter_rows(min_row=HEAD_ROW, values_only=True)
    kept = ("Quarter", "Reading", "Travel", "Outcome and ratings", "Not supplied")
    shown = [tuple(dict(zip(heads, row, strict=True))[name] for name in kept) for row in rows]
    assert shown == [
        ("Q2 2023-24", 55.5, None, None, "No"),
        ("Q3 2023-24", 49, "Worse", SENTENCE, "No"),
        (None, None, None, None, "Yes"),
    ]

    pages = pypdf.PdfReader(io.BytesIO(render_pdf(pack))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    client = scene.signed_in(scene.chair)
    page = words_of(client.get(scene.url("pack", "2023-Q3")).content.decode())
    dashboard = words_of(client.get(scene.dashboard).content.decode())
    for said in (printed, page):
        assert f"Where outcome and ratings differ People who feel safe {SENTENCE}" in said.replace("• ", "")
        assert "Not supplied at the cut-off: Calls that wait (nobody is named to supply it)." in said
    assert f"People who feel safe {SENTENCE}" in dashboard
    assert "1 of 2 not supplied for Q3 2023-24: Calls that wait" in dashboard


def test_a_dashboard_that_is_narrowed_shows_the_measures_of_its_rows_as_judged_on_all(scene: Scene) -> None:
    client = scene.signed_in(scene.chair)
    page = words_of(client.get(f"{scene.dashboard}?objective=2").content.decode())
    assert "Calls that wait Objective 2. Lower is better" in page
    assert "People who feel safe" not in page


def test_a_closed_quarter_keeps_what_it_showed(scene: Scene) -> None:
    close_period(period=scene.open_period, by=scene.coordinator, at=NOW)
    record_reading(
        measure=Kept.objects.get(words="People who feel safe"),
        period=scene.open_period,
        content=ReadingContent(value=Decimal(70), reason="It was miscounted."),
        expected_revision=2,
        by=scene.coordinator,
        at=NOW,
        after_closing=True,
    )
    assert pack_of(scene).ratings.measures == (SAFE, CALLS)
    page = scene.signed_in(scene.chair).get(f"/plans/{scene.plan.slug}/measures/").content.decode()
    assert "70 corrected 60 reached ▲ Improved" in words_of(page)
