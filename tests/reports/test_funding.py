"""Funding in section 5 of the pack and on the dashboard, the worst first; frozen with its quarter."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pypdf
import pytest

from actions.funding import FundingContent, add_funding, close_funding
from actions.models import Funding as Kept
from actions.outlook import Outlook
from reports.board_pack import BoardPack, Funding, pack_to_json, publication_copy
from reports.packs import read_quarter
from reports.rendering.excel import HEAD_ROW, render_excel
from reports.rendering.pdf import render_pdf
from reports.snapshots import close_period
from reports.sources.rounds import read_rounds
from tests.factories import NOW
from tests.pages import words_of
from tests.reports.scene import Scene, make_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]


@pytest.fixture
def scene() -> Scene:
    """Two funds pay for 1.1: one has ended with nothing after it, and is not for publication."""
    made = make_scene()
    first, second = made.actions["1.1"], made.actions["2.1"]
    put(made, "Later grant", "2024-07-01", first)
    put(made, "Core grant", "2024-03-31", first, second, follow_on="sought", what_follows="A bid.")
    put(
        made,
        "Pilot",
        "2023-12-31",
        first,
        fallback="Fewer places.",
        amount="£5,000",
        not_for_publication=True,
    )
    put(made, "Closed grant", "2023-12-31", second)
    close_funding(fund=Kept.objects.get(source="Closed grant"), note="Over.", by=made.coordinator, at=NOW)
    return made


def put(scene: Scene, source: str, ends: str, *actions: Any, **fields: Any) -> None:
    content = FundingContent(source=source, ends_on=dt.date.fromisoformat(ends), actions=actions, **fields)
    add_funding(plan=scene.plan, content=content, by=scene.coordinator, at=NOW)


PILOT = Funding(
    source="Pilot",
    ends_on=dt.date(2023, 12, 31),
    amount="£5,000",
    fallback="Fewer places.",
    references=("1.1",),
    not_for_publication=True,
    outlook=Outlook.ENDED_NOTHING,
)
CORE = Funding(
    source="Core grant",
    ends_on=dt.date(2024, 3, 31),
    follow_on="A bid.",
    references=("1.1", "2.1"),
    outlook=Outlook.ENDS_SOUGHT,
)


def pack_of(scene: Scene) -> BoardPack:
    rounds = read_rounds(scene.plan)
    return read_quarter(rounds[-1], rounds, at=NOW).assemble()


def test_page_pdf_workbook_and_json_warn_alike(scene: Scene) -> None:
    pack = pack_of(scene)
    assert pack.concerns.funding == (PILOT, CORE)
    assert len(pack.appendix) == 3
    assert [one["outlook"] for one in pack_to_json(pack)["concerns"]["funding"]] == [
        "ended_nothing",
        "ends_sought",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(render_excel(pack)))["Summary"]
    heads, *rows = sheet.iter_rows(min_row=HEAD_ROW, values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows if str(row[0]).startswith("Funding that")]
    lines = [(one["Section"], one["Item"], one["Words"]) for one in told]
    until = "Funding that ends by 30 June 2024"
    assert lines == [
        (
            until,
            "Pilot",
            "Ends 31 December 2023. Ended, nothing follows. £5,000. Nothing arranged to follow. "
            "If nothing does: Fewer places. Pays for 1.1.",
        ),
        (
            until,
            "Core grant",
            "Ends 31 March 2024. Ends soon, a follow-on is sought. Amount not given. A bid. "
            "Pays for 1.1, 2.1.",
        ),
    ]
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(pack))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    client = scene.signed_in(scene.chair)
    page = words_of(client.get(scene.url("pack", "2023-Q3")).content.decode())
    dashboard = words_of(client.get(scene.dashboard).content.decode())
    assert "31 December 2023 Ended, nothing follows" in printed
    assert "Pilot 31 December 2023 Ended, nothing follows £5,000 Nothing arranged" in page
    assert "Pilot 31 December 2023 Ended, nothing follows Nothing arranged" in dashboard
    assert "Later grant" not in printed + page + dashboard
    narrowed = words_of(client.get(f"{scene.dashboard}?objective=2").content.decode())
    assert ("Core grant" in narrowed, "Pilot" in narrowed) == (True, False)


def test_a_closed_quarter_keeps_it_and_a_publication_copy_withholds_it(scene: Scene) -> None:
    close_period(period=scene.open_period, by=scene.coordinator, at=NOW)
    Kept.objects.update(source="Renamed", amount="£1")
    pack = pack_of(scene)
    assert pack.concerns.funding == (PILOT, CORE)
    public, core = publication_copy(pack).concerns.funding
    assert (public.source, public.amount, public.fallback) == ("Not for publication", "", "")
    assert core == CORE
